"""What is to be printed and brought along, counted for the group."""

from __future__ import annotations

from collections.abc import Iterable

from lotse.course.module import Module
from lotse.finish.course.frame import Frame

_WORDS = {"Person": "person", "Gruppe": "team", "Station": "station", "Kurs": "course"}


def courses(frame: Frame, name: str) -> dict[str, object] | None:
    """Per module of the courses every thing with its count and how that comes about."""
    found = frame.courses(name)
    if not found or frame.plan is None:
        return None
    group = frame.plan.group
    words = frame.said["supplies"]
    return {
        "counted": words["counted"].format(people=group.people, teams=group.shares("Gruppe"), stations=group.stations),
        "courses": [
            {"title": course.title,
             "modules": [{"title": one.label, "href": frame.module(one), "things": things(frame, [one])}
                         for one in frame.of(course) if one.materials]}
            for course in found
        ],
    }  # fmt: skip


def things(frame: Frame, modules: Iterable[Module]) -> list[dict[str, object]]:
    """The materials of some modules together: name, address, count and formula.

    What is handed out in several modules is needed several times; a thing without a page of its own, such as pens, once.
    """
    found: dict[tuple[str, str, str], int] = {}
    for module in modules:
        for one in module.materials:
            key = (one.name, frame.link(module, one.url), one.share)
            each = one.count or 0
            found[key] = found.get(key, 0) + each if one.url else max(found.get(key, 0), each)
    return [
        {"name": name, "href": href, "count": _count(frame, each, share), "formula": _formula(frame, each, share)}
        for (name, href, share), each in found.items()
    ]


def _count(frame: Frame, each: int, share: str) -> int:
    return frame.plan.group.count(each, share) if frame.plan else each


def _formula(frame: Frame, each: int, share: str) -> str:
    if frame.plan is None or share not in _WORDS:
        return ""
    return f"{each} × {frame.plan.group.shares(share)} {frame.said['supplies']['shares'][_WORDS[share]]}"
