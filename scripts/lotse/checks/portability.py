"""Markdown that every builder reads alike: the website, its successor, GitHub and GitLab previews, Integreat."""

from __future__ import annotations

from collections.abc import Iterator

from lotse.checks import at, rule
from lotse.diagnostics import Diagnostic
from lotse.model import Site
from lotse.source import markup


def _found(site: Site, name: str) -> Iterator[Diagnostic]:
    for page, finding in markup.findings(site):
        if finding.rule == name:
            message, help_ = markup.MESSAGES[finding.key]
            yield at(page.file, finding.offset, message, help_, fix=finding.fix)


@rule("error")
def admonition(site: Site) -> Iterator[Diagnostic]:
    """Ein Kasten oder Reiter steht in der Schreibweise nur eines Programms.

    Warum: In allen anderen Programmen erscheinen die Zeichen als Text.

    Schlecht:
        !!! note "Hinweis"
            Text.

    Gut:
        /// note | Hinweis

        Text.

        ///
    """
    yield from _found(site, "admonition")


@rule("error")
def backslash(site: Site) -> Iterator[Diagnostic]:
    """Ein Rückstrich steht am Zeilenende oder vor einem Zeichen, das keinen braucht.

    Warum: Manche Programme zeigen ihn an, andere nicht.

    Schlecht:
        Erste Zeile\\
        zweite Zeile.
    """
    yield from _found(site, "backslash")


@rule("error")
def bare_url(site: Site) -> Iterator[Diagnostic]:
    """Eine Internetadresse steht ohne Link im Text.

    Warum: Nur manche Programme machen einen Link daraus, und vorgelesen ist sie unverständlich.

    Schlecht:
        Mehr unter https://www.example.org/hinweise

    Gut:
        Mehr in den [Hinweisen](https://www.example.org/hinweise).
    """
    yield from _found(site, "bare-url")


@rule("error")
def block_gap(site: Site) -> Iterator[Diagnostic]:
    """Vor oder nach einer Blockzeile fehlt die Leerzeile, oder die Blockzeile ist eingerückt.

    Warum: Sonst verschmilzt sie mit dem Text daneben, und der Kasten fehlt.

    Schlecht:
        /// note | Hinweis
        Text.
        ///

    Gut:
        /// note | Hinweis

        Text.

        ///
    """
    yield from _found(site, "block-gap")


@rule("error")
def emphasis(site: Site) -> Iterator[Diagnostic]:
    """Die Sternchen einer fetten Stelle bleiben stehen.

    Warum: Endet die Stelle mit Klammer oder Anführungszeichen mitten im Wort, erkennen manche Programme sie nicht.

    Schlecht:
        Fragen Sie im **„Amt“**snamen nach.

    Gut:
        Fragen Sie im **Amt** nach.
    """
    yield from _found(site, "emphasis")


@rule("error")
def extension_syntax(site: Site) -> Iterator[Diagnostic]:
    """Aufgabenlisten, Abkürzungen, Symbole, Angaben in { } und andere Zusätze einzelner Programme.

    Warum: In allen anderen Programmen erscheinen die Zeichen als Text.

    Schlecht:
        - [ ] Pass kopieren

    Schlecht:
        Ein Absatz. {: .wichtig }

    Gut:
        - Pass kopieren
    """
    yield from _found(site, "extension-syntax")


@rule("error")
def heading_form(site: Site) -> Iterator[Diagnostic]:
    """Eine Überschrift ist unterstrichen oder eingerückt, oder nach dem # fehlt das Leerzeichen.

    Warum: Die einen Programme zeigen eine Überschrift, die anderen Rauten, Striche oder einen Absatz.

    Schlecht:
        ##Fristen

    Schlecht:
        Fristen
        -------

    Gut:
        ## Fristen { #fristen }
    """
    yield from _found(site, "heading-form")


@rule("error")
def indented_code(site: Site) -> Iterator[Diagnostic]:
    """Code ist eingerückt, statt zwischen Zeilen mit ``` zu stehen.

    Warum: Ob eingerückter Text Code oder Teil einer Liste ist, entscheiden die Programme verschieden.

    Schlecht:
        Schreiben Sie:

            title: Sprache

    Gut:
        Schreiben Sie:

        ```
        title: Sprache
        ```
    """
    yield from _found(site, "indented-code")


