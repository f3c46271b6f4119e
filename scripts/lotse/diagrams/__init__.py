"""Diagrams drawn from words: the same picture in every language, mirrored where people read from the right.

Each diagram has a module with ``draw`` and ``steps``: from the words of ``docs/data/text/<lang>.yml`` they make
SVG, and the list below it for those who can't or would rather not look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from lotse.diagrams import identity, procedure, times, ways
from lotse.diagrams.canvas import Step, Words


class Diagram(NamedTuple):
    """How to make one diagram from words; both raise KeyError when a word is missing."""

    draw: Callable[[Words, bool], str]
    steps: Callable[[Words], list[Step]]


DIAGRAMS = {
    "ablauf": Diagram(procedure.draw, procedure.steps),
    "identitaet": Diagram(identity.draw, identity.steps),
    "wege": Diagram(ways.draw, ways.steps),
    "zeiten": Diagram(times.draw, times.steps),
}


def files(words: Words, lang: str, rtl: bool) -> Iterator[tuple[str, str]]:
    """Repository path and SVG of every diagram in one language."""
    for name, diagram in DIAGRAMS.items():
        yield f"docs/assets/diagrams/{name}.{lang}.svg", diagram.draw(words, rtl)
