"""A module page as data: objectives, timed plan, exercises, materials, each with its place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lotse.model import SOURCE, Page, Site
from lotse.source.markdown import Run, Section

PARTS = (
    "leitfragen", "ziele", "vorwissen", "ablauf", "inhalt", "uebungen", "selbsttest", "kernpunkte", "leitfaden",
    "material",
)  # fmt: skip
PLAN_COLUMNS = ("Minuten", "Schritt", "Form", "Ziele")
MATERIAL_COLUMNS = ("Material", "Anzahl", "Je")
FORMS = ("Input", "Gespräch", "Übung", "Praxis", "Prüfung", "Pause", "Wechsel")
IDLE = ("Pause", "Wechsel")  # take time but teach nothing
POINTS = 4  # on one slide
FOLDER = "schulung/"
SHARES = ("Person", "Gruppe", "Station", "Kurs")
ID = re.compile(r"[LFT](?:0|[1-9]\d?)")
OBJECTIVE = re.compile(r"[LFT](?:0|[1-9]\d?)-Z[1-9]")
_ABOUT = re.compile(
    r"Ziele?:\s*(?P<objectives>[^.]*)\.\s*Zeit:\s*(?P<minutes>[^.]*?)\s*Minuten\.(?:\s*Form:\s*(?P<form>.*))?"
)


@dataclass(frozen=True)
class Objective:
    """What people can do afterwards. ``text`` is the sentence without the id, ``verbs`` what stands in bold there."""

    id: str
    text: str
    verbs: tuple[str, ...]
    offset: int


@dataclass(frozen=True)
class Row:
    """One row of the plan; ``minutes`` is None when it is no whole number, ``anchor`` the section it links to."""

    minutes: int | None
    step: str
    url: str
    form: str
    objectives: tuple[str, ...]
    offset: int
    written: str = ""

    @property
    def anchor(self) -> str:
        """Id of the section of this page, empty if the step links nowhere on it."""
        return self.url[1:] if self.url.startswith("#") else ""

    @property
    def teaches(self) -> bool:
        """Whether its minutes count as units."""
        return self.form not in IDLE


@dataclass(frozen=True)
class Exercise:
    """An exercise; ``minutes`` is None and ``about`` -1 when its first line does not say objectives and time."""

    id: str
    title: str
    objectives: tuple[str, ...]
    minutes: int | None
    form: str
    task: bool
    solution: bool
    offset: int
    about: int


@dataclass(frozen=True)
class Material:
    """A row of the table of materials; ``count`` is None when it is no whole number."""

    name: str
    url: str
    count: int | None
    share: str
    offset: int
    written: str = ""


@dataclass
class Module:
    """A module page, read. Lists are in the order of the page; offsets are bytes in its file."""

    page: Page
    id: str
    units: int
    mode: str
    objectives: list[Objective] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    exercises: list[Exercise] = field(default_factory=list)
    materials: list[Material] = field(default_factory=list)

    @property
    def title(self) -> str:
        """Title of the page."""
        return self.page.title

    @property
    def label(self) -> str:
        """Id and title, the id once."""
        return self.title if self.title.startswith(self.id) else f"{self.id}: {self.title}"

    @property
    def minutes(self) -> int:
        """Minutes of the plan with breaks; rows without a number count nothing."""
        return sum(row.minutes or 0 for row in self.rows)

    @property
    def timed(self) -> bool:
        """Whether every row of the plan says how long it takes."""
        return all(row.minutes is not None for row in self.rows)

    def exercise(self, anchor: str) -> Exercise | None:
        """The exercise with this section id."""
        return next((one for one in self.exercises if one.id == anchor), None)


def modules(site: Site) -> dict[str, Module]:
    """All modules by id, in the order of the pages; of two with one id the first. Read once a site."""
    if "modules" not in site.cache:
        found: dict[str, Module] = {}
        for page in pages(site):
            if module := read(page):
                found.setdefault(module.id, module)
        site.cache["modules"] = found
    listed: dict[str, Module] = site.cache["modules"]
    return listed


def pages(site: Site) -> list[Page]:
    """The German module pages."""
    return [page for page in site.in_language(SOURCE) if page.meta.get("kind") == "module"]


def read(page: Page) -> Module | None:
    """The module on a page, None if its front matter does not say which. Raises nothing: gaps stay empty."""
    given = page.meta.get("module")
    given = given if isinstance(given, dict) else {}
    name, units = given.get("id"), given.get("units")
    if not isinstance(name, str) or not ID.fullmatch(name) or not isinstance(units, int) or isinstance(units, bool):
        return None
    return Module(
        page, name, units, str(given.get("mode", "")),
        list(_objectives(page)), list(_rows(page)), list(_exercises(page)), list(_materials(page)),
    )  # fmt: skip


def under(page: Page, part: str) -> list[Section]:
    """The sections of a part: the one with this id and those of a deeper level that follow it."""
    sections = page.doc.sections
    start = next((number for number, one in enumerate(sections) if one.id == part), None)
    if start is None:
        return []
    deeper = sections[start + 1 :]
    end = next((number for number, one in enumerate(deeper) if one.level <= sections[start].level), len(deeper))
    return [sections[start], *deeper[:end]]


def points(section: Section) -> list[Run]:
    """The items of the list that a section begins with; empty if it begins with something else."""
    found: list[Run] = []
    for run in (one for one in section.runs if one.kind != "Heading"):
        if not run.depth:
            break
        if run.kind == "Item" and run.depth == 1:
            found.append(run)
    return found


def _objectives(page: Page) -> Iterator[Objective]:
    section = page.sections.get("ziele")
    for run in section.runs if section else ():
        if run.depth and run.text.strip():
            name, _, text = run.text.partition(":")
            bold = [run.text[start:end] for start, end in run.strong]
            verbs = tuple(one for one in bold if one.strip(" :") != name.strip())
            yield Objective(name.strip(), text.strip(), verbs, run.offset(0))


def tables(page: Page, part: str) -> list[list[list[Run]]]:
    """The tables of a part."""
    return [table for section in under(page, part) for table in section.tables]


def _body(page: Page, part: str, columns: int) -> Iterator[tuple[list[Run], int]]:
    """Cells and place of each row of the part's first table, filled up to so many columns."""
    for table in tables(page, part)[:1]:
        for cells in table[1:]:
            place = next((run.offset(0) for run in cells if run.marks), page.sections[part].start)
            yield [*cells, *(Run("TableCell") for _ in range(columns - len(cells)))][:columns], place


