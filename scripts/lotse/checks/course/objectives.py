"""Objectives: named once, worked on in an exercise, asked in a question."""

from __future__ import annotations

from collections.abc import Iterator

from lotse.checks import rule
from lotse.checks.course.places import at_module
from lotse.course import matrix, quiz
from lotse.course import module as reading
from lotse.course.module import Module
from lotse.diagnostics import Diagnostic
from lotse.model import Site


@rule("error")
def objective(site: Site) -> Iterator[Diagnostic]:
    """Ein Lernziel ist falsch geschrieben, doppelt, oder es wird eines genannt, das es nicht gibt.

    Warum: An der Kennung hängen Übungen, Fragen und der Nachweis; messbar ist nur, was ein Verb hat.

    Schlecht (docs/de/schulung/l1.md):
        ---
        title: Rolle
        kind: module
        module: {id: L1, units: 1, mode: presence}
        ---

        # Rolle { #l1 }

        ## Lernziele { #ziele }

        - L1.1: Die Rolle gut kennen.

    Gut (docs/de/schulung/l1.md):
        ---
        title: Rolle
        kind: module
        module: {id: L1, units: 1, mode: presence}
        ---

        # Rolle { #l1 }

        ## Lernziele { #ziele }

        - **L1-Z1**: Information und Rechtsberatung **unterscheiden**.
    """
    seen: dict[str, Module] = {}
    for page in reading.pages(site):
        if module := reading.read(page):
            yield from _objectives(module, seen)


def _objectives(module: Module, seen: dict[str, Module]) -> Iterator[Diagnostic]:
    section = module.page.sections.get("ziele")
    if section and not module.objectives:
        yield at_module(
            module, section.start, "Hier steht kein Lernziel", f"- **{module.id}-Z1**: … **unterscheiden**."
        )
    for one in module.objectives:
        if not reading.OBJECTIVE.fullmatch(one.id) or not one.id.startswith(f"{module.id}-"):
            yield at_module(
                module, one.offset, f"„{one.id}“ ist keine Kennung eines Lernziels von {module.id}",
                f"den Punkt so beginnen: - **{module.id}-Z1**: …",
            )  # fmt: skip
        elif one.id in seen:
            yield at_module(
                module, one.offset, f"Das Lernziel {one.id} gibt es schon", "eine andere Nummer nehmen",
                source=seen[one.id].page.path,
            )  # fmt: skip
        elif len(one.verbs) != 1:
            yield at_module(
                module, one.offset, f"Im Lernziel {one.id} ist nicht genau ein Verb fett",
                "ein messbares Verb fett setzen: **unterscheiden**, **nennen**, **prüfen**",
            )  # fmt: skip
        seen.setdefault(one.id, module)
    known = {one.id for one in module.objectives}
    for place, names in _aims(module):
        for name in (one for one in names if one not in known):
            yield at_module(
                module, place, f"Das Lernziel „{name}“ steht nicht auf dieser Seite",
                f"möglich: {', '.join(sorted(known)) or 'zuerst unter Lernziele eintragen'}",
            )  # fmt: skip


def _aims(module: Module) -> Iterator[tuple[int, tuple[str, ...]]]:
    for row in module.rows:
        yield row.offset, row.objectives
    for one in module.exercises:
        yield one.about, one.objectives


@rule("error")
def unused_objective(site: Site) -> Iterator[Diagnostic]:
    """Zu einem Lernziel gibt es keine Übung oder keine Frage.

    Warum: Was niemand übt und niemand prüft, ist kein Ziel, sondern ein Wunsch.

    Schlecht (docs/de/schulung/l1.md):
        ---
        title: Rolle
        kind: module
        module: {id: L1, units: 1, mode: presence}
        ---

        # Rolle { #l1 }

        ## Lernziele { #ziele }

        - **L1-Z1**: Information und Rechtsberatung **unterscheiden**.

    Gut (docs/de/schulung/l1.md):
        ---
        title: Rolle
        kind: module
        module: {id: L1, units: 1, mode: presence}
        ---

        # Rolle { #l1 }

        ## Lernziele { #ziele }

        - **L1-Z1**: Information und Rechtsberatung **unterscheiden**.

        ## Übungen { #uebungen }

        ### Übung 1: Ampel { #uebung-1 }

        Ziele: L1-Z1. Zeit: 45 Minuten. Form: zu dritt.
    """
    listed = site.data.get(quiz.QUIZ)
    broken = bool(listed and not quiz.pool(site))  # frontmatter/data says so
    for module in reading.modules(site).values():
        for line in matrix.lines(site, module):
            lacks = [] if line.exercises else ["keine Übung"]
            lacks += [] if line.questions or broken else ["keine Frage"]
            if lacks and reading.OBJECTIVE.fullmatch(line.objective.id):
                yield at_module(
                    module,
                    line.objective.offset,
                    f"Zum Lernziel {line.objective.id} gibt es {' und '.join(lacks)}",
                    f"eine Übung mit „Ziele: {line.objective.id}“, eine Frage in docs/data/quiz.yml mit "
                    f"„objective: {line.objective.id}“",
                )
