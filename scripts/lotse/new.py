"""Skeletons for a new page or a new language that pass the checks as far as an unwritten text can."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Any

import yaml

from lotse import cldr, facts, fixes
from lotse.course import module as courses
from lotse.course import skeleton
from lotse.model import SOURCE, Site
from lotse.source.names import FILE_NAME, allowed_name

LANGUAGE = re.compile(r"[a-z]{2}")
TITLE_LENGTH = 80
# Folder to kind, audience, scope.
_FOLDERS = {
    "leitfaden": ("guide", "advisors, volunteers", "federal"),
    "lokal": ("local", "clients, volunteers, advisors", "local"),
    "schulung": ("index", "trainers, volunteers", "federal"),
    "konzept": ("concept", "trainers, advisors", "local"),
    "werkzeuge": ("tool", "advisors, volunteers", "federal"),
    "mitwirken": ("handbook", "editors", "local"),
}
_AUDIENCE = {"L": "volunteers, trainers", "F": "advisors, trainers", "T": "trainers"}  # of the modules of a course
_MATERIAL = "schulung/material/"
_LEGAL = ("impressum.md", "datenschutz.md", "barrierefreiheit.md")
_GUIDE = """## Kurz gesagt { #kurz }

Diese Seite ist noch nicht geschrieben und gibt noch keine Antwort.

/// stop | Erst Fachberatung, dann handeln

Verlassen Sie sich nicht auf diese Seite. Fragen Sie die zuständige Stelle oder eine Fachberatung.

///

## So prüfen Sie das { #pruefen }

Die Prüfschritte fehlen noch.

## Nachweise { #nachweise }

Die Liste der Nachweise fehlt noch.

## Vor Ort { #vor-ort }

Was vor Ort gilt, fehlt hier noch.

## Fallen und offene Fragen { #fallen }

/// note | Noch zu bestätigen

Der ganze Inhalt dieser Seite.

///

## Rechtsgrundlage { #grundlage }

Die Fundstellen fehlen noch.
"""
_OTHER = """Diese Seite ist noch nicht geschrieben.
"""


class NewError(Exception):
    """The skeleton can't be made; the text says why and what to do, in German."""


def create(site: Site, kind: str, name: str, title: str | None) -> list[str]:
    """Write the files of a new page, module or language; nothing that exists is overwritten.

    Args:
        kind: ``page``, ``module`` or ``language``.
        name: path of the page below ``docs/de``, id of the module (``L2``), or the two-letter code of the language.
        title: title of the page (of the start page, for a language); made from ``name`` if None.
    Returns German lines: what was made, and what is left to do by hand.
    Raises NewError.
    """
    if title is not None and (not title.strip() or len(title) > TITLE_LENGTH or not title.isprintable()):
        raise NewError(f"Der Titel muss eine Zeile mit höchstens {TITLE_LENGTH} Zeichen sein")
    make = {"page": _page, "module": _module, "language": _language}[kind]
    return make(site, name, title)


def _module(site: Site, name: str, title: str | None) -> list[str]:
    if not courses.ID.fullmatch(name):
        raise NewError(f"„{name}“ ist keine Kennung eines Moduls; verlangt ist der Lehrgang und eine Zahl, etwa L2")
    path = f"docs/de/{courses.FOLDER}{name.lower()}.md"
    _free(site, path)
    title = title or f"Modul {name}"
    head = _head(
        title=title,
        summary="Dieses Modul ist noch nicht geschrieben.",
        kind="module",
        audience=f"[{_AUDIENCE[name[0]]}]",
        scope="federal",
        module=f"{{id: {name}, units: {skeleton.UNITS}, mode: presence}}",
        reviewed=site.as_of,
        review_in="6 months",
    )
    _write(site, {path: f"{head}\n# {title} {{ #{name.lower()} }}\n\n{skeleton.body(name)}"})
    return [
        f"{path} angelegt.",
        f"In docs/data/course.yml beim Lehrgang {name[0]} unter modules und an einem Tag eintragen: {name}",
        f"In mkdocs.yml unter nav eintragen: - {courses.FOLDER}{name.lower()}.md",
        f"Danach prüfen: lotse check {path}",
    ]


