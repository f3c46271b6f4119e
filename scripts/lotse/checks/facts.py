"""Numbers, deadlines, fees and dates: every page says what ``docs/data/facts.yml`` says."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator
from typing import Any

from lotse import charts, facts, laws, words
from lotse.checks import at, german_day, rule
from lotse.course import blocks, quiz
from lotse.diagnostics import Diagnostic, Fix
from lotse.facts import Fact, Mismatch, numbers
from lotse.facts.unmarked import Unmarked, cited
from lotse.model import SOURCE, Page, Site
from lotse.source.markdown import Link
from lotse.source.schema import FOLDER
from lotse.source.yamlfile import Key

OPERATOR_BLOCKS = ("imprint", "privacy", "contact")


@rule("error")
def unknown(site: Site) -> Iterator[Diagnostic]:
    """Ein Link auf eine Tatsache nennt eine Kennung, die es nicht gibt.

    Warum: Ohne Kennung kann niemand prüfen, ob die Zahl noch stimmt.

    Schlecht:
        Die Frist beträgt [5 Jahre](fact:aufenthalt.dauerr).

    Gut:
        Die Frist beträgt [5 Jahre](fact:aufenthalt.dauer).
    """
    known = facts.of(site)
    if _unreadable(site):
        return
    for page, link, name in _links(site):
        if known.get(name) is None and name not in site.value("facts"):
            near = known.nearest(name)
            better = f"fact:{near} schreiben, falls das gemeint ist" if near else "eine Kennung aus dieser Datei nehmen"
            yield at(
                page.file,
                link.start,
                f"Die Kennung „{name}“ steht nicht in {facts.PATH}",
                better,
                source=known.facts[near].place if near else "",
            )
    yield from _unknown_in_data(site, known)


def _unknown_in_data(site: Site, known: facts.Facts) -> Iterator[Diagnostic]:
    """``{fact:id}`` and ``{n:id}`` in the words of the interface and in the questions of the course."""
    for name, file in site.judged_data().items():
        if (name == quiz.QUIZ or name.startswith("text/")) and b"{" in file.file.raw:
            for key, text in _texts(file.value, ()):
                for gap in facts.GAP.finditer(text):
                    if known.get(gap[1]) is None and gap[1] not in site.value("facts"):
                        near = known.nearest(gap[1])
                        yield at(
                            file.file,
                            file.yaml.place(key),
                            f"Die Kennung „{gap[1]}“ steht nicht in {facts.PATH}",
                            f"gemeint: {near}" if near else "eine Kennung aus dieser Datei nehmen",
                        )


def _texts(value: Any, key: Key) -> Iterator[tuple[Key, str]]:
    if isinstance(value, dict | list):
        for name, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _texts(inner, (*key, name))
    elif isinstance(value, str):
        yield key, value


@rule("error")
def value(site: Site) -> Iterator[Diagnostic]:
    """Eine Zahl, ein Datum oder eine Stufe ist anders als in den Daten.

    Warum: Was das Recht festlegt, steht nur einmal in den Daten; jede Seite in jeder Sprache muss dasselbe sagen.

    Schlecht:
        Die Frist beträgt [8 Jahre](fact:aufenthalt.dauer).

    Gut:
        Die Frist beträgt [5 Jahre](fact:aufenthalt.dauer).
    """
    yield from _mismatches(site, "value")


@rule("error")
def unit(site: Site) -> Iterator[Diagnostic]:
    """Im Linktext fehlt die Einheit, oder es ist eine andere als in den Daten.

    Warum: Fünf Monate sind nicht fünf Jahre; geprüft werden kann nur, was im Linktext steht.

    Schlecht:
        Die Frist beträgt [5](fact:aufenthalt.dauer) Jahre.

    Schlecht:
        Die Frist beträgt [5 Monate](fact:aufenthalt.dauer).

    Gut:
        Nach [5 Jahren](fact:aufenthalt.dauer).
    """
    yield from _mismatches(site, "unit")


def _mismatches(site: Site, kind: str) -> Iterator[Diagnostic]:
    known = facts.of(site)
    for page, link, name in _links(site):
        if (fact := known.get(name)) is None:
            continue
        for wrong in known.compare(link.text, fact, page.lang):
            if wrong.kind == kind:
                yield at(
                    page.file,
                    link.start,
                    wrong.message,
                    _help(site, page, fact, wrong),
                    source=_source(fact),
                    fix=_fix(page, link, wrong),
                )


def _help(site: Site, page: Page, fact: Fact, wrong: Mismatch) -> str:
    better = wrong.mended or facts.render(fact, page.lang)
    if wrong.kind == "unit" and better.isdecimal():
        accepted = ", ".join(facts.of(site).words(page.lang).get(fact.unit, ()))
        return f"Zahl und Einheit zusammen in die eckigen Klammern setzen; erkannt wird: {accepted}"
    return f"schreiben: [{better}](fact:{fact.id}) – oder zuerst die Daten berichtigen"


def _source(fact: Fact) -> str:
    return f"{fact.place}: {fact.label}{f' ({fact.citation})' if fact.citation else ''}"


def _fix(page: Page, link: Link, wrong: Mismatch) -> Fix | None:
    shown = link.text.encode()
    plain = page.file.raw[link.start : link.end] == b"[%s](%s)" % (shown, link.url.encode())
    # Emphasis, line breaks or a title inside the link are an editor's: only a plain link is rewritten.
    if wrong.mended is None or not plain:
        return None
    return Fix(link.start + 1, link.start + 1 + len(shown), wrong.mended.encode())


def _links(site: Site) -> Iterator[tuple[Page, Link, str]]:
    for page in site.judged_pages():
        if b"fact:" in page.file.raw:
            for link in page.doc.links:
                if link.url.startswith(facts.PREFIX):
                    yield page, link, link.url.removeprefix(facts.PREFIX)


def _unreadable(site: Site) -> bool:
    file = site.data.get("facts")
    return bool(file and (file.file.problems or not isinstance(file.value, dict)))


@rule("warning")
def unmarked(site: Site) -> Iterator[Diagnostic]:
    """Neben einem Zitat steht eine Zahl aus den Daten ohne Link auf ihre Tatsache.

    Warum: Ändert sich das Gesetz, findet niemand die Zahl; geprüft wird nur, was verlinkt ist.

    Schlecht:
        Nach 5 Jahren besteht ein Anspruch (§ 10 Abs. 1 Satz 1 StAG).

    Gut:
        Nach [5 Jahren](fact:aufenthalt.dauer) besteht ein Anspruch (§ 10 Abs. 1 Satz 1 StAG).
    """
    try:
        finder = Unmarked(site)
    except laws.LawsError:
        return  # laws/pinned says so
    for page in site.judged_pages():
        for offset, text, fact in finder.values(page):
            yield at(
                page.file,
                offset,
                f"„{text}“ steht hier ohne Link auf die Daten",
                f"falls „{fact.label}“ gemeint ist: [{text}](fact:{fact.id})",
                source=_source(fact),
            )
    for one in quiz.pool(site) if site.judges(SOURCE) else ():
        # A wrong answer may say any number.
        stated: list[tuple[Key, str]] = [(("question",), one.question), (("why",), one.why)]
        stated += [(("options", n, "text"), option.text) for n, option in enumerate(one.options) if option.right]
        for key, spoken in stated:
            for text, fact in finder.stated(spoken, one.citations, SOURCE):
                file = site.data[quiz.QUIZ]
                yield at(
                    file.file,
                    file.yaml.place((one.place, *key)),
                    f"„{text}“ steht hier ohne Verweis auf die Daten",
                    f"falls „{fact.label}“ gemeint ist: {{fact:{fact.id}}}, die Zahl allein {{n:{fact.id}}}",
                    source=_source(fact),
                )


@rule("error")
def duplicate(site: Site) -> Iterator[Diagnostic]:
    """Zwei Tatsachen haben denselben Wert, dieselbe Einheit und dieselbe Fundstelle.

    Warum: Wird nur eine von beiden berichtigt, widersprechen sich die Seiten.

    Schlecht (docs/data/facts.yml):
        aufenthalt.dauer: {label: Nötige Aufenthaltsdauer, value: 5, unit: years, citation: § 10 Abs. 1 Satz 1 StAG}
        aufenthalt.frist: {label: Frist für den Anspruch, value: 5, unit: years, citation: § 10 Abs. 1 S. 1 StAG}

    Gut (docs/data/facts.yml):
        aufenthalt.dauer: {label: Nötige Aufenthaltsdauer, value: 5, unit: years, citation: § 10 Abs. 1 Satz 1 StAG}
        geburt.aufenthalt: {label: Dauer bei Geburt, value: 5, unit: years, citation: § 4 Abs. 3 Satz 1 Nr. 1 StAG}
    """
    known: dict[tuple[object, ...], Fact] = {}
    for fact in facts.of(site).facts.values():
        first = known.setdefault((fact.value, fact.unit, cited(fact.citation)), fact)
        if first is not fact:
            yield _in_data(
                site,
                (fact.id, "value"),
                f"„{fact.id}“ ist dieselbe Tatsache wie „{first.id}“",
                f"überall fact:{first.id} verwenden und diesen Eintrag löschen",
                source=_source(first),
            )


@rule("error")
def expired(site: Site) -> Iterator[Diagnostic]:
    """Eine Tatsache gilt nicht mehr.

    Warum: Ein abgelaufener Wert auf einer Seite ist eine falsche Auskunft.

    Schlecht (docs/data/facts.yml):
        aufenthalt.dauer:
          label: Nötige Aufenthaltsdauer
          value: 8
          unit: years
          valid_to: "2024-06-26"

    Gut (docs/data/facts.yml):
        aufenthalt.dauer:
          label: Nötige Aufenthaltsdauer
          value: 5
          unit: years
          valid_to: null
    """
    known = facts.of(site)
    for fact in known.facts.values():
        if fact.valid_to and site.as_of and fact.valid_to < site.as_of:
            pages = sorted({page.path for page, _, name in _links(site) if name == fact.id and page.lang == SOURCE})
            used = f"; betroffen: {', '.join(pages)}" if pages else ""
            yield _in_data(
                site,
                (fact.id, "valid_to"),
                f"„{fact.label}“ ({facts.render(fact, SOURCE)}) galt nur bis {german_day(fact.valid_to)}",
                f"den neuen Wert mit Quelle und valid_from eintragen{used}",
            )


@rule("info")
def unused(site: Site) -> Iterator[Diagnostic]:
    """Eine Tatsache kommt auf keiner deutschen Seite vor.

    Warum: Was niemand liest, muss auch niemand prüfen.

    Schlecht (docs/data/facts.yml):
        beispiel.ungenutzt:
          label: Eine Zahl, die auf keiner Seite steht
          value: 7
          unit: days
    """
    # The generated list of all numbers names every one of them.
    used = {name for page, _, name in _links(site) if page.lang == SOURCE and page.key != numbers.KEY}
    for fact in facts.of(site).facts.values():
        if fact.id not in used:
            yield _in_data(
                site,
                (fact.id,),
                f"Keine deutsche Seite nutzt „{fact.label}“ ({fact.id})",
                "auf einer Seite verwenden oder den Eintrag löschen",
            )


def _in_data(site: Site, key: tuple[str, ...], message: str, help: str, source: str = "") -> Diagnostic:
    file = site.data["facts"]
    return at(file.file, file.yaml.place(key), message, help, source=source)


@rule("info")
def operator(site: Site) -> Iterator[Diagnostic]:
    """Der Betreiber hat eine Angabe über sich noch nicht eingetragen.

    Warum: Ohne Anschrift, Verantwortliche und Meldeweg darf die Website nicht öffentlich stehen.

    Schlecht (docs/data/operator.yml):
        name: null
    """
    file = site.data.get("operator")
    if file is None or not isinstance(file.value, dict):
        return
    try:
        schema = json.loads((site.root / FOLDER / "operator.schema.json").read_text("utf-8"))
    except (OSError, ValueError):
        schema = {}
    for key in _open(file.value):
        yield at(
            file.file,
            file.yaml.place(key),
            f"Angabe des Betreibers fehlt: {_described(schema, key)}",
            f"in docs/data/operator.yml bei „{'.'.join(key)}“ eintragen, ehe die Website öffentlich wird",
        )


def _open(value: dict[str, Any], parents: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, one in value.items():
        if one is None:
            yield (*parents, str(name))
        elif isinstance(one, dict):
            yield from _open(one, (*parents, str(name)))


def _described(schema: Any, key: tuple[str, ...]) -> str:
    for name in key:
        schema = schema.get("properties", {}).get(name, {}) if isinstance(schema, dict) else {}
    return str(schema.get("description", "")).partition(";")[0].rstrip(".") or ".".join(key)


@rule("error")
def data_block(site: Site) -> Iterator[Diagnostic]:
    """Ein Datenblock nennt etwas, das es in docs/data nicht gibt.

    Warum: An dieser Stelle bliebe die Seite leer, ohne dass es jemand merkt.

    Schlecht:
        /// data | office gibt-es-nicht

        ///

    Gut:
        /// data | municipalities

        ///
    """
    for page in site.judged_pages():
        if b"///" not in page.file.raw:
            continue
        for block in page.doc.blocks:
            if block.name == "data" and (wrong := _block_problem(site, block.title.split())):
                yield at(page.file, block.start, *wrong)


@rule("error")
def chart(site: Site) -> Iterator[Diagnostic]:
    """Eine Zeile eines Schaubilds passt nicht zu seinen Spalten, oder sie steht zweimal da.

    Warum: Ein Balken stünde unter dem falschen Namen, oder das Bild fehlte auf der Seite.

    Schlecht (docs/data/charts.yml):
        antraege:
          title: Anträge
          description: Es wurden mehr.
          what: Jahr
          unit: Anträge
          series: [Anträge, offen]
          rows: [{label: "2023", values: [1546]}]
          sources: [{title: Vorlage, url: "https://www.example.org/", checked: "2026-11-22"}]
          confidence: certain

    Gut (docs/data/charts.yml):
        antraege:
          title: Anträge
          description: Es wurden mehr.
          what: Jahr
          unit: Anträge
          series: [Anträge, offen]
          rows: [{label: "2023", values: [1546, 375]}]
          sources: [{title: Vorlage, url: "https://www.example.org/", checked: "2026-11-22"}]
          confidence: certain
    """
    for key, message in charts.faults(site):
        file = site.data[charts.FILE]
        yield at(file.file, file.yaml.place(key), message, "mit den anderen Zeilen vergleichen")


def _block_problem(site: Site, written: list[str]) -> tuple[str, str] | None:
    """Message and help, or None if the block can be filled."""
    place = site.value("municipality")
    place = place if isinstance(place, dict) else {}
    match written:
        case ["office", name]:
            offices = [str(one) for one in place.get("offices") or ()]
            if name in offices:
                return None
            near = difflib.get_close_matches(name, offices, 1, 0.4)
            hint = f"möglich: {', '.join(near or offices)}" if offices else "die Stelle dort eintragen"
            return f"Die Stelle „{name}“ steht nicht in docs/data/municipality.yml", hint
        case ["operator", part] if part in OPERATOR_BLOCKS:
            missing = "docs/data/operator.yml fehlt oder ist leer"
            return None if site.value("operator") else (missing, "die Datei aus dem letzten Stand zurückholen")
        case ["tool", name] if name in words.TOOLS:
            return None
        case ["translations"]:
            return None
        case ["access"]:
            missing = "docs/data/access.yml fehlt oder ist leer"
            return None if site.value("access") else (missing, "tests/benchmarks/bench_access.py --write schreibt sie")
        case ["course" | "quiz" | "document" | "case", *_]:
            return blocks.problem(site, written)
        case ["chart", name]:
            known = charts.of(site)
            if name in known:
                return None
            hint = f"möglich: {', '.join(difflib.get_close_matches(name, known, 1, 0.4) or known)}"
            missing = f"Das Schaubild „{name}“ steht nicht in docs/data/charts.yml"
            return missing, hint if known else "das Schaubild dort eintragen"
        case ["municipalities"]:
            missing = "In docs/data/municipality.yml stehen keine Kommunen"
            return None if place.get("municipalities") else (missing, "die Liste „municipalities“ dort ergänzen")
        case _:
            return (
                f"Den Datenblock „{' '.join(written)}“ gibt es nicht",
                "möglich: office KENNUNG, operator imprint, operator privacy, operator contact, municipalities, tool NAME, "
                "translations, access, chart KENNUNG, course …, quiz MODUL, case FALL, document NAME",
            )
