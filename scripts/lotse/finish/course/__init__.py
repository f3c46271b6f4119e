"""The course in a page: syllabus, timetable, run sheets, materials, matrix, cases, self-tests, views, documents."""

from __future__ import annotations

from collections.abc import Callable

from lotse import locales
from lotse.course import planning
from lotse.finish.context import Context, Shown
from lotse.finish.course import cases, matrix, quiz, runsheet, supplies, timetable
from lotse.finish.course.frame import Frame
from lotse.finish.html import Tree, append, one, render
from lotse.model import SOURCE

Maker = Callable[[Frame, str], dict[str, object] | None]
# Template and maker of each block; a maker returns None where there is nothing to show.
_BLOCKS: dict[tuple[str, str], tuple[str, Maker]] = {
    ("course", "syllabus"): ("syllabus", timetable.syllabus),
    ("course", "timetable"): ("timetable", timetable.timetable),
    ("course", "day"): ("day", runsheet.day),
    ("course", "materials"): ("supplies", supplies.courses),
    ("course", "matrix"): ("matrix", matrix.courses),
}
_STYLED = ".lotse-course, .lotse-quiz, .lotse-views, .lotse-document, .trainer-note"
_NAMED: dict[str, tuple[str, Maker]] = {"case": ("case", cases.case), "quiz": ("quiz", quiz.selftest)}


def style(context: Context, shown: Shown, tree: Tree) -> None:
    """Load the style of the course where a page shows something of it."""
    if tree.css_first(_STYLED):
        append(one(tree, "head"), f'<link rel="stylesheet" href="{context.up(shown)}assets/css/course.css">')


def html(context: Context, lang: str, kind: str, name: str, up: str) -> str | None:
    """A block as HTML; None when it is not one of ours or can't be filled: then the block stays, and the check says why.

    Args:
        up: the way from the page to the root of the site.
    """
    first, _, rest = name.partition(" ")
    template, make = _NAMED.get(kind) or _BLOCKS.get((kind, first)) or ("", None)
    if make is None:
        return None
    spoken = lang if "course" in context.site.text(lang) else SOURCE
    frame = Frame(context, lang, spoken, up, planning.plan(context.site))
    values = make(frame, name if kind in _NAMED else rest)
    if values is None:
        return None
    return render(
        f"course-{template}", words=context.words(spoken), said=frame.said, up=up, lang=locales.tag(spoken),
        dir=locales.direction(spoken), **values,
    )  # fmt: skip
