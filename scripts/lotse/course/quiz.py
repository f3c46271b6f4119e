"""The pool of questions in ``quiz.yml``, and a test drawn from it by a seed."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from lotse.model import Site
from lotse.source import schema

QUIZ = "quiz"
BLOCKING = ("promise", "judgement")
# The open-book test of a course: questions, minutes, right answers to pass, and the modules it may ask about.
QUESTIONS, MINUTES, PASS = 20, 45, 16


@dataclass(frozen=True)
class Option:
    """One answer to choose."""

    text: str
    right: bool = False


@dataclass(frozen=True)
class Question:
    """A question; ``place`` is its number in the file, from 0."""

    id: str
    objective: str
    question: str
    options: tuple[Option, ...]
    why: str
    citations: tuple[str, ...]
    guide: str
    difficulty: int
    blocking: str = ""
    place: int = 0

    @property
    def module(self) -> str:
        """Id of the module it belongs to."""
        return self.objective.partition("-")[0]

    @property
    def several(self) -> bool:
        """Whether more than one answer is right."""
        return sum(one.right for one in self.options) > 1

    @property
    def hint(self) -> bool:
        """Whether readers must still be told that more than one answer is right."""
        return self.several and "mehrere" not in self.question.lower()


class PoolError(Exception):
    """There are not enough questions; the text says so in German."""


def pool(site: Site) -> list[Question]:
    """All questions in the order of the file; empty without ``quiz.yml``, or when it is broken."""
    if QUIZ not in site.cache:
        file = site.data.get(QUIZ)
        sound = (
            file is not None
            and not (file.file.problems or file.yaml.problems)
            and not any(schema.validate(site.root, f"{QUIZ}.schema.json", file.value))
        )
        site.cache[QUIZ] = [_question(one, place) for place, one in enumerate(file.value)] if file and sound else []
    found: list[Question] = site.cache[QUIZ]
    return found


def _question(given: dict[str, Any], place: int) -> Question:
    options = tuple(Option(one["text"], one.get("right", False)) for one in given["options"])
    rest = {name: given[name] for name in ("id", "objective", "question", "why", "difficulty")}
    return Question(
        **rest, options=options, citations=tuple(given["citations"]), guide=given.get("guide", ""),
        blocking=given.get("blocking", ""), place=place,
    )  # fmt: skip


def of(site: Site, module: str) -> list[Question]:
    """The questions of a module."""
    return [one for one in pool(site) if one.module == module]


def draw(
    questions: Iterable[Question], modules: Iterable[str], seed: int, count: int = QUESTIONS,
    blocking: Iterable[str] = BLOCKING,
) -> list[Question]:  # fmt: skip
    """A test: one blocking question of each kind, the others spread evenly over the modules.

    Args:
        modules: ids of the modules that may be asked about, in their order.
        seed: the same seed draws the same test, with the answers in the same order.
        blocking: the kinds of blocking questions that the test must have.
    Returns the questions in the order of the modules, their answers shuffled.
    Raises PoolError when there are too few.
    """
    order, every = list(modules), list(questions)
    chance = random.Random(seed)
    left = {name: [one for one in every if one.module == name] for name in order}
    chosen = []
    for kind in blocking:
        able = [one for name in order for one in left[name] if one.blocking == kind]
        if not able:
            raise PoolError(f"Im Vorrat fehlt eine Sperrfrage der Art {kind}")
        chosen.append(chance.choice(able))
    rest = {name: [one for one in left[name] if not one.blocking] for name in order}
    total = sum(map(len, rest.values())) + len(chosen)
    if total < count:
        raise PoolError(f"Der Vorrat reicht nicht: {count} Fragen sind nötig, {total} sind da")
    for name in order:
        chance.shuffle(rest[name])
    asked = {name: sum(one.module == name for one in chosen) for name in order}
    while len(chosen) < count:
        # The module asked least, of those that have a question left; chance decides between equals.
        least = min(asked[name] for name in order if rest[name])
        name = chance.choice([one for one in order if rest[one] and asked[one] == least])
        chosen.append(rest[name].pop())
        asked[name] += 1
    chosen.sort(key=lambda one: (order.index(one.module), one.place))
    return [replace(one, options=tuple(chance.sample(one.options, len(one.options)))) for one in chosen]
