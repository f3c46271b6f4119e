"""Worked cases on the pages of the course, and the traffic light that the pre-check gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lotse import precheck
from lotse.model import Page, Site
from lotse.precheck import evaluate, judge

GREEN, YELLOW, RED = "grün", "gelb", "rot"
LIGHTS = (GREEN, YELLOW, RED)
_HOPEFUL = ("already-german", "likely", "should")
_LINK = re.compile(r"(?:^|/)faelle\.md#([a-z0-9-]+)$")


@dataclass(frozen=True)
class Light:
    """A row of a table that links a case and gives it a light."""

    case: str
    light: str
    offset: int


def known(site: Site) -> dict[str, dict[str, Any]]:
    """The cases by id; empty when ``cases.yml`` is missing or broken."""
    listed = site.value("cases")
    return (
        {str(one["id"]): one for one in listed if isinstance(one, dict) and "id" in one}
        if isinstance(listed, list)
        else {}
    )


def lights(page: Page) -> Iterator[Light]:
    """Every row of a table on ``page`` that links one case and has a cell with a light and nothing else."""
    for section in page.doc.sections:
        for row in (row for table in section.tables for row in table):
            linked = list(
                dict.fromkeys(found[1] for run in row for *_, url in run.links if (found := _LINK.search(url)))
            )
            given = [run for run in row if run.text.strip().lower() in LIGHTS]
            if len(linked) == 1 and len(given) == 1:
                yield Light(linked[0], given[0].text.strip().lower(), given[0].offset(0))


def allowed(site: Site, name: str) -> tuple[str, ...]:
    """The lights that a case may have: one where the pre-check judges it, else those its outcome leaves open.

    Empty for a case that does not exist or can't be judged.
    """
    one = known(site).get(name)
    rules = precheck.of(site)
    if one is None:
        return ()
    if "answers" not in one:
        return (YELLOW, RED) if one.get("outcome") not in _HOPEFUL else LIGHTS
    on = judge.day(one.get("as_of") or _researched(site))
    if rules is None or on is None or any(judge.problems(rules, one["answers"], on)):
        return ()  # precheck/… says so
    return (light(evaluate.evaluate(rules, one["answers"], on)),)


def light(result: evaluate.Result) -> str:
    """Red: hand over at once; green: a way is open; yellow: a professional looks at it."""
    if result.stop or result.outcome == "no":
        return RED
    return GREEN if result.outcome in _HOPEFUL else YELLOW


def _researched(site: Site) -> str | None:
    listed = site.value("laws")
    found = listed.get("researched") if isinstance(listed, dict) else None
    return found if isinstance(found, str) else None
