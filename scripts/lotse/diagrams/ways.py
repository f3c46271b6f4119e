"""Which way fits: five questions one below the other, and the way that a yes leads to."""

from __future__ import annotations

from lotse.diagrams.canvas import LINE, Canvas, Step, Words, wrap

_WAY_HEIGHT = 74  # two lines and the norm
_STEPS = ("birth", "history", "spouse", "years", "family")


def _questions(words: Words) -> list[tuple[str, str, str]]:
    own = words.get("ways", {})
    asked = [(own[f"question_{s}"], own[f"way_{s}"], own[f"norm_{s}"]) for s in _STEPS]
    return [*asked, ("", own["way_else"], own["norm_else"])]


def steps(words: Words) -> list[Step]:
    """Question, way and norm; the last way is for whom no question fits. Raises KeyError when a word is missing."""
    said = words["diagram"]
    yes, otherwise, colon = said["answer_yes"], said["otherwise"], said["colon"]
    return [
        Step(f"{question} {yes}{colon}" if question else f"{otherwise}{colon}", way, norm)
        for question, way, norm in _questions(words)
    ]


def draw(words: Words, rtl: bool) -> str:
    """The picture as SVG. Raises KeyError when a word is missing."""
    canvas = Canvas(rtl)
    yes, no = words["diagram"]["answer_yes"], words["diagram"]["answer_no"]
    y = 8.0
    asked = _questions(words)
    for number, (question, way, norm) in enumerate(asked, 1):
        lines = wrap(question, 34)
        height = max(len(lines) * LINE + 24, _WAY_HEIGHT)
        middle = y + height / 2
        if question:
            canvas.box("question", 8, y, 312, height)
            canvas.text(20, middle, lines)
            canvas.arrow(320, middle, 380, middle)
            canvas.label(350, middle - 8, yes)
            if number < len(asked) - 1:
                canvas.arrow(164, y + height, 164, y + height + 36)
            canvas.label(186, y + height + 23, no)
        else:
            height = _WAY_HEIGHT
            middle = y + height / 2
            canvas.path(f"M164 {y - 36:g} V{middle:g} H380")
            canvas.head(380, middle, 0)
        canvas.box("way", 384, middle - _WAY_HEIGHT / 2, 248, _WAY_HEIGHT)
        canvas.text(396, middle, wrap(way, 25), norm, strong=True)
        y += height + (36 if question else 0)
    return canvas.svg(y + 8, words["ways"]["title"], words["ways"]["description"])
