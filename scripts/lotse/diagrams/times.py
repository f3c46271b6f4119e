"""Which years count: one ribbon of time, its pieces filled, empty or dashed."""

from __future__ import annotations

from lotse.diagrams.canvas import LINE, Canvas, Step, Words, wrap

_TIMES = (
    ("permit", "counts"), ("fiction", "counts"), ("asylum", "counts"), ("short_trip", "counts"), ("late", "counts"),
    ("long_trip", "ask"), ("temporary", "ask"), ("rejected", "not"), ("toleration", "not"),
)  # fmt: skip
_SIGNS = {"counts": "\u2713", "ask": "?", "not": "\u2013"}


def steps(words: Words) -> list[Step]:
    """Each kind of time, whether it counts, and the norm. Raises KeyError when a word is missing."""
    own, colon = words["times"], words["diagram"]["colon"]
    return [Step(f"{own[name]}{colon}", own[answer], own[f"norm_{name}"]) for name, answer in _TIMES]


def draw(words: Words, rtl: bool) -> str:
    """The picture as SVG. Raises KeyError when a word is missing."""
    own = words["times"]
    canvas = Canvas(rtl)
    y = 8.0
    for name, answer in _TIMES:
        lines = wrap(own[name], 52)
        height = (len(lines) + 1) * LINE + 20
        canvas.box(answer, 8, y, 148, height)
        canvas.centred(82, y + height / 2, [_SIGNS[answer], *wrap(own[answer], 16)])
        canvas.text(174, y + height / 2, lines, own[f"norm_{name}"])
        y += height
    return canvas.svg(y + 8, own["title"], own["description"])
