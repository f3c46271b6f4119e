"""What stands where in a Markdown source: headings, links, blocks, running text.

Parsing is pyromark's (CommonMark with tables, footnotes and heading attributes). The one thing
it does not know, the block fence (``/// name | title``), is a line of its own and found as such.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import pyromark

OPTIONS = (
    pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_FOOTNOTES | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
)
ATTRIBUTES = re.compile(r"\{:?\s*[.#][^{}\n]*\}")
FENCE = re.compile(rb"^(/{3,})[ \t]*(?:([\w-]+)[ \t]*(?:\|[ \t]*([^\r\n]*?))?)?[ \t]*\r?$", re.M)
CODE = "\ufffc"  # stands for inline code in running text


@dataclass(frozen=True)
class Link:
    """A link or an image; ``start`` and ``end`` are byte offsets in the file, ``text`` is visible."""

    url: str
    text: str
    start: int
    end: int
    image: bool = False


@dataclass
class Run:
    """The running text of one paragraph, heading, list item or table cell.

    ``marks`` are pairs (position in ``text``, byte offset in the file), ``links`` are
    (start, end, url) and ``strong`` (start, end) in ``text``; inline code is one object replacement
    character. ``depth`` counts the lists around it.
    """

    kind: str
    text: str = ""
    marks: list[tuple[int, int]] = field(default_factory=list)
    links: list[tuple[int, int, str]] = field(default_factory=list)
    strong: list[tuple[int, int]] = field(default_factory=list)
    depth: int = 0

    def offset(self, position: int) -> int:
        """Byte offset in the file of a character position in ``text``."""
        at, byte = 0, self.marks[0][1] if self.marks else 0
        for mark, start in self.marks:
            if mark > position:
                break
            at, byte = mark, start
        return byte + len(self.text[at:position].encode())


@dataclass(frozen=True)
class Block:
    """A fenced block ``/// name | title``; ``end`` is None when it is never closed."""

    name: str
    title: str
    start: int
    end: int | None


@dataclass
class Section:
    """From a heading to the next heading of any level (byte offsets in the file).

    ``tables`` are its tables, rows and cells; ``items`` the starts of its list items; ``footnotes`` the
    names of its footnotes, at the mark and at the text, with their starts; ``written`` is the canonical text in pieces.
    """

    id: str
    title: str
    level: int
    start: int
    end: int = 0
    links: list[Link] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    tables: list[list[list[Run]]] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    items: list[int] = field(default_factory=list)
    footnotes: list[tuple[str, int]] = field(default_factory=list)

    @cached_property
    def canonical(self) -> str:
        """What the section says, without line breaks, attributes and values from the data that may change."""
        return _normal("".join(self.written))

    @property
    def text(self) -> str:
        """The running text below the heading, one line a paragraph, item or cell."""
        return "\n".join(run.text for run in self.runs if run.kind != "Heading")


@dataclass
class Document:
    """A parsed source. ``preamble`` holds what stands before the first heading."""

    preamble: Section
    sections: list[Section]
    blocks: list[Block]
    html: list[tuple[str, int]]
    stray_closings: list[int]
    code: list[tuple[int, int]] = field(default_factory=list)  # code blocks, fenced or indented

    @cached_property
    def links(self) -> list[Link]:
        """All links and images in the order of the file."""
        return [link for part in (self.preamble, *self.sections) for link in part.links]

    @cached_property
    def runs(self) -> list[Run]:
        """All running text in the order of the file."""
        return [run for part in (self.preamble, *self.sections) for run in part.runs]


_LEAVES = {"Paragraph", "Heading", "TableCell", "Item", "HtmlBlock", "CodeBlock"}


def parse(raw: bytes, base: int = 0) -> Document:
    """Parse the body of a page; ``base`` is the byte offset of ``raw`` in its file.

    Raises nothing: any text is some Markdown.
    """
    text = raw.decode("utf-8", "replace")
    doc = Document(Section("", "", 0, base), [], [], [], [])
    reader = _Reader(doc, raw, base)
    for event, span in pyromark.events_with_range(text, options=OPTIONS):
        reader.feed(event, span["start"], span["end"])
    for previous, current in zip([doc.preamble, *doc.sections], doc.sections, strict=False):
        previous.end = current.start
    ([doc.preamble, *doc.sections])[-1].end = base + len(raw)
    doc.code = reader.code
    _blocks(doc, raw, base, reader.code)
    return doc


# How a section's canonical text shows where an element begins.
_BEGINS = {
    "Item": "\n- ", "TableCell": " | ", "Paragraph": "\n\n", "TableRow": "\n", "TableHead": "\n", "CodeBlock": "\n",
}  # fmt: skip


