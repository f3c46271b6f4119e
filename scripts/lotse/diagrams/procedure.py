"""The procedure: three lanes, and in each the steps of those who act there, from above to below."""

from __future__ import annotations

from lotse.diagrams.canvas import LINE, Canvas, Step, Words, wrap

_LANES = ("you", "authority", "others")
_STEPS = (
    ("prepare", "you"), ("apply", "you"), ("receive", "authority"), ("complete", "you"), ("enquire", "others"),
    ("interview", "authority"), ("decide", "authority"), ("hand_over", "authority"), ("afterwards", "you"),
)  # fmt: skip
_LANE, _BOX, _GAP = 212, 196, 26


def steps(words: Words) -> list[Step]:
    """Who does what, and the norm if there is one. Raises KeyError when a word is missing."""
    own, colon = words["procedure"], words["diagram"]["colon"]
    return [Step(f"{own[lane]}{colon}", own[name], own.get(f"norm_{name}", "")) for name, lane in _STEPS]


def draw(words: Words, rtl: bool) -> str:
    """The picture as SVG. Raises KeyError when a word is missing."""
    own = words["procedure"]
    canvas = Canvas(rtl)
    for lane in _LANES:
        canvas.centred(_left(lane) + _BOX / 2, 24, wrap(own[lane], 24))
    y, before = 52.0, ""
    for number, ((_, lane), step) in enumerate(zip(_STEPS, steps(words), strict=True), 1):
        lines = wrap(f"{number}. {step.text}", 24)
        height = (len(lines) + bool(step.norm)) * LINE + 20
        x = _left(lane)
        if before:
            start, end = _left(before) + _BOX / 2, x + _BOX / 2
            canvas.path(f"M{start:g} {y - _GAP:g} V{y - _GAP + 10:g} H{end:g} V{y:g}")
            canvas.head(end, y, 90)
        canvas.box("way" if lane == "you" else "question", x, y, _BOX, height)
        canvas.text(x + 10, y + height / 2, lines, step.norm)
        y, before = y + height + _GAP, lane
    for number in (1, 2):
        canvas.path(f"M{number * _LANE + 2} 8 V{y - _GAP:g}", "lane")
    return canvas.svg(y - _GAP + 8, own["title"], own["description"])


def _left(lane: str) -> int:
    return _LANES.index(lane) * _LANE + 8
