"""What CLDR (through Babel) knows of a language: its words for units, its months, digits and patterns.

Babel is imported inside the functions: whoever only reads facts need not wait for it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any

EURO = "€"
Stem = tuple[str, ...]  # „gün para ceza“ is one unit of three words
_LOCALES = {"ls": "de", "en": "en_GB", "kmr": "ku"}
# Months have other names in other countries of the same language; readers bring theirs along.
_COUNTRIES = {"ar": ("ar_SY", "ar_DZ", "ar_MA"), "fa": ("fa_AF",)}
_DURATIONS = {
    "years": "duration-year", "months": "duration-month", "weeks": "duration-week",
    "days": "duration-day", "minutes": "duration-minute", "ordinal-day": "duration-day",
}  # fmt: skip
UNITS = (*_DURATIONS, "euro", "questions", "daily-rates")
_ZEROS = {"arab": "٠", "arabext": "۰", "deva": "०", "beng": "০"}
_LETTERS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ı": "i", "ـ": None})
_INVISIBLE = re.compile(r"[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
# Scripts that write articles, prepositions or neighbouring words without a space.
_JOINED = re.compile(r"[\u0590-\u07ff\u3040-\u9fff\ufb1d-\ufefc]")
_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"  # vowel signs, accents
_WORD = re.compile(rf"(?:[^\W\d_][{_MARKS}]*)+|€")


def locale(lang: str) -> Any:
    """Babel's Locale of a language code, or None if CLDR does not know it. Einfache Sprache is German."""
    return _named_locale(_LOCALES.get(lang, lang))


