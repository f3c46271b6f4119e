"""Proving identity: five steps down, each only if the one above is impossible or can't be asked of the person."""

from __future__ import annotations

from lotse.diagrams.canvas import LINE, Canvas, Step, Words, wrap

_STEPS = ("passport", "photo", "official", "other", "own")
_INDENT, _WIDTH, _GAP = 34, 464, 40


def steps(words: Words) -> list[Step]:
    """What counts on each step, and the judgment that says so. Raises KeyError when a word is missing."""
    own, colon = words["identity"], words["diagram"]["colon"]
    return [Step(f"{own['step']} {n}{colon}", own[f"step_{s}"], own[f"norm_{s}"]) for n, s in enumerate(_STEPS, 1)]


def draw(words: Words, rtl: bool) -> str:
    """The picture as SVG. Raises KeyError when a word is missing."""
    own = words["identity"]
    canvas = Canvas(rtl)
    y, found = 8.0, steps(words)
    for number, step in enumerate(found):
        x = 8 + number * _INDENT
        lines = wrap(f"{number + 1}. {step.text}", 52)
        height = (len(lines) + 1) * LINE + 20
        canvas.box("way" if number < 2 else "question", x, y, _WIDTH, height)
        canvas.text(x + 14, y + height / 2, lines, step.norm)
        y += height
        if number < len(found) - 1:
            canvas.arrow(x + _INDENT + 20, y, x + _INDENT + 20, y + _GAP)
            canvas.note(x + _INDENT + 34, y + _GAP / 2 + 5, own["only_if"])
            y += _GAP
    return canvas.svg(y + 8, own["title"], own["description"])
