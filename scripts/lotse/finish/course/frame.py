"""What every block of the course knows: the words, the plan, and how to link and write things."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from lotse import targets
from lotse.course import module as reading
from lotse.course.module import Module, Objective
from lotse.course.planning import Course, Plan
from lotse.finish.context import Context
from lotse.finish.tools import prose
from lotse.model import SOURCE


def script(data: object) -> str:
    """Data for a script, as it may stand in an element: ``</`` would end it early, and JSON reads ``<\\/`` the same."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")


@dataclass(frozen=True)
class Frame:
    """One block while it is made.

    Attributes:
        lang: language of the page, which its links stay in.
        spoken: language of the words; German where ``lang`` has none for the course.
        up: the way from the page to the root of the site.
        plan: ``course.yml``, None when it is missing or broken.
    """

    context: Context
    lang: str
    spoken: str
    up: str
    plan: Plan | None

    @property
    def said(self) -> dict[str, Any]:
        """The words of the course."""
        found: dict[str, Any] = self.context.words(self.spoken)["course"]
        return found

    @property
    def modules(self) -> dict[str, Module]:
        """All modules by id."""
        return reading.modules(self.context.site)

    def courses(self, name: str) -> list[Course]:
        """The course with this id, or all of them."""
        every = self.plan.courses.values() if self.plan else ()
        return [one for one in every if not name or one.id == name]

    def of(self, course: Course) -> list[Module]:
        """The modules of a course that have a page."""
        return [self.modules[one] for one in course.modules if one in self.modules]

    def units(self, count: int) -> str:
        """``4 Einheiten``."""
        return str(self.said["unit"] if count == 1 else self.said["units"]).replace("{count}", str(count))

    def module(self, one: Module, anchor: str = "") -> str:
        """Address of a module page, or of a section of it."""
        return self.up + self.context.url(self.lang, one.page.key) + (f"#{anchor}" if anchor else "")

    def link(self, one: Module, url: str) -> str:
        """A link of a module page, as it is written on the page of this block; empty if it leads nowhere."""
        target = targets.resolve(self.context.site, one.page, url) if url else None
        if target and target.kind == "page" and target.page:
            return (
                self.up + self.context.url(self.lang, target.page.key) + (f"#{target.anchor}" if target.anchor else "")
            )
        return url if target and target.kind == "web" else ""

    def guide(self, place: str) -> dict[str, str]:
        """``leitfaden/sprache.md#kurz`` as a link that names page and section."""
        found = prose.guide(self.context, self.lang, place)
        key, _, anchor = place.partition("#")
        page = self.context.site.page(SOURCE, key)
        section = page.sections.get(anchor) if page else None
        title = found.title if section is None or section.level == 1 else f"{found.title}: {section.title}"
        return {"href": self.up + found.href, "title": title}

    def cited(self, text: str) -> Markup:
        """A text with its citations as links."""
        return prose.cited(self.context, text)

    def objective(self, one: Objective) -> dict[str, object]:
        """An objective for a template; its norms are linked on the module page."""
        return {"id": one.id, "text": one.text}
