"""The data blocks of the course: which there are, and what is wrong with one that can't be filled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lotse import targets
from lotse.course import cases, planning, quiz
from lotse.course.module import modules
from lotse.model import SOURCE, Page, Site

PARTS = ("syllabus", "timetable", "materials", "matrix")
DOCUMENTS = ("course-l", "course-f", "course-t", "concept")
_CHAPTER = re.compile(r"konzept/[a-z0-9-]+\.md")  # not the templates below it
_COURSES = "course syllabus, course timetable, course day TAG, course materials, course matrix"


def documents(site: Site, name: str) -> list[Page]:
    """The German pages of a document: the modules of a course, or the chapters of the concept as the menu orders them."""
    if name != "concept":
        known = modules(site)
        course = next((one for one in _courses(site) if f"course-{one.id.lower()}" == name), None)
        found = [known[one].page for one in course.modules if one in known] if course else []
    else:
        order = {key: place for place, key in enumerate(site.nav_keys)}
        chapters = [
            page
            for page in site.in_language(SOURCE)
            if page.meta.get("kind") == "concept" and _CHAPTER.fullmatch(page.key)
        ]
        found = sorted(chapters, key=lambda page: (order.get(page.key, len(order)), page.key))
    return [page for page in found if not page.meta.get("withdrawn")]


def is_document(page: Page) -> bool:
    """Whether a page joins others: what it says stands elsewhere already."""
    return bool(_joins(page))


def joined(site: Site, page: Page) -> list[Page]:
    """The page itself, and the pages that it joins."""
    return [page, *(one for name in _joins(page) if name in DOCUMENTS for one in documents(site, name))]


def _joins(page: Page) -> list[str]:
    titles = (one.title.split() for one in page.doc.blocks if one.name == "data")
    return [words[1] for words in titles if len(words) == 2 and words[0] == "document"]


def texts(site: Site, page: Page) -> Iterator[str]:
    """What the questions and cases on a page say, as far as it may cite."""
    known = cases.known(site)
    for block in page.doc.blocks:
        kind, _, name = block.title.partition(" ")
        if block.name != "data":
            continue
        for one in quiz.of(site, name) if kind == "quiz" else ():
            yield from (one.question, *(option.text for option in one.options), one.why, *one.citations)
        if kind == "case" and name in known:
            yield from (str(known[name].get(part, "")) for part in ("facts", "reason", "citations"))


def problem(site: Site, words: list[str]) -> tuple[str, str] | None:
    """Message and help for a block that can't be filled, None for a sound one."""
    match words:
        case ["course", "day", name]:
            days = [day.id for course in _courses(site) for day in course.days]
            return _unknown(f"Den Kurstag „{name}“", name, days, "course.yml")
        case ["course", part] if part in PARTS:
            return None if _courses(site) else ("In docs/data/course.yml steht kein Lehrgang", "die Datei ergänzen")
        case ["course", part, name] if part in PARTS:
            return _unknown(f"Den Lehrgang „{name}“", name, [course.id for course in _courses(site)], "course.yml")
        case ["course", *_]:
            return f"Den Datenblock „{' '.join(words)}“ gibt es nicht", f"möglich: {_COURSES}"
        case ["quiz", name]:
            known = list(modules(site))
            if name in known and not quiz.of(site, name):
                return f"Zum Modul {name} gibt es keine Frage", "in docs/data/quiz.yml ergänzen"
            return _unknown(f"Das Modul „{name}“", name, known, "den Köpfen der Modulseiten")
        case ["document", name]:
            if name in DOCUMENTS and not documents(site, name):
                return f"Für das Dokument „{name}“ gibt es keine Seite", "die Seiten zuerst anlegen"
            return _unknown(f"Das Dokument „{name}“", name, list(DOCUMENTS), "der Liste der Dokumente")
        case ["case", _]:
            return None  # course/case says whether it exists
    return f"Den Datenblock „{' '.join(words)}“ gibt es nicht", "möglich: quiz MODUL, document NAME, case FALL"


def _courses(site: Site) -> list[planning.Course]:
    found = planning.plan(site)
    return list(found.courses.values()) if found else []


def _unknown(what: str, name: str, known: list[str], where: str) -> tuple[str, str] | None:
    if name in known:
        return None
    best = targets.nearest(name, known)
    return (
        f"{what} gibt es nicht",
        f"gemeint: {best}" if best else f"möglich nach {where}: {', '.join(known) or 'nichts'}",
    )
