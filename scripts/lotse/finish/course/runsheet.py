"""The run sheet of a day: what is to lie ready, and every step with its time and room for a tick."""

from __future__ import annotations

from lotse.course import planning
from lotse.course.planning import Step
from lotse.finish.course import supplies
from lotse.finish.course.frame import Frame


def day(frame: Frame, name: str) -> dict[str, object] | None:
    """The day with the id ``name``; None if there is none."""
    found = frame.plan.day(name) if frame.plan else None
    if found is None:
        return None
    steps = planning.steps(frame.context.site, found)
    modules = list({step.module.id: step.module for step in steps if step.module}.values())
    return {
        "id": found.id,
        "title": found.title,
        "start": planning.clock(found.start),
        "end": planning.clock(planning.end(frame.context.site, found)),
        "mode": frame.said["modes"].get(found.mode, ""),
        "things": supplies.things(frame, modules),
        "parts": _parts(frame, steps),
    }


def _parts(frame: Frame, steps: list[Step]) -> list[dict[str, object]]:
    """Steps grouped by module; a break of the day stands for itself."""
    parts: list[dict[str, object]] = []
    last: object = None
    for step in steps:
        here = step.module.id if step.module else None
        if here != last or here is None:
            title = step.module.label if step.module else ""
            parts.append({"title": title, "href": frame.module(step.module) if step.module else "", "rows": []})
        last = here
        rows = parts[-1]["rows"]
        assert isinstance(rows, list)
        rows.append(_row(frame, step))
    return parts


def _row(frame: Frame, step: Step) -> dict[str, object]:
    length = step.end - step.start
    shown = {
        "start": planning.clock(step.start),
        "end": planning.clock(step.end),
        "minutes": length,
        "pause": step.pause,
    }
    if step.row is None or step.module is None:
        what = frame.said["lunch" if length >= planning.LUNCH else "pause"]
        return shown | {"what": what, "href": "", "form": frame.said["pause"]}
    return shown | {
        "what": step.row.step, "form": step.row.form, "href": frame.module(step.module, step.row.anchor) if step.row.anchor else "",
    }  # fmt: skip
