"""The head of a page and the data files: readable, complete, in the agreed form."""

from __future__ import annotations

from collections.abc import Iterator

from lotse.checks import at, in_file, rule
from lotse.diagnostics import Diagnostic
from lotse.model import ADAPTATION, SOURCE, Page, Site
from lotse.source import schema as schemas

KINDS = ("guide", "module", "material", "concept", "tool", "local", "index", "legal", "handbook")


@rule("error")
def missing(site: Site) -> Iterator[Diagnostic]:
    """Die Seite hat keinen Kopf zwischen zwei Zeilen `---`.

    Warum: Im Kopf stehen Titel, Zielgruppe und das Datum der letzten Durchsicht.

    Schlecht (ganze Datei):
        # Beispiel { #beispiel }

    Gut (ganze Datei):
        ---
        title: Beispiel
        summary: Zeigt, wie eine Seite aussieht.
        kind: index
        audience: [advisors]
        scope: federal
        reviewed: 2026-11-22
        review_in: 6 months
        ---

        # Beispiel { #beispiel }
    """
    for page in site.judged_pages():
        if page.file.text.strip() and not page.front.problems and page.front.value is None:
            yield at(
                page.file,
                0,
                "Der Seitenkopf fehlt",
                "in die erste Zeile ---, darunter title, summary und weitere Felder, dann wieder ---",
            )


@rule("error")
def yaml(site: Site) -> Iterator[Diagnostic]:
    """Der Kopf der Seite ist kein lesbares YAML.

    Warum: Ein Tabulator oder ein Doppelpunkt an falscher Stelle macht den ganzen Kopf unlesbar.

    Schlecht (ganze Datei):
        ---
        title: Beispiel: ein Titel mit Doppelpunkt
        ---

        # Beispiel { #beispiel }

    Gut (Kopf):
        title: "Beispiel: ein Titel mit Doppelpunkt"
    """
    for page in site.judged_pages():
        for problem in page.front.problems:
            yield at(page.file, problem.offset, problem.message, problem.help)
        if page.front.value is not None and not isinstance(page.front.value, dict):
            yield at(page.file, 0, "Der Seitenkopf besteht nicht aus Feldern", "je Zeile ein Feld: title: Sprache")


@rule("error")
def schema(site: Site) -> Iterator[Diagnostic]:
    """Ein Feld im Kopf fehlt, ist unbekannt oder hat eine falsche Form.

    Warum: Nur mit bekannten Feldern kann jede Seite sagen, für wen und von wann sie ist.

    Schlecht (ganze Datei):
        ---
        title: Beispiel
        titel: Beispiel
        ---

        # Beispiel { #beispiel }

    Gut (Kopf):
        title: Beispiel
    """
    for page in site.judged_pages():
        if isinstance(page.front.value, dict):
            for found in schemas.validate(site.root, schema_name(page), page.meta):
                yield at(page.file, page.front.place(found.key), found.message, found.help)


def schema_name(page: Page) -> str:
    """File name of the JSON Schema that the front matter of ``page`` must satisfy."""
    if page.lang == ADAPTATION:
        return "page-adaptation.schema.json"
    if page.lang != SOURCE:
        return "page-translation.schema.json"
    kind = page.meta.get("kind")
    return f"page-{kind if kind in KINDS else 'common'}.schema.json"


@rule("error")
def data(site: Site) -> Iterator[Diagnostic]:
    """Eine Datei in docs/data oder mkdocs.yml ist unlesbar oder hat nicht die vereinbarte Form.

    Warum: Seiten in neun Sprachen zeigen diese Werte; ein Fehler hier steht überall.

    Schlecht (docs/data/languages.yml):
        de: {tag: de, published: vielleicht, required: []}

    Gut (docs/data/languages.yml):
        de: {tag: de, published: true, required: []}
        tr: {tag: tr, published: true, required: []}
        ar: {tag: ar, published: true, required: []}
    """
    for problem in site.config.yaml.problems:
        yield at(site.config.file, problem.offset, problem.message, problem.help)
    for name, file in site.judged_data().items():
        for problem in (*file.file.problems, *file.yaml.problems):
            yield at(file.file, problem.offset, problem.message, problem.help)
        if file.yaml.problems or file.file.problems:
            continue
        known = f"{name.split('/')[0]}.schema.json"
        if not (site.root / schemas.FOLDER / known).is_file():
            yield in_file(
                file.file.path,
                "Diese Datendatei ist unbekannt",
                f"Namen prüfen oder ein Schema {schemas.FOLDER.as_posix()}/{known} anlegen",
            )
        elif file.value is None:
            yield in_file(file.file.path, "Die Datei ist leer", "aus dem letzten Stand zurückholen")
        else:
            for found in schemas.validate(site.root, known, file.value):
                yield at(file.file, file.yaml.place(found.key), found.message, found.help)
