"""A page of the guide: its fixed sections, its length, and that it holds in every municipality."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lotse.checks import at, rule
from lotse.diagnostics import Diagnostic
from lotse.model import SOURCE, Page, Site
from lotse.source.markdown import Section

GUIDE_SECTIONS = ("kurz", "pruefen", "nachweise", "vor-ort", "fallen", "grundlage")
SHORT_ANSWER_WORDS, PAGE_WORDS = 150, 1200
FOLDER = "leitfaden/"


@rule("error")
def form(site: Site) -> Iterator[Diagnostic]:
    """Einer Leitfadenseite fehlt ein fester Abschnitt, oder die Reihenfolge stimmt nicht.

    Warum: Wer mit einer Klientin am Tisch sitzt, sucht die Antwort auf jeder Seite an derselben Stelle.

    Schlecht:
        ## Weiteres { #weiteres }

        Text.

    Gut:
        ### Weiteres { #weiteres }

        Text.
    """
    for page in _guides(site):
        found = [section.id for section in page.doc.sections if section.level == 2]
        for missing in (one for one in GUIDE_SECTIONS if one not in found):
            yield at(
                page.file,
                page.body_start,
                f"Der Abschnitt „{missing}“ fehlt",
                f"Überschrift mit Kennung ergänzen: ## … {{ #{missing} }}",
            )
        fixed = [one for one in found if one in GUIDE_SECTIONS]
        if fixed != [one for one in GUIDE_SECTIONS if one in fixed] or len(found) != len(fixed):
            wrong = next((s for s in page.doc.sections if s.level == 2 and s.id not in GUIDE_SECTIONS), None)
            start = wrong.start if wrong else page.body_start
            yield at(
                page.file,
                start,
                "Die Abschnitte stehen nicht in der festen Reihenfolge",
                f"Reihenfolge: {', '.join(GUIDE_SECTIONS)}; Weiteres als ### darunter",
            )


@rule("error")
def short_answer(site: Site) -> Iterator[Diagnostic]:
    """Die Kurzantwort ist länger als 150 Wörter.

    Warum: Die Antwort muss in 20 Sekunden gefunden sein.
    """
    for page in _guides(site):
        short = page.sections.get("kurz")
        words = _words(short) if short else 0
        if short and words > SHORT_ANSWER_WORDS:
            yield at(
                page.file,
                short.start,
                f"Die Kurzantwort hat {words} Wörter, höchstens {SHORT_ANSWER_WORDS} sind erlaubt",
                "kürzen oder Teile nach „So prüfen Sie das“ verschieben",
            )


@rule("warning")
def length(site: Site) -> Iterator[Diagnostic]:
    """Eine Leitfadenseite hat mehr als 1.200 Wörter.

    Warum: Eine Seite beantwortet eine Frage. Was länger ist, sind meist zwei.
    """
    for page in _guides(site):
        words = sum(_words(section) for section in page.doc.sections)
        if words > PAGE_WORDS:
            yield at(
                page.file,
                page.body_start,
                f"Die Seite hat {words} Wörter, empfohlen sind höchstens {PAGE_WORDS}",
                "kürzen, auf andere Seiten verlinken oder die Seite teilen",
            )


@rule("error")
def place_name(site: Site) -> Iterator[Diagnostic]:
    """Eine Seite im Leitfaden nennt einen Ort oder ein Amt aus municipality.yml.

    Warum: Der Leitfaden gilt in jeder Kommune. Was vor Ort gilt, steht unter lokal/; dorthin führt ein Link.

    Schlecht:
        Den Antrag stellen Sie in Musterstadt.

    Gut:
        Wo Sie den Antrag stellen, steht auf der [Startseite](../index.md#anfangen).
    """
    listed = "|".join(_local_names(site))
    if not listed:
        return
    some, names = re.compile(listed), re.compile(rf"(?<!\w)(?:{listed})(?:er|s)?(?!\w)")
    for page in site.judged_pages():
        if not page.key.startswith(FOLDER) or not some.search(page.file.text):
            continue
        for section in page.doc.sections:
            for run in section.runs:
                for found in names.finditer(run.text):
                    yield at(
                        page.file,
                        run.offset(found.start()),
                        f"„{found[0]}“ gilt nur vor Ort",
                        "neutral schreiben und auf eine Seite unter lokal/ verlinken",
                    )


def _local_names(site: Site) -> list[str]:
    """Patterns of municipalities, the region, and short names of offices such as „A 33“."""
    data = site.value("municipality")
    if not isinstance(data, dict):
        return []
    towns = data.get("municipalities")
    names = [*(towns if isinstance(towns, list) else ()), data.get("name")]
    offices = data.get("offices")
    for office in offices.values() if isinstance(offices, dict) else ():
        if isinstance(office, dict):
            names += re.findall(r"\(([A-Z]+ \d+)\)", str(office.get("name")))
    return [re.escape(name).replace(r"\ ", r"[\s\u00a0]") for name in names if isinstance(name, str) and name]


def _guides(site: Site) -> Iterator[Page]:
    for page in site.judged_pages():
        if page.lang == SOURCE and page.meta.get("kind") == "guide" and page.file.raw[page.body_start :].strip():
            yield page


def _words(section: Section) -> int:
    """Words of the running text, without the names of blocks."""
    return len(re.findall(r"\w+", re.sub(r"(?m)^/{3,}[ \w-]*\|?|/{3,}$", "", section.text)))
