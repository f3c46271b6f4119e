"""What the rules of the pre-check are made of: titles, questions, values, ways with their rules, stop signs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lotse.precheck import conditions
from lotse.precheck.conditions import Condition, Number


@dataclass(frozen=True)
class Validity:
    """The days on which something holds, both ends included; ISO dates, empty when open."""

    first: str = ""
    last: str = ""

    def covers(self, day: date) -> bool:
        """Whether ``day`` is one of them."""
        return self.first <= day.isoformat() and (not self.last or day.isoformat() <= self.last)


@dataclass(frozen=True)
class Title:
    """A residence title of the pick list with what it says: ``claim``, ``time``, ``unlimited``."""

    id: str
    attributes: Mapping[str, Any]
    validity: Validity


@dataclass(frozen=True)
class Question:
    """What is asked; ``when`` false: it is not asked. ``min`` and ``max`` bound a number."""

    id: str
    kind: str
    options: tuple[str, ...] = ()
    when: Condition = conditions.TRUE
    min: Number | None = None
    max: Number | None = None
    future: bool = False
    group: str = ""
    guide: str = ""


@dataclass(frozen=True)
class YearsSince:
    """Whole years since the date ``question``."""

    question: str


@dataclass(frozen=True)
class Attribute:
    """An attribute of the chosen title."""

    name: str


@dataclass(frozen=True)
class Residence:
    """Whether the periods ``of`` complete ``years``; with ``credit`` an earlier stay helps."""

    of: str
    years: int
    credit: bool = False


@dataclass(frozen=True)
class Judgement:
    """A condition as a value."""

    condition: Condition


Value = YearsSince | Attribute | Residence | Judgement


@dataclass(frozen=True)
class Rule:
    """One requirement of a way, and what the way becomes without it."""

    id: str
    condition: Condition
    otherwise: str
    citations: tuple[str, ...]
    documents: tuple[str, ...]
    validity: Validity
    guide: str = ""


@dataclass(frozen=True)
class Way:
    """One way to become German."""

    id: str
    result: str
    condition: Condition
    rules: tuple[Rule, ...]
    validity: Validity
    guide: str = ""

    def valid(self, on: date) -> tuple[Rule, ...]:
        """The rules that exist on a day."""
        return tuple(rule for rule in self.rules if rule.validity.covers(on))


@dataclass(frozen=True)
class Stop:
    """A stop sign: refer at once."""

    id: str
    condition: Condition
    citations: tuple[str, ...]
    guide: str = ""
    refer: str = ""


@dataclass(frozen=True)
class Document:
    """A paper to bring, needed unless ``condition`` is certainly false."""

    id: str
    condition: Condition
