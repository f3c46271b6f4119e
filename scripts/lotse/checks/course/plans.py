"""The timed plan: every row readable, every minute accounted for, a break in time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from lotse.checks import rule
from lotse.checks.course.places import at_module, columns, in_plan
from lotse.course import module as reading
from lotse.course import planning
from lotse.course.module import Module
from lotse.course.planning import STEP, STRETCH, UNIT, Course, Day, Plan
from lotse.diagnostics import Diagnostic
from lotse.model import Site
from lotse.source.yamlfile import Key


@rule("error")
def plan(site: Site) -> Iterator[Diagnostic]:
    """Eine Zeile im Ablauf lässt sich nicht lesen, oder ein Abschnitt kommt im Ablauf nicht vor.

    Warum: Aus dem Ablauf entstehen Laufzettel und Folien; was dort fehlt, wird im Kurs vergessen.

    Schlecht (docs/de/schulung/l1.md):
        ---
        title: Rolle
        kind: module
        module: {id: L1, units: 1, mode: presence}
        ---

        # Rolle { #l1 }

        ## Ablauf { #ablauf }

        | Minuten | Schritt | Form | Ziele |
        | --- | --- | --- | --- |
        | ca. 45 | [Ampel](#uebung-1) | Spiel | L1-Z1 |

    Gut (docs/de/schulung/l1.md):
        ---
        title: Rolle
        kind: module
        module: {id: L1, units: 1, mode: presence}
        ---

        # Rolle { #l1 }

        ## Ablauf { #ablauf }

        | Minuten | Schritt | Form | Ziele |
        | --- | --- | --- | --- |
        | 45 | [Ampel](#uebung-1) | Übung | L1-Z1 |

        ## Übungen { #uebungen }

        ### Übung 1: Ampel { #uebung-1 }
    """
    for module in reading.modules(site).values():
        page = module.page
        yield from columns(module, "ablauf", reading.PLAN_COLUMNS)
        for row in module.rows:
            if row.minutes is None:
                yield at_module(
                    module,
                    row.offset,
                    f"Die Minuten „{row.written}“ sind keine ganze Zahl",
                    "nur die Zahl schreiben: 20",
                )
            if row.form not in reading.FORMS:
                yield at_module(
                    module, row.offset, f"Die Form „{row.form}“ gibt es nicht", f"möglich: {', '.join(reading.FORMS)}"
                )
            elif row.teaches and not row.anchor:
                yield at_module(
                    module,
                    row.offset,
                    f"Der Schritt „{row.step}“ führt zu keinem Abschnitt dieser Seite",
                    "als Link schreiben: [Die drei Wege](#wege)",
                )
        linked = {row.anchor for row in module.rows}
        for name in ("inhalt", "uebungen"):
            for section in reading.under(page, name)[1:]:
                if section.level == 3 and section.id not in linked:
                    yield at_module(
                        module,
                        section.start,
                        f"Der Abschnitt „{section.id}“ kommt im Ablauf nicht vor",
                        f"im Ablauf eine Zeile ergänzen: [{section.title}](#{section.id})",
                    )


@rule("error")
def minutes(site: Site) -> Iterator[Diagnostic]:
    """Minuten, Einheiten oder Uhrzeiten des Kurses gehen nicht auf.

    Warum: Ein Abend, der auf dem Papier nicht aufgeht, geht auch im Raum nicht auf.

    Schlecht (docs/de/schulung/l1.md):
        ---
        title: Rolle
        kind: module
        module: {id: L1, units: 2, mode: presence}
        ---

        # Rolle { #l1 }

        ## Ablauf { #ablauf }

        | Minuten | Schritt | Form | Ziele |
        | --- | --- | --- | --- |
        | 45 | [Ampel](#uebung-1) | Übung | L1-Z1 |
        | 45 | Pause | Pause | |

    Gut (docs/de/schulung/l1.md):
        ---
        title: Rolle
        kind: module
        module: {id: L1, units: 2, mode: presence}
        ---

        # Rolle { #l1 }

        ## Ablauf { #ablauf }

        | Minuten | Schritt | Form | Ziele |
        | --- | --- | --- | --- |
        | 45 | [Ampel](#uebung-1) | Übung | L1-Z1 |
        | 15 | Pause | Pause | |
        | 45 | [Absage](#uebung-2) | Übung | L1-Z2 |
    """
    for module in reading.modules(site).values():
        yield from _module_minutes(module)
    if found := planning.plan(site):
        yield from _course_minutes(site, found)


def _module_minutes(module: Module) -> Iterator[Diagnostic]:
    if not module.rows or not module.timed:
        return  # course/plan says so
    taught = sum(row.minutes or 0 for row in module.rows if row.teaches)
    if taught != module.units * UNIT:
        yield at_module(
            module,
            module.page.sections["ablauf"].start,
            f"Ohne Pausen und Wechsel sind es {taught} Minuten, {module.units} Einheiten sind {module.units * UNIT}",
            "Zeiten im Ablauf ändern, oder „units“ im Seitenkopf und die Summe in docs/data/course.yml",
        )
    for one in module.exercises:
        planned = sum(row.minutes or 0 for row in module.rows if row.anchor == one.id)
        if one.minutes is not None and planned and one.minutes != planned:
            yield at_module(
                module,
                one.about,
                f"Hier stehen {one.minutes} Minuten, im Ablauf {planned}",
                "beide Angaben gleich machen",
            )


def _course_minutes(site: Site, found: Plan) -> Iterator[Diagnostic]:
    known = reading.modules(site)
    for name, course in found.courses.items():
        here: Key = ("courses", name)
        for number, one in enumerate(course.modules):
            if one not in known:
                yield in_plan(
                    site, (*here, "modules", number), f"Für das Modul {one} gibt es keine Seite",
                    f"Seite anlegen: lotse new module {one}",
                )  # fmt: skip
        yield from _sum(site, (*here, "units"), course.title, course.units, course.modules)
        for number, variant in enumerate(course.variants):
            key = (*here, "variants", number, "units")
            yield from _sum(site, key, variant.title, variant.units, variant.modules)
        yield from _days(site, course, known)
    listed = {one for course in found.courses.values() for one in course.modules}
    for module in known.values():
        if module.id not in listed:
            yield at_module(
                module,
                module.page.front.place(("module", "id")),
                f"Das Modul {module.id} gehört zu keinem Lehrgang",
                "in docs/data/course.yml unter „modules“ eintragen",
            )
    yield from _closing(site, found)


def _sum(site: Site, key: Key, title: str, units: int, names: Iterable[str]) -> Iterator[Diagnostic]:
    known, names = reading.modules(site), list(names)
    total = sum(known[one].units for one in names if one in known)
    if all(one in known for one in names) and total != units:
        yield in_plan(
            site, key, f"„{title}“ soll {units} Einheiten haben, die Module haben {total}",
            "die Zahl hier oder „units“ auf einer Modulseite berichtigen",
        )  # fmt: skip


def _days(site: Site, course: Course, known: dict[str, Module]) -> Iterator[Diagnostic]:
    times = Counter(part.module for day in course.days for part in day.parts if part.module)
    for number, one in enumerate(course.modules):
        if one in known and known[one].mode == "presence" and not times[one]:
            yield in_plan(
                site, ("courses", course.id, "modules", number), f"Das Modul {one} findet an keinem Tag statt",
                "unter „days“ in die „parts“ eines Tages eintragen",
            )  # fmt: skip
    seen: set[str] = set()
    for number, day in enumerate(course.days):
        key: Key = ("courses", course.id, "days", number)
        for place, part in enumerate(day.parts):
            if wrong := _day_part(course, day, part, known, seen):
                yield in_plan(site, (*key, "parts", place), *wrong)
            seen.add(part.module)
        ready = all(part.module in known and known[part.module].timed for part in day.parts if part.module)
        if day.end is not None and ready and (last := planning.end(site, day)) != day.end:
            yield in_plan(
                site, (*key, "end"), f"„{day.title}“ endet um {planning.clock(last)}, hier steht {planning.clock(day.end)}",
                "Beginn, Pausen oder Ende hier ändern, oder die Zeiten im Ablauf eines Moduls",
            )  # fmt: skip


def _day_part(
    course: Course, day: Day, part: planning.Part, known: dict[str, Module], seen: set[str]
) -> tuple[str, str] | None:
    name = part.module
    if not name:
        return None
    if name not in course.modules:
        return f"Das Modul {name} gehört nicht zu diesem Lehrgang", "bei „modules“ eintragen oder hier löschen"
    if name in seen:
        return f"Das Modul {name} steht an zwei Tagen", "an einem der beiden löschen"
    if name in known and known[name].mode != day.mode:
        return (
            f"Das Modul {name} hat die Lernform {known[name].mode}, der Tag {day.mode}",
            "„mode“ hier oder im Seitenkopf des Moduls ändern",
        )
    return None


def _closing(site: Site, found: Plan) -> Iterator[Diagnostic]:
    closing = found.closing
    module = reading.modules(site).get(closing.module) if closing else None
    if closing is None or module is None or not module.timed:
        return
    rows = planning.closing_rows(module)
    planned = sum(row.minutes or 0 for row in rows)
    if planned != closing.minutes:
        yield at_module(
            module,
            rows[0].offset if rows else module.page.body_start,
            f"Der Abschlussabend dauert im Ablauf {planned} Minuten; für {closing.people} Personen an {closing.stations} "
            f"Stationen sind {closing.formula} nötig",
            "Zeilen ohne die Form Praxis ändern, oder „closing“ in docs/data/course.yml",
        )


@rule("error")
def break_(site: Site) -> Iterator[Diagnostic]:
    """Zwischen zwei Pausen liegen mehr als 90 Minuten.

    Warum: Länger hört niemand zu, und wer nach der Arbeit kommt, erst recht nicht.

    Schlecht (docs/de/schulung/l1.md):
        ---
        title: Rolle
        kind: module
        module: {id: L1, units: 3, mode: presence}
        ---

        # Rolle { #l1 }

        ## Ablauf { #ablauf }

        | Minuten | Schritt | Form | Ziele |
        | --- | --- | --- | --- |
        | 135 | [Ampel](#uebung-1) | Übung | L1-Z1 |

    Gut (docs/de/schulung/l1.md):
        ---
        title: Rolle
        kind: module
        module: {id: L1, units: 3, mode: presence}
        ---

        # Rolle { #l1 }

        ## Ablauf { #ablauf }

        | Minuten | Schritt | Form | Ziele |
        | --- | --- | --- | --- |
        | 60 | [Ampel](#uebung-1) | Übung | L1-Z1 |
        | 15 | Pause | Pause | |
        | 75 | [Absage](#uebung-2) | Übung | L1-Z2 |
    """
    known = reading.modules(site)
    for module in known.values():
        for row, length in planning.stretches(module.rows):
            if length > STRETCH:
                yield at_module(
                    module,
                    row.offset,
                    f"Von hier bis zur nächsten Pause sind es {length} Minuten, höchstens {STRETCH} sind erlaubt",
                    "eine Zeile mit der Form Pause einfügen",
                )
    found = planning.plan(site)
    for name, course in found.courses.items() if found else ():
        for number, day in enumerate(course.days):
            for place, (one, other) in enumerate(zip(day.parts, day.parts[1:], strict=False)):
                if one.module in known and other.module in known:
                    ends = list(planning.stretches(known[one.module].rows))[-1:]
                    begins = list(planning.stretches(known[other.module].rows))[:1]
                    length = sum(minutes for _, minutes in (*ends, *begins))
                    if length > STRETCH:
                        yield in_plan(
                            site, ("courses", name, "days", number, "parts", place + 1),
                            f"Zwischen {one.module} und {other.module} fehlt eine Pause: {length} Minuten am Stück",
                            f"die Minuten der Pause dazwischenschreiben: {one.module}, 15, {other.module}",
                        )  # fmt: skip


@rule("error")
def step_length(site: Site) -> Iterator[Diagnostic]:
    """Ein Input oder ein Gespräch dauert länger als zehn Minuten.

    Warum: Nach zehn Minuten Zuhören lernt kaum noch jemand; dann ist etwas zu tun.

    Schlecht (docs/de/schulung/l1.md):
        ---
        title: Rolle
        kind: module
        module: {id: L1, units: 1, mode: presence}
        ---

        # Rolle { #l1 }

        ## Ablauf { #ablauf }

        | Minuten | Schritt | Form | Ziele |
        | --- | --- | --- | --- |
        | 45 | [Rollen](#rollen) | Input | L1-Z1 |

    Gut (docs/de/schulung/l1.md):
        ---
        title: Rolle
        kind: module
        module: {id: L1, units: 1, mode: presence}
        ---

        # Rolle { #l1 }

        ## Ablauf { #ablauf }

        | Minuten | Schritt | Form | Ziele |
        | --- | --- | --- | --- |
        | 10 | [Rollen](#rollen) | Input | L1-Z1 |
        | 35 | [Ampel](#uebung-1) | Übung | L1-Z1 |
    """
    for module in reading.modules(site).values():
        for row in module.rows:
            if row.form in ("Input", "Gespräch") and (row.minutes or 0) > STEP:
                yield at_module(
                    module,
                    row.offset,
                    f"„{row.step}“ dauert {row.minutes} Minuten, ein {row.form} höchstens {STEP}",
                    "teilen und eine Übung dazwischenlegen",
                )
