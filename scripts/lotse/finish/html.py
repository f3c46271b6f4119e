"""Reading, building and writing HTML; the parser is lexbor's (WHATWG HTML)."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from selectolax.lexbor import LexborHTMLParser, LexborNode

Tree = LexborHTMLParser
Node = LexborNode


def parse(text: str) -> Tree:
    """A whole HTML document."""
    return LexborHTMLParser(text)


def write(file: Path, tree: Tree) -> None:
    """Write the document back."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"{tree.html}\n", "utf-8")


def nodes(fragment: str) -> tuple[list[Node], Tree]:
    """The top-level nodes of a fragment; keep the tree as long as the nodes are in use."""
    tree = LexborHTMLParser(fragment.strip(), is_fragment=True)
    return list(tree.root.iter(include_text=True)) if tree.root else [], tree


def one(tree: Tree | Node, selector: str) -> Node:
    """The first node that matches.

    Raises LookupError when the builder made none: then its templates have changed, and we must look.
    """
    found = tree.css_first(selector)
    if found is None:
        raise LookupError(f"no {selector} in the built page")
    return found


def insert_after(node: Node, fragment: str) -> None:
    """Put a fragment behind a node."""
    made, _tree = nodes(fragment)
    for one in reversed(made):
        node.insert_after(one)


def insert_before(node: Node, fragment: str) -> None:
    """Put a fragment before a node."""
    made, _tree = nodes(fragment)
    for one in made:
        node.insert_before(one)


def append(node: Node, fragment: str) -> None:
    """Put a fragment at the end of a node."""
    made, _tree = nodes(fragment)
    for one in made:
        node.insert_child(one)


def replace(node: Node, fragment: str) -> None:
    """Put a fragment in the place of a node."""
    insert_before(node, fragment)
    node.decompose()


_HELD = re.compile(r"(§|Art\.|Abs\.|Satz|Nr\.|Buchst\.|\bSGB) (?=[\dIVX]|[a-z]\b)")
_AS_WRITTEN = {"code", "pre", "script", "style", "text"}  # the last one is SVG's


def held(text: str) -> str:
    """A text that no line ends in between ``§``, ``Nr.``, ``SGB`` … and what they count."""
    return _HELD.sub("\\1\u00a0", text)


def hold_together(node: Node) -> None:
    """The same for all texts below a node."""
    for one in list(node.traverse(include_text=True)):
        if one.tag == "-text" and one.parent is not None and one.parent.tag not in _AS_WRITTEN:
            text = one.text_content or ""
            if _HELD.search(text):
                one.replace_with(held(text))


@lru_cache(maxsize=1)
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("lotse.finish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(name: str, /, **values: Any) -> str:
    """A template of ``finish/templates``, escaped."""
    return _templates().get_template(f"{name}.html").render(**values)