@cache
def _named_locale(code: str) -> Any:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(code.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return None


def german(lang: str) -> bool:
    """Whether pages in ``lang`` are written in German."""
    return _LOCALES.get(lang, lang).split("-")[0] == "de"


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Text for comparing words: no case, no accents or vowel signs, one form of each Arabic letter."""
    return unicodedata.normalize("NFKD", text).casefold().translate(_FOLDED)


class _Folded(dict[int, int | str | None]):
    """What becomes of each character: a table that grows, because asking Unicode for each again is slow."""

    def __missing__(self, code: int) -> int | str | None:
        self[code] = None if unicodedata.combining(chr(code)) else code
        return self[code]


_FOLDED = _Folded(_LETTERS)


def plain(text: str) -> str:
    """Text as a person types it: without direction marks, every space an ordinary one."""
    return _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip()


def words(text: str) -> list[tuple[int, str]]:
    """Words of ``text`` with their character positions; the euro sign is a word of its own."""
    return [(found.start(), found[0]) for found in _WORD.finditer(text)]


@cache
def patterns(lang: str, unit: str) -> Mapping[str, str]:
    """Plural category to pattern (``{0} Jahre``) for a unit of time, empty if CLDR has none.

    CLDR leaves out long forms that equal the short ones; Babel then knows only the short ones.
    """
    known = locale(lang)
    if known is None or unit not in _DURATIONS:
        return {}
    forms = known._data["unit_patterns"].get(_DURATIONS[unit], {})
    for length in ("long", "short"):
        found = {
            name: text for name, text in dict(forms.get(length, {})).items()
            if isinstance(text, str) and name != "per" and _is_word(text, known.text_direction)
        }  # fmt: skip
        if found:
            return found
    return {}


def _is_word(pattern: str, direction: str) -> bool:
    # „5 m“ or „5 min.“ is an abbreviation; Latin letters in Sorani are CLDR's way of having nothing.
    word = pattern.replace("{0}", "").strip()
    if word.isascii() and (len(word) < 2 or direction == "rtl"):
        return False
    return bool(word) and not word.endswith(".")


@cache
def _unit_stems(lang: str, unit: str) -> frozenset[Stem]:
    found = {fold(word) for text in patterns(lang, unit).values() for _, word in words(text.replace("{0}", " "))}
    if unit == "euro" and (known := locale(lang)) is not None:
        plural = known._data["currency_names_plural"].get("EUR") or {}
        names = [known.currencies.get("EUR", ""), *dict(plural).values()]
        found |= {fold(word) for name in names for _, word in words(name)} | {EURO, "eur"}
    # Endings change („рік“, „роками“): the stem without its last letter is enough.
    return frozenset((stem,) for stem in found | {stem[:-1] for stem in found if len(stem) > 3})


@cache
def stems(lang: str, unit: str, extra: tuple[str, ...] = ()) -> frozenset[Stem]:
    """What names ``unit``: CLDR's words and ``extra``, each a tuple of folded beginnings of words; empty: unknown."""
    return _unit_stems(lang, unit) | {tuple(fold(word) for _, word in words(phrase)) for phrase in extra}


def fits(following: Sequence[str], known: Iterable[Stem]) -> int:
    """How many letters of the words that begin a text are those of one of the stems; 0 if none fits."""
    folded, best = [fold(word) for word in following], 0
    for stem in known:
        if (length := sum(map(len, stem))) > best and _begin(folded, stem):
            best = length
    return best


def _begin(folded: Sequence[str], stem: Stem) -> bool:
    if len(stem) > len(folded):
        return False
    for word, beginning in zip(folded, stem, strict=False):
        if not (word.startswith(beginning) or (beginning in word and _JOINED.match(beginning))):
            return False
    return True


def category(lang: str, number: Any) -> str:
    """CLDR plural category of a number: one, two, few, many, other."""
    known = locale(lang)
    return str(known.plural_form(number)) if known is not None else "other"


def ordinal(lang: str, number: Any) -> str:
    """CLDR category of the how manieth: ``one`` for 1st and 21st in English."""
    known = locale(lang)
    return str(known.ordinal_form(number)) if known is not None else "other"


@cache
def months(lang: str) -> tuple[tuple[str, int], ...]:
    """Folded names and abbreviations of the months with their numbers."""
    found: dict[str, int] = {}
    for code in (_LOCALES.get(lang, lang), *_COUNTRIES.get(lang, ())):
        known = _named_locale(code)
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in dict(known.months[context][width] if known else {}).items():
                    if not any(c.isdecimal() for c in name):
                        found.setdefault(fold(name).strip(" ."), number)
    return tuple(found.items())


def month(lang: str, word: str) -> int:
    """Number of the month that ``word`` names, with any ending; 0 if none."""
    folded, best, number = fold(word), 0, 0
    for name, value in months(lang):
        if len(name) > best and (folded == name or (len(name) > 2 and folded.startswith(name))):
            best, number = len(name), value
    return number


def in_script(number: str, sample: str) -> str:
    """``number`` written with the digits of the script that the digit ``sample`` belongs to."""
    zero = ord(sample) - int(sample)
    return "".join(chr(zero + int(c)) if c.isdecimal() else c for c in number)


def _native(text: str, lang: str) -> str:
    known = locale(lang)
    system = known.default_numbering_system if known is not None else "latn"
    return in_script(text, _ZEROS.get(system, "0"))


def format_number(value: Any, lang: str) -> str:
    """A number with the language's separators and digits."""
    from babel.numbers import format_decimal

    known = locale(lang)
    return _native(plain(format_decimal(value, locale=known)) if known is not None else str(value), lang)


def format_money(value: Any, lang: str) -> str:
    """Euros, without cents when there are none."""
    from babel.numbers import format_currency

    known = locale(lang)
    if known is None:
        return f"{value} {EURO}"
    pattern = known.currency_formats["standard"].pattern.replace("¤", EURO)
    if value == int(value):
        pattern = pattern.replace(".00", "")
    return _native(plain(format_currency(value, "EUR", pattern, locale=known, currency_digits=False)), lang)


def format_date(day: date, lang: str) -> str:
    """A date: with digits in German, with the name of the month elsewhere."""
    from babel import dates

    known = locale(lang)
    if known is None or german(lang):
        return day.strftime("%d.%m.%Y")
    return _native(plain(dates.format_date(day, "long", locale=known)), lang)


def format_unit(value: Any, unit: str, lang: str) -> str:
    """Number and unit of time; the number alone in a language whose words CLDR does not know."""
    known = patterns(lang, unit)
    pattern = known.get(category(lang, value), known.get("other", "{0}"))
    return plain(pattern.replace("{0}", format_number(value, lang)))