def _page(site: Site, name: str, title: str | None) -> list[str]:
    key = name.replace("\\", "/").removeprefix("./").removeprefix("docs/de/")
    key = key if key.endswith(".md") else f"{key}.md"
    if not FILE_NAME.fullmatch(key):
        better = allowed_name(key).replace("..", "").lstrip("/.")
        raise NewError(
            f"„{name}“ geht nicht als Name, nur Kleinbuchstaben a–z, Ziffern und Bindestriche"
            + (f"; etwa: {better}" if FILE_NAME.fullmatch(better) else "")
        )
    path = f"docs/de/{key}"
    _free(site, path)
    stem = PurePosixPath(key).stem
    title = title or stem.replace("-", " ").capitalize()
    kind, audience, scope = _FOLDERS.get(key.split("/")[0], ("index", "advisors, volunteers, clients", "federal"))
    if key.startswith(_MATERIAL):
        kind, audience = "material", "trainers, volunteers"
    if stem == "index":
        kind = "handbook" if kind == "handbook" else "index"
    elif key in _LEGAL:
        kind, scope = "legal", "local"
    head = _head(
        title=title,
        summary="Diese Seite ist noch nicht geschrieben.",
        kind=kind,
        audience=f"[{audience}]",
        scope=scope,
        reviewed=site.as_of,
        review_in="6 months",
    )
    anchor = "start" if stem == "index" else stem
    _write(site, {path: f"{head}\n# {title} {{ #{anchor} }}\n\n{_GUIDE if kind == 'guide' else _OTHER}"})
    return [f"{path} angelegt.", f"In mkdocs.yml unter nav eintragen: - {key}", f"Danach prüfen: lotse check {path}"]


def _language(site: Site, code: str, title: str | None) -> list[str]:
    if not LANGUAGE.fullmatch(code):
        raise NewError(f"„{code}“ ist kein Sprachkürzel, verlangt sind zwei Kleinbuchstaben, etwa es")
    known = cldr.locale(code)
    if known is None:
        raise NewError(f"Die Sprache „{code}“ ist unbekannt; Kürzel nach ISO 639-1 nehmen, etwa es für Spanisch")
    if code == SOURCE:
        raise NewError("Deutsch ist die Ausgangssprache und schon da")
    page, words = f"docs/{code}/index.md", f"docs/data/text/{code}.yml"
    _free(site, page, words)
    german = site.data.get(f"text/{SOURCE}")
    if german is None or not german.file.text:
        raise NewError("docs/data/text/de.yml fehlt, darum gibt es keine Wörter zum Übersetzen")
    own = str(known.display_name or code)
    title = title or own[:1].upper() + own[1:]
    head = _head(title=title, summary=title)
    note = "# Kopie der deutschen Wörter: jede Zeile übersetzen, dann diese Zeile löschen.\n"
    _write(site, {
        page: f"{head[:-4]}translation:\n  status: machine\n  sections: {{}}\n---\n\n# {title} {{ #start }}\n",
        words: note + german.file.text.rstrip("\n") + "\n" + _fact_names(site),
    })  # fmt: skip
    labels = [f"            {label}: {label}" for label in _labels(site.nav)]
    return [
        f"{page} angelegt.", f"{words} angelegt.",
        "In mkdocs.yml unter plugins, i18n, languages eintragen und die Menüwörter rechts übersetzen:",
        f"        - locale: {code}", f"          name: {own}", "          build: true",
        *(["          nav_translations:", *labels] if labels else []),
        "In docs/data/languages.yml eintragen:",
        f"{code}:", f"  tag: {code}", "  published: false", "  required:", "    - index.md",
    ]  # fmt: skip


def _fact_names(site: Site) -> str:
    """The German names of the facts, which German has with the facts."""
    names = {fact.id: fact.label for fact in facts.of(site).facts.values()}
    return yaml.safe_dump({"facts": names}, allow_unicode=True, sort_keys=False, width=10_000) if names else ""


def _labels(nav: Any) -> list[str]:
    found: list[str] = []
    for entry in nav if isinstance(nav, list) else []:
        for label, below in entry.items() if isinstance(entry, dict) else ():
            found += [str(label), *_labels(below)]
    return found


def _head(**fields: str) -> str:
    return "".join(["---\n", *(f"{name}: {_scalar(name, value)}\n" for name, value in fields.items()), "---\n"])


def _scalar(name: str, value: str) -> str:
    try:
        plain = yaml.load(f"{name}: {value}", yaml.BaseLoader) == {name: value}
    except yaml.YAMLError:
        plain = False
    if plain or name in ("audience", "module", "reviewed"):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _free(site: Site, *paths: str) -> None:
    for path in paths:
        target = site.root / path
        if target.exists() or target.is_symlink():
            raise NewError(f"{path} gibt es schon und bleibt, wie es ist")
        if not target.parent.resolve().is_relative_to(site.root / "docs"):
            raise NewError(f"{path} läge außerhalb von docs/")


def _write(site: Site, files: dict[str, str]) -> None:
    for path, text in files.items():
        try:
            fixes.write(site.root / path, text.encode())
        except OSError:
            raise NewError(f"{path} lässt sich nicht schreiben; Rechte und Namen der Ordner prüfen") from None
