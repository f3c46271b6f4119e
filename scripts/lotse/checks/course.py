"""The course: modules in one form, minutes that add up, objectives that are practised and tested, sound questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from lotse import freshness, laws, targets
from lotse.checks import at, german_day, rule
from lotse.course import cases, matrix, planning, quiz
from lotse.course import module as reading
from lotse.course.module import Exercise, Module
from lotse.course.planning import STEP, STRETCH, UNIT, Course, Day, Plan
from lotse.course.quiz import Question
from lotse.diagnostics import Diagnostic
from lotse.model import SOURCE, Page, Site
from lotse.source.yamlfile import Key


def _at(module: Module, offset: int, message: str, help: str, **rest: str) -> Diagnostic:
    return at(module.page.file, offset, message, help, **rest)  # type: ignore[arg-type]


def _in_plan(site: Site, key: Key, message: str, help: str) -> Diagnostic:
    file = site.data[planning.COURSE]
    return at(file.file, file.yaml.place(key), message, help)


def _in_quiz(site: Site, key: Key, message: str, help: str) -> Diagnostic:
    file = site.data[quiz.QUIZ]
    return at(file.file, file.yaml.place(key), message, help)


@rule("error")
def part(site: Site) -> Iterator[Diagnostic]:
    """Einer Modulseite fehlt ein fester Teil, oder die Reihenfolge stimmt nicht.

    Warum: Wer einen Kurs leitet, findet auf jeder Modulseite alles an derselben Stelle; Laufzettel und Listen lesen es dort.

    Schlecht (docs/de/schulung/l1.md):
        ---
        title: Rolle
        kind: module
        module: {id: L1, units: 1, mode: presence}
        ---

        # Rolle { #l1 }

        ## Ablauf { #ablauf }

    Gut (docs/de/schulung/l1.md):
        ---
        title: Rolle
        kind: module
        module: {id: L1, units: 1, mode: presence}
        ---

        # Rolle { #l1 }

        ## Leitfragen { #leitfragen }

        ## Lernziele { #ziele }

        ## Vorwissen { #vorwissen }

        ## Ablauf { #ablauf }

        ## Inhalt { #inhalt }

        ## Übungen { #uebungen }

        ## Selbsttest { #selbsttest }

        ## Kernpunkte { #kernpunkte }

        ## Weiter im Leitfaden { #leitfaden }

        ## Material { #material }
    """
    for page in reading.pages(site):
        level = [one for one in page.doc.sections if one.level == 2]
        found = [one.id for one in level]
        for missing in (one for one in reading.PARTS if one not in found):
            yield at(
                page.file,
                page.body_start,
                f"Der Teil „{missing}“ fehlt",
                f"Überschrift mit Kennung ergänzen: ## … {{ #{missing} }}",
            )
        strange = next((one for one in level if one.id not in reading.PARTS), None)
        fixed = [one for one in found if one in reading.PARTS]
        if strange or fixed != [one for one in reading.PARTS if one in fixed]:
            yield at(
                page.file,
                strange.start if strange else page.body_start,
                "Die Teile stehen nicht in der festen Reihenfolge",
                f"Reihenfolge: {', '.join(reading.PARTS)}; Weiteres als ### darunter",
            )


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
        yield from _columns(module, "ablauf", reading.PLAN_COLUMNS)
        for row in module.rows:
            if row.minutes is None:
                yield _at(
                    module,
                    row.offset,
                    f"Die Minuten „{row.written}“ sind keine ganze Zahl",
                    "nur die Zahl schreiben: 20",
                )
            if row.form not in reading.FORMS:
                yield _at(
                    module, row.offset, f"Die Form „{row.form}“ gibt es nicht", f"möglich: {', '.join(reading.FORMS)}"
                )
            elif row.teaches and not row.anchor:
                yield _at(
                    module,
                    row.offset,
                    f"Der Schritt „{row.step}“ führt zu keinem Abschnitt dieser Seite",
                    "als Link schreiben: [Die drei Wege](#wege)",
                )
        linked = {row.anchor for row in module.rows}
        for name in ("inhalt", "uebungen"):
            for section in reading.under(page, name)[1:]:
                if section.level == 3 and section.id not in linked:
                    yield _at(
                        module,
                        section.start,
                        f"Der Abschnitt „{section.id}“ kommt im Ablauf nicht vor",
                        f"im Ablauf eine Zeile ergänzen: [{section.title}](#{section.id})",
                    )


def _columns(module: Module, name: str, wanted: tuple[str, ...]) -> Iterator[Diagnostic]:
    section = module.page.sections.get(name)
    if section is None:
        return  # course/part says so
    tables = reading.tables(module.page, name)
    head = tuple(cell.text.strip() for cell in tables[0][0]) if tables else ()
    if head != wanted or len(tables[0]) < 2:
        yield _at(
            module,
            section.start,
            f"Hier fehlt die Tabelle mit den Spalten {', '.join(wanted)}",
            f"| {' | '.join(wanted)} | und darunter mindestens eine Zeile",
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
        yield _at(
            module,
            module.page.sections["ablauf"].start,
            f"Ohne Pausen und Wechsel sind es {taught} Minuten, {module.units} Einheiten sind {module.units * UNIT}",
            "Zeiten im Ablauf ändern, oder „units“ im Seitenkopf und die Summe in docs/data/course.yml",
        )
    for one in module.exercises:
        planned = sum(row.minutes or 0 for row in module.rows if row.anchor == one.id)
        if one.minutes is not None and planned and one.minutes != planned:
            yield _at(
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
                yield _in_plan(
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
            yield _at(
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
        yield _in_plan(
            site, key, f"„{title}“ soll {units} Einheiten haben, die Module haben {total}",
            "die Zahl hier oder „units“ auf einer Modulseite berichtigen",
        )  # fmt: skip


def _days(site: Site, course: Course, known: dict[str, Module]) -> Iterator[Diagnostic]:
    times = Counter(part.module for day in course.days for part in day.parts if part.module)
    for number, one in enumerate(course.modules):
        if one in known and known[one].mode == "presence" and not times[one]:
            yield _in_plan(
                site, ("courses", course.id, "modules", number), f"Das Modul {one} findet an keinem Tag statt",
                "unter „days“ in die „parts“ eines Tages eintragen",
            )  # fmt: skip
    seen: set[str] = set()
    for number, day in enumerate(course.days):
        key: Key = ("courses", course.id, "days", number)
        for place, part in enumerate(day.parts):
            if wrong := _day_part(course, day, part, known, seen):
                yield _in_plan(site, (*key, "parts", place), *wrong)
            seen.add(part.module)
        ready = all(part.module in known and known[part.module].timed for part in day.parts if part.module)
        if day.end is not None and ready and (last := planning.end(site, day)) != day.end:
            yield _in_plan(
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
        yield _at(
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
                yield _at(
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
                        yield _in_plan(
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
                yield _at(
                    module,
                    row.offset,
                    f"„{row.step}“ dauert {row.minutes} Minuten, ein {row.form} höchstens {STEP}",
                    "teilen und eine Übung dazwischenlegen",
                )


@rule("error")
def slide(site: Site) -> Iterator[Diagnostic]:
    """Ein Abschnitt im Inhalt beginnt nicht mit einer Liste von höchstens vier Punkten.

    Warum: Überschrift und Liste sind die Folie; was länger ist, liest von hinten niemand.

    Schlecht (docs/de/schulung/l1.md):
        ---
        title: Rolle
        kind: module
        module: {id: L1, units: 1, mode: presence}
        ---

        # Rolle { #l1 }

        ## Inhalt { #inhalt }

        ### Drei Rollen { #rollen }

        Es gibt drei Rollen.

    Gut (docs/de/schulung/l1.md):
        ---
        title: Rolle
        kind: module
        module: {id: L1, units: 1, mode: presence}
        ---

        # Rolle { #l1 }

        ## Inhalt { #inhalt }

        ### Drei Rollen { #rollen }

        - Informieren
        - Sortieren
        - Begleiten
    """
    for module in reading.modules(site).values():
        for section in reading.under(module.page, "inhalt")[1:]:
            count = len(reading.points(section))
            if section.level == 3 and not 1 <= count <= reading.POINTS:
                found = f"hat {count} Punkte" if count else "beginnt nicht mit einer Liste"
                yield _at(
                    module,
                    section.start,
                    f"Der Abschnitt „{section.title}“ {found}",
                    f"mit einer Liste von höchstens {reading.POINTS} kurzen Punkten beginnen",
                )


@rule("error")
def objective(site: Site) -> Iterator[Diagnostic]:
    """Ein Lernziel ist falsch geschrieben, doppelt, oder es wird eines genannt, das es nicht gibt.

    Warum: An der Kennung hängen Übungen, Fragen und der Nachweis; messbar ist nur, was ein Verb hat.

    Schlecht (docs/de/schulung/l1.md):
        ---
        title: Rolle
        kind: module
        module: {id: L1, units: 1, mode: presence}
        ---

        # Rolle { #l1 }

        ## Lernziele { #ziele }

        - L1.1: Die Rolle gut kennen.

    Gut (docs/de/schulung/l1.md):
        ---
        title: Rolle
        kind: module
        module: {id: L1, units: 1, mode: presence}
        ---

        # Rolle { #l1 }

        ## Lernziele { #ziele }

        - **L1-Z1**: Information und Rechtsberatung **unterscheiden**.
    """
    seen: dict[str, Module] = {}
    for page in reading.pages(site):
        if module := reading.read(page):
            yield from _objectives(module, seen)


def _objectives(module: Module, seen: dict[str, Module]) -> Iterator[Diagnostic]:
    section = module.page.sections.get("ziele")
    if section and not module.objectives:
        yield _at(module, section.start, "Hier steht kein Lernziel", f"- **{module.id}-Z1**: … **unterscheiden**.")
    for one in module.objectives:
        if not reading.OBJECTIVE.fullmatch(one.id) or not one.id.startswith(f"{module.id}-"):
            yield _at(
                module, one.offset, f"„{one.id}“ ist keine Kennung eines Lernziels von {module.id}",
                f"den Punkt so beginnen: - **{module.id}-Z1**: …",
            )  # fmt: skip
        elif one.id in seen:
            yield _at(
                module, one.offset, f"Das Lernziel {one.id} gibt es schon", "eine andere Nummer nehmen",
                source=seen[one.id].page.path,
            )  # fmt: skip
        elif len(one.verbs) != 1:
            yield _at(
                module, one.offset, f"Im Lernziel {one.id} ist nicht genau ein Verb fett",
                "ein messbares Verb fett setzen: **unterscheiden**, **nennen**, **prüfen**",
            )  # fmt: skip
        seen.setdefault(one.id, module)
    known = {one.id for one in module.objectives}
    for place, names in _aims(module):
        for name in (one for one in names if one not in known):
            yield _at(
                module, place, f"Das Lernziel „{name}“ steht nicht auf dieser Seite",
                f"möglich: {', '.join(sorted(known)) or 'zuerst unter Lernziele eintragen'}",
            )  # fmt: skip


def _aims(module: Module) -> Iterator[tuple[int, tuple[str, ...]]]:
    for row in module.rows:
        yield row.offset, row.objectives
    for one in module.exercises:
        yield one.about, one.objectives


@rule("error")
def unused_objective(site: Site) -> Iterator[Diagnostic]:
    """Zu einem Lernziel gibt es keine Übung oder keine Frage.

    Warum: Was niemand übt und niemand prüft, ist kein Ziel, sondern ein Wunsch.

    Schlecht (docs/de/schulung/l1.md):
        ---
        title: Rolle
        kind: module
        module: {id: L1, units: 1, mode: presence}
        ---

        # Rolle { #l1 }

        ## Lernziele { #ziele }

        - **L1-Z1**: Information und Rechtsberatung **unterscheiden**.

    Gut (docs/de/schulung/l1.md):
        ---
        title: Rolle
        kind: module
        module: {id: L1, units: 1, mode: presence}
        ---

        # Rolle { #l1 }

        ## Lernziele { #ziele }

        - **L1-Z1**: Information und Rechtsberatung **unterscheiden**.

        ## Übungen { #uebungen }

        ### Übung 1: Ampel { #uebung-1 }

        Ziele: L1-Z1. Zeit: 45 Minuten. Form: zu dritt.
    """
    listed = site.data.get(quiz.QUIZ)
    broken = bool(listed and not quiz.pool(site))  # frontmatter/data says so
    for module in reading.modules(site).values():
        for line in matrix.lines(site, module):
            lacks = [] if line.exercises else ["keine Übung"]
            lacks += [] if line.questions or broken else ["keine Frage"]
            if lacks and reading.OBJECTIVE.fullmatch(line.objective.id):
                yield _at(
                    module,
                    line.objective.offset,
                    f"Zum Lernziel {line.objective.id} gibt es {' und '.join(lacks)}",
                    f"eine Übung mit „Ziele: {line.objective.id}“, eine Frage in docs/data/quiz.yml mit "
                    f"„objective: {line.objective.id}“",
                )


@rule("error")
def no_solution(site: Site) -> Iterator[Diagnostic]:
    """Einer Übung fehlt der Auftrag, die Lösung oder die Zeile mit Zielen und Zeit.

    Warum: Auch wer den Kurs zum ersten Mal leitet, muss sagen können, was zu tun und was richtig ist.

    Schlecht (docs/de/schulung/l1.md):
        ---
        title: Rolle
        kind: module
        module: {id: L1, units: 1, mode: presence}
        ---

        # Rolle { #l1 }

        ## Übungen { #uebungen }

        ### Übung 1: Ampel { #uebung-1 }

        Ziele: L1-Z1. Zeit: 45 Minuten. Form: zu dritt.

        /// exercise | Auftrag

        Ordnen Sie die zwölf Sätze.

        ///

    Gut (docs/de/schulung/l1.md):
        ---
        title: Rolle
        kind: module
        module: {id: L1, units: 1, mode: presence}
        ---

        # Rolle { #l1 }

        ## Übungen { #uebungen }

        ### Übung 1: Ampel { #uebung-1 }

        Ziele: L1-Z1. Zeit: 45 Minuten. Form: zu dritt.

        /// exercise | Auftrag

        Ordnen Sie die zwölf Sätze.

        ///

        /// solution | Lösung

        Grün sind die Sätze 1 bis 5.

        ///
    """
    for module in reading.modules(site).values():
        for one in module.exercises:
            for what, help_ in _gaps(one):
                yield _at(module, one.offset, f"In „{one.title}“ fehlt {what}", help_)


def _gaps(one: Exercise) -> Iterator[tuple[str, str]]:
    if one.minutes is None or not one.objectives:
        yield "die erste Zeile mit Zielen und Zeit", "Ziele: L2-Z1, L2-Z3. Zeit: 20 Minuten. Form: zu dritt."
    if not one.task:
        yield "der Auftrag", "Block einfügen: /// exercise | Auftrag"
    if not one.solution:
        yield "die Lösung", "Block einfügen: /// solution | Lösung"


@rule("error")
def question(site: Site) -> Iterator[Diagnostic]:
    """Eine Frage in quiz.yml prüft kein Lernziel, ist nicht belegt oder hat keine sinnvollen Antworten.

    Warum: Eine Frage, deren Antwort niemand nachschlagen kann, prüft nur, wer gut rät.

    Schlecht (docs/data/quiz.yml):
        - id: l1-rolle-1
          objective: L1-Z1
          question: Wer entscheidet über den Antrag?
          options: [{text: Die Einbürgerungsbehörde}, {text: Der Lotse}]
          why: Nur die Behörde entscheidet.
          citations: []
          guide: leitfaden/beispiel.md#gibt-es-nicht
          difficulty: 1

    Gut (docs/data/quiz.yml):
        - id: l1-rolle-1
          objective: L1-Z1
          question: Wer entscheidet über den Antrag?
          options: [{text: Die Einbürgerungsbehörde, right: true}, {text: Der Lotse}]
          why: Nur die Behörde entscheidet.
          citations: []
          guide: leitfaden/beispiel.md#kurz
          difficulty: 1
    """
    objectives = {one.id for module in reading.modules(site).values() for one in module.objectives}
    ids: set[str] = set()
    texts: set[str] = set()
    for one in quiz.pool(site):
        for field, message, help_ in (*_about(site, one, objectives), *_answers(one)):
            yield _in_quiz(site, (one.place, field), f"Frage „{one.id}“: {message}", help_)
        if one.id in ids:
            yield _in_quiz(
                site, (one.place, "id"), f"Die Kennung „{one.id}“ gibt es schon", "eine andere Nummer nehmen"
            )
        elif one.question in texts:
            message = "dieselbe Frage steht schon weiter oben"
            yield _in_quiz(site, (one.place, "question"), f"Frage „{one.id}“: {message}", "eine der beiden löschen")
        ids.add(one.id)
        texts.add(one.question)


def _about(site: Site, one: Question, objectives: set[str]) -> Iterator[tuple[str, str, str]]:
    if one.objective not in objectives:
        best = targets.nearest(one.objective, objectives)
        yield (
            "objective",
            f"das Lernziel {one.objective} gibt es nicht",
            f"gemeint: {best}" if best else "Modulseite prüfen",
        )
    if not one.id.startswith(f"{one.module.lower()}-"):
        yield "id", f"die Kennung beginnt nicht mit {one.module.lower()}-", "mit dem Modul des Lernziels beginnen"
    if not one.guide:
        lacks = "keine Seite im Leitfaden" if one.citations else "weder eine Fundstelle noch eine Seite im Leitfaden"
        yield "id", f"sie nennt {lacks}", "ergänzen: guide: leitfaden/sprache.md#kurz"
    else:
        key, _, anchor = one.guide.partition("#")
        page = site.page(SOURCE, key)
        if page is None or anchor not in page.sections:
            best = targets.nearest(anchor, page.sections) if page else ""
            help_ = f"gemeint: {key}#{best}" if best else "Seite und Abschnitt unter docs/de nennen"
            yield "guide", f"„{one.guide}“ gibt es nicht", help_
    try:
        known = laws.load(site.root)
    except laws.LawsError:
        return  # laws/pinned says so
    for text in one.citations:
        if not known.find(text):
            yield "citations", f"„{text}“ ist keine lesbare Fundstelle", "schreiben wie § 9 Abs. 1 StAG"


def _answers(one: Question) -> Iterator[tuple[str, str, str]]:
    right = sum(option.right for option in one.options)
    if not right:
        yield "options", "keine Antwort ist richtig", "bei der richtigen ergänzen: right: true"
    elif right == len(one.options):
        yield "options", "alle Antworten sind richtig", "eine falsche ergänzen"
    if len({option.text for option in one.options}) < len(one.options):
        yield "options", "zwei Antworten sind gleich", "eine löschen"


@rule("error")
def blocking(site: Site) -> Iterator[Diagnostic]:
    """Es gibt weniger als zwei Sperrfragen einer Art.

    Warum: Die Prüfung stellt von jeder Art eine; wer wiederholt, soll nicht dieselbe bekommen.

    Schlecht (docs/data/quiz.yml):
        - id: l1-rolle-1
          objective: L1-Z1
          question: Darf ich sagen, dass es sicher klappt?
          options: [{text: Nein, right: true}, {text: Ja}]
          why: Nur die Behörde entscheidet.
          citations: []
          guide: leitfaden/beispiel.md#kurz
          difficulty: 3
          blocking: promise
    """
    names = {"promise": "Versprechen", "judgement": "Rechtsbewertung"}
    pool = quiz.pool(site)
    for kind in quiz.BLOCKING if pool else ():
        count = sum(one.blocking == kind for one in pool)
        if count < 2:
            yield _in_quiz(
                site, (), f"Sperrfragen der Art {kind} ({names[kind]}): {count}, nötig sind zwei",
                f"eine Frage ergänzen mit: blocking: {kind}",
            )  # fmt: skip


@rule("error")
def case(site: Site) -> Iterator[Diagnostic]:
    """Eine Kursseite nennt einen Fall, den es nicht gibt, oder eine Ampel, die dem Vorab-Check widerspricht.

    Warum: Im Kurs und im Werkzeug muss derselbe Fall dieselbe Farbe haben.

    Schlecht (docs/de/schulung/faelle-ueben.md):
        # Fälle üben { #faelle-ueben }

        /// data | case f999

        ///

    Gut (docs/de/schulung/faelle-ueben.md):
        # Fälle üben { #faelle-ueben }

        /// data | case f01

        ///
    """
    for page in (one for one in site.in_language(SOURCE) if one.key.startswith(reading.FOLDER)):
        for block in page.doc.blocks:
            words = block.title.split()
            if block.name == "data" and words[:1] == ["case"]:
                name = " ".join(words[1:])
                if name not in cases.known(site):
                    best = targets.nearest(name, cases.known(site))
                    help_ = f"gemeint: {best}" if best else "Kennungen stehen in docs/data/cases.yml"
                    yield at(page.file, block.start, f"Den Fall „{name}“ gibt es nicht", help_)
        for found in cases.lights(page):
            allowed = cases.allowed(site, found.case)
            if allowed and found.light not in allowed:
                yield at(
                    page.file,
                    found.offset,
                    f"Der Fall {found.case} steht hier auf {found.light}, nach dem Vorab-Check ist er {' oder '.join(allowed)}",
                    "die Ampel ändern; stimmt sie doch, die Antworten in docs/data/cases.yml prüfen",
                )


@rule("error")
def outdated(site: Site) -> Iterator[Diagnostic]:
    """Der Kurs verweist auf eine Seite, die zurückgezogen ist oder deren Recht sich seit der Durchsicht geändert hat.

    Warum: Was im Kurs gelehrt wird, muss auf der Seite noch stimmen. Hat sich nur das Recht geändert, ist das eine
    Warnung: Die Seite ist zuerst zu prüfen, dann das Modul.

    Schlecht (Kopf):
        withdrawn: Diese Seite stimmt nicht mehr.

    Schlecht (Kopf):
        reviewed: 2026-06-11

    Gut (Kopf):
        reviewed: 2026-06-12
    """
    seen: set[tuple[str, str]] = set()
    for page, link, target, _ in targets.links(site):
        if page.lang == SOURCE and page.meta.get("kind") in ("module", "material") and target.page:
            here = (page.path, target.page.path)
            wrong = None if here in seen else _stale(site, target.page)
            if wrong:
                seen.add(here)
                yield at(page.file, link.start, *wrong[:2], severity=wrong[2])  # type: ignore[arg-type]
    for one in quiz.pool(site):
        guide = site.page(SOURCE, one.guide.partition("#")[0])
        if guide and (wrong := _stale(site, guide)):
            file = site.data[quiz.QUIZ]
            yield at(file.file, file.yaml.place((one.place, "guide")), *wrong[:2], severity=wrong[2])  # type: ignore[arg-type]


def _stale(site: Site, page: Page) -> tuple[str, str, str | None] | None:
    """Message, help and severity for a link to ``page``, None if the page can be relied on."""
    if page.meta.get("withdrawn"):
        return f"Die Seite „{page.title}“ ist zurückgezogen", "eine andere Seite nennen oder den Verweis löschen", None
    for change in freshness.changed_norms(site, page):
        if change.date <= site.as_of:
            return (
                f"Die Seite „{page.title}“ rechnet noch nicht mit der Änderung von {change.name} seit {german_day(change.date)}",
                f"zuerst {page.path} prüfen und dort „reviewed“ erneuern, dann diese Stelle",
                "warning",
            )
    return None


@rule("error")
def material(site: Site) -> Iterator[Diagnostic]:
    """In der Materialtabelle fehlt eine ganze Zahl, oder wofür sie gilt.

    Warum: Nur mit Zahlen lässt sich ausrechnen, was für die Gruppe zu drucken und mitzubringen ist.

    Schlecht (docs/de/schulung/l1.md):
        ---
        title: Rolle
        kind: module
        module: {id: L1, units: 1, mode: presence}
        ---

        # Rolle { #l1 }

        ## Material { #material }

        | Material | Anzahl | Je |
        | --- | --- | --- |
        | Stifte | einige | Person |

    Gut (docs/de/schulung/l1.md):
        ---
        title: Rolle
        kind: module
        module: {id: L1, units: 1, mode: presence}
        ---

        # Rolle { #l1 }

        ## Material { #material }

        | Material | Anzahl | Je |
        | --- | --- | --- |
        | Stifte | 1 | Person |
    """
    for module in reading.modules(site).values():
        yield from _columns(module, "material", reading.MATERIAL_COLUMNS)
        for one in module.materials:
            if one.count is None:
                yield _at(
                    module,
                    one.offset,
                    f"„{one.name}“: „{one.written}“ ist keine ganze Zahl",
                    "nur die Zahl schreiben: 1",
                )
            if one.share not in reading.SHARES:
                yield _at(
                    module, one.offset, f"„{one.name}“: Je „{one.share}“ gibt es nicht",
                    f"möglich: {', '.join(reading.SHARES)}",
                )  # fmt: skip
