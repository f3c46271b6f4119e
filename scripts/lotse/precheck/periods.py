"""From when the required years of residence are complete, from a list of periods (§ 12b StAG)."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import dropwhile, pairwise, takewhile
from typing import Any

COUNTS, ASK, BRIDGE, BREAK = "counts", "ask", "bridge", "break"
ABROAD = "abroad"
KINDS = {
    "permit": COUNTS, "fiction": COUNTS, "eu": COUNTS, "asylum-protected": COUNTS,
    "asylum": BREAK, "toleration": BREAK, "temporary": ASK, "study": ASK, "opportunity": ASK,
    "late": BRIDGE, "gap": BREAK, ABROAD: "",
}  # fmt: skip
_ORDER = (  # what a day is when several periods lie on it: a stay abroad before all else, then the better class
    (ABROAD, BREAK), (ABROAD, COUNTS), ("", COUNTS), ("", ASK), ("", BRIDGE), ("", BREAK),
)  # fmt: skip
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Limits:
    """Months abroad that interrupt nothing, and years of an earlier stay that may be credited."""

    abroad_months: int = 0
    credit_years: int = 0


@dataclass(frozen=True)
class Earliest:
    """The first day on which the years are complete: surely, and perhaps; None if there is no such day in sight."""

    sure: date | None = None
    perhaps: date | None = None


@dataclass(frozen=True)
class _Stretch:
    first: date
    days: int
    kind: str
    abroad: bool


def add_years(day: date, years: int) -> date:
    """The same day of another year; 29 February becomes 1 March in a common year (§ 188 Abs. 2 BGB)."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def add_months(day: date, months: int) -> date:
    """The same day of another month, or its last day if it is shorter (§ 188 Abs. 3 BGB)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def whole_years(since: date, on: date) -> int | None:
    """Whole years completed on a day; None if they have not begun."""
    if since > on:
        return None
    years = on.year - since.year
    return years - (add_years(since, years) > on)


def earliest(
    periods: Iterable[Mapping[str, Any]], years: int, on: date, limits: Limits, *, credit: bool = False
) -> Earliest:
    """When ``years`` of residence are complete, seen from the day ``on``.

    Args:
        periods: ``{from, to, kind, deadline?}`` with ISO dates, ``to`` None until today; kinds as in ``KINDS``.
        credit: an earlier stay may be credited up to a limit (§ 12b Abs. 2, Abs. 3 Satz 2 StAG).
    """
    line = _line(periods, on, limits)
    most = limits.credit_years if credit else 0
    return Earliest(_sure(line, years, most), _perhaps(line, years, most))


def _line(periods: Iterable[Mapping[str, Any]], on: date, limits: Limits) -> list[_Stretch]:
    """Every day from the first period to ``on``, cut into stretches of one class."""
    changes: dict[date, Counter[tuple[str, str]]] = defaultdict(Counter)
    for one in periods:
        first = date.fromisoformat(one["from"])
        last = min(date.fromisoformat(one["to"]) if one.get("to") else on, on)
        if first <= last:
            place = _place(one, first, last, limits)
            changes[first][place] += 1
            changes[last + _DAY][place] -= 1
    days = sorted({*changes, on + _DAY} if changes else ())
    found: list[_Stretch] = []
    lying: Counter[tuple[str, str]] = Counter()
    for day, following in pairwise(days):
        for place, change in changes[day].items():
            lying[place] += change
        abroad, kind = next((place for place in _ORDER if lying[place] > 0), ("", BREAK))
        found.append(_Stretch(day, (following - day).days, kind, bool(abroad)))
    return found


def _place(one: Mapping[str, Any], first: date, last: date, limits: Limits) -> tuple[str, str]:
    if one["kind"] != ABROAD:
        return "", KINDS[one["kind"]]
    short = last <= add_months(first, limits.abroad_months)
    return ABROAD, COUNTS if short or one.get("deadline") is True else BREAK


def _chain(line: list[_Stretch], kinds: tuple[str, ...]) -> list[_Stretch]:
    """The stretches that lead to the last day without a day of another class."""
    return list(takewhile(lambda one: one.kind in kinds, reversed(line)))[::-1]


def _credited(line: list[_Stretch], start: date, kinds: tuple[str, ...], most: int) -> date:
    """The start, moved back by the earlier days of these classes, but not further than ``most`` years."""
    earlier = sum(one.days for one in line if one.first < start and one.kind in kinds)
    return max(start - earlier * _DAY, add_years(start, -most))


def _sure(line: list[_Stretch], years: int, most: int) -> date | None:
    chain = list(dropwhile(lambda one: one.kind == BRIDGE, _chain(line, (COUNTS, BRIDGE))))
    if not chain:
        return None
    start = chain[0].first
    target = add_years(_credited(line, start, (COUNTS,), most), years)
    for one in chain:
        if one.kind == BRIDGE and one.first < target:
            target += one.days * _DAY
    abroad = sum(one.days for one in chain if one.abroad)
    # § 12b Abs. 1 Satz 5 StAG: beyond half of the required time the residence as a rule did not go on.
    return None if 2 * abroad > (add_years(start, years) - start).days else target


def _perhaps(line: list[_Stretch], years: int, most: int) -> date | None:
    chain = _chain(line, (COUNTS, ASK, BRIDGE))
    if not chain:
        return None
    return add_years(_credited(line, chain[0].first, (COUNTS, ASK), most), years)
