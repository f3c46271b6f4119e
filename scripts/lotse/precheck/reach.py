"""What no answers can decide: found by search over the answers that a condition can tell apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from lotse.faults import Fault
from lotse.precheck import conditions, periods
from lotse.precheck.conditions import TRUE, All, Any_, Condition, Leaf, Not, OneOf, Truth, Within
from lotse.precheck.entries import Judgement, Question, Residence, Way
from lotse.precheck.evaluate import Person
from lotse.precheck.rules import Rules
from lotse.source.yamlfile import Key

_STEPS = 100_000  # a search that needs more gives up, and takes the condition for reachable
_HELP = "die Bedingung prüfen"
_DAY = timedelta(days=1)
_TRUTHS: tuple[Truth, ...] = (True, False, None)
_ALL = {(a, b): conditions.conjunction((a, b)) for a in _TRUTHS for b in _TRUTHS}
_ANY = {(a, b): conditions.negation(_ALL[conditions.negation(a), conditions.negation(b)]) for a, b in _ALL}

Where = Callable[[str, str], Key]  # from the ids of a way and one of its rules to where the rule is written


def faults(rules: Rules, on: date, where: Where) -> Iterator[Fault]:
    """Rules, ways, stops, questions and options that no answers can decide, or that nothing reads."""
    search = Search(rules, max(on, rules.start))
    for name, question in rules.questions.items():
        if not search.possible(question.when):
            yield Fault(("questions", name, "when"), f"Die Frage „{name}“ wird nie gestellt", _HELP)
    for way in rules.ways:
        yield from _way(search, way, where)
    yield from _certain(search, where)
    for place, stop in enumerate(rules.stops):
        if not search.possible(stop.condition):
            yield Fault(("stops", place, "if"), f"Das Stoppzeichen „{stop.id}“ kann nie zutreffen", _HELP)
    yield from _unread(rules)


def _way(search: Search, way: Way, where: Where) -> Iterator[Fault]:
    if not search.possible(way.condition):
        yield Fault(("ways", way.id, "if"), f"Der Weg „{way.id}“ kommt nie in Frage", _HELP)
        return
    last = date.fromisoformat(way.validity.last) if way.validity.last else search.on
    together = All((way.condition, *(rule.condition for rule in way.valid(min(search.on, last)))))
    all_met = search.possible(together)
    lonely = False
    for rule in way.rules:
        key = (*where(way.id, rule.id), "if")
        if not all_met and not search.possible(All((way.condition, rule.condition))):
            lonely = True
            yield Fault(key, f"Die Regel „{rule.id}“ kann auf dem Weg „{way.id}“ nie erfüllt sein", _HELP)
    if not all_met and not lonely:
        message = f"Auf dem Weg „{way.id}“ können nie alle Regeln zugleich erfüllt sein"
        yield Fault(("ways", way.id), message, "die Bedingungen seiner Regeln miteinander vergleichen")


def _certain(search: Search, where: Where) -> Iterator[Fault]:
    """Rules that decide nothing on any of their ways."""
    ways = [way for way in search.rules.ways if search.possible(way.condition)]
    every = {(*where(way.id, rule.id), "if"): rule.id for way in ways for rule in way.rules}
    missed = {
        (*where(way.id, rule.id), "if")
        for way in ways
        for rule in way.rules
        if search.possible(All((way.condition, Not(rule.condition))))
    }
    for key, name in every.items():
        if key not in missed:
            message = f"Die Regel „{name}“ kann nie sicher verfehlt sein"
            yield Fault(key, message, "die Bedingung prüfen oder die Regel löschen: sie entscheidet nichts")


def _unread(rules: Rules) -> Iterator[Fault]:
    every = [
        *(stop.condition for stop in rules.stops),
        *(paper.condition for paper in rules.documents),
        *(one for way in rules.ways for one in (way.condition, *(rule.condition for rule in way.rules))),
    ]
    names = _names(rules, every)
    named = _names(rules, every, through_when=True)
    for value in rules.values:
        if value not in named:
            yield Fault(
                ("values", value), f"Den Wert „{value}“ liest keine Regel", "in einer Regel nutzen oder löschen"
            )
    inner = [one.condition for name, one in rules.values.items() if isinstance(one, Judgement) and name in named]
    whens = [rules.questions[name].when for name in named if name in rules.questions]
    leaves = [leaf for condition in (*every, *inner, *whens) for leaf in conditions.leaves(condition)]
    for question in rules.questions.values():
        if question.id not in names | named:
            message = f"Die Frage „{question.id}“ liest keine Regel"
            yield Fault(("questions", question.id), message, "in einer Regel nutzen oder nicht fragen")
            continue
        read = {one for leaf in leaves if isinstance(leaf, OneOf) and leaf.name == question.id for one in leaf.values}
        unread = [one for one in question.options if one not in read]
        for option in unread[1:]:
            yield Fault(
                ("questions", question.id, "options", question.options.index(option)),
                f"Die Antwort „{option}“ auf „{question.id}“ liest keine Regel",
                f"in einer Regel nutzen oder mit „{unread[0]}“ zusammenlegen",
            )


def _names(rules: Rules, read: list[Condition], *, through_when: bool = False) -> set[str]:
    """Questions and values that conditions read, through values and, if asked for, through ``when``."""
    found: set[str] = set()
    left = [leaf.name for condition in read for leaf in conditions.leaves(condition)]
    while left:
        name = left.pop()
        if name in found:
            continue
        found.add(name)
        value, question = rules.values.get(name), rules.questions.get(name)
        if isinstance(value, Judgement):
            left += [leaf.name for leaf in conditions.leaves(value.condition)]
        elif value:
            left.append(rules.source(value))
        elif question and through_when:
            left += [leaf.name for leaf in conditions.leaves(question.when)]
    return found


class Search:
    """Looks for answers that make a condition true, cutting off what can't become true any more."""

    def __init__(self, rules: Rules, on: date) -> None:
        self.rules, self.on = rules, on
        asked = {name: replace(one, when=TRUE) for name, one in rules.questions.items()}
        self._bare = replace(rules, questions=asked)
        self._values: dict[tuple[str, str], Any] = {}

    def possible(self, condition: Condition) -> bool:
        """Whether some answers make ``condition`` true."""
        return self.example(condition) is not None

    def example(self, condition: Condition) -> dict[str, Any] | None:
        """Answers that make ``condition`` true, as few as the search needed; None if there are none."""
        names = _names(self.rules, [condition], through_when=True)
        questions = [one for name, one in self.rules.questions.items() if name in names]
        leaves = [leaf for name in names for leaf in self._leaves(name)] + list(conditions.leaves(condition))
        domains = {one.id: self._distinct(one, leaves) for one in questions}
        self._left = _STEPS
        self._open: dict[Leaf, set[Truth]] = {}  # what a leaf can be while its question is open
        return self._search(condition, {}, domains)

    def _search(
        self, condition: Condition, chosen: dict[str, Any], domains: dict[str, list[Any]]
    ) -> dict[str, Any] | None:
        self._left -= 1
        found = self._outcomes(condition, chosen, domains)
        if True not in found:
            return None
        open_ = next((name for name in domains if name not in chosen), None)
        if len(found) == 1 or open_ is None or self._left < 0:
            return chosen
        tried = (self._search(condition, {**chosen, open_: answer}, domains) for answer in domains[open_])
        return next((one for one in tried if one is not None), None)

    def _outcomes(self, one: Condition, chosen: dict[str, Any], domains: dict[str, list[Any]]) -> set[Truth]:
        """What a condition can be, perhaps too much as long as answers are open."""
        match one:
            case All(parts):
                return self._together(parts, chosen, domains, _ALL, decided=False)
            case Any_(parts):
                return self._together(parts, chosen, domains, _ANY, decided=True)
            case Not(part):
                return {conditions.negation(truth) for truth in self._outcomes(part, chosen, domains)}
            case _:
                return self._leaf(one, chosen, domains)

    def _together(
        self, parts: tuple[Condition, ...], chosen: dict[str, Any], domains: dict[str, list[Any]],
        table: dict[tuple[Truth, Truth], Truth], *, decided: bool,
    ) -> set[Truth]:  # fmt: skip
        """What parts can be together; once they can only be ``decided``, no further part changes that."""
        found: set[Truth] = {not decided}
        for part in parts:
            mine = self._outcomes(part, chosen, domains)
            found = {table[left, right] for left in found for right in mine}
            if found == {decided}:
                break
        return found

    def _leaf(self, leaf: Leaf, chosen: dict[str, Any], domains: dict[str, list[Any]]) -> set[Truth]:
        value = self.rules.values.get(leaf.name)
        if isinstance(value, Judgement):
            words = {True: "yes", False: "no", None: None}
            inner = self._outcomes(value.condition, chosen, domains)
            return {conditions.test(leaf, words[truth]) for truth in inner}
        (name,) = self.rules.behind(leaf.name)
        asked = self._outcomes(self.rules.questions[name].when, chosen, domains)
        found: set[Truth] = {conditions.test(leaf, None)} if False in asked else set()
        if asked == {False}:
            return found
        if name in chosen:
            return found | {self._test(leaf, name, chosen[name])}
        if leaf not in self._open:
            self._open[leaf] = {self._test(leaf, name, answer) for answer in domains[name]}
        return found | self._open[leaf]

    def _test(self, leaf: Leaf, question: str, answer: Any) -> Truth:
        key = (leaf.name, repr(answer))
        if key not in self._values:
            self._values[key] = Person(self._bare, {question: answer}, self.on).read(leaf.name)
        return conditions.test(leaf, self._values[key])

    def _leaves(self, name: str) -> list[Leaf]:
        value, question = self.rules.values.get(name), self.rules.questions.get(name)
        inner = value.condition if isinstance(value, Judgement) else question.when if question else TRUE
        return list(conditions.leaves(inner))

    def _distinct(self, question: Question, leaves: list[Leaf]) -> list[Any]:
        """Answers of which no two are alike to all leaves."""
        mine = [leaf for leaf in leaves if not isinstance(self.rules.values.get(leaf.name), Judgement)]
        mine = [leaf for leaf in mine if question.id in self.rules.behind(leaf.name)]
        found: dict[tuple[Truth, ...], Any] = {}
        for answer in (*self._answers(question, mine), None):
            found.setdefault(tuple(self._test(leaf, question.id, answer) for leaf in mine), answer)
        return list(found.values())

    def _answers(self, question: Question, leaves: list[Leaf]) -> Iterator[Any]:
        bounds = {
            b for leaf in leaves if isinstance(leaf, Within) for b in (leaf.min, leaf.max, leaf.below) if b is not None
        }
        near = sorted({int(bound) + step for bound in bounds if not isinstance(bound, str) for step in (-1, 0, 1)})
        days = {date.fromisoformat(bound) for bound in bounds if isinstance(bound, str)}
        match question.kind:
            case "choice":
                yield from question.options
            case "title":
                yield from self.rules.titles
            case "number":
                least, most = question.min, question.max
                every = {*near, *(int(one) for one in (least, most) if one is not None)} or {0}
                yield from (n for n in sorted(every) if (least is None or n >= least) and (most is None or n <= most))
            case "date":
                yield from (periods.add_years(self.on, -years).isoformat() for years in near or [0] if years >= 0)
                yield from ((day + step * _DAY).isoformat() for day in sorted(days) for step in (-1, 0, 1))
                if question.future:
                    yield (self.on + _DAY).isoformat()
            case _:
                yield from self._periods()

    def _periods(self) -> Iterator[list[dict[str, Any]]]:
        needed = {one.years for one in self.rules.values.values() if isinstance(one, Residence)} or {2}
        for years in sorted({years + step for years in needed for step in (-1, 1)}):
            start = periods.add_years(self.on, -max(years, 0))
            since, until = start.isoformat(), (start - 90 * _DAY).isoformat()
            before = periods.add_years(start, -10).isoformat()
            for kind in periods.KINDS:
                now = {"from": since, "to": None, "kind": kind}
                yield [now]
                yield [{"from": before, "to": until, "kind": "permit"}, now]
