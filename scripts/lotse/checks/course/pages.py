"""A module page: its fixed parts, its slides, its solutions, what has to be printed."""

from __future__ import annotations

from collections.abc import Iterator

from lotse.checks import at, rule
from lotse.checks.course.places import at_module, columns
from lotse.course import module as reading
from lotse.course.module import Exercise
from lotse.diagnostics import Diagnostic
from lotse.model import Site


@rule("error")
def part(site: Site) -> Iterator[Diagnostic]:
    """Einer Modulseite fehlt ein fester Teil, oder die Reihenfolge stimmt nicht.

    Warum: Wer einen Kurs leitet, findet auf jeder Modulseite alles an derselben Stelle; Laufzettel und Listen lesen es dort.

    Schlecht (docs/de/schulung/l1.md):
        ---
        title: Rolle
        kind: module
        module: {id: L1, units: 1, mode: presence}
        ---

        # Rolle { #l1 }

        ## Ablauf { #ablauf }

    Gut (docs/de/schulung/l1.md):
        ---
        title: Rolle
        kind: module
        module: {id: L1, units: 1, mode: presence}
        ---

        # Rolle { #l1 }

        ## Leitfragen { #leitfragen }

        ## Lernziele { #ziele }

        ## Vorwissen { #vorwissen }

        ## Ablauf { #ablauf }

        ## Inhalt { #inhalt }

        ## Übungen { #uebungen }

        ## Selbsttest { #selbsttest }

        ## Kernpunkte { #kernpunkte }

        ## Weiter im Leitfaden { #leitfaden }

        ## Material { #material }
    """
    for page in reading.pages(site):
        level = [one for one in page.doc.sections if one.level == 2]
        found = [one.id for one in level]
        for missing in (one for one in reading.PARTS if one not in found):
            yield at(
                page.file,
                page.body_start,
                f"Der Teil „{missing}“ fehlt",
                f"Überschrift mit Kennung ergänzen: ## … {{ #{missing} }}",
            )
        strange = next((one for one in level if one.id not in reading.PARTS), None)
        fixed = [one for one in found if one in reading.PARTS]
        if strange or fixed != [one for one in reading.PARTS if one in fixed]:
            yield at(
                page.file,
                strange.start if strange else page.body_start,
                "Die Teile stehen nicht in der festen Reihenfolge",
                f"Reihenfolge: {', '.join(reading.PARTS)}; Weiteres als ### darunter",
            )


@rule("error")
def slide(site: Site) -> Iterator[Diagnostic]:
    """Ein Abschnitt im Inhalt beginnt nicht mit einer Liste von höchstens vier Punkten.

    Warum: Überschrift und Liste sind die Folie; was länger ist, liest von hinten niemand.

    Schlecht (docs/de/schulung/l1.md):
        ---
        title: Rolle
        kind: module
        module: {id: L1, units: 1, mode: presence}
        ---

        # Rolle { #l1 }

        ## Inhalt { #inhalt }

        ### Drei Rollen { #rollen }

        Es gibt drei Rollen.

    Gut (docs/de/schulung/l1.md):
        ---
        title: Rolle
        kind: module
        module: {id: L1, units: 1, mode: presence}
        ---

        # Rolle { #l1 }

        ## Inhalt { #inhalt }

        ### Drei Rollen { #rollen }

        - Informieren
        - Sortieren
        - Begleiten
    """
    for module in reading.modules(site).values():
        for section in reading.under(module.page, "inhalt")[1:]:
            count = len(reading.points(section))
            if section.level == 3 and not 1 <= count <= reading.POINTS:
                found = f"hat {count} Punkte" if count else "beginnt nicht mit einer Liste"
                yield at_module(
                    module,
                    section.start,
                    f"Der Abschnitt „{section.title}“ {found}",
                    f"mit einer Liste von höchstens {reading.POINTS} kurzen Punkten beginnen",
                )


@rule("error")
def no_solution(site: Site) -> Iterator[Diagnostic]:
    """Einer Übung fehlt der Auftrag, die Lösung oder die Zeile mit Zielen und Zeit.

    Warum: Auch wer den Kurs zum ersten Mal leitet, muss sagen können, was zu tun und was richtig ist.

    Schlecht (docs/de/schulung/l1.md):
        ---
        title: Rolle
        kind: module
        module: {id: L1, units: 1, mode: presence}
        ---

        # Rolle { #l1 }

        ## Übungen { #uebungen }

        ### Übung 1: Ampel { #uebung-1 }

        Ziele: L1-Z1. Zeit: 45 Minuten. Form: zu dritt.

        /// exercise | Auftrag

        Ordnen Sie die zwölf Sätze.

        ///

    Gut (docs/de/schulung/l1.md):
        ---
        title: Rolle
        kind: module
        module: {id: L1, units: 1, mode: presence}
        ---

        # Rolle { #l1 }

        ## Übungen { #uebungen }

        ### Übung 1: Ampel { #uebung-1 }

        Ziele: L1-Z1. Zeit: 45 Minuten. Form: zu dritt.

        /// exercise | Auftrag

        Ordnen Sie die zwölf Sätze.

        ///

        /// solution | Lösung

        Grün sind die Sätze 1 bis 5.

        ///
    """
    for module in reading.modules(site).values():
        for one in module.exercises:
            for what, help_ in _gaps(one):
                yield at_module(module, one.offset, f"In „{one.title}“ fehlt {what}", help_)


def _gaps(one: Exercise) -> Iterator[tuple[str, str]]:
    if one.minutes is None or not one.objectives:
        yield "die erste Zeile mit Zielen und Zeit", "Ziele: L2-Z1, L2-Z3. Zeit: 20 Minuten. Form: zu dritt."
    if not one.task:
        yield "der Auftrag", "Block einfügen: /// exercise | Auftrag"
    if not one.solution:
        yield "die Lösung", "Block einfügen: /// solution | Lösung"


@rule("error")
def material(site: Site) -> Iterator[Diagnostic]:
    """In der Materialtabelle fehlt eine ganze Zahl, oder wofür sie gilt.

    Warum: Nur mit Zahlen lässt sich ausrechnen, was für die Gruppe zu drucken und mitzubringen ist.

    Schlecht (docs/de/schulung/l1.md):
        ---
        title: Rolle
        kind: module
        module: {id: L1, units: 1, mode: presence}
        ---

        # Rolle { #l1 }

        ## Material { #material }

        | Material | Anzahl | Je |
        | --- | --- | --- |
        | Stifte | einige | Person |

    Gut (docs/de/schulung/l1.md):
        ---
        title: Rolle
        kind: module
        module: {id: L1, units: 1, mode: presence}
        ---

        # Rolle { #l1 }

        ## Material { #material }

        | Material | Anzahl | Je |
        | --- | --- | --- |
        | Stifte | 1 | Person |
    """
    for module in reading.modules(site).values():
        yield from columns(module, "material", reading.MATERIAL_COLUMNS)
        for one in module.materials:
            if one.count is None:
                yield at_module(
                    module,
                    one.offset,
                    f"„{one.name}“: „{one.written}“ ist keine ganze Zahl",
                    "nur die Zahl schreiben: 1",
                )
            if one.share not in reading.SHARES:
                yield at_module(
                    module, one.offset, f"„{one.name}“: Je „{one.share}“ gibt es nicht",
                    f"möglich: {', '.join(reading.SHARES)}",
                )  # fmt: skip
