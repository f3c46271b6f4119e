"""What claims to exclude each other, and the answers with which two of them apply or none: found by enumeration."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from lotse.faults import Fault
from lotse.precheck import conditions
from lotse.precheck.conditions import TRUE, All, Condition, Not
from lotse.precheck.entries import Validity, Way
from lotse.precheck.reach import Search
from lotse.precheck.rules import Rules

KINDS = ("rules", "ways", "stops", "documents")
_DAY = timedelta(days=1)
_ALWAYS = Validity()


@dataclass(frozen=True)
class Member:
    """One of a group. ``applies``: for a rule, that it is not met; for all others, that their condition holds."""

    id: str
    applies: Condition
    validity: Validity = _ALWAYS


@dataclass(frozen=True)
class Group:
    """While ``condition`` holds, exactly one member applies, else none; without a condition never two at once.

    Attributes:
        way: the way of rules: what else must hold, and when; none for other members.
    """

    id: str
    members: tuple[Member, ...]
    condition: Condition | None = None
    way: Way | None = None

    @property
    def within(self) -> Condition:
        """What else must hold."""
        return self.way.condition if self.way else TRUE

    def days(self, on: date, start: date) -> list[date]:
        """``on``, and the days on which a member or the way begins or ends to exist, with their neighbours."""
        edges, whole = {on}, self.way.validity if self.way else _ALWAYS
        for one in (whole, *(member.validity for member in self.members)):
            if one.first:
                first = date.fromisoformat(one.first)
                edges |= {first - _DAY, first}
            if one.last:
                last = date.fromisoformat(one.last)
                edges |= {last, last + _DAY}
        return sorted(day for day in edges if day >= start and whole.covers(day))


def groups(rules: Rules, declared: Mapping[str, Any]) -> Iterator[Group]:
    """The groups of ``exclusive`` in precheck.yml, facts inserted; one with rules once for each way that has them."""
    for name, raw in declared.items():
        others = [*_ways(rules, raw), *_stops(rules, raw), *_documents(rules, raw)]
        condition = conditions.parse(raw["if"]) if "if" in raw else None
        if "rules" not in raw:
            yield Group(name, tuple(others), condition)
            continue
        for way in rules.ways:
            own = [Member(one.id, Not(one.condition), one.validity) for one in way.rules if one.id in raw["rules"]]
            if len(own) == len(raw["rules"]):
                yield Group(name, (*own, *others), condition, way)


def _ways(rules: Rules, raw: Mapping[str, Any]) -> list[Member]:
    return [Member(one.id, one.condition, one.validity) for one in rules.ways if one.id in raw.get("ways", ())]


def _stops(rules: Rules, raw: Mapping[str, Any]) -> list[Member]:
    return [Member(one.id, one.condition) for one in rules.stops if one.id in raw.get("stops", ())]


def _documents(rules: Rules, raw: Mapping[str, Any]) -> list[Member]:
    return [Member(one.id, one.condition) for one in rules.documents if one.id in raw.get("documents", ())]


def overlaps(rules: Rules, found: Iterable[Group], on: date) -> Iterator[Fault]:
    """Two members that apply at once, or one that applies where none should; once a pair."""
    told: set[tuple[str, ...]] = set()
    for group, day, members, search in _tried(rules, found, on):
        for pair in combinations(members, 2):
            answers = search.example(All((group.within, *(one.applies for one in pair))))
            key = (group.id, *(one.id for one in pair))
            if answers is not None and key not in told:
                told.add(key)
                names = " und ".join(f"„{one.id}“" for one in pair)
                yield _fault(group, f"{names} treffen zugleich zu", answers, day)
        for one in members if group.condition else ():
            answers = search.example(All((group.within, Not(group.condition or TRUE), one.applies)))
            if answers is not None and (group.id, one.id) not in told:
                told.add((group.id, one.id))
                yield _fault(group, f"„{one.id}“ trifft zu, obwohl „if“ nicht gilt", answers, day)


def gaps(rules: Rules, found: Iterable[Group], on: date) -> Iterator[Fault]:
    """Groups of which no member applies although one should; once a group."""
    told: set[str] = set()
    for group, day, members, search in _tried(rules, found, on):
        if group.condition is None or group.id in told:
            continue
        answers = search.example(All((group.within, group.condition, *(Not(one.applies) for one in members))))
        if answers is not None:
            told.add(group.id)
            yield _fault(group, "Keines davon trifft zu", answers, day)


def _tried(rules: Rules, found: Iterable[Group], on: date) -> Iterator[tuple[Group, date, list[Member], Search]]:
    searches: dict[date, Search] = {}
    for group in found:
        for day in group.days(max(on, rules.start), rules.start):
            search = searches.setdefault(day, Search(rules, day))
            yield group, day, [one for one in group.members if one.validity.covers(day)], search


def _fault(group: Group, what: str, answers: Mapping[str, Any], day: date) -> Fault:
    said = ", ".join(f"{name}: {'nicht bekannt' if one is None else one}" for name, one in answers.items())
    return Fault(
        ("exclusive", group.id),
        f"{what}: Stichtag {day:%d.%m.%Y}, {said or 'gleich welche Antworten'}",
        "die Bedingungen so ändern, dass in jeder Lage genau eines zutrifft, oder die Gruppe löschen",
    )
