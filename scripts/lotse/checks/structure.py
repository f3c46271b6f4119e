"""How a page is built: readable file, headings with ids, blocks."""

from __future__ import annotations

from collections.abc import Iterator

from lotse.checks import at, in_file, rule
from lotse.diagnostics import Diagnostic, Fix
from lotse.model import SOURCE, Page, Site
from lotse.source.names import FILE_NAME, ID, allowed_name, main_id, slug

BLOCKS = ("stop", "note", "case", "exercise", "solution", "trainer-note", "data")


def _saved(site: Site, name: str) -> Iterator[Diagnostic]:
    files = [*(page.file for page in site.judged_pages()), site.config.file]
    for file in files:
        for problem in file.problems:
            if problem.rule == name:
                yield at(file, problem.offset, problem.message, problem.help, fix=_mend(name, file.raw))


def _mend(name: str, raw: bytes) -> Fix | None:
    if name == "structure/bom":
        return Fix(0, 3, b"")
    if name == "structure/line-endings":
        return Fix(0, len(raw), raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n"))
    return None


@rule("error")
def encoding(site: Site) -> Iterator[Diagnostic]:
    """Die Datei ist nicht in UTF-8 gespeichert.

    Warum: Umlaute, Arabisch und Kyrillisch gehen in anderen Kodierungen verloren.
    """
    yield from _saved(site, "structure/encoding")


@rule("error")
def bom(site: Site) -> Iterator[Diagnostic]:
    """Die Datei beginnt mit einer unsichtbaren Byte-Marke (BOM).

    Warum: Die Marke steht vor dem Seitenkopf, und der wird dann nicht erkannt.
    """
    yield from _saved(site, "structure/bom")


@rule("error")
def line_endings(site: Site) -> Iterator[Diagnostic]:
    """Die Zeilen enden wie unter Windows (CRLF).

    Warum: Gemischte Zeilenenden zeigen in jedem Vergleich die ganze Datei als geändert.
    """
    yield from _saved(site, "structure/line-endings")


@rule("error")
def too_large(site: Site) -> Iterator[Diagnostic]:
    """Die Datei ist größer als ein Megabyte.

    Warum: So lange Seiten liest niemand, und sie machen alle Werkzeuge langsam.
    """
    yield from _saved(site, "structure/too-large")


@rule("error")
def unreadable(site: Site) -> Iterator[Diagnostic]:
    """Die Datei lässt sich nicht öffnen.

    Warum: Was nicht gelesen werden kann, wird auch nicht veröffentlicht.
    """
    yield from _saved(site, "structure/unreadable")


@rule("error")
def empty(site: Site) -> Iterator[Diagnostic]:
    """Die Seite hat keinen Text.

    Warum: Eine leere Seite verspricht etwas, das es nicht gibt.

    Schlecht (ganze Datei):
        ---
        title: Beispiel
        ---
    """
    for page in site.judged_pages():
        if not page.file.problems and not page.file.raw[page.body_start :].strip():
            yield in_file(page.path, "Die Seite ist leer", "Text schreiben oder die Datei löschen")


@rule("error")
def place(site: Site) -> Iterator[Diagnostic]:
    """Eine Markdown-Datei liegt in keinem Sprachordner.

    Warum: Sie würde in keiner Sprache oder in allen erscheinen.

    Schlecht (docs/entwurf.md):
        # Entwurf { #entwurf }
    """
    for path, problem in site.strangers:
        yield in_file(path, problem.message, problem.help)


@rule("error")
def file_name(site: Site) -> Iterator[Diagnostic]:
    """Ein Dateiname enthält Leerzeichen, Umlaute oder Großbuchstaben.

    Warum: Der Name wird zur Adresse der Seite und muss in jeder Sprache gleich sein.

    Schlecht (docs/de/leitfaden/Über uns.md):
        # Über uns { #ueber-uns }
    """
    for page in site.judged_pages():
        if not FILE_NAME.fullmatch(page.key):
            yield in_file(
                page.path,
                f"Der Dateiname „{page.key}“ enthält unerlaubte Zeichen",
                f"umbenennen in {allowed_name(page.key)}",
            )


@rule("error")
def title(site: Site) -> Iterator[Diagnostic]:
    """Die Seite hat keine, mehrere oder eine andere große Überschrift als ihr Titel.

    Warum: Titel im Menü und Überschrift auf der Seite müssen dasselbe versprechen.

    Schlecht:
        # Noch eine große Überschrift { #noch-eine }
    """
    for page in _readable(site):
        first = [section for section in page.doc.sections if section.level == 1]
        if not first:
            yield at(
                page.file,
                page.body_start,
                "Die Seite hat keine große Überschrift",
                f"unter den Seitenkopf schreiben: # {page.title} {{ #{main_id(page.key)} }}",
            )
            continue
        for extra in first[1:]:
            yield at(
                page.file, extra.start, "Die Seite hat eine zweite große Überschrift", "eine Ebene tiefer setzen: ##"
            )
        if isinstance(page.meta.get("title"), str) and first[0].title != page.title:
            yield at(
                page.file,
                first[0].start,
                f"Die Überschrift „{first[0].title}“ ist nicht der Titel „{page.title}“",
                "eines von beiden ändern, bis sie gleich sind",
            )


@rule("error")
def heading_id(site: Site) -> Iterator[Diagnostic]:
    """Eine Überschrift hat keine eigene Kennung, oder die Kennung ist falsch gebildet.

    Warum: An der Kennung erkennen Links und Übersetzungen den Abschnitt wieder.

    Schlecht:
        ## Fristen

    Gut:
        ## Fristen { #fristen }
    """
    for page in _readable(site):
        for section in page.doc.sections:
            if not section.id:
                yield at(
                    page.file,
                    section.start,
                    f"Die Überschrift „{section.title}“ hat keine Kennung",
                    f"ans Ende der Zeile schreiben: {{ #{slug(section.title)} }}",
                )
            elif not ID.fullmatch(section.id):
                yield at(
                    page.file,
                    section.start,
                    f"Die Kennung „{section.id}“ hat unerlaubte Zeichen",
                    f"Kleinbuchstaben, Ziffern, Bindestriche: {{ #{slug(section.id)} }}",
                )
            elif section is page.doc.sections[0] and page.lang == SOURCE and section.id != main_id(page.key):
                yield at(
                    page.file,
                    section.start,
                    f"Die große Überschrift hat die Kennung „{section.id}“",
                    f"wie die Datei nennen: {{ #{main_id(page.key)} }}",
                )


@rule("error")
def duplicate_id(site: Site) -> Iterator[Diagnostic]:
    """Zwei Überschriften einer Seite haben dieselbe Kennung.

    Warum: Ein Link führt dann zum falschen Abschnitt.

    Schlecht:
        ## Fristen { #fristen }

        Text.

        ## Weitere Fristen { #fristen }

        Text.
    """
    for page in _readable(site):
        seen: dict[str, int] = {}
        for section in page.doc.sections:
            if section.id and section.id in seen:
                line = page.file.line(seen[section.id])
                yield at(
                    page.file,
                    section.start,
                    f"Die Kennung „{section.id}“ gibt es schon in Zeile {line}",
                    "eine andere Kennung wählen",
                )
            seen.setdefault(section.id, section.start)


@rule("error")
def heading_order(site: Site) -> Iterator[Diagnostic]:
    """Eine Überschrift überspringt eine Ebene.

    Warum: Wer sich die Seite vorlesen lässt, findet sich nur über die Ebenen zurecht.

    Schlecht:
        ## Fristen { #fristen }

        #### Klage { #klage }

        Text.
    """
    for page in _readable(site):
        for before, section in zip(page.doc.sections, page.doc.sections[1:], strict=False):
            if section.level > before.level + 1:
                yield at(
                    page.file,
                    section.start,
                    f"Überschrift der Ebene {section.level} folgt auf Ebene {before.level}",
                    f"{'#' * (before.level + 1)} statt {'#' * section.level} schreiben",
                )


@rule("error")
def block(site: Site) -> Iterator[Diagnostic]:
    """Ein Block ist unbekannt, bleibt offen oder wird zweimal geschlossen.

    Warum: Sonst erscheint der Rest der Seite im roten Kasten, oder das Stoppzeichen gar nicht.

    Schlecht:
        /// achtung | Vorsicht

        Text.

        ///

    Gut:
        /// stop | Vorsicht

        Text.

        ///
    """
    for page in _readable(site):
        for found in page.doc.blocks:
            if found.name not in BLOCKS:
                yield at(
                    page.file, found.start, f"Den Block „{found.name}“ gibt es nicht", f"möglich: {', '.join(BLOCKS)}"
                )
            elif found.end is None:
                yield at(
                    page.file,
                    found.start,
                    f"Der Block „{found.name}“ wird nicht geschlossen",
                    "unter den Text eine Zeile mit /// setzen",
                )
            elif found.name == "stop" and not found.title:
                yield at(page.file, found.start, "Das Stoppzeichen hat keinen Titel", "ergänzen: /// stop | Titel")
        for offset in page.doc.stray_closings:
            yield at(page.file, offset, "Hier wird ein Block geschlossen, der nicht offen ist", "Zeile löschen")


@rule("warning")
def suppression(site: Site) -> Iterator[Diagnostic]:
    """Eine Ausnahme von einer Regel nennt keinen Grund, eine falsche Regel oder ist überflüssig.

    Warum: Ausnahmen veralten still; darum wird jede geprüft.

    Schlecht:
        <!-- lotse: ignore links/vague-text: Zitat aus einem Brief -->
        Ein Absatz ohne Link.
    """
    # Found while suppressions are applied, see lotse.suppressions.
    return iter(())


def _readable(site: Site) -> Iterator[Page]:
    return (page for page in site.judged_pages() if page.file.raw[page.body_start :].strip() and page.file.text)
