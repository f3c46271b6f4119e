"""Pages and pictures made from ``docs/data``: written, committed, compared again on main."""

from __future__ import annotations

from collections.abc import Iterator

from lotse import diagrams, fixes, locales
from lotse.generate import cases, changes, costs, glossary, numbers, rules
from lotse.model import Site


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
    yield "docs/de/aenderungen.md", changes.changes(site)
    yield "docs/de/mitwirken/regeln.md", rules.rules(site)
    yield "docs/de/leitfaden/faelle.md", cases.cases(site)
    yield from costs.costs_page(site)
    for pages in (numbers.numbers_pages(site), glossary.pages(site)):
        try:
            yield from pages
        except numbers.BROKEN:
            continue