def _rows(page: Page) -> Iterator[Row]:
    for (minutes, step, form, aims), place in _body(page, "ablauf", len(PLAN_COLUMNS)):
        url = step.links[0][2] if step.links else ""
        yield Row(
            whole(minutes.text), step.text.strip(), url, form.text.strip(), ids(aims.text), place, minutes.text.strip()
        )


def _exercises(page: Page) -> Iterator[Exercise]:
    for section in under(page, "uebungen")[1:]:
        blocks = {one.name for one in page.doc.blocks if section.start <= one.start < section.end}
        first = next((run for run in section.runs if run.kind != "Heading"), None)
        about = _ABOUT.match(first.text.strip()) if first else None
        yield Exercise(
            section.id, section.title,
            ids(about["objectives"]) if about else (), whole(about["minutes"]) if about else None,
            (about["form"] or "").strip().rstrip(".") if about else "",
            "exercise" in blocks, "solution" in blocks, section.start, first.offset(0) if first and about else -1,
        )  # fmt: skip


def _materials(page: Page) -> Iterator[Material]:
    for (name, count, share), place in _body(page, "material", len(MATERIAL_COLUMNS)):
        url = name.links[0][2] if name.links else ""
        yield Material(name.text.strip(), url, whole(count.text), share.text.strip(), place, count.text.strip())


def whole(text: str) -> int | None:
    """A whole number above zero as people write it in a cell, None for anything else."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 5 and int(text) > 0 else None


def ids(text: str) -> tuple[str, ...]:
    """The objectives that a cell or line lists, also those that don't exist."""
    return tuple(part.strip() for part in text.split(",") if part.strip())
