"""Syllabus and timetable of the courses."""

from __future__ import annotations

from lotse.course import planning
from lotse.course.planning import Course, Day, Part
from lotse.finish.course.frame import Frame


def syllabus(frame: Frame, name: str) -> dict[str, object] | None:
    """Modules with units, form and objectives; the sum; the shorter forms."""
    courses = frame.courses(name)
    return {"courses": [_course(frame, one) for one in courses]} if courses else None


def _course(frame: Frame, course: Course) -> dict[str, object]:
    modules = frame.of(course)
    return {
        "title": course.title,
        "modules": [
            {"title": one.label, "href": frame.module(one), "units": one.units,
             "mode": frame.said["modes"].get(one.mode, ""), "objectives": [frame.objective(aim) for aim in one.objectives]}
            for one in modules
        ],
        "total": sum(one.units for one in modules),
        "variants": [
            frame.said["syllabus"]["variant"].format(
                title=one.title, modules=", ".join(one.modules), units=frame.units(one.units)
            ) + (frame.said["syllabus"]["plus"].format(plus=one.plus) if one.plus else "")
            for one in course.variants
        ],
    }  # fmt: skip


def timetable(frame: Frame, name: str) -> dict[str, object] | None:
    """The days of the courses with the times of their parts, and what has no fixed day."""
    courses = frame.courses(name)
    return {"courses": [_days(frame, one) for one in courses]} if courses else None


def _days(frame: Frame, course: Course) -> dict[str, object]:
    held = {part.module for day in course.days for part in day.parts}
    loose = [
        frame.said["timetable"]["loose"].format(
            title=one.label, units=frame.units(one.units), mode=frame.said["modes"].get(one.mode, "")
        )
        for one in frame.of(course)
        if one.id not in held
    ]
    return {"title": course.title, "days": [_day(frame, one) for one in course.days], "loose": loose}


def _day(frame: Frame, day: Day) -> dict[str, object]:
    rows = [
        {"start": planning.clock(start), "end": planning.clock(end), **_part(frame, part, end - start)}
        for part, start, end in planning.spans(frame.context.site, day)
    ]
    return {"title": day.title, "mode": frame.said["modes"].get(day.mode, ""), "rows": rows}


def _part(frame: Frame, part: Part, length: int) -> dict[str, object]:
    if part.minutes:
        return {"what": frame.said["lunch" if part.minutes >= planning.LUNCH else "pause"], "href": "", "units": ""}
    if part.closing:
        closing = frame.plan.closing if frame.plan else None
        module = frame.modules.get(closing.module) if closing else None
        work = sum(row.minutes or 0 for row in planning.closing_rows(module) if row.teaches) if module else 0
        return {
            "what": frame.said["closing"].format(minutes=length, people=closing.people if closing else ""),
            "href": frame.module(module) if module else "", "units": work // planning.UNIT or "",
        }  # fmt: skip
    module = frame.modules.get(part.module)
    return {
        "what": module.label if module else part.module,
        "href": frame.module(module) if module else "", "units": module.units if module else "",
    }  # fmt: skip
