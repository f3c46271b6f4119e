"""Pages for Integreat: what the app can show, how long they are, and where they belong there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lotse.checks import at, in_file, rule
from lotse.diagnostics import Diagnostic
from lotse.integreat import config, parts
from lotse.model import ADAPTATION, SOURCE, Page, Site
from lotse.source.markdown import CODE, Section

PAGE_WORDS = 600
_DATA = ("office", "municipalities", "tool")
_DRAWING = re.compile(r"assets/diagrams/[a-z-]+\.[a-zA-Z-]+\.svg$")
_SHORTCODE = re.compile(r"\[(?:page|contact)\b")


@rule("error")
def unfit(site: Site) -> Iterator[Diagnostic]:
    """Eine Seite für Integreat enthält etwas, das die App nicht zeigen kann.

    Warum: Die App kennt Überschriften, Absätze, Listen und Links. Alles andere ginge dort still verloren.

    Schlecht (ganze Datei):
        ---
        title: Beispiel
        integreat: true
        ---

        # Beispiel { #beispiel }

        ## Kurz gesagt { #kurz }

        Die Frist steht in der Fußnote.[^1]

        [^1]: Einen Monat.

    Gut (Kopf):
        integreat: true
    """
    for page in _pages(site):
        taken = parts.sections(page)
        if not taken:
            help_ = f"einen Abschnitt mit einer dieser Kennungen anlegen: {', '.join(parts.SECTIONS)}; oder „integreat: true“ löschen"
            yield at(page.file, page.body_start, "Kein Abschnitt dieser Seite geht an Integreat", help_)
        for offset, what, help_ in sorted(_unfit(page, taken)):
            yield at(page.file, offset, f"{what} kann Integreat nicht zeigen", help_)


def _unfit(page: Page, taken: list[Section]) -> Iterator[tuple[int, str, str]]:
    inside = [range(one.start, one.end) for one in taken]
    for block in page.doc.blocks:
        kind = block.title.split()[:1]
        if block.name == "data" and kind and kind[0] not in _DATA and any(block.start in one for one in inside):
            yield (
                block.start,
                f"Den Block „data | {kind[0]}“",
                "in einen Abschnitt verschieben, der nicht an Integreat geht",
            )
    for start, _ in page.doc.code:
        if any(start in one for one in inside):
            yield start, "Text in Code-Form", "als Absatz oder Liste schreiben"
    for section in taken:
        for name, offset in section.footnotes:
            yield offset, f"Die Fußnote {name}", "den Text der Fußnote in den Satz nehmen"
        for link in section.links:
            if link.image and not _DRAWING.search(link.url):
                yield link.start, "Dieses Bild", "das Bild in Worten beschreiben; möglich sind nur unsere Schaubilder"
        for run in section.runs:
            if CODE in run.text:
                yield run.offset(run.text.index(CODE)), "Text in Code-Form", "ohne die Zeichen ` schreiben"
            for found in _SHORTCODE.finditer(run.text):
                yield (
                    run.offset(found.start()),
                    f"„{found[0]}“",
                    "anders schreiben; Integreat setzt an diese Stelle etwas anderes",
                )


@rule("warning")
def too_long(site: Site) -> Iterator[Diagnostic]:
    """Was von einer Seite an Integreat geht, hat mehr als 600 Wörter.

    Warum: In der App liest man auf dem Telefon. Die ganze Seite steht auf unserer Website; dorthin führt ein Link.
    """
    for page in _pages(site, SOURCE, ADAPTATION):
        words = parts.words(page)
        if words > PAGE_WORDS:
            yield at(
                page.file,
                page.body_start,
                f"An Integreat gehen {words} Wörter, empfohlen sind höchstens {PAGE_WORDS}",
                f"kürzen oder Teile in andere Abschnitte verschieben; es zählen: {', '.join(parts.SECTIONS)}",
            )


@rule("error")
def heading_order(site: Site) -> Iterator[Diagnostic]:
    """Auf einer Seite für Integreat liegt eine Überschrift tiefer als die vierte Ebene.

    Warum: Die App hat dafür keine Form. Der Titel eines Blocks wird dort eine Überschrift unter der letzten.

    Schlecht (ganze Datei):
        ---
        title: Beispiel
        integreat: true
        ---

        # Beispiel { #beispiel }

        ## Kurz gesagt { #kurz }

        ### Fristen { #fristen }

        #### Klage { #klage }

        /// stop | Frist sichern

        Sofort zur Fachberatung.

        ///

    Gut (Kopf):
        integreat: true
    """
    for page in _pages(site):
        taken = parts.sections(page)
        for section in taken:
            if section.level > 4:
                yield at(page.file, section.start, f"Überschrift der Ebene {section.level}", "höchstens #### schreiben")
            elif section.level == 4:
                titled = [one for one in page.doc.blocks if one.name != "data" and one.title]
                for block in (one for one in titled if section.start <= one.start < section.end):
                    yield at(
                        page.file,
                        block.start,
                        f"Der Titel „{block.title}“ käme in Integreat auf die fünfte Ebene",
                        "die Überschrift darüber auf ### setzen oder den Block nach oben nehmen",
                    )


@rule("warning")
def id_missing(site: Site) -> Iterator[Diagnostic]:
    """Eine Seite für Integreat hat in `integreat.toml` noch keine Nummer.

    Warum: Nur mit der Nummer weiß die App, wohin der Text gehört. Solange keine Region vereinbart ist, ist es ein Hinweis.

    Schlecht (Kopf):
        integreat: true

    Gut (Kopf):
        reviewed: 2026-11-22
    """
    settings = config.of(site)
    waiting = [page for page in parts.pages(site) if page.key not in settings.pages]
    if settings.faults or not waiting:
        return
    if not settings.region:
        yield in_file(
            config.PATH,
            f"Mit Integreat ist noch keine Region vereinbart; Seiten, die warten: {len(waiting)}",
            "was zu vereinbaren ist: docs/de/mitwirken/integreat.md",
            severity="info",
        )
        return
    for page in waiting:
        yield at(
            page.file,
            page.front.place(("integreat",)),
            "Diese Seite hat in integreat.toml noch keine Nummer",
            f'unter [pages] ergänzen: "{page.key}" = NUMMER, aus der Adresszeile der Redaktion: /pages/de/NUMMER/edit/',
        )


@rule("error")
def settings(site: Site) -> Iterator[Diagnostic]:
    """Die Datei `integreat.toml` ist unlesbar oder nennt etwas, das es nicht gibt.

    Warum: Mit einer falschen Nummer käme ein Text auf eine fremde Seite der App.

    Schlecht (integreat.toml):
        [pages]
        "leitfaden/gibt-es-nicht.md" = 17

    Gut (integreat.toml):
        machine = "refused"
    """
    found = config.of(site)
    for fault in found.faults:
        yield at(found.file, fault.offset, fault.message, fault.help)


def _pages(site: Site, *languages: str) -> Iterator[Page]:
    for lang in filter(site.judges, languages or site.languages):
        yield from parts.pages(site, lang)
