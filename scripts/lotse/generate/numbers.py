"""„Zahlen und Fristen“ in every language, and the same as JSON."""

from __future__ import annotations

from collections.abc import Iterator

from lotse.facts import numbers
from lotse.generate.form import page, translated
from lotse.model import SOURCE, Page, Site
from lotse.source.textfile import TextFile

BROKEN = (KeyError, TypeError, AttributeError)  # what a text file raises that lacks a word or has another form


def numbers_pages(site: Site) -> Iterator[tuple[str, str]]:
    """„Zahlen und Fristen“ in every language that has all its words, and the same as JSON."""
    words = site.text(SOURCE)["numbers"]
    path = f"docs/{SOURCE}/{numbers.KEY}"
    text = page(
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
                words = site.text(lang)["numbers"]
                made = translated(german, words, numbers.body(site, lang), lang, "docs/data/facts.yml")
                yield f"docs/{lang}/{numbers.KEY}", made
        except BROKEN:
            continue
    yield numbers.JSON, numbers.as_json(site)