@rule("error")
def link_form(site: Site) -> Iterator[Diagnostic]:
    """Ein Link ist so geschrieben, dass nicht alle Programme ihn erkennen.

    Warum: Ein Leerzeichen an der falschen Stelle macht aus dem Link bloßen Text.

    Schlecht:
        Siehe [Startseite] (../index.md).

    Gut:
        Siehe [Startseite](../index.md).
    """
    yield from _found(site, "link-form")


@rule("error")
def list_gap(site: Site) -> Iterator[Diagnostic]:
    """Vor einer Liste fehlt die Leerzeile.

    Warum: Ohne sie hängt die Website die Punkte als Fließtext an den Absatz.

    Schlecht:
        Bringen Sie mit:
        - Pass
        - Lohnzettel

    Gut:
        Bringen Sie mit:

        - Pass
        - Lohnzettel
    """
    yield from _found(site, "list-gap")


@rule("error")
def list_indent(site: Site) -> Iterator[Diagnostic]:
    """In einer Liste ist etwas nicht um 4 Leerzeichen eingerückt.

    Warum: Mit weniger Leerzeichen macht die Website aus dem Unterpunkt einen Hauptpunkt.

    Schlecht:
        - Pass
          - gültig

    Gut:
        - Pass
            - gültig
    """
    yield from _found(site, "list-indent")


@rule("error")
def list_marker(site: Site) -> Iterator[Diagnostic]:
    """Eine Liste wechselt ihre Zeichen, beginnt nicht mit 1, benutzt Klammern oder hat einen leeren Punkt.

    Warum: Die Website zählt immer ab 1; aus „30. Juni“ am Zeilenanfang wird dort „1. Juni“.

    Schlecht:
        30. Juni ist der letzte Tag.

    Gut:
        Der 30. Juni ist der letzte Tag.
    """
    yield from _found(site, "list-marker")


@rule("error")
def raw_html(site: Site) -> Iterator[Diagnostic]:
    """Im Text steht HTML.

    Warum: Es wird nicht überall erlaubt, nicht geprüft und nicht übersetzt.

    Schlecht:
        Bringen Sie den <b>Pass</b> mit.

    Gut:
        Bringen Sie den **Pass** mit.
    """
    yield from _found(site, "raw-html")


@rule("error")
def reference_link(site: Site) -> Iterator[Diagnostic]:
    """Das Ziel eines Links steht nicht beim Link, sondern an anderer Stelle.

    Warum: Beim Übersetzen und Umstellen gehen Link und Ziel getrennte Wege.

    Schlecht:
        Siehe [Startseite][start].

        [start]: ../index.md

    Gut:
        Siehe [Startseite](../index.md).
    """
    yield from _found(site, "reference-link")


@rule("error")
def snippet(site: Site) -> Iterator[Diagnostic]:
    """Ein Platzhalter soll durch anderen Text ersetzt werden.

    Warum: Nur ein Programm ersetzt ihn, alle anderen zeigen ihn an.

    Schlecht:
        Die Gebühr beträgt {{ gebuehr }}.
    """
    yield from _found(site, "snippet")


@rule("error")
def tab(site: Site) -> Iterator[Diagnostic]:
    """Im Text steht ein Tabulator.

    Warum: Jedes Programm macht daraus eine andere Zahl von Leerzeichen.
    """
    yield from _found(site, "tab")


@rule("error")
def table_gap(site: Site) -> Iterator[Diagnostic]:
    """Vor oder nach einer Tabelle fehlt die Leerzeile.

    Warum: Sonst wird sie zu Fließtext, oder der nächste Satz wird eine Tabellenzeile.

    Schlecht:
        Das zählt:
        | Lage | Nachweis |
        | --- | --- |
        | Arbeit | Lohnzettel |

    Gut:
        Das zählt:

        | Lage | Nachweis |
        | --- | --- |
        | Arbeit | Lohnzettel |
    """
    yield from _found(site, "table-gap")
