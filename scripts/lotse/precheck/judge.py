"""Whether answers fit their questions: the kind of each, days that exist, bounds, order of dates."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from lotse.precheck import periods
from lotse.precheck.entries import Question
from lotse.precheck.rules import Rules
from lotse.source.yamlfile import Key

Code = Literal["question", "type", "option", "date", "future", "order", "range", "before-birth", "as-of"]
BIRTH = "birth-date"
LATEST = date(2999, 12, 31)
_EARLIEST = date(1900, 1, 1)
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FIELDS = {"from", "to", "kind", "deadline"}
_SHOWN = 40  # characters of an answer that a message repeats


@dataclass(frozen=True)
class Problem:
    """What is wrong with an answer; ``key`` leads to it within the answers (question, period, field)."""

    key: Key
    code: Code
    message: str


def day(text: Any) -> date | None:
    """A day from ``YYYY-MM-DD``; None if there is no such day, or before 1900."""
    if not isinstance(text, str) or not _ISO.fullmatch(text):
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found >= _EARLIEST else None


def german(one: date) -> str:
    """A day as messages write it: 22.11.2026."""
    return f"{one:%d.%m.}{one.year:04}"


def as_of_problem(rules: Rules, text: str) -> Problem | None:
    """Why the pre-check can't judge by the law of a day; None if it can."""
    found = day(text)
    if found is None or found > LATEST:
        message = f"Den Stichtag „{shown(text)}“ gibt es nicht oder er liegt zu fern; Form JJJJ-MM-TT"
    elif found < rules.start:
        message = f"{german(found)} ist nicht abgedeckt; der Vorab-Check kennt das Recht ab {german(rules.start)}"
    else:
        return None
    return Problem((), "as-of", message)


def problems(rules: Rules, answers: Mapping[str, Any], on: date) -> Iterator[Problem]:
    """All that is wrong, in the order of the questions; unknown questions first. Null is never wrong."""
    for name in answers:
        if name not in rules.questions:
            near = difflib.get_close_matches(name, list(rules.questions), 1, 0.5)
            hint = f"; gemeint ist vielleicht „{near[0]}“" if near else ""
            yield Problem((name,), "question", f"Die Frage „{shown(name)}“ gibt es nicht{hint}")
    born = day(answers.get(BIRTH))
    born = born if born and born <= on else None
    for name, question in rules.questions.items():
        if answers.get(name) is not None:
            yield from _Judge(rules, question, on, None if name == BIRTH else born).problems(answers[name])


@dataclass(frozen=True)
class _Judge:
    rules: Rules
    question: Question
    on: date
    born: date | None

    def problems(self, answer: Any) -> Iterator[Problem]:
        name = self.question.id
        judged: dict[str, Callable[[Any], Iterator[Problem]]] = {
            "choice": lambda one: self._option((name,), one, self.question.options),
            "title": lambda one: self._option((name,), one, tuple(self.rules.titles)),
            "date": lambda one: self._date((name,), one, future=self.question.future),
            "number": self._number,
            "periods": self._periods,
        }
        yield from judged[self.question.kind](answer)

    def _say(self, key: Key, code: Code, message: str) -> Problem:
        place = f"Zeitraum {key[1] + 1} von „{key[0]}“" if len(key) > 1 and isinstance(key[1], int) else f"„{key[0]}“"
        return Problem(key, code, f"{place}: {message}")

    def _type(self, key: Key, answer: Any, wanted: str) -> Problem:
        return self._say(key, "type", f"{shown(answer)} ist {_kind(answer)}; verlangt ist {wanted}")

    def _option(self, key: Key, answer: Any, options: tuple[str, ...]) -> Iterator[Problem]:
        if not isinstance(answer, str):
            yield self._type(key, answer, f"eine dieser Antworten: {', '.join(options)}")
        elif answer not in options:
            near = difflib.get_close_matches(answer, options, 1, 0.5)
            hint = f"gemeint ist vielleicht „{near[0]}“" if near else f"möglich: {', '.join(options)}"
            yield self._say(key, "option", f"„{shown(answer)}“ ist keine mögliche Antwort; {hint}")

    def _date(self, key: Key, answer: Any, *, future: bool = False) -> Iterator[Problem]:
        found = day(answer)
        if not isinstance(answer, str):
            yield self._type(key, answer, "ein Datum in der Form JJJJ-MM-TT")
        elif found is None:
            yield self._say(key, "date", f"Den Tag „{shown(answer)}“ gibt es nicht; Form JJJJ-MM-TT, ab 1900")
        elif found > self.on and not future:
            yield self._say(key, "future", f"{german(found)} liegt nach dem Stichtag {german(self.on)}")
        elif self.born and found < self.born:
            yield self._say(key, "before-birth", f"{german(found)} liegt vor der Geburt am {german(self.born)}")

    def _number(self, answer: Any) -> Iterator[Problem]:
        key: Key = (self.question.id,)
        least, most = self.question.min, self.question.max
        if isinstance(answer, bool) or not isinstance(answer, int | float) or answer != answer // 1:
            yield self._type(key, answer, "eine ganze Zahl")
        elif least is not None and answer < least:
            yield self._say(key, "range", f"{shown(answer)} ist zu klein; mindestens {least}")
        elif most is not None and answer > most:
            yield self._say(key, "range", f"{shown(answer)} ist zu groß; höchstens {most}")

    def _periods(self, answer: Any) -> Iterator[Problem]:
        key: Key = (self.question.id,)
        if not isinstance(answer, list):
            yield self._type(key, answer, "eine Liste von Zeiträumen")
            return
        for place, one in enumerate(answer):
            yield from self._period((*key, place), one)

    def _period(self, key: Key, one: Any) -> Iterator[Problem]:
        if not isinstance(one, dict) or not {"from", "kind"} <= set(one) <= _FIELDS:
            yield self._type(key, one, "ein Zeitraum mit from, to, kind und höchstens noch deadline")
            return
        if not isinstance(one.get("deadline", False), bool | None):
            yield self._type((*key, "deadline"), one["deadline"], "true oder false")
        yield from self._option((*key, "kind"), one["kind"], tuple(periods.KINDS))
        yield from self._date((*key, "from"), one["from"])
        if one.get("to") is None:
            return
        first, last = day(one["from"]), day(one["to"])
        if not isinstance(one["to"], str) or last is None:
            yield from self._date((*key, "to"), one["to"])
        elif first and last < first:
            message = f"Das Ende am {german(last)} liegt vor dem Anfang am {german(first)}"
            yield self._say((*key, "to"), "order", message)


def shown(value: Any) -> str:
    """A value as a message may repeat it: short, in one line, only characters that can be written."""
    text = value if isinstance(value, str) else _KINDS.get(type(value)) or str(value)
    text = " ".join(text.encode("utf-8", "replace").decode().split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


_KINDS: dict[type, str] = {dict: "Die Antwort", list: "Die Antwort", type(None): "null", bool: "Die Antwort"}


def _kind(value: Any) -> str:
    kinds = {bool: "true oder false", int: "eine Zahl", float: "keine ganze Zahl", str: "Text", list: "eine Liste",
             dict: "eine Gruppe von Feldern"}  # fmt: skip
    return kinds.get(type(value), "leer")
