"""What PDF/UA-1 (ISO 14289-1) asks for and WeasyPrint 70 leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_NO_TEXT = re.compile(rb"<[0-9a-f]{4}> <>")
_JOINER = b"200d"


@contextmanager
def complete_tags() -> Iterator[None]:
    """Meanwhile the tag tree names the language where it changes (7.2), and the direction of table heads (7.5).

    WeasyPrint has no place to hook in, so its function for one box is wrapped.
    """
    from weasyprint.pdf import pydyf, tags

    build = tags._build_box_tree

    def with_more(box: Any, *rest: Any) -> Iterator[Any]:
        element = getattr(box, "element", None)
        for made in build(box, *rest):
            if element is not None and element.tag != "html" and element.get("lang"):
                made["Lang"] = pydyf.String(element.get("lang"))
            if element is not None and made["S"] == "/TH":
                made["A"]["Scope"] = "/Row" if element.get("scope", "").startswith("row") else "/Column"
            yield made

    tags._build_box_tree = with_more
    try:
        yield
    finally:
        tags._build_box_tree = build


def finish(_document: Any, pdf: Any) -> None:
    """A finisher for ``write_pdf``: what is no content becomes an artifact, and every glyph says a letter."""
    known = {one.number: one for one in pdf.objects}
    _artifacts(pdf, known)
    for one in pdf.objects:
        if b"begincmap" in getattr(one, "stream", ()):
            # A letter of two glyphs is told by the first; the second must say something too (7.21.7).
            one.stream[:] = [line[:-1] + _JOINER + b">" if _NO_TEXT.fullmatch(line) else line for line in one.stream]


def _artifacts(pdf: Any, known: dict[int, Any]) -> None:
    """Running heads and page numbers: what is marked on a page but belongs to no element of the tag tree (7.1)."""
    root = known[_number(pdf.catalog["StructTreeRoot"])]
    inside: set[int] = set()
    waiting = list(root["K"])
    while waiting:
        number = _number(waiting.pop())
        if number not in inside:
            inside.add(number)
            waiting += [kid for kid in known[number].get("K", ()) if not isinstance(kid, int)]
    nums = known[_number(root["ParentTree"])]["Nums"]
    parents = {page: owners for page, owners in zip(nums[::2], nums[1::2], strict=True) if isinstance(owners, list)}
    for place, page in enumerate(pdf.page_references):
        stream = known[_number(known[_number(page)]["Contents"])].stream
        for at, operator in enumerate(stream):
            if operator == b"BDC" and _number(parents[place][stream[at - 1]["MCID"]]) not in inside:
                stream[at - 2 : at + 1] = ["/Artifact", b"", b"BMC"]


def _number(reference: bytes) -> int:
    return int(reference.split()[0])
