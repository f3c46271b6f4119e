"""Pages and pictures made from ``docs/data``: written, committed, compared again on main."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator
from typing import Any

import yaml

from lotse import checks, diagrams, fixes, locales, translation
from lotse.facts import numbers
from lotse.model import SOURCE, Page, Site
from lotse.source.textfile import TextFile

NOTICE = "# Erzeugt von „lotse generate“ aus {source}: dort ändern, nicht hier."
_BROKEN = (KeyError, TypeError, AttributeError)  # what a text file raises that lacks a word or has another form


def generate(site: Site, *, write: bool) -> list[str]:
    """Compare everything generated with what it is made from.

    Args:
        write: replace what is behind; otherwise only name it.
    Returns the repository paths that are (or were) behind.
    """
    stale = []
    for path, text in wanted(site):
        file = site.root / path
        if not file.is_file() or file.read_text("utf-8") != text:
            stale.append(path)
            if write:
                fixes.write(file, text.encode())
    return stale


def wanted(site: Site) -> Iterator[tuple[str, str]]:
    """Path and text of every generated file. Languages whose words are broken are left out."""
    for lang in site.languages:
        words = site.text(lang)
        try:
            yield from diagrams.files(words, lang, locales.direction(lang) == "rtl")
        except KeyError:
            continue  # translations/text-missing names the word
    yield "docs/de/aenderungen.md", changes_page(site)
    yield "docs/de/glossar.md", glossary_page(site)
    yield "docs/de/mitwirken/regeln.md", rules_page(site)
    try:
        yield from numbers_pages(site)
    except _BROKEN:
        return


def _page(
    site: Site,
    title: str,
    summary: str,
    kind: str,
    audience: str,
    anchor: str,
    source: str,
    body: list[str],
    scope: str = "federal",
) -> str:
    reviewed = site.value("laws").get("researched", "")  # generated pages are as old as the data they show
    head = [
        "---", NOTICE.format(source=source), f"title: {title}", f"summary: {summary}", f"kind: {kind}",
        f"audience: [{audience}]", f"scope: {scope}", f'reviewed: "{reviewed}"', "review_in: 6 months", "---", "",
        f"# {title} {{ #{anchor} }}", "",
    ]  # fmt: skip
    return "\n".join([*head, *body]).rstrip() + "\n"


def changes_page(site: Site) -> str:
    """„Was hat sich geändert“ from ``changes.yml``, newest first."""
    entries: list[dict[str, Any]] = site.value("changes") or []
    body = [
        "Das Recht der Einbürgerung hat sich seit 2024 mehrmals geändert. Viele Seiten im Netz zeigen noch den "
        "alten Stand. Hier steht, was seit wann gilt.",
        "",
    ]
    for one in sorted(entries, key=lambda e: e["date"], reverse=True):
        mark = " (noch zu bestätigen)" if one.get("confidence") == "confirm" else ""
        when = locales.day(one["date"], SOURCE)
        body += [f"## {one['title']} {{ #{one['id']} }}", "", f"**{when}**{mark}: {one['text'].strip()}", ""]
        if one.get("affects"):
            links = []
            for path in one["affects"]:
                page = site.page(SOURCE, path)
                links.append(f"[{page.title if page else path}]({path})")
            body += [f"Betroffene Seiten: {', '.join(links)}", ""]
        if source := one.get("source"):
            body += [
                f"Quelle: [{source['title']}]({source['url']})" if source.get("url") else f"Quelle: {source['title']}",
                "",
            ]
    return _page(
        site,
        "Was hat sich geändert",
        "Neue Gesetze und Urteile zur Einbürgerung, das Neueste zuerst.",
        "index",
        "advisors, volunteers",
        "aenderungen",
        "docs/data/changes.yml",
        body,
    )


def glossary_page(site: Site) -> str:
    """The glossary from ``glossary.yml``, in the order of the German alphabet."""
    terms: dict[str, dict[str, Any]] = site.value("glossary") or {}
    fold = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})
    body = ["Die Wörter des Leitfadens, kurz erklärt.", ""]
    for key, term in sorted(terms.items(), key=lambda item: item[1]["term"].lower().translate(fold)):
        body += [f"## {term['term']} {{ #{key} }}", "", term["definition"].strip(), ""]
        if see := term.get("see"):
            page = site.page(SOURCE, see.split("#")[0])
            body += [f"Mehr dazu: [{page.title if page else see}]({see})", ""]
    return _page(
        site,
        "Glossar",
        "Die Fachwörter des Leitfadens in einfachen Sätzen.",
        "index",
        "advisors, volunteers, clients",
        "glossar",
        "docs/data/glossary.yml",
        body,
    )


def numbers_pages(site: Site) -> Iterator[tuple[str, str]]:
    """„Zahlen und Fristen“ in every language that has all its words, and the same as JSON."""
    words = site.text(SOURCE)["numbers"]
    path = f"docs/{SOURCE}/{numbers.KEY}"
    text = _page(
        site,
        words["title"],
        words["summary"],
        "index",
        "advisors, volunteers, clients",
        "zahlen",
        "docs/data/facts.yml",
        numbers.body(site, SOURCE),
    )
    german = Page(TextFile(path, text.encode()), SOURCE, numbers.KEY)
    yield path, text
    for lang in site.languages:
        try:
            if lang != SOURCE:
                yield (
                    f"docs/{lang}/{numbers.KEY}",
                    _translated(german, site.text(lang)["numbers"], numbers.body(site, lang), lang),
                )
        except _BROKEN:
            continue
    yield numbers.JSON, numbers.as_json(site)


def _translated(german: Page, words: dict[str, str], body: list[str], lang: str) -> str:
    """A page made from the same data as ``german``: it is current as it is made."""
    notice = NOTICE.format(source=f"docs/data/facts.yml und docs/data/text/{lang}.yml")
    hashes = [f'    {name}: "{value}"' for name, value in translation.hashes(german).items()]
    head = ["---", notice, _field("title", words["title"]), _field("summary", words["summary"]), "translation:",
            "  status: machine", "  sections:", *hashes, "---", ""]  # fmt: skip
    return "\n".join([*head, f"# {words['title']} {{ #{german.doc.sections[0].id} }}", "", *body]).rstrip() + "\n"


def _field(name: str, value: str) -> str:
    try:
        plain = yaml.safe_load(f"{name}: {value}") == {name: value}
    except yaml.YAMLError:
        plain = False
    return f"{name}: {value if plain else json.dumps(value, ensure_ascii=False)}"


_HEADINGS = {
    "frontmatter": "Seitenkopf und Daten", "structure": "Aufbau einer Seite", "portability": "Schreibweise",
    "links": "Links", "facts": "Zahlen und Daten", "laws": "Gesetze und Zitate", "freshness": "Aktualität",
    "glossary": "Fachwörter", "translations": "Übersetzungen",
}  # fmt: skip
_LEVELS = {"error": "Fehler: hält die Veröffentlichung auf", "warning": "Warnung", "info": "Hinweis"}


def rules_page(site: Site) -> str:
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
            *_docstring(rule.doc),
            "",
        ]
    return _page(
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


def _docstring(doc: str) -> list[str]:
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
