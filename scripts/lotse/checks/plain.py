"""Einfache Sprache (docs/ls): short sentences, active, without knots, hard words explained. All are warnings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lotse import plain
from lotse.checks import at, rule
from lotse.diagnostics import Diagnostic
from lotse.facts import numbers
from lotse.model import ADAPTATION, Page, Site
from lotse.source.markdown import Run

LONGEST_SENTENCE = 15
HARDEST = 4.0
ENOUGH = 10  # sentences; below, the formula says nothing
LONGEST_WORD = 16
_SILENT = ("Heading", "CodeBlock", "HtmlBlock")
_BECOME = re.compile(r"\b(?:wird|werden|wurden?|worden)\b", re.I)
# Participles of verbs, last in the sentence or before a form of „werden“: „wird … geprüft“, „geprüft werden muss“.
# Those in -en that could be infinitives are left out: „werden … bekommen“ is a future.
_APART = "(?:ab|an|auf|aus|bei|durch|ein|fest|frei|fort|hin|los|mit|nach|vor|weg|weiter|zu|zurück|zusammen)"
_STRONG = "(?:geben|schrieben|nommen|strichen|lesen|funden|sprochen|schlossen|rufen|laden|tragen|wiesen|zogen)"
_PARTICIPLE = re.compile(
    rf"\b(?!geht|gehört|genügt|gelingt|geschieht)(?:{_APART}?ge[a-zäöüß]+t|{_APART}?ge{_STRONG}|[a-zäöüß]+iert"
    rf"|{_APART}?(?:be|ver|er|ent|zer)[a-zäöüß]{{2,}}t|entschieden|verloren|verboten|entzogen|unterschrieben|erhoben)"
    r"(?=\s*[.?!:]?\s*$|\s+(?:wird|werden|wurden?|worden)\b)"
)
_NOT = re.compile(r"\b(?:nicht|kein\w*|nie|niemals|niemand\w*|nichts|ohne|weder|nirgends)\b", re.I)
_NAME = re.compile(r"[a-zäöüß][A-Z]")  # the short name of a law, such as StaatenlMindÜbkAG
_SAYS = "(?:heißt|heißen|ist|sind|bedeutet|bedeuten)"
_BEHIND = rf"\w*(?:[“”\"*]{{0,2}} {_SAYS}|\. Das {_SAYS})\b"  # „Ein … ist“, „…. Das ist“
_BEFORE = r"(?:heißt|heißen|nennt man)(?: das| so)?:? [„\"*]{0,2}|\bist (?:der|die|das) "  # „Das heißt: …“, „Das höchste ist das …“


@rule("warning")
def sentence_length(site: Site) -> Iterator[Diagnostic]:
    """Ein Satz in Einfacher Sprache hat mehr als 15 Wörter.

    Warum: Wer wenig Deutsch liest, verliert den Anfang, bevor das Ende kommt. Meist sind höchstens 12 gut.
    Fundstellen in Klammern zählen nicht.

    Schlecht (docs/ls/leitfaden/beispiel.md):
        # Beispiel { #beispiel }

        Sie gehen mit dem Pass und mit dem Brief und mit allen Papieren am Montag früh zum Amt.
    """
    for page, run, sentence in _sentences(site):
        if (words := len(sentence.words)) > LONGEST_SENTENCE:
            yield at(
                page.file,
                run.offset(sentence.start),
                f"Der Satz hat {words} Wörter",
                "in zwei Sätze teilen: je ein Gedanke",
            )


@rule("warning")
def readability(site: Site) -> Iterator[Diagnostic]:
    """Eine Seite in Einfacher Sprache ist schwerer als Stufe 4 der Wiener Sachtextformel.

    Warum: Die vierte Formel zählt lange Wörter und lange Sätze; Stufe 4 lesen Kinder nach vier Jahren Schule.
    Überschriften, Linktexte und Fundstellen zählen nicht.
    """
    for page in _pages(site):
        found = [sentence for run in _runs(page) for sentence in plain.sentences(_without_links(run))]
        if len(found) >= ENOUGH and (level := plain.difficulty(found)) > HARDEST:
            shown = f"{level:.1f}".replace(".", ",")
            yield at(
                page.file,
                page.body_start,
                f"Die Seite hat Stufe {shown} der Wiener Sachtextformel, gut sind höchstens 4",
                "lange Wörter ersetzen oder teilen, Sätze kürzen",
            )


@rule("warning")
def passive(site: Site) -> Iterator[Diagnostic]:
    """Ein Satz in Einfacher Sprache steht im Passiv.

    Warum: Im Passiv fehlt, wer etwas tut. Gefunden werden Formen von „werden“ mit einem eindeutigen Partizip.

    Schlecht (docs/ls/leitfaden/beispiel.md):
        # Beispiel { #beispiel }

        Der Antrag wird vom Amt geprüft.

    Gut (docs/ls/leitfaden/beispiel.md):
        # Beispiel { #beispiel }

        Das Amt prüft den Antrag. Sie werden einen Brief bekommen.
    """
    for page, run, sentence in _sentences(site):
        become = _BECOME.search(sentence.text)
        if become and _PARTICIPLE.search(sentence.text):
            yield at(
                page.file, run.offset(sentence.start + become.start()), "Der Satz steht im Passiv", "sagen, wer es tut"
            )


@rule("warning")
def negation(site: Site) -> Iterator[Diagnostic]:
    """Ein Satz in Einfacher Sprache verneint zweimal.

    Warum: Wer zwei Verneinungen liest, muss rechnen, was gilt.

    Schlecht (docs/ls/leitfaden/beispiel.md):
        # Beispiel { #beispiel }

        Ohne Pass geht es nicht.

    Gut (docs/ls/leitfaden/beispiel.md):
        # Beispiel { #beispiel }

        Sie brauchen einen Pass.
    """
    for page, run, sentence in _sentences(site):
        found = list(_NOT.finditer(sentence.text))
        if len(found) > 1:
            yield at(
                page.file,
                run.offset(sentence.start + found[1].start()),
                f"Der Satz verneint zweimal: „{found[0][0]}“ und „{found[1][0]}“",
                "sagen, was gilt",
            )


@rule("warning")
def long_word(site: Site) -> Iterator[Diagnostic]:
    """Ein Wort mit mehr als 16 Buchstaben erklärt in Einfacher Sprache weder die Seite noch die Wörter-Liste.

    Warum: Lange Wörter aus dem Amt kennt nicht jede Person. Mit Bindestrich geschrieben zählt jeder Teil für sich.

    Schlecht (docs/ls/leitfaden/beispiel.md):
        # Beispiel { #beispiel }

        Sie brauchen eine Aufenthaltsbescheinigung.

    Gut (docs/ls/leitfaden/beispiel.md):
        # Beispiel { #beispiel }

        Das Papier heißt: Aufenthaltsbescheinigung. Die Aufenthaltsbescheinigung kommt vom Amt.
    """
    listed = " ".join(str(one.get("term", "")) for one in _glossary(site)).lower()
    for page in _pages(site):
        text = "\n".join(run.text for run in page.doc.runs)
        seen: set[str] = set()
        for run in _runs(page):
            for found in plain.WORD.finditer(_without_links(run)):
                parts = [part for part in found[0].split("-") if len(part) > LONGEST_WORD and not _NAME.search(part)]
                stem = found[0].lower()[:LONGEST_WORD]
                if not parts or stem in seen:
                    continue
                seen.add(stem)
                bold = any(start <= found.start() < end for start, end in run.strong)
                if not bold and stem not in listed and not _explained(stem, text):
                    yield at(
                        page.file,
                        run.offset(found.start()),
                        f"„{found[0]}“ ist lang und nicht erklärt",
                        "beim ersten Mal erklären, ein leichteres Wort nehmen oder mit Bindestrich teilen",
                    )


def _explained(stem: str, text: str) -> bool:
    return bool(re.search(f"{re.escape(stem)}{_BEHIND}|(?:{_BEFORE}){re.escape(stem)}", text, re.I))


def _glossary(site: Site) -> list[dict[str, object]]:
    """Terms of the glossary, if Einfache Sprache explains them."""
    known = site.text(ADAPTATION).get("glossary")
    terms = site.value("glossary")
    if not isinstance(known, dict) or not isinstance(terms, dict):
        return []
    return [one for key, one in terms.items() if key in known and isinstance(one, dict)]


def _pages(site: Site) -> list[Page]:
    # The names of numbers are words of the interface, in cells of a table.
    return [page for page in site.judged_pages(ADAPTATION) if page.key != numbers.KEY]


def _runs(page: Page) -> list[Run]:
    return [run for run in page.doc.runs if run.kind not in _SILENT and not run.text.lstrip().startswith("///")]


def _without_links(run: Run) -> str:
    """The text with the visible texts of links blanked out: they are names of pages and offices; facts stay."""
    text = run.text
    for start, end, url in run.links:
        if not url.startswith("fact:"):
            text = text[:start] + " " * (end - start) + text[end:]
    return text


def _sentences(site: Site) -> Iterator[tuple[Page, Run, plain.Sentence]]:
    for page in _pages(site):
        for run in _runs(page):
            for sentence in plain.sentences(run.text):
                yield page, run, sentence
