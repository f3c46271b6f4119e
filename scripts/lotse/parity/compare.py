"""Two texts beside each other: what one states and the other does not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from lotse.parity.stated import Stated


@dataclass
class Difference:
    """What of one kind stands in only one of two texts."""

    kind: str
    lacking: list[Stated] = field(default_factory=list)  # only in the German text
    surplus: list[Stated] = field(default_factory=list)  # only in the translation


def differences(german: Iterable[Stated], other: Iterable[Stated]) -> dict[str, Difference]:
    """By kind, what does not occur equally often in both; kinds without a difference are left out."""
    found: dict[str, Difference] = {}
    pairs = defaultdict[tuple[str, str], tuple[list[Stated], list[Stated]]](lambda: ([], []))
    for one in german:
        pairs[one.kind, one.value][0].append(one)
    for one in other:
        pairs[one.kind, one.value][1].append(one)
    for (kind, _), (here, there) in pairs.items():
        if len(here) != len(there):
            difference = found.setdefault(kind, Difference(kind))
            difference.lacking += here[len(there) :]
            difference.surplus += there[len(here) :]
    return found


def other_units(german: Iterable[Stated], other: Iterable[Stated]) -> list[tuple[Stated, Stated]]:
    """Numbers that both texts state, but with another unit: 6 months became 6 years.

    Only a number with one unit in each text is judged: a language may leave a unit out.
    """
    units = [_units(german), _units(other)]
    return [
        (units[0][value], one)
        for value, one in units[1].items()
        if value in units[0] and units[0][value].unit != one.unit
    ]


def _units(stated: Iterable[Stated]) -> dict[str, Stated]:
    found: dict[str, Stated | None] = {}
    for one in stated:
        if one.kind == "number" and one.unit:
            known = found.get(one.value, one)
            found[one.value] = one if known is not None and known.unit == one.unit else None
    return {value: one for value, one in found.items() if one is not None}
