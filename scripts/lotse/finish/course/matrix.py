"""The matrix: what practises each objective, what tests it, and where the guide says it."""

from __future__ import annotations

from lotse.course import matrix
from lotse.course.module import Module
from lotse.finish.course.frame import Frame


def courses(frame: Frame, name: str) -> dict[str, object] | None:
    """All objectives of the courses, module by module."""
    found = frame.courses(name)
    shown = [{"title": one.title, "modules": [_module(frame, module) for module in frame.of(one)]} for one in found]
    return {"courses": shown} if found else None


def _module(frame: Frame, module: Module) -> dict[str, object]:
    lines = [
        {
            "objective": frame.objective(line.objective),
            "exercises": [{"href": frame.module(module, one.id), "title": one.title} for one in line.exercises],
            "questions": [one.id for one in line.questions],
            "guide": [frame.guide(place) for place in line.guide if place],
        }
        for line in matrix.lines(frame.context.site, module)
    ]
    return {"title": module.label, "href": frame.module(module), "lines": lines}
