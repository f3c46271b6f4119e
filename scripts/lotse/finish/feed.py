"""``aenderungen.xml``: what has changed, as an Atom feed (RFC 4287), and the links that lead to it."""

from __future__ import annotations

from html import escape
from typing import Any

from lotse import locales
from lotse.finish.context import Context, Shown
from lotse.finish.html import Tree, append, insert_after, insert_before, one, render
from lotse.model import SOURCE
from lotse.source import markdown

KEY = "aenderungen.md"
FILE = "aenderungen.xml"


def write(context: Context) -> None:
    """Write the feed to the root of the site; nothing in it depends on when that happens.

    Without entries there is no feed: Atom wants a date of the last one.
    """
    entries = _entries(context)
    if not entries:
        return
    words, page = context.words(SOURCE), context.address(SOURCE, KEY)
    author = str(context.operator.get("name") or words["site"]["name"])
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{SOURCE}">',
        f"  <id>{escape(page)}</id>",
        f"  <title>{escape(_title(words))}</title>",
        f"  <updated>{_moment(entries[0])}</updated>",
        f"  <author><name>{escape(author)}</name></author>",
        f'  <link rel="alternate" type="text/html" href="{escape(page)}"/>',
        f'  <link rel="self" type="application/atom+xml" href="{escape(context.base + FILE)}"/>',
    ]
    for entry in entries:
        lines += _entry(entry, page, words)
    (context.site_dir / FILE).write_text("\n".join([*lines, "</feed>", ""]), "utf-8")


def _entries(context: Context) -> list[dict[str, Any]]:
    """The entries of ``changes.yml``, newest first, if there is a page to which they can lead."""
    listed = context.site.value("changes") if context.site.page(SOURCE, KEY) else []
    return sorted(listed, key=lambda one: one["date"], reverse=True) if isinstance(listed, list) else []


def _entry(entry: dict[str, Any], page: str, words: dict[str, Any]) -> list[str]:
    address = escape(f"{page}#{entry['id']}")
    mark = f" ({words['changes']['confirm']})" if entry.get("confidence") == "confirm" else ""
    source = entry.get("source") or {}
    via = (
        f'    <link rel="via" href="{escape(source["url"])}" title="{escape(source["title"])}"/>'
        if source.get("url")
        else ""
    )
    return [
        "  <entry>",
        f"    <id>{address}</id>",
        f"    <title>{escape(entry['title'] + mark)}</title>",
        f"    <updated>{_moment(entry)}</updated>",
        f'    <link rel="alternate" type="text/html" href="{address}"/>',
        *([via] if via else []),
        f'    <content type="text">{escape(_plain(entry["text"]))}</content>',
        "  </entry>",
    ]


def _plain(text: str) -> str:
    """The running text of some Markdown: of a fact, only its value."""
    return "\n".join(run.text for run in markdown.parse(text.encode()).runs).replace(markdown.CODE, "")


def _moment(entry: dict[str, Any]) -> str:
    """The entry's day as Atom wants it (RFC 3339, with a time)."""
    return f"{entry['date']}T00:00:00Z"


def _title(words: dict[str, Any]) -> str:
    return f"{words['changes']['title']} – {words['site']['name']}"


def links(context: Context, shown: Shown, tree: Tree) -> None:
    """On the page with the changes: a link for feed readers in the head, one for people before the first change."""
    if shown.key != KEY or not _entries(context) or shown.german.meta.get("withdrawn"):
        return
    words = context.words(shown.lang)
    address = context.up(shown) + FILE
    append(
        one(tree, "head"),
        f'<link rel="alternate" type="application/atom+xml" title="{escape(_title(words))}" href="{address}">',
    )
    link = render("feed", words=words, address=address, lang=locales.tag(shown.lang), dir=locales.direction(shown.lang))
    first = tree.css_first("article > h2")
    if first:
        insert_before(first, link)
    else:
        insert_after(one(tree, "article .lotse-head"), link)
