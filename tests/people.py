"""Random answers to the pre-check: what people may answer, with a liking for the days and numbers that decide."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

Answers = dict[str, Any]
KINDS = (
    "permit", "fiction", "eu", "asylum-protected", "asylum", "toleration", "temporary", "study", "opportunity",
    "late", "gap", "abroad",
)  # fmt: skip
# Days on which the law changed or the calendar is odd, and the usual one.
REFERENCE = (
    "2024-06-27", "2025-10-29", "2025-10-30", "2026-11-22", "2026-11-22", "2026-11-22", "2027-02-28", "2027-03-01",
    "2028-02-29", "2028-03-01",
)  # fmt: skip
LEAP = [date(year, 2, 29) for year in range(1960, 2026, 4)]
FIRST = date(1900, 1, 1)
JOURNEYS = (1, 180, 181, 182, 183, 184, 185, 547, 548, 912, 913)  # around six months, and half of 3 and of 5 years
STRANGE: tuple[Any, ...] = (
    None, True, False, 0, -1, 0.5, 10**15, "", "yes", "?", "2026-02-29", "2026-11-23", "1899-12-31", "1900-01-01",
    "1970-01-01", "20200101", "2020-1-1", "2020-01-01T00:00:00Z", "+002020-01-01", "２０２０-01-01", [], [None], {},
    {"from": "2020-01-01"}, "toString", "__proto__",
)  # fmt: skip


def _leaves(node: Any) -> Iterator[tuple[str, Any]]:
    """Every pair of a name and what a condition compares it with, anywhere in the rules."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield key, value
            yield from _leaves(value)
    elif isinstance(node, list):
        for item in node:
            yield from _leaves(item)


