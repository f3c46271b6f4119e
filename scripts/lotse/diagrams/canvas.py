"""Diagrams drawn from words: the same picture in every language, mirrored where people read from the right.

Each diagram is a function from the words of ``docs/data/text/<lang>.yml`` to SVG; the same words
make the list that stands below it for those who can't or would rather not look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from typing import Any

WIDTH = 640
SIZE = 15
LINE = 20
WAY_HEIGHT = 74  # two lines and the norm

Words = dict[str, Any]
STEPS = ("birth", "history", "spouse", "years", "family")


def ways_steps(words: Words) -> list[tuple[str, str, str]]:
    """Question, way and norm of each step; the last step has no question."""
    own = words.get("ways", {})
    steps = [(own[f"question_{s}"], own[f"way_{s}"], own[f"norm_{s}"]) for s in STEPS]
    return [*steps, ("", own["way_else"], own["norm_else"])]


def ways(words: Words, rtl: bool) -> str:
    """Five questions one below the other; on the side the way that a yes leads to.

    Args:
        words: the text file of one language; ``rtl``: whether that language reads from the right.
    Raises KeyError when a word is missing.
    """
    draw = _Canvas(rtl)
    yes, no = words["diagram"]["answer_yes"], words["diagram"]["answer_no"]
    y = 8
    steps = ways_steps(words)
    for number, (question, way, norm) in enumerate(steps, 1):
        lines = _wrap(question, 34)
        height = max(len(lines) * LINE + 24, WAY_HEIGHT)
        middle = y + height / 2
        if question:
            draw.box("question", 8, y, 312, height)
            draw.text(20, middle, lines)
            draw.arrow(320, middle, 380, middle)
            draw.label(350, middle - 8, yes)
            if number < len(steps) - 1:
                draw.arrow(164, y + height, 164, y + height + 36)
            draw.label(186, y + height + 23, no)
        else:
            height = WAY_HEIGHT
            middle = y + height / 2
            draw.path(f"M164 {y - 36:g} V{middle:g} H380")
            draw.head(380, middle, 0)
        draw.box("way", 384, middle - WAY_HEIGHT / 2, 248, WAY_HEIGHT)
        draw.text(396, middle, [*_wrap(way, 25), norm], strong=True)
        y += height + (36 if question else 0)
    return draw.svg(y + 8, words["ways"]["title"], words["ways"]["description"])


class _Canvas:
    """Collects shapes; mirrors x for languages that read from the right."""

    def __init__(self, rtl: bool) -> None:
        self.rtl = rtl
        self.parts: list[str] = []

    def x(self, x: float) -> float:
        return WIDTH - x if self.rtl else x

    def box(self, kind: str, x: float, y: float, width: float, height: float) -> None:
        left = self.x(x) - (width if self.rtl else 0)
        self.parts.append(f'<rect class="{kind}" x="{left:g}" y="{y:g}" width="{width:g}" height="{height:g}"/>')

    def text(self, x: float, middle: float, lines: list[str], strong: bool = False) -> None:
        top = middle - (len(lines) - 1) * LINE / 2 + SIZE * 0.36
        for number, line in enumerate(lines):
            norm = strong and number == len(lines) - 1
            kind = ' class="norm"' if norm else ' class="strong"' if strong else ""
            if norm and self.rtl:  # a citation reads from the left wherever it stands
                kind += ' direction="ltr" text-anchor="end"'
            self.parts.append(f'<text x="{self.x(x):g}" y="{top + number * LINE:g}"{kind}>{escape(line)}</text>')

    def label(self, x: float, y: float, text: str) -> None:
        self.parts.append(f'<text class="label" text-anchor="middle" x="{self.x(x):g}" y="{y:g}">{escape(text)}</text>')

    def path(self, d: str) -> None:
        if self.rtl:  # the only horizontal moves are absolute, so mirroring is a subtraction
            import re

            d = re.sub(r"M(\d+)", lambda m: f"M{WIDTH - int(m[1])}", d)
            d = re.sub(r"H(\d+)", lambda m: f"H{WIDTH - int(m[1])}", d)
        self.parts.append(f'<path class="line" d="{d}"/>')

    def arrow(self, x1: float, y1: float, x2: float, y2: float) -> None:
        self.parts.append(f'<path class="line" d="M{self.x(x1):g} {y1:g} L{self.x(x2):g} {y2:g}"/>')
        self.head(x2, y2, 0 if y1 == y2 else 90)

    def head(self, x: float, y: float, turn: int) -> None:
        angle = 180 - turn if self.rtl and not turn else turn
        self.parts.append(
            f'<path class="head" d="M-8 -5 L0 0 L-8 5 Z" transform="translate({self.x(x):g} {y:g}) rotate({angle})"/>'
        )

    def svg(self, height: float, title: str, description: str) -> str:
        direction = ' direction="rtl"' if self.rtl else ""
        body = "\n".join(self.parts)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" role="img" '
            f'class="lotse-diagram" font-size="{SIZE}"{direction}>\n'
            f"<title>{escape(title)}</title>\n<desc>{escape(description)}</desc>\n{body}\n</svg>\n"
        )


def _wrap(text: str, width: int) -> list[str]:
    lines: list[str] = []
    for word in text.split(" "):  # not at no-break spaces
        if lines and len(lines[-1]) + len(word) < width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


DIAGRAMS: dict[str, Callable[[Words, bool], str]] = {"wege": ways}
LISTS: dict[str, Callable[[Words], list[tuple[str, str, str]]]] = {"wege": ways_steps}


def files(words: Words, lang: str, rtl: bool) -> Iterator[tuple[str, str]]:
    """Repository path and SVG of every diagram in one language."""
    for name, draw in DIAGRAMS.items():
        yield f"docs/assets/diagrams/{name}.{lang}.svg", draw(words, rtl)
