"""Python-Markdown extension: facts become quiet values, citations become links.

It knows neither the page nor its language, so it runs under every builder alike; ``finish`` adds
what depends on them. Code, ids and existing links stay untouched.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from pathlib import Path
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from lotse.laws import Laws, load
from lotse.laws.citations import Citation

UNTOUCHED = {"a", "code", "pre", "script", "style", "kbd", "svg"}
NUMBERED = re.compile(r"(?<=[§.])\s+(?=[0-9])|(?<=Satz)\s+(?=[0-9])|(?<=\ba\.)\s+(?=F\.)")
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
        """The text before the first citation, and an element for each with the text behind it."""
        found = self.laws.find(text)
        made = []
        ends = [*(one.start for one in found[1:]), len(text)]
        for one, end in zip(found, ends, strict=False):
            element = self._element(text, one, in_heading)
            element.tail = text[one.end : end]
            made.append(element)
        return text[: found[0].start] if found else text, made

    def _element(self, text: str, cited: Citation, in_heading: bool) -> etree.Element:
        if in_heading:
            return _isolated("bdi", text[cited.start : cited.end])
        if len(cited.norms) < 2:
            return _link(text[cited.start : cited.end], self.laws.url(cited), self.laws.label(cited))
        # Several norms of one statute: each leads to its own place.
        whole = _isolated("bdi", text[cited.start : cited.norms[0].start])
        ends = [*(norm.start for norm in cited.norms[1:]), cited.end]
        for norm, end in zip(cited.norms, ends, strict=True):
            link = _link(text[norm.start : norm.end], self.laws.link(norm), self.laws.title(norm))
            link.tail = text[norm.end : end]
            whole.append(link)
        return whole


def _link(shown: str, address: str, title: str) -> etree.Element:
    element = _isolated("a" if address else "bdi", shown)
    if address:
        element.set("href", address)
    if title:
        element.set("title", title)
    return element


def _isolated(tag: str, text: str) -> etree.Element:
    """A citation reads from the left, whatever stands around it (HTML, bidirectional isolation)."""
    element = etree.Element(tag, {"class": "citation", "dir": "ltr"})
    element.text = AtomicString(NUMBERED.sub("\u00a0", text))  # „§ 10“, „Nr. 3“ and „a. F.“ stay on one line
    return element


class LotseExtension(Extension):
    """Registers both; ``root`` is the repository with ``docs/data``."""

    def __init__(self, **settings: Any) -> None:
        self.config = {"root": ["", "Hauptordner des Leitfadens; leer: dieser Ordner oder einer darüber"]}
        super().__init__(**settings)

    def extendMarkdown(self, md: Markdown) -> None:
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


def makeExtension(**settings: Any) -> LotseExtension:
    """Entry point of Python-Markdown."""
    return LotseExtension(**settings)