def years_before(day: date, years: int) -> date:
    """The same day ``years`` earlier; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 3, 1)


class People:
    """Makes answers for the rules of a bundle; ``known`` are answers to start from half of the time."""

    def __init__(self, rules: dict[str, Any], chance: random.Random, known: Sequence[Answers] = ()) -> None:
        self.rules = rules
        self.chance = chance
        self.known = known
        self.bounds: dict[str, set[Any]] = {}  # numbers, or days of a question for a date
        for name, wanted in _leaves([rules[part] for part in ("questions", "values", "ways", "stops")]):
            if isinstance(wanted, dict):
                found = {n for key, n in wanted.items() if key in ("min", "below", "max")}
                self.bounds.setdefault(name, set()).update(found)
        self.spans: dict[str, set[int]] = {}
        for value in rules["values"]:
            if of := value.get("years-since"):
                self.spans.setdefault(of, set()).update(self.bounds.get(value["id"], ()))
        self.needed = sorted({value["residence"]["years"] for value in rules["values"] if "residence" in value})

    def one(self) -> tuple[Answers, str]:
        """Answers of one person, and the reference date."""
        today = self.chance.choice(REFERENCE)
        if self.known and self.chance.random() < 0.5:
            # Chance alone hardly ever meets all requirements of a way: somebody we know, with a few other answers.
            answers = dict(self.chance.choice(self.known))
            for question in self.chance.choices(self.rules["questions"], k=self.chance.randint(1, 4)):
                known = self.chance.random() < 0.8
                answer = self.answer(question, date.fromisoformat(today)) if known else None
                answers[question["id"]] = answer
            return answers, today
        # Some know everything, some almost nothing.
        silence = self.chance.choice((0, 0, 0.05, 0.2, 0.6))
        answers = {}
        for question in self.rules["questions"]:
            if self.chance.random() >= silence:
                answers[question["id"]] = self.answer(question, date.fromisoformat(today))
            elif self.chance.random() < 0.5:
                answers[question["id"]] = None
        return answers, today

    def faulty(self) -> tuple[Answers, str]:
        """The same with an answer or a part of one replaced by something strange."""
        answers, today = self.one()
        for _ in range(self.chance.randint(1, 2)):
            place: Any = answers
            key: Any = self.chance.choice([one["id"] for one in self.rules["questions"]])
            while isinstance(place.get(key) if isinstance(place, dict) else place[key], dict | list):
                inner = place[key]
                if not inner or self.chance.random() < 0.2:
                    break
                place, key = inner, self.chance.choice(list(inner) if isinstance(inner, dict) else range(len(inner)))
            place[key] = self.chance.choice(STRANGE)
        return answers, today

    def answer(self, question: dict[str, Any], today: date) -> Any:
        """An answer of the right kind."""
        return getattr(self, f"answer_{question['kind']}")(question, today)

    def answer_choice(self, question: dict[str, Any], today: date) -> str:
        """One of the options."""
        return self.chance.choice(question["options"])

    def answer_title(self, question: dict[str, Any], today: date) -> str:
        """One of the titles."""
        return self.chance.choice(list(self.rules["titles"]))

    def answer_number(self, question: dict[str, Any], today: date) -> int:
        """A number at, just below or just above one that decides, or at the ends of what can be answered."""
        low, high = question.get("min") or 0, question.get("max") or 10_000
        edges = [low, high, *(n + d for n in self.bounds.get(question["id"], ()) for d in (-1, 0, 1))]
        edges = [n for n in edges if low <= n <= high]
        return self.chance.choice([self.chance.choice(edges), self.chance.randint(low, high)])

    def answer_date(self, question: dict[str, Any], today: date) -> str:
        """A day around an anniversary that decides, a 29 February, or any day."""
        edges = [years_before(today, years) for years in self.spans.get(question["id"], ())] + [today]
        edges += [date.fromisoformat(day) for day in self.bounds.get(question["id"], ())]
        day = self.chance.choice((self.chance.choice(edges) + self._some((-1, 0, 1)), self.chance.choice(LEAP)))
        if self.chance.random() < 0.4:
            day = today - timedelta(self.chance.randint(0, 30_000))
        if question.get("future") and self.chance.random() < 0.3:
            day = today + timedelta(self.chance.randint(1, 400))
        latest = date.max if question.get("future") else today
        return max(FIRST, min(day, latest)).isoformat()

    def answer_periods(self, question: dict[str, Any], today: date) -> list[dict[str, Any]]:
        """Stretches one after another or anyhow: touching, overlapping, with gaps, journeys of about six months."""
        start = years_before(today, self.chance.choice([*self.needed, *self.needed, 1, 2, 4, 8, 12]))
        start += self._some((-200, -1, 0, 0, 0, 1, 30))
        if self.chance.random() < 0.1:
            start = self.chance.choice(LEAP)
        made = []
        favourite = self.chance.choice(KINDS[:4])
        for _ in range(self.chance.choice((0, 1, 1, 2, 3, 4, 6))):
            kind = favourite if self.chance.random() < 0.4 else self.chance.choice(KINDS)
            length = self.chance.choice((1, 30, 181, 182, 183, 184, 185, 365, 366, 700, 1095, 1826, 1827))
            end = start + timedelta(length - self.chance.choice((0, 1)))
            start = min(start, today)
            made.append(self._period(kind, start, end if self.chance.random() < 0.9 else None))
            start = end + self._some((1, 1, 1, 1, 2, 0, -20, -400, 90))
        if made and self.chance.random() < 0.7:
            made.append(self._period(favourite, min(start, today), None))
        if made and self.chance.random() < 0.4:
            # A journey inside what is there already.
            start = min(today, date.fromisoformat(self.chance.choice(made)["from"]) + self._some(range(400)))
            made.append(self._period("abroad", start, start + self._some(JOURNEYS)))
        self.chance.shuffle(made)
        return made

    def _period(self, kind: str, start: date, end: date | None) -> dict[str, Any]:
        period: dict[str, Any] = {"from": start.isoformat(), "to": end and max(start, end).isoformat(), "kind": kind}
        if kind == "abroad" and self.chance.random() < 0.3:
            period["deadline"] = self.chance.random() < 0.8
        return period

    def _some(self, days: Any) -> timedelta:
        return timedelta(self.chance.choice(days))
