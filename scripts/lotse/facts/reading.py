"""What the visible text of a fact link, or running text, states: numbers, dates or levels, and the units they name.

Any script's digits, any separators, month names and unit words of the language with any ending.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from lotse import cldr

Words = Mapping[str, tuple[str, ...]]
Value = Decimal | date | str
MAX_DIGITS = 16
_NUMBER = re.compile(r"\d+(?:[.,'’٬٫ \u00a0\u202f\u2009]\d+)*")
_BETWEEN = r"([.\-/\s\u200e\u200f]{1,4})"
_NUMERIC_DATE = re.compile(rf"(\d\d{{0,3}}){_BETWEEN}(\d{{1,2}}){_BETWEEN}(\d{{1,4}})")
_LEVEL = re.compile(r"(?<![A-Za-zЀ-ӿ\d])([A-Ca-cАВСавс])(\d)(?!\d)")
_NAMED_DATE = re.compile(r"\d(?<!\d\d)\d?[^\W\d]{0,3}\W{1,3}(?:[^\W\d]+\W{1,2}){1,3}?\d{4}(?!\d)")
_YEAR = re.compile(r"\d{4}")
_GAP = re.compile(r"[\s\u00a0\u202f\u2009\u200e\u200f.-]{0,4}")
_EURO_BEFORE = re.compile(r"(?:€|\bEUR|\bEuro)[\s\u00a0\u202f]?\Z")
_EURO_LENGTH = len("Euro ")  # so far before a number begins what _EURO_BEFORE finds
_LOOKALIKES = str.maketrans("АВСавс", "ABCabc")  # Cyrillic letters that look like Latin ones


@dataclass(frozen=True)
class Reading:
    """One stated value.

    Attributes:
        value: None if the text does not state exactly one; ``problem`` then continues „‹text›“ … in German.
        unit: the unit the text names, empty if it names none, None if the language has no words to check.
        start, end: where the value stands in the text; equal when it is written without digits.
        lookalike: the level is written with Cyrillic letters.
    """

    value: Value | None
    unit: str | None = None
    start: int = 0
    end: int = 0
    problem: str = ""
    lookalike: bool = False


def level(text: str) -> Reading:
    """A level of the European framework for languages: ``B1``."""
    found = list(_LEVEL.finditer(text))
    if len(found) != 1:
        return Reading(None, problem="nennt nicht genau eine Stufe")
    one = found[0]
    value = f"{one[1].translate(_LOOKALIKES)}{int(one[2])}".upper()
    return Reading(value, None, one.start(), one.end(), lookalike=not one[1].isascii())


def day(text: str, lang: str) -> Reading:
    """A date with its year: digits in the order day, month, year or year, month, day, or a month's name."""
    if numeric := _NUMERIC_DATE.search(text):
        parts = (numeric[1], numeric[3], numeric[5])
        found = _date(*(parts if len(parts[0]) == 4 else parts[::-1]))
        start, end = numeric.span()
        if re.search(r"\d", text[:start] + text[end:]):
            return Reading(None, problem="nennt mehrere Zahlen")
    else:
        numbers = re.findall(r"\d+", text)
        named = {number for _, word in cldr.words(text) if (number := cldr.month(lang, word))}
        years = [n for n in numbers if len(n) == 4]
        exact = len(numbers) == 2 and len(years) == 1 and len(named) == 1
        found = _date(years[0], str(*named), next(n for n in numbers if n not in years)) if exact else None
        start, end = 0, len(text)
    return Reading(found, None, start, end, "" if found else "ist kein vollständiges Datum")


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day)) if len(year) == 4 else None
    except ValueError:
        return None


def with_day(text: str, new: date) -> str | None:
    """``text`` with its numeric date replaced in the same order, separators and digits; None if it has none."""
    found = _NUMERIC_DATE.search(text)
    if not found:
        return None
    old = (found[1], found[3], found[5])
    wanted = (new.year, new.month, new.day) if len(old[0]) == 4 else (new.day, new.month, new.year)
    first, second, third = (cldr.in_script(f"{n:0{len(o)}}", o[0]) for n, o in zip(wanted, old, strict=True))
    return f"{text[: found.start()]}{first}{found[2]}{second}{found[4]}{third}{text[found.end() :]}"


def quantity(text: str, unit: str, lang: str, words: Words) -> Reading:
    """A number with its unit.

    Args:
        unit: the unit expected; decides when a word could mean two.
        words: unit words of the language beside those of CLDR, by unit.
    """
    numbers = list(_NUMBER.finditer(text))
    if len(numbers) > 1:
        return Reading(None, problem="nennt mehrere Zahlen")
    if not numbers:
        value = _worded(text, unit, lang)
        return Reading(value, unit) if value else Reading(None, problem="enthält keine Ziffern")
    start, end = numbers[0].span()
    return Reading(amount(numbers[0][0]), _unit(text, start, end, unit, lang, words), start, end)


