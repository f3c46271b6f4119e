"""The HTML that the CMS of Integreat stores byte for byte and its editors can go on with.

One ``div``; in it ``h2`` to ``h4``, ``p``, ``ul``, ``ol``, ``li``, ``hr``, and in these ``strong``, ``em``, ``br``, ``sup``,
``a class="link-external"`` and ``span class="notranslate"``. What the CMS would change or drop must not come out of here
(observed with integreat-cms 2026.10.0): it wraps several roots in a ``div``, drops ``bdi``, ``target`` and comments, marks
links to other sites, gives ``notranslate`` a direction. The app takes ``thead`` and ``tbody`` for two tables, and its
editors have no table tool: tables become lists.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape
from urllib.parse import quote

from lotse.finish.html import Node, nodes

Address = Callable[[str], str]
_INLINE = {"a", "strong", "b", "em", "i", "br", "sup", "span", "bdi", "data", "-text"}
_KEPT = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "sup": "sup"}
_THROUGH = {"div", "section"}  # nothing but a box around others
_WRITABLE = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in '"<>\\^`{|}')


class UnfitError(Exception):
    """Something has no form in Integreat; the text names it, in German."""


def convert(html: str, address: Address) -> str:
    """An article as one ``div`` of the subset, a line for each block.

    Args:
        html: what the Markdown became, with at most ``h4``.
        address: full address for the target of a link.
    Raises UnfitError.
    """
    roots, _tree = nodes(html)
    return f"<div>\n{chr(10).join(_Writer(address).blocks(roots))}\n</div>"


class _Writer:
    """Writes nodes as lines; keeps the level of the last heading, below which blocks get theirs."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self.level = 2
        self.held = False  # inside of what no machine translates

    def blocks(self, children: list[Node]) -> list[str]:
        """Lines of block elements; inline ones between them become paragraphs."""
        lines: list[str] = []
        loose: list[Node] = []
        for number, node in enumerate(children):
            if node.tag in _INLINE:
                loose.append(node)
                continue
            lines += self._paragraph(loose)
            loose = []
            rest = [one for one in children[number + 1 :] if one.tag != "-text" or (one.text_content or "").strip()]
            lines += self._block(node, bool(rest) and not _opens(rest[0]))
        return lines + self._paragraph(loose)

    def _block(self, node: Node, followed: bool) -> list[str]:
        tag, children = node.tag or "", _children(node)
        if tag == "p":
            return self._paragraph(children)
        if re.fullmatch("h[2-4]", tag):
            self.level = int(tag[1])
            return [f"<{tag}>{self._inline(children).strip()}</{tag}>"]
        if tag in ("ul", "ol"):
            return [f"<{tag}>", *(line for one in children if one.tag == "li" for line in self._item(one)), f"</{tag}>"]
        if tag == "hr":
            return ["<hr>"]
        if tag == "table":
            return self._table(node)
        if tag == "dl":
            return self._terms(node)
        if tag == "div" and "admonition" in _classes(node):
            return self._admonition(node, followed)
        if tag in _THROUGH:
            return self.blocks(children)
        raise UnfitError(f"<{tag}> hat in Integreat keine Form")

    def _paragraph(self, children: list[Node]) -> list[str]:
        text = self._inline(children).strip()
        return [f"<p>{text}</p>"] if text else []

    def _item(self, node: Node) -> list[str]:
        return _wrapped(self.blocks(_children(node)))

    def _admonition(self, node: Node, followed: bool) -> list[str]:
        """Its title as a heading; a rule shows where it ends when more of the section comes behind it."""
        above, lines = self.level, []
        inside = _children(node)
        title = next((one for one in inside if "admonition-title" in _classes(one)), None)
        if title is not None:
            if above == 4:
                raise UnfitError(f"Der Block „{title.text().strip()}“ steht unter einer Überschrift der Ebene 4")
            inside = inside[inside.index(title) + 1 :]
            self.level = above + 1
            lines = [f"<h{self.level}>{self._inline(_children(title)).strip()}</h{self.level}>"]
        lines += self.blocks(inside)
        self.level = above
        return lines + ["<hr>"] * followed

    def _table(self, node: Node) -> list[str]:
        """A list: each row one item, its first cell in front, the others below with the names of their columns."""
        rows = [[self._inline(_children(cell)).strip() for cell in row.css("th, td")] for row in node.css("tr")]
        if not rows:
            return []
        names, lines = rows[0], []
        if names[0]:
            lines.append(f"<p>{names[0]}:</p>")
        lines.append("<ul>")
        for first, *others in rows[1:]:
            cells = [(name, cell) for name, cell in zip(names[1:], others, strict=False) if cell]
            below = [f"<li>{name}: {cell}</li>" if name else f"<li>{cell}</li>" for name, cell in cells]
            head = f"<strong>{_plain(first)}</strong>" if first else ""
            lines += ["<li>" + head, "<ul>", *below, "</ul>", "</li>"] if below else [f"<li>{head}</li>"]
        return [*lines, "</ul>"]

    def _terms(self, node: Node) -> list[str]:
        """A list of terms and what belongs to each, such as the address of an office."""
        lines = ["<ul>"]
        for term in node.css("dt"):
            values = []
            following = term.next
            while following is not None and following.tag != "dt":
                if following.tag == "dd":
                    values.append(self._inline(_children(following)).strip())
                following = following.next
            lines.append(f"<li>{self._inline(_children(term)).strip()}: {' · '.join(values)}</li>")
        return [*lines, "</ul>"]

    def _inline(self, children: list[Node]) -> str:
        return re.sub(r"[ \t\r\n]+", " ", "".join(self._piece(node) for node in children))

    def _piece(self, node: Node) -> str:
        tag, children = node.tag or "", _children(node)
        if tag == "-text":
            return escape(node.text_content or "", quote=False)
        if tag == "br":
            return "<br>"
        if tag == "a":
            return self._link(node, children)
        if tag in _KEPT:
            inside = self._inline(children)
            return f"<{_KEPT[tag]}>{inside}</{_KEPT[tag]}>" if inside.strip() else inside
        if tag == "bdi" and (node.attrs.get("dir") == "ltr" or node.attrs.get("lang") == "de"):
            return self._notranslate(children)
        if tag in _INLINE:
            return self._inline(children)
        raise UnfitError(f"<{tag}> hat in Integreat keine Form")

    def _link(self, node: Node, children: list[Node]) -> str:
        bare = len(children) == 1 and children[0].tag == "bdi"  # a phone number, an address of a website
        own = node.attrs.get("dir") == "ltr" or bare
        inside = self._notranslate(children) if own else self._inline(children)
        # libxml2, which the CMS uses, writes addresses in ASCII.
        target = escape(quote(self.address(node.attrs.get("href") or ""), safe=_WRITABLE))
        return f'<a href="{target}" class="link-external">{inside}</a>'

    def _notranslate(self, children: list[Node]) -> str:
        """What no machine translates, from left to right wherever it stands; one inside another is one too many."""
        if self.held:
            return self._inline(children)
        self.held = True
        inside = self._inline(children)
        self.held = False
        return f'<span class="notranslate" translate="no" dir="ltr">{inside}</span>'


def _children(node: Node) -> list[Node]:
    return list(node.iter(include_text=True))


def _opens(node: Node) -> bool:
    """Whether a node begins something new by itself: a heading, another block."""
    return bool(re.fullmatch("h[1-6]|hr", node.tag or "")) or "admonition" in _classes(node)


def _classes(node: Node) -> list[str]:
    return [] if node.tag == "-text" else (node.attrs.get("class") or "").split()


def _wrapped(lines: list[str]) -> list[str]:
    """The lines of a list item; its only or first paragraph needs no ``p``."""
    if (
        lines
        and (only := re.fullmatch(r"<p>(.*)</p>", lines[0]))
        and (len(lines) == 1 or not lines[1].startswith("<p>"))
    ):
        lines = [only[1], *lines[1:]]
    if len(lines) == 1:
        return [f"<li>{lines[0]}</li>"]
    return ["<li>" + (lines[0] if lines else ""), *lines[1:], "</li>"]


def _plain(html: str) -> str:
    return html.replace("<strong>", "").replace("</strong>", "")


def links(html: str) -> Iterator[str]:
    """Targets of all links in a text of the subset, as they are written."""
    yield from re.findall(r'<a href="([^"]*)"', html)
