"""What it costs: formulas that can be computed, from inputs that exist."""

from __future__ import annotations

from collections.abc import Iterator

from lotse import costs
from lotse.checks import at, rule
from lotse.diagnostics import Diagnostic
from lotse.model import Site


def _found(site: Site, kind: costs.Kind) -> Iterator[Diagnostic]:
    plan, file = costs.of(site), site.data.get(costs.FILE)
    for fault in plan.faults if plan else ():
        if fault.kind == kind and file:
            yield at(file.file, file.yaml.place(fault.key), fault.message, fault.help)


@rule("error")
def formula(site: Site) -> Iterator[Diagnostic]:
    """Eine Formel in costs.yml ist keine einfache Rechnung mit Kennungen.

    Warum: Eine Zahl ohne Namen hat weder Quelle noch Grund; und wer prüft, soll jede Formel im Kopf lesen können.

    Schlecht (docs/data/costs.yml):
        checked: "2026-11-22"
        scenarios: {klein: {title: Klein, summary: Ein Kurs.}}
        inputs: {tage: {label: Tage, unit: Tage, value: 2, basis: plan, reason: Kursplan}}
        items: {raum: {label: Raum, when: once, formula: tage * 60}}

    Gut (docs/data/costs.yml):
        checked: "2026-11-22"
        scenarios: {klein: {title: Klein, summary: Ein Kurs.}}
        inputs:
          tage: {label: Tage, unit: Tage, value: 2, basis: plan, reason: Kursplan}
          miete: {label: Miete, unit: € je Tag, value: 60, basis: assumption, reason: Beispiel, confirm_with: Träger}
        items: {raum: {label: Raum, when: once, formula: tage * miete}}
    """
    yield from _found(site, "formula")


@rule("error")
def unknown_name(site: Site) -> Iterator[Diagnostic]:
    """Eine Formel in costs.yml nennt eine Kennung, die es nicht gibt, oder eine Kennung gibt es zweimal.

    Warum: Mit einer vertippten Kennung fehlt der Posten in der Summe.

    Schlecht (docs/data/costs.yml):
        checked: "2026-11-22"
        scenarios: {klein: {title: Klein, summary: Ein Kurs.}}
        inputs: {miete: {label: Miete, unit: €, value: 60, basis: plan, reason: Kursplan}}
        items: {raum: {label: Raum, when: once, formula: mitee}}

    Gut (docs/data/costs.yml):
        checked: "2026-11-22"
        scenarios: {klein: {title: Klein, summary: Ein Kurs.}}
        inputs: {miete: {label: Miete, unit: €, value: 60, basis: plan, reason: Kursplan}}
        items: {raum: {label: Raum, when: once, formula: miete}}
    """
    yield from _found(site, "unknown-name")


@rule("error")
def circular(site: Site) -> Iterator[Diagnostic]:
    """Eine Formel in costs.yml braucht ihr eigenes Ergebnis.

    Warum: So eine Rechnung hat keinen Anfang.

    Schlecht (docs/data/costs.yml):
        checked: "2026-11-22"
        scenarios: {klein: {title: Klein, summary: Ein Kurs.}}
        inputs: {miete: {label: Miete, unit: €, value: 60, basis: plan, reason: Kursplan}}
        quantities:
          tage: {label: Tage, unit: Tage, formula: abende + miete}
          abende: {label: Abende, unit: Abende, formula: tage - miete}
        items: {raum: {label: Raum, when: once, formula: tage * miete}}
    """
    yield from _found(site, "circular")


@rule("error")
def impossible(site: Site) -> Iterator[Diagnostic]:
    """Eine Formel in costs.yml teilt durch null oder ergibt weniger als null.

    Warum: Kosten unter null gibt es nicht; meist stimmt ein Vorzeichen oder eine Eingabe nicht.

    Schlecht (docs/data/costs.yml):
        checked: "2026-11-22"
        scenarios: {klein: {title: Klein, summary: Ein Kurs.}}
        inputs:
          tage: {label: Tage, unit: Tage, value: 0, basis: plan, reason: Kursplan}
          miete: {label: Miete, unit: €, value: 60, basis: plan, reason: Kursplan}
        items: {raum: {label: Raum, when: once, formula: miete / tage}}
    """
    yield from _found(site, "impossible")


@rule("warning")
def unused(site: Site) -> Iterator[Diagnostic]:
    """Eine Eingabe oder Menge in costs.yml kommt in keiner Formel vor.

    Warum: Wer sie ändert, glaubt, etwas zu bewegen; oder ein Posten fehlt.

    Schlecht (docs/data/costs.yml):
        checked: "2026-11-22"
        scenarios: {klein: {title: Klein, summary: Ein Kurs.}}
        inputs:
          tage: {label: Tage, unit: Tage, value: 2, basis: plan, reason: Kursplan}
          miete: {label: Miete, unit: €, value: 60, basis: plan, reason: Kursplan}
        items: {raum: {label: Raum, when: once, formula: miete}}

    Gut (docs/data/costs.yml):
        checked: "2026-11-22"
        scenarios: {klein: {title: Klein, summary: Ein Kurs.}}
        inputs:
          tage: {label: Tage, unit: Tage, value: 2, basis: plan, reason: Kursplan}
          miete: {label: Miete, unit: €, value: 60, basis: plan, reason: Kursplan}
        items: {raum: {label: Raum, when: once, formula: tage * miete}}
    """
    yield from _found(site, "unused")