def amount(number: str) -> Decimal | None:
    """The value of a written number: ``1.000``, ``1,000``, ``1 000``, ``255,00``, ``٢٥٥``; None if unclear or absurd.

    A single point or comma before exactly three digits separates thousands, else decimals.
    """
    digits = "".join(str(int(c)) if c.isdecimal() else c for c in number).replace("٬", "").replace("٫", ";")
    digits = re.sub(r"['’\s]", "", digits)
    marks = [c for c in digits if c in ".,"]
    if ";" in digits or len(set(marks)) == 2:
        decimal = ";" if ";" in digits else marks[-1]
        digits = "".join("." if c == decimal else c for c in digits if c.isdecimal() or c == decimal)
    elif len(marks) > 1 or re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", digits):
        digits = re.sub(r"[.,]", "", digits)
    else:
        digits = digits.replace(",", ".")
    return Decimal(digits) if digits.count(".") < 2 and len(digits) < MAX_DIGITS else None


def _worded(text: str, unit: str, lang: str) -> Decimal | None:
    # Arabic has words of its own for one and for two of a kind: سنة, سنتان.
    for form, number in (("two", 2), ("one", 1)):
        pattern = cldr.patterns(lang, unit).get(form, "{0}")
        if "{0}" not in pattern and any(cldr.fits([word], _cases(pattern)) for _, word in cldr.words(text)):
            return Decimal(number)
    return None


def _cases(pattern: str) -> set[cldr.Stem]:
    word = cldr.fold(pattern)
    return {(word,), (f"{word[:-2]}ین",)} if word.endswith("ان") else {(word,)}


def _unit(text: str, start: int, end: int, unit: str, lang: str, words: Words) -> str | None:
    known = _hashable(words)
    if not _stems(lang, known)[unit]:
        return None
    found = cldr.words(text)
    texts = [word for _, word in found]
    near = sorted(range(len(found)), key=lambda i: found[i][0] - end if found[i][0] >= end else start - found[i][0])
    for index in near:
        if fitting := _fitting(texts[index:], lang, known):
            return unit if unit in fitting else fitting[0]
    return ""


_Hashable = tuple[tuple[str, tuple[str, ...]], ...]


def _hashable(words: Words) -> _Hashable:
    return tuple((unit, tuple(names)) for unit, names in words.items())


@lru_cache(maxsize=64)
def _stems(lang: str, words: _Hashable) -> dict[str, frozenset[cldr.Stem]]:
    extra = dict(words)
    return {name: cldr.stems(lang, name, extra.get(name, ())) for name in cldr.UNITS}


@lru_cache(maxsize=64)
def _longest(lang: str, words: _Hashable) -> int:
    return max((len(stem) for stems in _stems(lang, words).values() for stem in stems), default=0)


def _fitting(following: list[str], lang: str, words: _Hashable) -> tuple[str, ...]:
    """The units that the words beside a number name: those with the longest stem; empty if none."""
    # Pages name the same units again and again: only as many words as the longest stem has tell two places apart.
    return _named_by(tuple(following[: _longest(lang, words)]), lang, words)


@lru_cache(maxsize=65536)
def _named_by(following: tuple[str, ...], lang: str, words: _Hashable) -> tuple[str, ...]:
    length = {name: cldr.fits(following, known) for name, known in _stems(lang, words).items()}
    best = max(length.values())
    return tuple(name for name in length if length[name] == best) if best else ()


def statements(text: str, unit: str, lang: str, words: Words) -> Iterator[Reading]:
    """Every value of this unit that running text states, with the characters that number and unit take up.

    Args:
        unit: as in ``docs/data/facts.yml``; ``date`` and ``level`` stand alone, all others beside a number.
        words: unit words of the language beside those of CLDR, by unit.
    """
    if unit == "level":
        for found in _LEVEL.finditer(text):
            if text[found.end() : found.end() + 1] not in ("-", "‑"):  # a B1-Zertifikat is a name
                yield Reading(level(found[0]).value, unit, found.start(), found.end())
    elif unit == "date":
        numeric = _NUMERIC_DATE.finditer(text)
        named = _NAMED_DATE.finditer(text) if _YEAR.search(text) else ()
        for found in (*numeric, *named):
            yield Reading(day(found[0], lang).value, unit, found.start(), found.end())
    else:
        for found, ends in quantities(text, lang, words):
            if unit in ends:
                yield Reading(amount(found[0]), unit, found.start(), ends[unit])


def quantities(text: str, lang: str, words: Words) -> tuple[tuple[re.Match[str], dict[str, int]], ...]:
    """Every number of running text with the units that stand beside it and where each ends.

    There are several units only if one word could mean two, or if a number stands between the euro sign and a word.
    """
    return _quantities(text, lang, _hashable(words))


@lru_cache(maxsize=256)  # one text is asked for each unit in turn
def _quantities(text: str, lang: str, known: _Hashable) -> tuple[tuple[re.Match[str], dict[str, int]], ...]:
    found = []
    for number in _NUMBER.finditer(text):
        ends = {}
        gap = _GAP.match(text, number.end())
        start = gap.end() if gap else number.end()
        following = cldr.words(text[start : start + 40])
        if following and following[0][0] == 0:
            end = start + len(following[0][1])
            ends = dict.fromkeys(_fitting([word for _, word in following], lang, known), end)
        if _EURO_BEFORE.search(text, max(0, number.start() - _EURO_LENGTH), number.start()):
            ends["euro"] = number.end()
        found.append((number, ends))
    return tuple(found)
