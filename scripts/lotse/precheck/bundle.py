"""The rules for the evaluators: precheck.yml and documents.yml as one mapping, values of facts inserted."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from lotse.precheck.conditions import BOUNDS, Bound

ABROAD, CREDIT = "aufenthalt.ausland", "aufenthalt.anrechnung"
FactValue = Callable[[str], Bound | None]  # number of a fact, or its ISO date, None if it has neither


def bundle(precheck: Mapping[str, Any], documents: Mapping[str, Any], fact: FactValue) -> dict[str, Any]:
    """What page and command get; both files must satisfy their schemas.

    Ways that are ``like`` another get their rules here. A fact without a value becomes 0: whoever evaluates asks
    ``names.faults`` first.
    """
    resolve = _Resolver(fact)
    ways: list[dict[str, Any]] = []
    for name, one in precheck["ways"].items():
        own = {key: value for key, value in one.items() if key not in ("like", "except")}
        ways.append(resolve.entry({**own, "rules": inherited(precheck["ways"], name)}, id=name))
    return {
        "from": precheck["from"],
        "titles": {name: resolve.entry(one) for name, one in precheck["titles"].items()},
        "questions": [resolve.entry(one, id=name) for name, one in precheck["questions"].items()],
        "values": [resolve.entry(one, id=name) for name, one in (precheck.get("values") or {}).items()],
        "ways": ways,
        "stops": [resolve.entry(one) for one in precheck.get("stops") or ()],
        "documents": [resolve.entry(one, id=name) for name, one in documents.items()],
        "limits": {"abroad_months": fact(ABROAD) or 0, "credit_years": fact(CREDIT) or 0},
    }


def exclusive(precheck: Mapping[str, Any], fact: FactValue) -> dict[str, Any]:
    """The groups that exclude each other, values of facts inserted; pages do not need them."""
    resolve = _Resolver(fact)
    return {
        name: {**one, "if": resolve.condition(one["if"])} if "if" in one else one
        for name, one in (precheck.get("exclusive") or {}).items()
    }


def inherited(ways: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """The rules of a way: those of the way it is ``like``, without its exceptions, then its own."""
    one = ways.get(name) or {}
    earlier = list(ways)[: list(ways).index(name)] if name in ways else []
    base = inherited(ways, one["like"]) if one.get("like") in earlier else []
    return [*(rule for rule in base if rule["id"] not in one.get("except", ())), *(one.get("rules") or ())]


class _Resolver:
    def __init__(self, fact: FactValue) -> None:
        self.fact = fact

    def entry(self, one: Mapping[str, Any], **more: Any) -> dict[str, Any]:
        # Empty fields say nothing: the page is smaller without them.
        said = {key: value for key, value in one.items() if not (value is None or value is False or value == [])}
        found = {**more, **said}
        for key in ("if", "when"):
            if key in found:
                found[key] = self.condition(found[key])
        if residence := found.get("residence"):
            found["residence"] = {**residence, "years": self.value(residence["years"])}
        if rules := found.get("rules"):
            found["rules"] = [self.entry(rule) for rule in rules]
        return found

    def condition(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        ((name, value),) = raw.items()
        if name in ("all", "any"):
            return {name: [self.condition(one) for one in value]}
        if name == "not":
            return {name: self.condition(value)}
        if isinstance(value, dict) and name != "known":
            return {name: {bound: self.value(value[bound]) for bound in BOUNDS if bound in value}}
        return {name: value}

    def value(self, one: Bound) -> Bound:
        return one if not isinstance(one, str) or iso(one) else (self.fact(one) or 0)


def iso(text: str) -> bool:
    """Whether a bound is a day and not the id of a fact."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def compact(content: Mapping[str, Any]) -> str:
    """The bundle as JSON without a needless blank."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
