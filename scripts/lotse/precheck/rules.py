"""The rules of the pre-check as objects, read from the bundle that the browser gets too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from lotse.precheck import conditions
from lotse.precheck.conditions import Condition
from lotse.precheck.entries import (
    Attribute,
    Document,
    Judgement,
    Question,
    Residence,
    Rule,
    Stop,
    Title,
    Validity,
    Value,
    Way,
    YearsSince,
)  # fmt: skip
from lotse.precheck.periods import Limits


@dataclass(frozen=True)
class Rules:
    """All of it. ``start`` is the first day whose law is known."""

    start: date
    titles: Mapping[str, Title]
    questions: Mapping[str, Question]
    values: Mapping[str, Value]
    ways: tuple[Way, ...]
    stops: tuple[Stop, ...]
    documents: tuple[Document, ...]
    limits: Limits = field(default_factory=Limits)

    @cached_property
    def title_question(self) -> str:
        """The question that asks for the title, empty if none does."""
        return next((one.id for one in self.questions.values() if one.kind == "title"), "")

    def source(self, value: Value) -> str:
        """The question that a value other than a judgement is made of."""
        match value:
            case YearsSince(question):
                return question
            case Residence(of):
                return of
            case _:
                return self.title_question

    def behind(self, name: str) -> Iterator[str]:
        """The questions behind a question or value; none for an unknown name."""
        value = self.values.get(name)
        if name in self.questions:
            yield name
        elif isinstance(value, Judgement):
            yield from self.read_by(value.condition)
        elif value:
            yield self.source(value)

    def read_by(self, *read: Condition) -> Iterator[str]:
        """The questions that conditions read, through values too."""
        for condition in read:
            for leaf in conditions.leaves(condition):
                yield from self.behind(leaf.name)

    def in_order(self, questions: Iterable[str]) -> list[str]:
        """Each question once, in the order in which they are asked."""
        wanted = set(questions)
        return [one for one in self.questions if one in wanted]


def parse(bundle: Mapping[str, Any]) -> Rules:
    """Read the bundle (see ``bundle.py``), which is known to be sound."""
    return Rules(
        date.fromisoformat(bundle["from"]),
        {name: Title(name, one, _validity(one)) for name, one in bundle["titles"].items()},
        {one["id"]: _question(one) for one in bundle["questions"]},
        {one["id"]: _value(one) for one in bundle["values"]},
        tuple(_way(one) for one in bundle["ways"]),
        tuple(
            Stop(one["id"], conditions.parse(one["if"]), tuple(one.get("citations") or ()), **_places(one, "refer"))
            for one in bundle["stops"]
        ),
        tuple(Document(one["id"], conditions.parse(one.get("if"))) for one in bundle["documents"]),
        Limits(**bundle["limits"]),
    )


def _validity(one: Mapping[str, Any]) -> Validity:
    return Validity(one.get("valid_from") or "", one.get("valid_to") or "")


def _places(one: Mapping[str, Any], *more: str) -> dict[str, str]:
    return {name: one.get(name) or "" for name in ("guide", *more)}


def _question(one: Mapping[str, Any]) -> Question:
    when = conditions.parse(one.get("when"))
    return Question(
        one["id"], one["kind"], tuple(one.get("options") or ()), when, one.get("min"), one.get("max"),
        bool(one.get("future")), **_places(one, "group"),
    )  # fmt: skip


def _value(one: Mapping[str, Any]) -> Value:
    if question := one.get("years-since"):
        return YearsSince(question)
    if attribute := one.get("title"):
        return Attribute(attribute)
    if residence := one.get("residence"):
        return Residence(residence["of"], residence["years"], bool(residence.get("credit")))
    return Judgement(conditions.parse(one["if"]))


def _way(one: Mapping[str, Any]) -> Way:
    found = (
        Rule(
            rule["id"], conditions.parse(rule["if"]), rule["otherwise"], tuple(rule.get("citations") or ()),
            tuple(rule.get("documents") or ()), _validity(rule), **_places(rule),
        )
        for rule in one["rules"]
    )  # fmt: skip
    return Way(one["id"], one["result"], conditions.parse(one.get("if")), tuple(found), _validity(one), **_places(one))
