"""Facts from ``docs/data/facts.yml``: reading them, comparing a link text with them, writing them out.

A page says ``[5 Jahre](fact:aufenthalt.dauer)``; the value stands once, in the data. Every language
may write it in its own digits, separators, month names and endings.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from lotse import cldr
from lotse.facts import reading
from lotse.facts.reading import Reading, Words
from lotse.source import textfile, yamlfile

if TYPE_CHECKING:
    from lotse.model import Site

PATH = "docs/data/facts.yml"
PREFIX = "fact:"
GAP = re.compile(r"\{(?:fact|n):([a-z0-9.-]+)\}")  # in texts of docs/data: the value with its unit, or the number alone
UNIT_NAMES = {
    "years": "Jahre", "months": "Monate", "weeks": "Wochen", "days": "Tage", "minutes": "Minuten", "euro": "Euro",
    "questions": "Fragen", "daily-rates": "Tagessätze", "ordinal-day": "Tag", "date": "Datum", "level": "Stufe",
}  # fmt: skip
# CLDR has no words for these; other languages' text files list beginnings of words, which are no words to write.
_GERMAN: Words = {
    "questions": ("Frage", "Fragen"), "daily-rates": ("Tagessatz", "Tagessätze"), "ordinal-day": ("Tag", "Tag"),
}  # fmt: skip


@dataclass(frozen=True)
class Fact:
    """One value that law fixes.

    Attributes:
        value: a whole number, an amount with cents (unit ``euro``), an ISO date (unit ``date``) or a level such as ``B1`` (unit ``level``).
        citation: the norm as lawyers write it, or empty.
        valid_from, valid_to, checked: ISO dates, empty when open.
        confidence: ``certain`` or ``confirm``; then ``confirm_with`` names who can confirm it.
        line: 1-based line of ``value`` in ``docs/data/facts.yml``, 0 if unknown.
    """

    id: str
    label: str
    value: int | Decimal | str
    unit: str
    citation: str = ""
    source_title: str = ""
    source_url: str = ""
    valid_from: str = ""
    valid_to: str = ""
    checked: str = ""
    review_in: str = ""
    confidence: str = "certain"
    confirm_with: str = ""
    line: int = 0

    @property
    def place(self) -> str:
        """Where an editor finds it: ``docs/data/facts.yml:12``."""
        return f"{PATH}:{self.line}" if self.line else PATH


@dataclass(frozen=True)
class Mismatch:
    """What a link text says otherwise than the data.

    ``mended`` is the whole link text with the right value, None if a machine can't know its grammar.
    """

    kind: Literal["value", "unit"]
    message: str
    mended: str | None = None


@dataclass
class Facts:
    """All facts of a site; ``words`` gives the accepted unit words of a language."""

    facts: dict[str, Fact]
    words: Callable[[str], Words] = field(default=lambda lang: {})
    _compared: dict[tuple[str, str, str], tuple[Mismatch, ...]] = field(default_factory=dict)

    def get(self, name: str) -> Fact | None:
        """The fact with this id."""
        return self.facts.get(name)

    def nearest(self, name: str) -> str:
        """The id most like ``name``, or empty."""
        return next(iter(difflib.get_close_matches(name, self.facts, 1, 0.5)), "")

    def compare(self, text: str, fact: Fact, lang: str) -> tuple[Mismatch, ...]:
        """What the link text says otherwise than ``fact``, see :func:`compare`."""
        key = (text, fact.id, lang)
        if key not in self._compared:
            self._compared[key] = compare(text, fact, lang, self.words(lang))
        return self._compared[key]


def of(site: Site) -> Facts:
    """The facts of a site, read once. Entries that break the schema are left out."""
    known: Facts | None = site.__dict__.get("_facts")
    if known is None:
        file = site.data.get("facts")
        known = Facts(_facts(file.file, file.yaml) if file else {}, cache(lambda lang: _words(site.text(lang))))
        site.__dict__["_facts"] = known
    return known


def load(root: Path) -> Facts:
    """The facts of the repository at ``root``, without reading its pages. Raises nothing."""
    file = textfile.read(root, PATH)

    def words(lang: str) -> Words:
        text = textfile.read(root, f"docs/data/text/{lang}.yml").text
        return _words(yamlfile.parse(text, "frontmatter/data").value)

    return Facts(_facts(file, yamlfile.parse(file.text, "frontmatter/data")), cache(words))


def _facts(file: textfile.TextFile, data: yamlfile.Yaml) -> dict[str, Fact]:
    found = {}
    for name, one in data.value.items() if isinstance(data.value, dict) else ():
        if not isinstance(one, dict) or not _sound(one.get("value"), one.get("unit")):
            continue
        source = one.get("source")
        source = source if isinstance(source, dict) else {}
        texts = {
            key: str(one.get(key) or "")
            for key in ("label", "citation", "valid_from", "valid_to", "checked", "review_in", "confirm_with")
        }
        found[str(name)] = Fact(
            id=str(name), value=_exact(one["value"]), unit=one["unit"], **texts,
            source_title=str(source.get("title") or ""), source_url=str(source.get("url") or ""),
            confidence=str(one.get("confidence") or "certain"), line=file.line(data.place((name, "value"))),
        )  # fmt: skip
    return found


def _sound(value: Any, unit: Any) -> bool:
    if unit == "date":
        try:
            return isinstance(value, str) and bool(date.fromisoformat(value))
        except ValueError:
            return False
    kind = str if unit == "level" else (int, float) if unit == "euro" else int
    return unit in UNIT_NAMES and not isinstance(value, bool) and isinstance(value, kind)


def _exact(value: Any) -> Any:
    return Decimal(str(value)) if isinstance(value, float) else value


def _words(text: Any) -> Words:
    units = text.get("units") if isinstance(text, dict) else None
    if not isinstance(units, dict):
        return {}
    return {str(unit): tuple(map(str, names)) for unit, names in units.items() if isinstance(names, list)}


def render(fact: Fact, lang: str, counts: Mapping[str, Mapping[str, str]] | None = None) -> str:
    """The fact as a person would write it in ``lang``, with ordinary spaces: ``5 Jahre``, ``27 June 2024``.

    Args:
        counts: by unit the forms of the language by CLDR category (``few: "{count} вопроса"``), before those of CLDR.
            Without them, units that CLDR lacks (questions, daily rates, the how manieth day) are written in German
            only, elsewhere the number stands alone.
    """
    if forms := (counts or {}).get(fact.unit):
        kind = (cldr.ordinal if fact.unit == "ordinal-day" else cldr.category)(lang, fact.value)
        return forms.get(kind, forms["other"]).replace("{count}", cldr.format_number(fact.value, lang))
    if fact.unit == "level":
        return str(fact.value)
    if fact.unit == "date":
        return cldr.format_date(date.fromisoformat(str(fact.value)), lang)
    if fact.unit == "euro":
        return cldr.format_money(fact.value, lang)
    if fact.unit in _GERMAN:
        number = cldr.format_number(fact.value, lang)
        if not cldr.german(lang):
            return number
        if fact.unit == "ordinal-day":
            return f"{number}. Tag"
        return f"{number} {_GERMAN[fact.unit][fact.value != 1]}"
    return cldr.format_unit(fact.value, fact.unit, lang)


def compare(text: str, fact: Fact, lang: str, words: Words | None = None) -> tuple[Mismatch, ...]:
    """Compare the visible text of a fact link with the fact.

    Args:
        words: accepted unit words by unit, beside those of CLDR. A unit without any is not checked.
    Returns nothing when value and unit agree.
    """
    words = words or {}
    stated = f"in den Daten steht {render(fact, 'de')}"
    if fact.unit == "level":
        found = reading.level(text)
    elif fact.unit == "date":
        found = reading.day(text, lang)
    else:
        found = reading.quantity(text, fact.unit, lang, words)
    if found.value is None:
        return (Mismatch("value", f"„{text}“ {found.problem or 'ist keine lesbare Zahl'}, {stated}"),)
    shown = _shown(text, found)
    mismatches = []
    if found.lookalike and found.value == fact.value:
        message = f"„{shown}“ ist mit kyrillischem Buchstaben geschrieben, {stated}"
        mismatches.append(Mismatch("value", message, _mended(text, found, fact, lang)))
    elif found.value != (date.fromisoformat(str(fact.value)) if fact.unit == "date" else fact.value):
        mended = _mended(text, found, fact, lang) if found.unit in (None, fact.unit) else None
        mismatches.append(Mismatch("value", f"Hier steht {shown}, {stated}", mended))
    if found.unit == "":
        mismatches.append(Mismatch("unit", f"In „{text}“ fehlt die Einheit, {stated}"))
    elif found.unit not in (None, fact.unit):
        mismatches.append(Mismatch("unit", f"Hier steht die Einheit {UNIT_NAMES[found.unit]}, {stated}"))
    return tuple(mismatches)


def _shown(text: str, found: Reading) -> str:
    if isinstance(found.value, date):
        return f"{found.value:%d.%m.%Y}"
    return text[found.start : found.end] or str(found.value)


def _mended(text: str, found: Reading, fact: Fact, lang: str) -> str | None:
    """The link text with the right value, if its other words may stay or are those that ``render`` writes."""
    if isinstance(found.value, str):
        return f"{text[: found.start]}{fact.value}{text[found.end :]}"
    if isinstance(found.value, date):
        if mended := reading.with_day(text, date.fromisoformat(str(fact.value))):
            return mended
        before = replace(fact, value=found.value.isoformat())
    else:
        if found.value is None or found.value != int(found.value):
            return None
        before = replace(fact, value=int(found.value))
        if found.end and cldr.category(lang, before.value) == cldr.category(lang, fact.value):
            written = cldr.in_script(str(fact.value), text[found.start])
            return text[: found.start] + written + text[found.end :]
    if cldr.fold(cldr.plain(text)) != cldr.fold(render(before, lang)):
        return None
    digit = next((c for c in text if c.isdecimal()), "")
    return cldr.in_script(render(fact, lang), digit) if digit else render(fact, lang)
