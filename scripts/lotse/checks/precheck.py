"""The pre-check: its rules name what exists, can be decided, cite the law, have words, and judge the cases rightly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from lotse import precheck
from lotse.checks import at, rule
from lotse.diagnostics import Diagnostic
from lotse.faults import Fault
from lotse.model import SOURCE, DataFile, Site
from lotse.precheck import evaluate, exclusive, judge, periods, reach
from lotse.precheck.rules import Rules
from lotse.source import schema
from lotse.source.yamlfile import Key


def _say(site: Site, found: Iterable[Fault]) -> Iterator[Diagnostic]:
    for one in found:
        file = site.data[one.file]
        yield at(file.file, file.yaml.place(one.key), one.message, one.help)


@rule("error")
def unknown_name(site: Site) -> Iterator[Diagnostic]:
    """Eine Bedingung im Vorab-Check nennt etwas, das es nicht gibt oder das sich so nicht vergleichen lässt.

    Warum: Eine Regel, die eine falsch geschriebene Frage liest, bliebe für immer offen.

    Schlecht (docs/data/precheck.yml):
        from: "2024-06-27"
        titles: {visum: {claim: ask, time: ask}}
        questions: {sprache: {group: person, kind: choice, options: ["yes", "no"]}}
        ways: {claim: {result: likely, rules: [{id: sprache, if: {sprahce: "yes"}, otherwise: not-yet}]}}

    Gut (docs/data/precheck.yml):
        from: "2024-06-27"
        titles: {visum: {claim: ask, time: ask}}
        questions: {sprache: {group: person, kind: choice, options: ["yes", "no"]}}
        ways: {claim: {result: likely, rules: [{id: sprache, if: {sprache: "yes"}, otherwise: not-yet}]}}
    """
    yield from _say(site, precheck.faults(site))


@rule("error")
def unreachable(site: Site) -> Iterator[Diagnostic]:
    """Keine Antworten können diese Regel, diesen Weg oder dieses Stoppzeichen entscheiden, oder niemand liest eine Antwort.

    Warum: Was nichts entscheidet, ist ein Denkfehler in den Regeln oder eine Frage zu viel.

    Schlecht (docs/data/precheck.yml):
        from: "2024-06-27"
        titles: {visum: {claim: ask, time: ask}}
        questions: {alter: {group: person, kind: number, min: 0, max: 120}}
        ways: {claim: {result: likely, rules: [{id: alter, if: {alter: {min: 16, below: 16}}, otherwise: not-yet}]}}

    Gut (docs/data/precheck.yml):
        from: "2024-06-27"
        titles: {visum: {claim: ask, time: ask}}
        questions: {alter: {group: person, kind: number, min: 0, max: 120}}
        ways: {claim: {result: likely, rules: [{id: alter, if: {alter: {min: 16}}, otherwise: not-yet}]}}
    """
    rules, on = precheck.of(site), _researched(site)
    if rules:
        yield from _say(site, reach.faults(rules, on or rules.start, lambda way, name: _where(site, way, name)))


@rule("error")
def overlap(site: Site) -> Iterator[Diagnostic]:
    """Zwei Dinge, die sich nach precheck.yml ausschließen, treffen bei denselben Antworten zugleich zu.

    Warum: Am Tisch stünden zwei Hinweise, die einander widersprechen. Die Meldung nennt Antworten, bei denen das geschieht.

    Schlecht (docs/data/precheck.yml):
        from: "2024-06-27"
        titles: {visum: {claim: ask, time: ask}}
        questions: {alter: {group: person, kind: number, min: 0, max: 120}}
        ways: {claim: {result: likely, rules: [{id: alter, if: {alter: {min: 16}}, otherwise: not-yet, citations: [§ 10 StAG]}]}}
        stops: [{id: jung, if: {alter: {max: 16}}, citations: [§ 10 StAG]}, {id: alt, if: {alter: {min: 16}}, citations: [§ 10 StAG]}]
        exclusive: {jahre: {stops: [jung, alt]}}

    Gut (docs/data/precheck.yml):
        from: "2024-06-27"
        titles: {visum: {claim: ask, time: ask}}
        questions: {alter: {group: person, kind: number, min: 0, max: 120}}
        ways: {claim: {result: likely, rules: [{id: alter, if: {alter: {min: 16}}, otherwise: not-yet, citations: [§ 10 StAG]}]}}
        stops: [{id: jung, if: {alter: {below: 16}}, citations: [§ 10 StAG]}, {id: alt, if: {alter: {min: 16}}, citations: [§ 10 StAG]}]
        exclusive: {jahre: {stops: [jung, alt]}}
    """
    rules, on = precheck.of(site), _researched(site)
    if rules:
        yield from _say(site, exclusive.overlaps(rules, precheck.exclusive_groups(site), on or rules.start))


@rule("error")
def gap(site: Site) -> Iterator[Diagnostic]:
    """Von den Dingen, die sich nach precheck.yml ausschließen, trifft bei manchen Antworten keines zu, obwohl eines müsste.

    Warum: Am Tisch stünde nichts, obwohl es etwas zu sagen gibt. Die Meldung nennt Antworten, bei denen das geschieht.

    Schlecht (docs/data/precheck.yml):
        from: "2024-06-27"
        titles: {visum: {claim: ask, time: ask}}
        questions: {alter: {group: person, kind: number, min: 0, max: 120}}
        ways: {claim: {result: likely, rules: [{id: alter, if: {alter: {min: 16}}, otherwise: not-yet, citations: [§ 10 StAG]}]}}
        stops: [{id: jung, if: {alter: {below: 16}}, citations: [§ 10 StAG]}, {id: alt, if: {alter: {min: 18}}, citations: [§ 10 StAG]}]
        exclusive: {jahre: {if: {known: alter}, stops: [jung, alt]}}
    """
    rules, on = precheck.of(site), _researched(site)
    if rules:
        yield from _say(site, exclusive.gaps(rules, precheck.exclusive_groups(site), on or rules.start))


def _where(site: Site, way: str, name: str) -> Key:
    """Where a rule of a way is written: there, or on the way that this one is like."""
    ways = site.value(precheck.PRECHECK)["ways"]
    while way in ways:
        for place, one in enumerate(ways[way].get("rules") or ()):
            if one["id"] == name:
                return ("ways", way, "rules", place)
        way = ways[way].get("like", "")
    return ("ways",)


@rule("error")
def citation(site: Site) -> Iterator[Diagnostic]:
    """Eine Regel oder ein Stoppzeichen im Vorab-Check nennt keine Fundstelle.

    Warum: Wer beraten wird, muss nachschlagen können, worauf ein Ergebnis beruht.

    Schlecht (docs/data/precheck.yml):
        from: "2024-06-27"
        titles: {visum: {claim: ask, time: ask}}
        questions: {sprache: {group: person, kind: choice, options: ["yes", "no"]}}
        ways: {claim: {result: likely, rules: [{id: sprache, if: {sprache: "yes"}, otherwise: not-yet}]}}
    """
    rules = precheck.of(site)
    if rules is None:
        return
    help_ = "ergänzen, zum Beispiel: citations: [§ 10 Abs. 1 Satz 1 StAG]"
    for way in rules.ways:
        for one in way.rules:
            if not one.citations:
                message = f"Die Regel „{one.id}“ nennt keine Fundstelle"
                yield from _say(site, [Fault(_where(site, way.id, one.id), message, help_)])
    for place, stop in enumerate(rules.stops):
        if not stop.citations:
            message = f"Das Stoppzeichen „{stop.id}“ nennt keine Fundstelle"
            yield from _say(site, [Fault(("stops", place), message, help_)])


@rule("error")
def text_missing(site: Site) -> Iterator[Diagnostic]:
    """Einer Frage, Antwort, Regel oder Unterlage des Vorab-Checks fehlen die deutschen Wörter.

    Warum: Am Tisch stünde dort eine Kennung, und in keine Sprache ließe sich etwas übersetzen.

    Schlecht (docs/data/text/de.yml):
        site: {name: Lotse}
        units: {questions: [Frage, Fragen]}
    """
    rules = precheck.of(site)
    if rules is None:
        return
    words = site.text(SOURCE)
    seen: set[Key] = set()
    for name, key, *wanted in _texts(site, rules):
        if any(_word(words, one) for one in wanted) or wanted[0] in seen:
            continue
        seen.add(wanted[0])
        file = site.data[name]
        missing = " oder ".join(".".join(str(part) for part in one) for one in wanted)
        help_ = f"in docs/data/text/{SOURCE}.yml ergänzen"
        yield at(file.file, file.yaml.place(key), f"Der deutsche Text „{missing}“ fehlt", help_)


def _word(words: Any, key: Key) -> bool:
    for part in key:
        words = words.get(part) if isinstance(words, Mapping) else None
    return isinstance(words, str) and bool(words.strip())


def _texts(site: Site, rules: Rules) -> Iterator[tuple[Any, ...]]:
    """File, place there, and the keys of which one must have a text."""
    here = precheck.PRECHECK
    for name in rules.titles:
        yield here, ("titles", name), (here, "titles", name)
    for name, question in rules.questions.items():
        for part in ("text", "why"):
            yield here, ("questions", name), (here, "questions", name, part)
        yield here, ("questions", name, "group"), (here, "groups", question.group)
        for place, option in enumerate(question.options):
            own, shared = (here, "options", name, option), (here, "options", "common", option)
            yield here, ("questions", name, "options", place), own, shared
        for kind in periods.KINDS if question.kind == "periods" else ():
            yield here, ("questions", name), (here, "periods", kind)
    for way in rules.ways:
        yield here, ("ways", way.id), (here, "ways", way.id)
        for one in way.rules:
            for part in ("text", "missing"):
                yield here, _where(site, way.id, one.id), (here, "rules", one.id, part)
    for place, stop in enumerate(rules.stops):
        yield here, ("stops", place), (here, "stops", stop.id)
    for paper in rules.documents:
        for part in ("name", "why", "issuer"):
            yield precheck.DOCUMENTS, (paper.id,), (precheck.DOCUMENTS, paper.id, part)


@rule("error")
def answer(site: Site) -> Iterator[Diagnostic]:
    """Eine Antwort passt nicht zu ihrer Frage, in `cases.yml` oder in der Datei für `lotse precheck`.

    Warum: Ein unmögliches Datum oder eine unbekannte Antwort darf nicht zu einem Ergebnis führen.

    Schlecht (docs/data/cases.yml):
        - id: f01
          title: Die Verkäuferin
          topic: unterhalt
          facts: Eine Verkäuferin spricht gut Deutsch.
          outcome: likely
          reason: Sie spricht gut genug.
          citations: [§ 10 Abs. 1 Satz 1 Nr. 3 StAG]
          see: [leitfaden/beispiel.md#kurz]
          confidence: certain
          answers: {gibt-es-nicht: "yes"}
    """
    for file, place, _, _, found in _cases(site):
        for one in found:
            yield at(file.file, file.yaml.place((place, *one.key)), one.message, "mit precheck.yml vergleichen")


@rule("error")
def case(site: Site) -> Iterator[Diagnostic]:
    """Der Vorab-Check kommt in einem Fall zu einem anderen Ergebnis als `cases.yml`.

    Warum: Die Fälle sind am Gesetz geprüft; urteilt der Vorab-Check anders, ist einer von beiden falsch.

    Schlecht (docs/data/cases.yml):
        - id: f01
          title: Die Verkäuferin
          topic: unterhalt
          facts: Eine Verkäuferin spricht kein Deutsch.
          outcome: likely
          reason: Sie spricht nicht gut genug.
          citations: [§ 10 Abs. 1 Satz 1 Nr. 3 StAG]
          see: [leitfaden/beispiel.md#kurz]
          confidence: certain
          answers: {german: "no"}
    """
    rules = precheck.of(site)
    for file, place, one, on, problems in _cases(site):
        if rules is None or problems or on is None:
            continue
        result = evaluate.evaluate(rules, one["answers"], on)
        if result.outcome != one["outcome"]:
            because = [ruling.rule.id for way in result.ways for ruling in way.rulings if ruling.result != evaluate.MET]
            open_ = f"; offen sind: {', '.join(result.unknown)}" if result.unknown else ""
            yield at(
                file.file,
                file.yaml.place((place, "outcome")),
                f"Der Fall „{one['id']}“ hat das Ergebnis {one['outcome']}, der Vorab-Check sagt {result.outcome}",
                f"nicht erfüllt oder offen: {', '.join(dict.fromkeys(because)) or 'nichts'}{open_}",
            )


def _cases(site: Site) -> Iterator[tuple[DataFile, int, dict[str, Any], date | None, list[judge.Problem]]]:
    """Each case with answers: file, place, the case, its day, and what is wrong with its answers."""
    rules, file = precheck.of(site), site.data.get("cases")
    if rules is None or file is None or file.file.problems or file.yaml.problems:
        return
    if any(schema.validate(site.root, "cases.schema.json", file.value)):
        return  # frontmatter/data says so
    for place, one in enumerate(file.value):
        if "answers" not in one:
            continue
        given = one.get("as_of")
        problem = judge.as_of_problem(rules, given) if given else None
        if problem:
            yield file, place, one, None, [judge.Problem(("as_of",), problem.code, problem.message)]
        elif on := date.fromisoformat(given) if given else _researched(site):
            found = [
                judge.Problem(("answers", *wrong.key), wrong.code, wrong.message)
                for wrong in judge.problems(rules, one["answers"], on)
            ]
            yield file, place, one, on, found


def _researched(site: Site) -> date | None:
    """The day whose law the guide knows: no clock, so that no case changes overnight."""
    listed = site.value("laws")
    return judge.day(listed.get("researched")) if isinstance(listed, dict) else None
