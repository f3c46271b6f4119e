"""Bars: each figure with its words above it, so that the picture holds on the narrowest screen and on paper."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from lotse.diagrams.canvas import LINE, SIZE, Canvas, wrap

WIDTH = 360  # at 320 px of screen the letters are still above 11 px
_THICK, _GAP, _LETTERS = 14, 12, 42
_KINDS = ("own", "counts", "ask")  # filled, pale, dashed: told apart without colour


class Bar(NamedTuple):
    """A figure or a span; both ends are None when nobody has published it. ``text`` says it in words."""

    low: Decimal | None
    high: Decimal | None
    text: str


class Group(NamedTuple):
    """Bars that belong together: a name, the name of each bar (empty if there is one), and how to draw each."""

    name: str
    labels: Sequence[str]
    bars: Sequence[Bar]
    kinds: Sequence[str]


def kinds(series: int, row_kind: str) -> list[str]:
    """How the bars of a row are drawn: by series, or a single one by what it is (``own``, ``unsure`` or neither)."""
    if series > 1:
        return [_KINDS[min(number, len(_KINDS) - 1)] for number in range(series)]
    return [{"own": "own", "unsure": "ask"}.get(row_kind, "counts")]


def draw(title: str, description: str, groups: Sequence[Group]) -> str:
    """The picture as SVG, bars from the left, all measured from zero."""
    canvas = Canvas(False, WIDTH)
    longest = max((bar.high for group in groups for bar in group.bars if bar.high is not None), default=Decimal(0))
    y = 0.0
    for group in groups:
        if len(group.bars) > 1:
            canvas.text(0, y + LINE / 2, [group.name], strong=True)
            y += LINE + 2
        for label, bar, kind in zip(group.labels, group.bars, group.kinds, strict=True):
            y = _bar(canvas, y, label or group.name, bar, kind, longest or Decimal(1))
        y += _GAP if len(group.bars) > 1 else 0
    return canvas.svg(y, title, description)


def _bar(canvas: Canvas, y: float, label: str, bar: Bar, kind: str, longest: Decimal) -> float:
    """Draw one bar with its words from ``y`` down; return where the next one begins."""
    if len(label) + len(bar.text) + 2 <= _LETTERS:
        canvas.text(0, y + LINE / 2, [label])
        canvas.end(y + LINE / 2 + SIZE * 0.36, bar.text)
        y += LINE
    else:
        for line in wrap(label, _LETTERS):
            canvas.text(0, y + LINE / 2, [line])
            y += LINE
        for line in wrap(bar.text, _LETTERS - 4):
            canvas.text(0, y + LINE / 2, [line], strong=True)
            y += LINE
    top = y + 2
    if bar.low is not None and bar.high is not None:
        low, high = (float(end / longest) * (WIDTH - 2) for end in (bar.low, bar.high))
        if low:
            canvas.box(kind, 1, top, low, _THICK)
        if high > low:
            canvas.box("ask", 1 + low, top, high - low, _THICK)
        canvas.path(f"M1 {top - 2:g} V{top + _THICK + 2:g}", "axis")
    return y + _THICK + _GAP + 4 if bar.low is not None else y + _GAP
