"""Conditions in Kleene's logic: true, false or unknown (None). Unknown never counts as no."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Truth = bool | None
Number = int | float
Bound = Number | str  # of a date as ISO text, which sorts like days
Reader = Callable[[str], Any]  # from the name of a question or value to what is known of it, None if nothing is
WORDS = ("all", "any", "not", "known")
BOUNDS = ("min", "max", "below")


@dataclass(frozen=True)
class All:
    """Every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Any_:
    """At least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Not:
    """The part does not hold."""

    part: Condition


@dataclass(frozen=True)
class Known:
    """Something is known of ``name``; never unknown itself."""

    name: str


@dataclass(frozen=True)
class OneOf:
    """The value of ``name`` is one of ``values``."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Within:
    """The number or date ``name`` lies within all bounds: at least ``min``, at most ``max``, less than ``below``."""

    name: str
    min: Bound | None = None
    max: Bound | None = None
    below: Bound | None = None


Condition = All | Any_ | Not | Known | OneOf | Within
Leaf = Known | OneOf | Within
TRUE: Condition = All(())


def parse(raw: Mapping[str, Any] | None) -> Condition:
    """Read a condition as the schema allows it, numbers of facts already inserted; none at all is always true."""
    if raw is None:
        return TRUE
    ((name, value),) = raw.items()
    match name:
        case "all":
            return All(tuple(parse(one) for one in value))
        case "any":
            return Any_(tuple(parse(one) for one in value))
        case "not":
            return Not(parse(value))
        case "known":
            return Known(value)
    if isinstance(value, dict):
        return Within(name, **value)
    return OneOf(name, tuple(value) if isinstance(value, list) else (value,))


def holds(condition: Condition, read: Reader) -> Truth:
    """Whether ``condition`` holds, given what ``read`` knows."""
    match condition:
        case All(parts):
            return conjunction(holds(part, read) for part in parts)
        case Any_(parts):
            return negation(conjunction(negation(holds(part, read)) for part in parts))
        case Not(part):
            return negation(holds(part, read))
        case _:
            return test(condition, read(condition.name))


def test(leaf: Leaf, value: Any) -> Truth:
    """Whether a leaf holds of a value; unknown if nothing is known of it."""
    if isinstance(leaf, Known):
        return value is not None
    if value is None:
        return None
    if isinstance(leaf, OneOf):
        return value in leaf.values
    return (
        (leaf.min is None or value >= leaf.min)
        and (leaf.max is None or value <= leaf.max)
        and (leaf.below is None or value < leaf.below)
    )


def conjunction(parts: Iterable[Truth]) -> Truth:
    """False if one part is false, else unknown if one is unknown, else true."""
    found = set(parts)
    return False if False in found else None if None in found else True


def negation(truth: Truth) -> Truth:
    """The opposite; unknown stays unknown."""
    return None if truth is None else not truth


def children(condition: Condition) -> tuple[Condition, ...]:
    """The conditions directly inside; none for a leaf."""
    match condition:
        case All(parts) | Any_(parts):
            return parts
        case Not(part):
            return (part,)
        case _:
            return ()


def leaves(condition: Condition) -> Iterator[Leaf]:
    """All leaves, in the order of the file."""
    if isinstance(condition, Known | OneOf | Within):
        yield condition
    for part in children(condition):
        yield from leaves(part)
