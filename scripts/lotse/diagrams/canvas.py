"""What diagrams are drawn with: boxes, words and arrows that change sides where people read from the right."""

from __future__ import annotations

import re
from html import escape
from typing import Any, NamedTuple

WIDTH = 640
SIZE = 15
LINE = 20

Words = dict[str, Any]  # the text file of one language


class Step(NamedTuple):
    """One line of the list that says the same as the picture; ``norm`` may be empty."""

    lead: str
    text: str
    norm: str


class Canvas:
    """Collects shapes; mirrors x for languages that read from the right. All measures are in units of the view box."""

    def __init__(self, rtl: bool, width: float = WIDTH) -> None:
        self.rtl = rtl
        self.width = width
        self.parts: list[str] = []

    def x(self, x: float) -> float:
        """Where a distance from the edge at which reading starts lies in the picture."""
        return self.width - x if self.rtl else x

    def box(self, kind: str, x: float, y: float, width: float, height: float) -> None:
        """A rectangle of the class ``kind``; ``x`` is its edge at which reading starts."""
        left = self.x(x) - (width if self.rtl else 0)
        self.parts.append(f'<rect class="{kind}" x="{left:g}" y="{y:g}" width="{width:g}" height="{height:g}"/>')

    def text(self, x: float, middle: float, lines: list[str], norm: str = "", *, strong: bool = False) -> None:
        """Lines of text and a norm below them, around the height ``middle``."""
        whole = [*lines, norm] if norm else lines
        top = middle - (len(whole) - 1) * LINE / 2 + SIZE * 0.36
        for number, line in enumerate(whole):
            kind = ' class="strong"' if strong else ""
            if norm and number == len(lines):
                # A citation reads from the left wherever it stands.
                kind = ' class="norm" direction="ltr" text-anchor="end"' if self.rtl else ' class="norm"'
            self.parts.append(f'<text x="{self.x(x):g}" y="{top + number * LINE:g}"{kind}>{escape(line)}</text>')

    def centred(self, x: float, middle: float, lines: list[str]) -> None:
        """Bold lines in the middle over ``x``."""
        top = middle - (len(lines) - 1) * LINE / 2 + SIZE * 0.36
        for number, line in enumerate(lines):
            self.parts.append(
                f'<text class="strong" text-anchor="middle" x="{self.x(x):g}" y="{top + number * LINE:g}">'
                f"{escape(line)}</text>"
            )

    def note(self, x: float, y: float, text: str) -> None:
        """Small words beside an arrow."""
        self.parts.append(f'<text class="label" x="{self.x(x):g}" y="{y:g}">{escape(text)}</text>')

    def end(self, y: float, text: str) -> None:
        """Bold words at the edge at which reading ends."""
        anchor = f'text-anchor="end" x="{self.x(self.width):g}"'
        self.parts.append(f'<text class="strong" {anchor} y="{y:g}">{escape(text)}</text>')

    def label(self, x: float, y: float, text: str) -> None:
        """A small word in the middle over ``x``."""
        self.parts.append(f'<text class="label" text-anchor="middle" x="{self.x(x):g}" y="{y:g}">{escape(text)}</text>')

    def path(self, d: str, kind: str = "line") -> None:
        """A line of absolute moves ``M x y``, ``H x`` and ``V y``."""
        if self.rtl:  # the only horizontal moves are absolute, so mirroring is a subtraction
            d = re.sub(r"M(\d+)", lambda m: f"M{self.width - int(m[1]):g}", d)
            d = re.sub(r"H(\d+)", lambda m: f"H{self.width - int(m[1]):g}", d)
        self.parts.append(f'<path class="{kind}" d="{d}"/>')

    def arrow(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """A straight line with a head; it runs down or across."""
        self.parts.append(f'<path class="line" d="M{self.x(x1):g} {y1:g} L{self.x(x2):g} {y2:g}"/>')
        self.head(x2, y2, 0 if y1 == y2 else 90)

    def head(self, x: float, y: float, turn: int) -> None:
        """The head of an arrow, ``turn`` degrees from the direction of reading."""
        angle = 180 - turn if self.rtl and not turn else turn
        self.parts.append(
            f'<path class="head" d="M-8 -5 L0 0 L-8 5 Z" transform="translate({self.x(x):g} {y:g}) rotate({angle})"/>'
        )

    def svg(self, height: float, title: str, description: str) -> str:
        """The whole picture."""
        direction = ' direction="rtl"' if self.rtl else ""
        body = "\n".join(self.parts)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width:g} {height:g}" role="img" '
            f'class="lotse-diagram" font-size="{SIZE}"{direction}>\n'
            f"<title>{escape(title)}</title>\n<desc>{escape(description)}</desc>\n{body}\n</svg>\n"
        )


def wrap(text: str, width: int) -> list[str]:
    """Lines of about ``width`` letters; a longer word stands alone."""
    lines: list[str] = []
    for word in text.split(" "):  # not at no-break spaces
        if lines and len(lines[-1]) + len(word) < width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
