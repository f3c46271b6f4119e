"""The evaluator: from answers to the ways, the rules that decide, what is missing and what is needed.

The browser has a twin with the same semantics; random answers prove that both agree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lotse.precheck import conditions, periods
from lotse.precheck.conditions import Condition, Truth
from lotse.precheck.entries import Attribute, Judgement, Residence, Rule, Value, Way, YearsSince
from lotse.precheck.periods import Earliest
from lotse.precheck.rules import Rules

OUTCOMES = ("already-german", "likely", "should", "clarify", "discretion", "not-yet", "no")  # best first
_GRAVE = ("no", "not-yet", "clarify")
_WORDS = {True: "yes", False: "no", None: None}
MET, NOT_MET, OPEN = "met", "not-met", "open"
_RESULTS = {True: MET, False: NOT_MET, None: OPEN}


@dataclass(frozen=True)
class Ruling:
    """What became of a rule: ``met``, ``not-met`` or ``open``."""

    rule: Rule
    way: str
    result: str


@dataclass(frozen=True)
class WayResult:
    """What became of a way that comes into question."""

    way: Way
    outcome: str
    rulings: tuple[Ruling, ...]

    @property
    def decided(self) -> bool:
        """Whether the way is closed for now, so that no further answer matters."""
        return self.outcome in ("no", "not-yet")

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The condition of the way and those of its rules."""
        return (self.way.condition, *(one.rule.condition for one in self.rulings))


@dataclass(frozen=True)
class Result:
    """All that the pre-check says; lists hold ids."""

    outcome: str
    ways: tuple[WayResult, ...]
    unknown: list[str]
    documents: list[str]
    stop: list[str]
    used: list[str]
    residence: dict[str, Earliest]
    as_of: date

    def as_dict(self) -> dict[str, Any]:
        """The public form, see ``docs/data/schemas/precheck-output.schema.json``."""
        return {
            "outcome": self.outcome,
            "ways": [{"id": one.way.id, "outcome": one.outcome} for one in self.ways],
            "rules": [
                {"id": one.rule.id, "way": one.way, "result": one.result, "citations": list(one.rule.citations)}
                for way in self.ways
                for one in way.rulings
            ],
            "unknown": self.unknown,
            "documents": self.documents,
            "stop": self.stop,
            "used": self.used,
            "residence": {
                name: {"sure": _iso(one.sure), "perhaps": _iso(one.perhaps)} for name, one in self.residence.items()
            },
            "as_of": self.as_of.isoformat(),
        }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def evaluate(rules: Rules, answers: Mapping[str, Any], on: date) -> Result:
    """Judge sound answers (see ``answers.py``) by the law of the day ``on``."""
    person = Person(rules, answers, on)
    valid = [way for way in rules.ways if way.validity.covers(on)]
    ways = tuple(result for way in valid if (result := _way(person, way)))
    outcome = min((one.outcome for one in ways), key=OUTCOMES.index, default="no")
    hopeful = [one for one in ways if one.outcome not in ("no", "not-yet")]
    # On a hopeful way even a rule that is not met needs its papers: it may still be clarified.
    helpful = [one for way in hopeful or ways for one in way.rulings if hopeful or one.result != NOT_MET]
    needed = {document for one in helpful for document in one.rule.documents}
    entries = [*(stop.condition for stop in rules.stops), *(way.condition for way in valid)]
    read = [*entries, *(condition for way in ways for condition in way.conditions)]
    asked = [condition for way in ways if not way.decided for condition in way.conditions]
    return Result(
        outcome,
        ways,
        rules.in_order(name for condition in asked for name in person.missing(condition)),
        [one.id for one in rules.documents if one.id in needed and person.holds(one.condition) is not False],
        [stop.id for stop in rules.stops if person.holds(stop.condition)],
        rules.in_order(name for name in rules.read_by(*read) if person.read(name) is not None),
        {name: person.earliest(one) for name, one in rules.values.items() if isinstance(one, Residence)},
        on,
    )


def _way(person: Person, way: Way) -> WayResult | None:
    applies = person.holds(way.condition)
    if applies is False:
        return None
    rulings = tuple(Ruling(rule, way.id, _RESULTS[person.holds(rule.condition)]) for rule in way.valid(person.on))
    failed = {one.rule.otherwise for one in rulings if one.result == NOT_MET}
    if failed:
        outcome = next(one for one in _GRAVE if one in failed)
    elif applies is None or any(one.result == OPEN for one in rulings):
        outcome = "clarify"
    else:
        outcome = way.result
    return WayResult(way, outcome, rulings)


class Person:
    """What the answers say on a day: every question and value once, None for unknown."""

    def __init__(self, rules: Rules, answers: Mapping[str, Any], on: date) -> None:
        self.rules, self.answers, self.on = rules, answers, on
        self._known: dict[str, Any] = {}

    def holds(self, condition: Condition) -> Truth:
        """Whether a condition holds of this person."""
        return conditions.holds(condition, self.read)

    def read(self, name: str) -> Any:
        """The effective answer to a question, or a derived value."""
        if name not in self._known:
            question, value = self.rules.questions.get(name), self.rules.values.get(name)
            if question:
                answer = self.answers.get(name)
                open_ = answer is None or answer == [] or self.holds(question.when) is False
                self._known[name] = None if open_ else answer
            else:
                self._known[name] = self._value(value) if value else None
        return self._known[name]

    def earliest(self, value: Residence) -> Earliest:
        """When the years of a residence value are complete."""
        listed = self.read(value.of) or []
        return periods.earliest(listed, value.years, self.on, self.rules.limits, credit=value.credit)

    def missing(self, condition: Condition) -> Iterator[str]:
        """The unanswered questions that leave a condition open; none if it is decided."""
        if self.holds(condition) is not None:
            return
        for part in conditions.children(condition):
            yield from self.missing(part)
        if isinstance(condition, conditions.Leaf):
            value = self.rules.values.get(condition.name)
            if isinstance(value, Judgement):
                yield from self.missing(value.condition)
            else:
                yield from (name for name in self.rules.behind(condition.name) if self._unanswered(name))

    def _unanswered(self, name: str) -> bool:
        return self.read(name) is None and self.holds(self.rules.questions[name].when) is not False

    def _value(self, value: Value) -> Any:
        if isinstance(value, Judgement):
            return _WORDS[self.holds(value.condition)]
        answer = self.read(self.rules.source(value))
        if answer is None:
            return None
        match value:
            case YearsSince():
                return periods.whole_years(date.fromisoformat(answer), self.on)
            case Attribute(name):
                return self._attribute(name, answer)
            case Residence():
                days = self.earliest(value)
                if days.sure and days.sure <= self.on:
                    return "yes"
                return None if days.perhaps and days.perhaps <= self.on else "no"

    def _attribute(self, name: str, chosen: str) -> Any:
        title = self.rules.titles.get(chosen)
        if title is None or not title.validity.covers(self.on):
            return None
        found = title.attributes.get(name) or False
        return _WORDS[found] if isinstance(found, bool) else None if found == "ask" else found
