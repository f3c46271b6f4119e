"""„Zahlen und Fristen“ in every language, and the same as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

import yaml

from lotse import translation
from lotse.facts import numbers
from lotse.generate.form import NOTICE, page
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
                yield (
                    f"docs/{lang}/{numbers.KEY}",
                    _translated(german, site.text(lang)["numbers"], numbers.body(site, lang), lang),
                )
        except BROKEN:
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
