"""The rule handbook, from the docstrings of the checks."""

from __future__ import annotations

import inspect

from lotse import checks
from lotse.generate.form import page
from lotse.model import Site

_HEADINGS = {
    "frontmatter": "Seitenkopf und Daten", "structure": "Aufbau einer Seite", "guide": "Leitfadenseiten", "portability": "Schreibweise",
    "links": "Links", "facts": "Zahlen und Daten", "laws": "Gesetze und Zitate", "freshness": "Aktualität",
    "glossary": "Fachwörter", "precheck": "Vorab-Check", "course": "Schulung", "costs": "Kosten", "integreat": "Integreat",
    "translations": "Übersetzungen",
    "parity": "Gleicher Inhalt in jeder Sprache",
}  # fmt: skip
_LEVELS = {"error": "Fehler: hält die Veröffentlichung auf", "warning": "Warnung", "info": "Hinweis"}


def rules(site: Site) -> str:
    """The rule handbook, from the docstrings of the checks."""
    body = [
        "Diese Regeln prüft die Maschine. Jede Meldung endet mit dem Namen ihrer Regel in eckigen Klammern; "
        "hier steht, was gemeint ist und warum.",
        "",
    ]
    family = ""
    for name, rule in checks.rules().items():
        if rule.family != family:
            family = rule.family
            body += [f"## {_HEADINGS.get(family, family)} {{ #{family} }}", ""]
        body += [
            f"### {name} {{ #{name.replace('/', '-')} }}",
            "",
            f"*{_LEVELS[rule.severity]}*",
            "",
            *docstring(rule.doc),
            "",
        ]
    return page(
        site,
        "Regeln",
        "Was die Maschine an jeder Seite prüft, mit Grund und Beispiel.",
        "handbook",
        "editors",
        "regeln",
        "den Regeln in scripts/lotse/checks",
        body,
        scope="local",
    )


def docstring(doc: str) -> list[str]:
    """A rule's docstring as Markdown: its indented examples become fenced code."""
    lines: list[str] = []
    fenced = False
    for line in inspect.cleandoc(doc).split("\n"):
        example = line.startswith("    ")
        if example and not fenced:
            lines += ["", "~~~~text"]
            fenced = True
        if fenced and line and not example:
            lines = [*_trimmed(lines), "~~~~", ""]
            fenced = False
        lines.append(line[4:] if example else line)
    return [*_trimmed(lines), "~~~~"] if fenced else lines


def _trimmed(lines: list[str]) -> list[str]:
    while lines and not lines[-1]:
        lines.pop()
    return lines
