"""The form that all generated pages share."""

from __future__ import annotations

import json

import yaml

from lotse import translation
from lotse.model import Page, Site

NOTICE = "# Erzeugt von „lotse generate“ aus {source}: dort ändern, nicht hier."


def page(
    site: Site,
    title: str,
    summary: str,
    kind: str,
    audience: str,
    anchor: str,
    source: str,
    body: list[str],
    scope: str = "federal",
    reviewed: str = "",
) -> str:
    """A whole German page with its front matter; ``source`` names what it is made from, ``body`` holds its lines.

    Generated pages are as old as the data they show: ``reviewed`` is an ISO date, else that of the research.
    """
    reviewed = reviewed or site.value("laws").get("researched", "")
    head = [
        "---", NOTICE.format(source=source), f"title: {title}", f"summary: {summary}", f"kind: {kind}",
        f"audience: [{audience}]", f"scope: {scope}", f'reviewed: "{reviewed}"', "review_in: 6 months", "---", "",
        f"# {title} {{ #{anchor} }}", "",
    ]  # fmt: skip
    return "\n".join([*head, *body]).rstrip() + "\n"


def translated(german: Page, words: dict[str, str], body: list[str], lang: str, source: str) -> str:
    """A translated page made from the same data as ``german``: it is current as it is made.

    Args:
        words: with ``title`` and ``summary`` in ``lang``.
        source: what the German page is made from.
    """
    notice = NOTICE.format(source=f"{source} und docs/data/text/{lang}.yml")
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
