"""Objective × plan × exercise × question × guide page: what works on each objective, and what proves it."""

from __future__ import annotations

from dataclasses import dataclass

from lotse.course import quiz
from lotse.course.module import Exercise, Module, Objective
from lotse.course.quiz import Question
from lotse.model import Site


@dataclass(frozen=True)
class Line:
    """One objective with everything that names it; ``guide`` holds places such as ``leitfaden/sprache.md#kurz``."""

    objective: Objective
    exercises: tuple[Exercise, ...]
    questions: tuple[Question, ...]
    guide: tuple[str, ...]


def lines(site: Site, module: Module) -> list[Line]:
    """The objectives of a module in the order of its page."""
    asked = quiz.of(site, module.id)
    found = []
    for objective in module.objectives:
        questions = tuple(one for one in asked if one.objective == objective.id)
        found.append(
            Line(
                objective,
                tuple(one for one in module.exercises if objective.id in one.objectives),
                questions,
                tuple(dict.fromkeys(one.guide for one in questions)),
            )
        )
    return found
