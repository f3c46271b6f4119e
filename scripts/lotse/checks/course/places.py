"""Where a finding about the course stands: on a module page, in course.yml or in quiz.yml."""

from __future__ import annotations

from collections.abc import Iterator

from lotse.checks import at
from lotse.course import module as reading
from lotse.course import planning, quiz
from lotse.course.module import Module
from lotse.diagnostics import Diagnostic
from lotse.model import Site
from lotse.source.yamlfile import Key


def at_module(module: Module, offset: int, message: str, help: str, **rest: str) -> Diagnostic:
    """A finding at a byte offset of a module page."""
    return at(module.page.file, offset, message, help, **rest)  # type: ignore[arg-type]


def in_plan(site: Site, key: Key, message: str, help: str) -> Diagnostic:
    """A finding at an entry of course.yml."""
    file = site.data[planning.COURSE]
    return at(file.file, file.yaml.place(key), message, help)


def in_quiz(site: Site, key: Key, message: str, help: str) -> Diagnostic:
    """A finding at an entry of quiz.yml."""
    file = site.data[quiz.QUIZ]
    return at(file.file, file.yaml.place(key), message, help)


def columns(module: Module, name: str, wanted: tuple[str, ...]) -> Iterator[Diagnostic]:
    """What is wrong with the head of the table in a section of a module page."""
    section = module.page.sections.get(name)
    if section is None:
        return  # course/part says so
    tables = reading.tables(module.page, name)
    head = tuple(cell.text.strip() for cell in tables[0][0]) if tables else ()
    if head != wanted or len(tables[0]) < 2:
        yield at_module(
            module,
            section.start,
            f"Hier fehlt die Tabelle mit den Spalten {', '.join(wanted)}",
            f"| {' | '.join(wanted)} | und darunter mindestens eine Zeile",
        )
