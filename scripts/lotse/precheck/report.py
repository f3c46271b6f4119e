"""The result as a person reads it: for the Fachkraft with outcome and norms, for the Lotse without any judgement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Literal

from lotse.model import SOURCE, Site
from lotse.precheck.entries import Residence
from lotse.precheck.evaluate import MET, NOT_MET, Result, Ruling
from lotse.precheck.judge import german
from lotse.precheck.rules import Rules

View = Literal["fachkraft", "lotse"]
VIEWS: tuple[View, ...] = ("fachkraft", "lotse")
_CAVEAT = "Keine Zusage: Über den Antrag entscheidet allein die Einbürgerungsbehörde."
_REFER = "lokal/beratung.md"
_RESULTS = {MET: "erfüllt", NOT_MET: "nicht erfüllt"}


def report(site: Site, rules: Rules, result: Result, view: View) -> str:
    """The result in German, one section a topic; ids stand where a word is missing."""
    return "\n\n".join(_Report(site, rules, result).sections(view)) + "\n"


class _Report:
    def __init__(self, site: Site, rules: Rules, result: Result) -> None:
        self.site, self.rules, self.result = site, rules, result
        self.words: dict[str, Any] = site.text(SOURCE)

    def sections(self, view: View) -> Iterator[str]:
        head = f"Vorab-Check, Stichtag {german(self.result.as_of)}"
        if view == "lotse":
            yield head
            yield from _section("Stoppzeichen: erst weitergeben", self.stops(norms=False))
            yield from _section("Unterlagen, die Sie zusammenstellen können", self.documents())
            yield from _section("Fragen, die noch offen sind", self.open_questions())
            yield from _section("Wohin", self.referrals())
            yield "Ob und wie eine Einbürgerung möglich ist, beurteilt die Fachberatung oder die Behörde."
            return
        yield f"{head}\nErgebnis: {self.word('outcome', self.result.outcome)}\n{_CAVEAT}"
        yield from _section("Stoppzeichen", self.stops(norms=True))
        for way in self.result.ways:
            title = f"{self.word('precheck', 'ways', way.way.id)}: {self.word('outcome', way.outcome)}"
            yield from _section(title, [line for one in way.rulings for line in self.rule(one)] or [""])
        yield from _section("Nötige Aufenthaltsdauer", self.residence())
        yield from _section("Noch offen", self.open_questions())
        yield from _section("Unterlagen", self.documents())

    def word(self, *keys: str) -> str:
        """A word of the German text file, or the id it belongs to."""
        return self._find(keys) or next(key for key in reversed(keys) if key not in ("text", "name"))

    def _find(self, keys: Iterable[str]) -> str:
        found: Any = self.words
        for key in keys:
            found = found.get(key) if isinstance(found, Mapping) else None
        return found if isinstance(found, str) else ""

    def stops(self, *, norms: bool) -> Iterator[str]:
        for stop in self.rules.stops:
            if stop.id in self.result.stop:
                yield f"! {self.word('precheck', 'stops', stop.id)}{_norms(stop.citations) if norms else ''}"
                if norms and stop.refer:
                    yield f"  → {self.page(stop.refer)}"

    def referrals(self) -> list[str]:
        named = [stop.refer for stop in self.rules.stops if stop.id in self.result.stop and stop.refer]
        return [f"- {self.page(link)}" for link in dict.fromkeys([*named, *([] if named else [_REFER])])]

    def page(self, link: str) -> str:
        key, _, anchor = link.partition("#")
        page = self.site.page(SOURCE, key)
        section = page.sections.get(anchor) if page else None
        title = " – ".join(part for part in (page.title if page else "", section.title if section else "") if part)
        return f"{title}: docs/{SOURCE}/{link}" if title else f"docs/{SOURCE}/{link}"

    def rule(self, one: Ruling) -> Iterator[str]:
        key = ("precheck", "rules", one.rule.id)
        yield f"- {_RESULTS.get(one.result, 'offen')}: {self.word(*key, 'text')}{_norms(one.rule.citations)}"
        said = self._find((*key, "met" if one.result == MET else "missing"))
        if said:
            yield f"  → {said}"

    def residence(self) -> Iterator[str]:
        lines = []
        for name, one in self.result.residence.items():
            value = self.rules.values[name]
            if isinstance(value, Residence) and (one.sure or one.perhaps):
                needed = f"{value.years} Jahre{', wenn frühere Zeiten angerechnet werden' if value.credit else ''}"
                lines.append(f"- {needed}: {_day('sicher', one.sure)}, {_day('vielleicht', one.perhaps)}")
        yield from dict.fromkeys(lines)

    def open_questions(self) -> Iterator[str]:
        for name in self.result.unknown:
            yield f"- {self.word('precheck', 'questions', name, 'text')}"

    def documents(self) -> Iterator[str]:
        for name in self.result.documents:
            why, issuer = (self._find(("documents", name, field)) for field in ("why", "issuer"))
            yield f"[ ] {self.word('documents', name, 'name')}{f' – {issuer}' if issuer else ''}"
            if why:
                yield f"    {why}"


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    shown = list(lines)
    if shown:
        yield "\n".join([title, *(line for line in shown if line)])


def _norms(citations: tuple[str, ...]) -> str:
    return f" ({'; '.join(citations)})" if citations else ""


def _day(word: str, day: date | None) -> str:
    return f"{word} ab {german(day)}" if day else f"{word}: nicht absehbar"
