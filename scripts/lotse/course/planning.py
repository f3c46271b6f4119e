"""Courses and days of ``course.yml``: what adds up to what, and what happens at which time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lotse.course.module import Module, Row, modules
from lotse.model import Site
from lotse.source import schema

COURSE = "course"
UNIT = 45  # minutes of a unit
STRETCH = 90  # longest time of work between two breaks, in minutes
STEP = 10  # longest Input or Gespräch, in minutes
CLOSING = "closing"
LUNCH = 45  # a break from here on is one for a meal, in minutes


@dataclass(frozen=True)
class Part:
    """What a day consists of: a module, the closing evening of one, or a break of ``minutes``."""

    module: str = ""
    minutes: int = 0
    closing: bool = False


@dataclass(frozen=True)
class Day:
    """A day of a course; ``start`` and ``end`` are minutes after midnight, ``end`` None where nothing is promised."""

    id: str
    title: str
    start: int
    end: int | None
    mode: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Variant:
    """A shorter form of a course."""

    id: str
    title: str
    units: int
    modules: tuple[str, ...]
    plus: str = ""


@dataclass(frozen=True)
class Course:
    """A course."""

    id: str
    title: str
    units: int
    modules: tuple[str, ...]
    days: tuple[Day, ...]
    variants: tuple[Variant, ...] = ()


@dataclass(frozen=True)
class Closing:
    """The closing evening, all times in minutes: a test, a break, rounds of role play at stations, the close."""

    module: str
    people: int
    stations: int
    round: int
    change: int
    test: int
    pause: int
    close: int

    @property
    def rounds(self) -> int:
        """How many rounds it takes until everybody has played."""
        return -(-self.people // self.stations)

    @property
    def minutes(self) -> int:
        """The whole evening."""
        return self.test + self.pause + self.rounds * self.round + (self.rounds - 1) * self.change + self.close

    @property
    def formula(self) -> str:
        """How the minutes come about, in German."""
        return (
            f"{self.test} + {self.pause} + {self.rounds} × {self.round} + {self.rounds - 1} × {self.change} "
            f"+ {self.close} = {self.minutes}"
        )


@dataclass(frozen=True)
class Group:
    """The group for which amounts are computed."""

    people: int
    team: int
    stations: int

    def count(self, each: int, share: str) -> int:
        """How many pieces are needed of something of which there are ``each`` a share."""
        return each * self.shares(share)

    def shares(self, share: str) -> int:
        """How many people, small groups, stations or courses there are."""
        return {"Person": self.people, "Gruppe": -(-self.people // self.team), "Station": self.stations}.get(share, 1)


@dataclass(frozen=True)
class Plan:
    """``course.yml``, read."""

    group: Group
    courses: dict[str, Course] = field(default_factory=dict)
    closing: Closing | None = None

    def day(self, name: str) -> Day | None:
        """The day with this id, of whatever course."""
        return next((day for course in self.courses.values() for day in course.days if day.id == name), None)


@dataclass(frozen=True)
class Step:
    """Something on a day, from ``start`` to ``end`` (minutes after midnight); without a row it is a break of the day."""

    start: int
    end: int
    module: Module | None = None
    row: Row | None = None

    @property
    def pause(self) -> bool:
        """Whether people may leave the room."""
        return self.row is None or self.row.form == "Pause"


def plan(site: Site) -> Plan | None:
    """Courses and days; None without ``course.yml``, or when it is broken: then frontmatter/data says so."""
    if "course-plan" not in site.cache:
        site.cache["course-plan"] = _read(site)
    found: Plan | None = site.cache["course-plan"]
    return found


def _read(site: Site) -> Plan | None:
    file = site.data.get(COURSE)
    if file is None or file.file.problems or file.yaml.problems or not isinstance(file.value, dict):
        return None
    if any(schema.validate(site.root, f"{COURSE}.schema.json", file.value)):
        return None
    given: dict[str, Any] = file.value
    courses = {
        name: Course(
            name, one["title"], one["units"], tuple(one["modules"]), tuple(_day(day) for day in one["days"]),
            tuple(Variant(**{**variant, "modules": tuple(variant["modules"])}) for variant in one.get("variants", ())),
        )
        for name, one in given["courses"].items()
    }  # fmt: skip
    closing = dict(given["closing"]) if "closing" in given else None
    if closing:
        closing["pause"] = closing.pop("break")
    return Plan(Group(**given["group"]), courses, Closing(**closing) if closing else None)


def _day(given: dict[str, Any]) -> Day:
    parts = tuple(
        Part(minutes=one) if isinstance(one, int) else Part(closing=True) if one == CLOSING else Part(module=one)
        for one in given["parts"]
    )
    end = minutes(given["end"]) if "end" in given else None
    return Day(given["id"], given["title"], minutes(given["start"]), end, given["mode"], parts)


def minutes(clock: str) -> int:
    """Minutes after midnight of ``17:30``."""
    hours, _, rest = clock.partition(":")
    return int(hours) * 60 + int(rest)


def clock(minutes: int) -> str:
    """``17:30`` of minutes after midnight."""
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def steps(site: Site, day: Day) -> list[Step]:
    """Everything on a day with its times. Modules without a page, and rows without a number, take no time."""
    found: list[Step] = []
    now = day.start
    for part in day.parts:
        if part.minutes:
            found.append(Step(now, now + part.minutes))
            now += part.minutes
        for module, row in _rows(site, part):
            found.append(Step(now, now + (row.minutes or 0), module, row))
            now += row.minutes or 0
    return found


def _rows(site: Site, part: Part) -> Iterator[tuple[Module, Row]]:
    name = part.module
    if part.closing:
        closing = (found := plan(site)) and found.closing
        name = closing.module if closing else ""
    module = modules(site).get(name)
    if module:
        for row in closing_rows(module) if part.closing else module.rows:
            yield module, row


def closing_rows(module: Module) -> list[Row]:
    """The closing evening in the plan of its module: what is no practice on another day."""
    return [row for row in module.rows if row.form != "Praxis"]


def spans(site: Site, day: Day) -> Iterator[tuple[Part, int, int]]:
    """Start and end of each part of a day, in minutes after midnight."""
    now = day.start
    for part in day.parts:
        length = part.minutes or sum(row.minutes or 0 for _, row in _rows(site, part))
        yield part, now, now + length
        now += length


def end(site: Site, day: Day) -> int:
    """When a day ends, in minutes after midnight."""
    return max((last for _, _, last in spans(site, day)), default=day.start)


def stretches(rows: list[Row]) -> Iterator[tuple[Row, int]]:
    """Work between two breaks: the row that begins it, and its minutes. Practice takes place on days of its own."""
    first: Row | None = None
    total = 0
    for row in rows:
        if row.form in ("Pause", "Praxis"):
            if first:
                yield first, total
            first, total = None, 0
        elif row.teaches:
            first = first or row
            total += row.minutes or 0
    if first:
        yield first, total