class _Reader:
    """Turns the parser's events into sections; one instance per page."""

    def __init__(self, doc: Document, raw: bytes, base: int) -> None:
        self.doc, self.raw, self.base = doc, raw, base
        self.section = doc.preamble
        self.written = doc.preamble.written
        self.stack: list[Run] = []
        self.open_links: list[tuple[str, int, int, int, bool]] = []
        self.open_strong: list[int] = []
        self.lists = 0
        self.code: list[tuple[int, int]] = []

    def feed(self, event: Any, start: int, end: int) -> None:
        """One event with its byte range in the body."""
        if isinstance(event, str):
            if event in ("SoftBreak", "HardBreak"):
                self._text(" ", start)
            elif event == "Rule":
                self.written.append("\n\n---")
            return
        ((name, value),) = event.items()
        if name == "Start":
            self._start(value, start, end)
        elif name == "End":
            self._end(value, end)
        elif name == "Text":
            self._text(value, start)
        elif name == "Code":
            self._text(CODE, start, f"`{value}`")
        elif name in ("Html", "InlineHtml"):
            self.doc.html.append((value, self.base + start))
        elif name == "FootnoteReference":
            self.written.append(f"[^{value}]")
            self.section.footnotes.append((f"[^{value}]", self.base + start))

    def _start(self, value: Any, start: int, end: int) -> None:
        kind, detail = (value, {}) if isinstance(value, str) else next(iter(value.items()))
        if kind == "Heading":
            level = int(detail["level"][1])
            self.section = Section(detail["id"] or "", "", level, self.base + start)
            self.doc.sections.append(self.section)
            self.written = self.section.written
            self.written.append("#" * level + " ")
        elif kind in ("Link", "Image"):
            position = len(self.stack[-1].text) if self.stack else 0
            pieces = len(self.written)
            self.open_links.append((detail["dest_url"], self.base + start, position, pieces, kind == "Image"))
        elif kind == "Strong":
            self.open_strong.append(len(self.stack[-1].text) if self.stack else 0)
        elif kind == "List":
            self.lists += 1
        elif kind == "Item":
            self.section.items.append(self.base + start)
        elif kind == "CodeBlock":
            self.code.append((self.base + start, self.base + end))
        elif kind == "FootnoteDefinition":
            self.written.append(f"\n[^{detail}]: ")
            self.section.footnotes.append((f"[^{detail}]:", self.base + start))
        elif kind == "Table":
            self.section.tables.append([])
        elif kind in ("TableHead", "TableRow"):
            self.section.tables[-1].append([])
        if kind in _BEGINS:
            self.written.append(_BEGINS[kind])
        if kind in _LEAVES:
            run = Run(str(kind), depth=self.lists)
            self.stack.append(run)
            self.section.runs.append(run)
            if kind == "TableCell":
                self.section.tables[-1][-1].append(run)

    def _end(self, value: Any, end: int) -> None:
        kind = value if isinstance(value, str) else next(iter(value))
        if kind in _LEAVES and self.stack:
            run = self.stack.pop()
            if kind == "Heading":
                self.section.title = run.text.strip()
        elif kind == "List":
            self.lists -= 1
        elif kind == "Strong" and self.open_strong:
            position = self.open_strong.pop()
            if self.stack:
                self.stack[-1].strong.append((position, len(self.stack[-1].text)))
        elif kind in ("Link", "Image") and self.open_links:
            url, start, position, pieces, image = self.open_links.pop()
            shown = self.stack[-1].text[position:] if self.stack else ""
            self.section.links.append(Link(url, shown, start, self.base + end, image))
            if self.stack and not image:
                self.stack[-1].links.append((position, len(self.stack[-1].text), url))
            if url.startswith("fact:"):
                # A value from the data may change without the translation falling behind.
                self.written[pieces:] = [f"⟨{url}⟩"]

    def _text(self, value: str, start: int, canonical: str | None = None) -> None:
        self.written.append(value if canonical is None else canonical)
        if self.stack:
            run = self.stack[-1]
            run.marks.append((len(run.text), self.base + start))
            run.text += value


def _blocks(doc: Document, raw: bytes, base: int, code: list[tuple[int, int]]) -> None:
    open_: list[Block] = []
    for found in FENCE.finditer(raw):
        at = base + found.start()
        if any(start <= at < end for start, end in code):
            continue
        if found[2]:
            open_.append(Block(found[2].decode(), (found[3] or b"").decode().strip(), at, None))
        elif open_:
            doc.blocks.append(replace(open_.pop(), end=at))
        else:
            doc.stray_closings.append(at)
    doc.blocks.extend(open_)
    doc.blocks.sort(key=lambda block: block.start)


def _normal(text: str) -> str:
    text = ATTRIBUTES.sub("", text.replace("\u00a0", " ").replace("\u202f", " "))
    return "\n".join(line for line in (" ".join(raw.split()) for raw in text.split("\n")) if line)
