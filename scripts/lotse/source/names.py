"""How files and headings are called: what is allowed, and what a wrong name most likely means."""

from __future__ import annotations

import re
from collections.abc import Iterable

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
FILE_NAME = re.compile(r"(?:[a-z0-9-]+/)*[a-z0-9-]+\.md")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", " ": "-", "_": "-"})


def allowed_name(key: str) -> str:
    """The path ``key`` of a page with umlauts, capitals and spaces written as file names may have them."""
    return re.sub(r"[^a-z0-9/.-]", "", key.lower().translate(_UMLAUTS))


def slug(text: str) -> str:
    """An id for a heading, made of its German text."""
    return "-".join(re.findall(r"[a-z0-9]+", text.lower().translate(_UMLAUTS))) or "abschnitt"


def main_id(key: str) -> str:
    """The id of the h1 of the page with the path ``key``: its file name, or ``start``."""
    name = key.rsplit("/", 1)[-1].removesuffix(".md")
    return "start" if name == "index" else name


def lies_within(path: str, places: Iterable[str]) -> bool:
    """Whether a file is one of ``places`` or in a folder of them."""
    return any(path == one or path.startswith(one.rstrip("/") + "/") for one in places)
