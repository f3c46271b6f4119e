"""The glossary in every language: the German word first, as it stands in letters, then what it means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lotse.generate.form import page, translated
from lotse.model import ADAPTATION, SOURCE, Page, Site
from lotse.source.textfile import TextFile

KEY = "glossar.md"
_DATA = "docs/data/glossary.yml"
_FOLD = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})


def pages(site: Site) -> Iterator[tuple[str, str]]:
    """The glossary in German and in every language that explains all its terms, in the German order.

    Raises KeyError when a language lacks a word.
    """
    terms: dict[str, dict[str, Any]] = site.value("glossary") or {}
    words = site.text(SOURCE)["terms"]
    body = _body(site, terms, SOURCE)
    audience = "advisors, volunteers, clients"
    text = page(site, words["title"], words["summary"], "index", audience, "glossar", _DATA, body)
    german = Page(TextFile(f"docs/{SOURCE}/{KEY}", text.encode()), SOURCE, KEY)
    yield german.path, text
    for lang in site.languages:
        known = site.text(lang).get("glossary")
        if lang != SOURCE and isinstance(known, dict) and set(terms) <= set(known):
            body = _body(site, terms, lang)
            yield f"docs/{lang}/{KEY}", translated(german, site.text(lang)["terms"], body, lang, _DATA)


def _body(site: Site, terms: dict[str, dict[str, Any]], lang: str) -> list[str]:
    words = site.text(lang)["terms"]
    known = terms if lang == SOURCE else site.text(lang)["glossary"]
    lines = [words["intro"], ""]
    for key, term in sorted(terms.items(), key=lambda item: item[1]["term"].lower().translate(_FOLD)):
        heading = term["term"] if lang in (SOURCE, ADAPTATION) else f"{_quoted(term['term'])}: {known[key]['term']}"
        lines += [f"## {heading} {{ #{key} }}", "", known[key]["definition"].strip(), ""]
        if see := term.get("see"):
            lines += [f"{words['more']} [{_title(site, lang, see.split('#')[0])}]({see})", ""]
    return lines


def _quoted(german: str) -> str:
    """A German word among words of another language, as it would be quoted from a letter."""
    return f"„{german.replace('„', '').replace('“', '')}“"


def _title(site: Site, lang: str, key: str) -> str:
    if page := site.page(lang, key):
        return page.title
    page = site.page(SOURCE, key)
    return _quoted(page.title) if page else key
