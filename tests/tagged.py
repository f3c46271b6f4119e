"""Reading the tags of a PDF, for the tests of ``lotse pdf``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import page
from pypdf import PdfReader
from pypdf.generic import DictionaryObject


@dataclass
class Element:
    """A structure element: its type without the slash, its dictionary, the elements in it."""

    kind: str
    entry: DictionaryObject
    inside: list[Element] = field(default_factory=list)

    def all(self, *kinds: str) -> Iterator[Element]:
        """The elements below of these types, in reading order."""
        for one in self.inside:
            if one.kind in kinds:
                yield one
            yield from one.all(*kinds)

    def holds_annotation(self) -> bool:
        """Whether a link to click is its own."""
        return any(isinstance(kid, DictionaryObject) and kid.get("/Type") == "/OBJR" for kid in kids(self.entry))


def kids(entry: DictionaryObject) -> list[Any]:
    """What an element has in it: elements, numbers of marked content, references to annotations."""
    found = entry.get("/K", [])
    return [kid.get_object() for kid in (found if isinstance(found, list) else [found])]


def tree(reader: PdfReader) -> Element:
    """The tag tree; its root is the document."""
    (top,) = kids(reader.trailer["/Root"]["/StructTreeRoot"])
    return _element(top)


def _element(entry: DictionaryObject) -> Element:
    inside = [_element(kid) for kid in kids(entry) if isinstance(kid, DictionaryObject) and "/S" in kid]
    return Element(entry["/S"][1:], entry, inside)


def fonts(reader: PdfReader) -> dict[str, bool]:
    """Name of each font and whether it is embedded."""
    found = {}
    for sheet in reader.pages:
        for font in sheet["/Resources"]["/Font"].values():
            entry = font.get_object()
            drawn = entry["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            found[entry["/BaseFont"].split("+")[-1]] = "/FontFile2" in drawn or "/FontFile3" in drawn
    return found


def outline(items: list[Any], depth: int = 1) -> Iterator[tuple[int, str]]:
    """Depth and title of each bookmark."""
    for one in items:
        if isinstance(one, list):
            yield from outline(one, depth + 1)
        else:
            yield depth, str(one.title)


def faults(raw: bytes) -> list[str]:
    """What a validator of PDF/UA-1 finds."""
    return [f"{one.rule_id}: {one.message}" for one in page.validate_pdf_bytes(raw, profile="ua1").failures]


def read(file: Path) -> tuple[bytes, PdfReader]:
    """Bytes and content of a file."""
    raw = file.read_bytes()
    return raw, PdfReader(BytesIO(raw))
