"""A test on paper: the questions with boxes to tick, and the key, both as Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lotse import facts
from lotse.course import planning, quiz
from lotse.course.quiz import MINUTES, PASS, QUESTIONS, PoolError, Question
from lotse.facts import numbers
from lotse.model import SOURCE, Site

BLOCKED = "L"  # the course whose test has blocking questions
_LETTERS = "abcde"


def fill(site: Site, text: str) -> str:
    """``text`` with the value in the place of ``{fact:id}``, and the number alone in that of ``{n:id}``.

    What facts.yml does not know stays as it is: facts/unknown says so.
    """

    def value(found: Any) -> str:
        fact = facts.of(site).get(found[1])
        if fact is None:
            return str(found[0])
        alone = found[0].startswith("{n:")
        return str(fact.value) if alone else numbers.shown(site, fact, SOURCE).replace(" ", "\u00a0")

    return facts.GAP.sub(value, text)


@dataclass(frozen=True)
class Sheet:
    """A test, drawn: ``course`` is its id, ``questions`` are in the order of the sheet."""

    course: str
    seed: int
    questions: tuple[Question, ...]


def make(site: Site, course: str, seed: int) -> Sheet:
    """Draw the test of a course.

    Raises PoolError when there is no such course, or too few questions.
    """
    plan = planning.plan(site)
    found = plan.courses.get(course) if plan else None
    if found is None:
        raise PoolError(f"Den Lehrgang {course} gibt es in docs/data/course.yml nicht")
    # What was learnt before the course began and what is shown in practice is tested there, not here.
    asked = [one for one in found.modules if one not in ("L0", "L10")]
    kinds = quiz.BLOCKING if course == BLOCKED else ()
    return Sheet(course, seed, tuple(quiz.draw(quiz.pool(site), asked, seed, QUESTIONS, kinds)))


def as_dict(site: Site, test: Sheet) -> dict[str, Any]:
    """The public form, see ``docs/data/schemas/course-test-output.schema.json``."""
    return {
        "course": test.course,
        "seed": test.seed,
        "minutes": MINUTES,
        "pass": PASS,
        "questions": [
            {
                "number": number,
                "id": one.id,
                "objective": one.objective,
                "question": fill(site, one.question),
                "options": [{"text": fill(site, option.text), "right": option.right} for option in one.options],
                "why": fill(site, one.why),
                "citations": list(one.citations),
                "guide": one.guide,
                "difficulty": one.difficulty,
                "blocking": one.blocking or None,
            }
            for number, one in enumerate(test.questions, 1)
        ],
    }


def markdown(site: Site, test: Sheet) -> str:
    """Sheet and key."""
    return "\n".join([*_sheet(site, test), "", "---", "", *_key(site, test)]) + "\n"


def _sheet(site: Site, test: Sheet) -> list[str]:
    lines = [
        f"# Prüfung Lehrgang {test.course}, Bogen {test.seed}",
        "",
        "Name: ______________________________  Datum: ______________",
        "",
        f"{len(test.questions)} Fragen, {MINUTES} Minuten. Der Leitfaden darf benutzt werden. Bestanden ist mit {PASS} "
        "richtigen Fragen. Richtig ist eine Frage, wenn alle richtigen Antworten angekreuzt sind und keine falsche.",
    ]
    if any(one.blocking for one in test.questions):
        lines[-1] += " Zwei Fragen sind Sperrfragen: Sie müssen richtig sein. Welche, steht nur im Schlüssel."
    for number, one in enumerate(test.questions, 1):
        more = " (mehrere Antworten)" if one.hint else ""
        lines += ["", f"**{number}. {fill(site, one.question)}**{more}", ""]
        lines += [
            f"- [ ] {letter}) {fill(site, option.text)}" for letter, option in zip(_LETTERS, one.options, strict=False)
        ]
    return lines


def _key(site: Site, test: Sheet) -> list[str]:
    lines = [f"# Schlüssel Lehrgang {test.course}, Bogen {test.seed}", "", "Nur für die Leitung."]
    for number, one in enumerate(test.questions, 1):
        right = ", ".join(letter for letter, option in zip(_LETTERS, one.options, strict=False) if option.right)
        mark = " – SPERRFRAGE" if one.blocking else ""
        sources = "; ".join((*one.citations, *([one.guide] if one.guide else [])))
        lines += [
            "",
            f"**{number}. {right}**{mark} ({one.id}, {one.objective})",
            "",
            f"{fill(site, one.why)} Quelle: {sources}",
        ]
    return lines
