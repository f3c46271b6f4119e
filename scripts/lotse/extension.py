"""Python-Markdown extension: facts become quiet values, citations become links.

It knows neither the page nor its language, so it runs under every builder alike; ``finish`` adds
what depends on them. Code, ids and existing links stay untouched.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from pathlib import Path
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from lotse import citations
from lotse.laws import Laws, load

UNTOUCHED = {"a", "code", "pre", "script", "style", "kbd", "svg"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


class Facts(Treeprocessor):
    """``<a href="fact:id">255 €</a>`` becomes ``<data class="fact" value="id">255 €</data>``."""

    def run(self, root: etree.Element) -> None:
        """Change the tree in place."""
        for element in root.iter("a"):
            href = element.get("href", "")
            if href.startswith("fact:"):
                element.tag = "data"
                element.attrib.clear()
                element.set("class", "fact")
                element.set("value", href.removeprefix("fact:"))


class Citations(Treeprocessor):
    """Each citation becomes a link to the norm, isolated from right-to-left text around it."""

    def __init__(self, md: Markdown, laws: Laws) -> None:
        super().__init__(md)
        self.laws = laws

    def run(self, root: etree.Element) -> None:
        """Change the tree in place."""
        self._visit(root, False)

    def _visit(self, element: etree.Element, in_heading: bool) -> None:
        in_heading = in_heading or element.tag in HEADINGS
        for child in list(element):
            if child.tag not in UNTOUCHED:
                self._visit(child, in_heading)
            if child.tail:
                before, links = self._linked(child.tail, in_heading)
                if links:
                    child.tail = before
                    place = list(element).index(child) + 1
                    element[place:place] = links
        if element.text and not isinstance(element.text, AtomicString):
            before, links = self._linked(element.text, in_heading)
            if links:
                element.text = before
                element[0:0] = links

    def _linked(self, text: str, in_heading: bool) -> tuple[str, list[etree.Element]]:
        found = citations.find(text) if "§" in text or "Art" in text or " - " in text or " – " in text else []
        if not found:
            return text, []
        links = []
        ends = [one.start for one in found[1:]] + [len(text)]
        for one, end in zip(found, ends, strict=True):
            links.append(self._element(text[one.start : one.end], one, in_heading))
            links[-1].tail = text[one.end : end]
        return text[: found[0].start], links

    def _element(self, text: str, citation: Any, in_heading: bool) -> etree.Element:
        url = None if in_heading else self.laws.url(citation)
        element = etree.Element("a" if url else "bdi")
        element.set("class", "citation")
        element.set("dir", "ltr")
        if url:
            element.set("href", url)
            if title := self.laws.label(citation):
                element.set("title", title)
        element.text = AtomicString(text)
        return element


class LotseExtension(Extension):
    """Registers both; ``root`` is the repository with ``docs/data``."""

    def __init__(self, **settings: Any) -> None:
        self.config = {"root": ["", "Hauptordner des Leitfadens; leer: dieser Ordner oder einer darüber"]}
        super().__init__(**settings)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Called by Python-Markdown."""
        laws = load(_root(str(self.getConfig("root"))))
        # After inline parsing (20) and attribute lists (8), before the table of contents (5).
        md.treeprocessors.register(Facts(md), "lotse-facts", 7)
        md.treeprocessors.register(Citations(md, laws), "lotse-citations", 6)


def _root(given: str) -> Path:
    start = Path(given or ".").resolve()
    for folder in (start, *start.parents):
        if (folder / "docs" / "data" / "laws.yml").is_file():
            return folder
    return start


def makeExtension(**settings: Any) -> LotseExtension:  # noqa: N802 - the name is Python-Markdown's
    """Entry point of Python-Markdown."""
    return LotseExtension(**settings)
