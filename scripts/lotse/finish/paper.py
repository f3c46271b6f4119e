"""What only paper shows: the notes of the values as a numbered list, and the way back to the page."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from lotse import locales, qr
from lotse.finish.context import Context, Shown
from lotse.finish.html import Node, append, one, render

_LOCAL = ("127.0.0.1", "localhost")


def notes(words: dict[str, Any], article: Node) -> None:
    """Number the values of an article and list what their notes say at its end; equal notes have one number."""
    if article.css_first("h1#zahlen"):  # the list of all numbers has columns for what the notes say
        return
    numbers: dict[str, int] = {}
    for fact in article.css(".fact:has(> .fact__note)"):
        note = one(fact, ".fact__note").inner_html or ""
        number = numbers.setdefault(note.strip(), len(numbers) + 1)
        fact.attrs["data-note"] = str(number)
    if numbers:
        append(article, render("paper-notes", words=words, notes=list(numbers)))


def foot(context: Context, shown: Shown) -> str:
    """Address and dates of a page, with the QR code; the address only where others can reach it."""
    words = context.words(shown.lang)
    address = context.address(shown.lang, shown.key)
    meta = shown.german.meta
    return render(
        "paper-foot", words=words, lang=locales.tag(shown.lang), dir=locales.direction(shown.lang),
        address=address if reachable(address) else "", code=qr.svg(address, words["paper"]["qr"]),
        law_as_of="" if meta.get("kind") in ("legal", "handbook") else locales.day(context.law_as_of, shown.lang),
        reviewed=locales.day(str(meta.get("reviewed", "")), shown.lang),
    )  # fmt: skip


def reachable(address: str) -> bool:
    """Whether an address leads anywhere but to the machine that it was built on."""
    return urlsplit(address).hostname not in _LOCAL
