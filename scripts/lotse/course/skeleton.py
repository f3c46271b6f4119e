"""The text of a module that nobody has written yet: every part in its place, and minutes that add up."""

from __future__ import annotations

UNITS = 2
_BODY = """## Leitfragen { #leitfragen }

- Welche Frage soll dieses Modul beantworten?

## Lernziele { #ziele }

Nach diesem Modul können Sie …

- **{id}-Z1**: das Ziel dieses Moduls **nennen**.

## Vorwissen { #vorwissen }

Was man vorher wissen muss, fehlt noch.

## Ablauf { #ablauf }

| Minuten | Schritt | Form | Ziele |
| --- | --- | --- | --- |
| 5 | [Ankommen](#leitfragen) | Gespräch | {id}-Z1 |
| 10 | [Erster Schritt](#schritt-1) | Input | {id}-Z1 |
| 70 | [Übung 1: Noch ohne Namen](#uebung-1) | Übung | {id}-Z1 |
| 5 | [Blitzlicht](#kernpunkte) | Gespräch | {id}-Z1 |

## Inhalt { #inhalt }

### Erster Schritt { #schritt-1 }

- Höchstens vier kurze Punkte
- Sie sind die Folie

Der Text zum Nachlesen fehlt noch.

/// trainer-note | Hinweis für die Leitung

Was zu tun und zu sagen ist, fehlt noch.

///

## Übungen { #uebungen }

### Übung 1: Noch ohne Namen { #uebung-1 }

Ziele: {id}-Z1. Zeit: 70 Minuten. Form: zu dritt.

/// exercise | Auftrag

Der Auftrag fehlt noch.

///

/// solution | Lösung

Die Lösung fehlt noch.

///

## Selbsttest { #selbsttest }

Zu diesem Modul gibt es noch keine Fragen.

## Kernpunkte { #kernpunkte }

Was man behalten soll, fehlt noch.

## Weiter im Leitfaden { #leitfaden }

Die Verweise fehlen noch.

## Material { #material }

| Material | Anzahl | Je |
| --- | --- | --- |
| Stift | 1 | Person |
"""


def body(name: str) -> str:
    """Everything below the heading of the module ``name`` (``L2``)."""
    return _BODY.replace("{id}", name)
