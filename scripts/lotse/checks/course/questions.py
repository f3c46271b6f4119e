"""Questions and cases: with a source, in line with the pre-check, resting on pages that are up to date."""

from __future__ import annotations

from collections.abc import Iterator

from lotse import freshness, laws, targets
from lotse.checks import at, german_day, rule
from lotse.checks.course.places import in_quiz
from lotse.course import cases, quiz
from lotse.course import module as reading
from lotse.course.quiz import Question
from lotse.diagnostics import Diagnostic
from lotse.model import SOURCE, Page, Site


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
            yield in_quiz(site, (one.place, field), f"Frage „{one.id}“: {message}", help_)
        if one.id in ids:
            yield in_quiz(site, (one.place, "id"), f"Die Kennung „{one.id}“ gibt es schon", "eine andere Nummer nehmen")
        elif one.question in texts:
            message = "dieselbe Frage steht schon weiter oben"
            yield in_quiz(site, (one.place, "question"), f"Frage „{one.id}“: {message}", "eine der beiden löschen")
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
            yield in_quiz(
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
    for page in (one for one in site.judged_pages(SOURCE) if one.key.startswith(reading.FOLDER)):
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
