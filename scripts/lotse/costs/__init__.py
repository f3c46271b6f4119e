"""What it costs: scenarios computed from the inputs and formulas of ``docs/data/costs.yml``.

Inputs are numbers with a source or a reason; quantities, items and ratios are formulas over their names. Each
item is rounded to whole euros, and sums add up the rounded items, so that a printed table adds up.
"""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal, NamedTuple

from lotse.costs import formula
from lotse.costs.formula import FormulaError
from lotse.model import Site
from lotse.source import schema
from lotse.source.yamlfile import Key

FILE = "costs"
ONCE, YEARLY = "once", "yearly"
# Sums that ratios may use, besides everything that has a name of its own.
SUMS = {"summe_einmalig": (ONCE,), "summe_jaehrlich": (YEARLY,), "summe_erstes_jahr": (ONCE, YEARLY)}
COMPUTED = ("quantities", "items", "ratios")

Kind = Literal["formula", "unknown-name", "circular", "impossible", "unused"]


class Fault(NamedTuple):
    """What is wrong with the plan: which rule says it, and where it stands in the file."""

    kind: Kind
    key: Key
    message: str
    help: str


class _Circle(Exception):
    """Names that need each other, in the order in which they do."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(names)
        self.names = names


@dataclass
class Plan:
    """``costs.yml``, evaluated on demand; ``words`` is the file as it stands. Compute only when it is ``sound``."""

    words: Mapping[str, Any]

    @property
    def scenarios(self) -> Mapping[str, Mapping[str, str]]:
        """Title and summary of each scenario."""
        found: Mapping[str, Mapping[str, str]] = self.words["scenarios"]
        return found

    @property
    def inputs(self) -> Mapping[str, Mapping[str, Any]]:
        """Every input by name."""
        found: Mapping[str, Mapping[str, Any]] = self.words["inputs"]
        return found

    def entry(self, name: str) -> Mapping[str, Any]:
        """What the file says of an input, quantity, item or ratio."""
        found: Mapping[str, Any] = next(
            self.words[part][name] for part in ("inputs", *COMPUTED) if name in self.words.get(part, {})
        )
        return found

    @cached_property
    def _parsed(self) -> tuple[dict[str, ast.expr], list[Fault]]:
        trees, wrong = {}, []
        for part, name, one in self._formulas():
            try:
                trees[name] = formula.parse(one["formula"])
            except FormulaError as error:
                wrong.append(Fault("formula", (part, name, "formula"), error.message, error.help))
        return trees, wrong

    def _formulas(self) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
        for part in COMPUTED:
            for name, one in self.words.get(part, {}).items():
                yield part, name, one

    def tree(self, name: str) -> ast.expr:
        """The formula of a quantity, item or ratio."""
        return self._parsed[0][name]

    @cached_property
    def faults(self) -> list[Fault]:
        """Everything that keeps the plan from being computed, and inputs that move nothing."""
        found = [*self._parsed[1], *self._names()]
        if not found:
            found += self._impossible()
        return found or list(self._unused())

    @property
    def sound(self) -> bool:
        """Whether everything can be computed."""
        return all(fault.kind == "unused" for fault in self.faults)

    def _names(self) -> Iterator[Fault]:
        below: dict[str, set[str]] = {part: set(self.words.get(part, {})) for part in ("inputs", *COMPUTED)}
        taken = set(SUMS)
        for part, own in below.items():
            for name in sorted(own & taken):
                yield Fault("unknown-name", (part, name), f"Die Kennung „{name}“ ist schon vergeben", "umbenennen")
            taken |= own
        for name, one in self.inputs.items():
            for scenario in sorted(set(self.scenarios) ^ set(one.get("values", self.scenarios))):
                message = f"Die Werte passen nicht zu den Szenarien: „{scenario}“"
                yield Fault("unknown-name", ("inputs", name, "values"), message, f"nennen: {', '.join(self.scenarios)}")
        numbers = below["inputs"] | below["quantities"]
        for part, name, _ in self._formulas():
            # Only ratios may use the sums, so that no sum can contain itself.
            known = numbers | set(SUMS) if part == "ratios" else numbers
            for used in formula.names(self.tree(name)) if name in self._parsed[0] else ():
                if used not in known:
                    near = difflib.get_close_matches(used, known, 1, 0.5)
                    help_ = f"gemeint: {near[0]}" if near else "unter „inputs“ oder „quantities“ eintragen"
                    yield Fault("unknown-name", (part, name, "formula"), f"Die Kennung „{used}“ gibt es nicht", help_)

    def _impossible(self) -> Iterator[Fault]:
        said: set[str] = set()  # names of the circles that are already named
        for part, name, _ in self._formulas():
            for scenario in self.scenarios:
                try:
                    negative = self.value(name, scenario) < 0
                except _Circle as circle:
                    if name in circle.names and name not in said:
                        way = " → ".join((*circle.names, name))
                        message = f"Die Formel braucht sich selbst: {way}"
                        help_ = "eine der Formeln nur aus Eingaben rechnen"
                        yield Fault("circular", (part, name, "formula"), message, help_)
                        said.update(circle.names)
                    break
                except ZeroDivisionError:
                    message = f"Die Formel teilt im Szenario „{scenario}“ durch null"
                    yield Fault("impossible", (part, name, "formula"), message, "Eingaben dieses Szenarios prüfen")
                    break
                if negative:
                    message = f"Das Ergebnis ist im Szenario „{scenario}“ negativ"
                    yield Fault("impossible", (part, name, "formula"), message, "Vorzeichen und Eingaben prüfen")
                    break

    def _unused(self) -> Iterator[Fault]:
        used = {one for tree in self._parsed[0].values() for one in formula.names(tree)}
        for part in ("inputs", "quantities"):
            for name in self.words.get(part, {}):
                if name not in used:
                    yield Fault(
                        "unused", (part, name), f"Keine Formel benutzt „{name}“", "verwenden oder den Eintrag löschen"
                    )

    def value(self, name: str, scenario: str, change: Mapping[str, Fraction] | None = None) -> Fraction:
        """What a name stands for in a scenario, exact.

        Args:
            change: factors for inputs, to see what moves the sum.
        Raises ZeroDivisionError.
        """
        return self._value(name, scenario, change or {}, ())

    def _value(self, name: str, scenario: str, change: Mapping[str, Fraction], under: tuple[str, ...]) -> Fraction:
        if name in under:
            raise _Circle(under[under.index(name) :])
        if name in SUMS:
            return sum((Fraction(self.total(when, scenario)) for when in SUMS[name]), Fraction(0))
        if name in self.inputs:
            return self._input(name, scenario) * change.get(name, 1)
        return formula.value(self.tree(name), lambda one: self._value(one, scenario, change, (*under, name)))

    def _input(self, name: str, scenario: str) -> Fraction:
        one = self.inputs[name]
        return Fraction(str(one["values"][scenario] if "values" in one else one["value"]))

    def items(self, when: str) -> list[str]:
        """Names of the items of one kind, in the order of the file."""
        return [name for name, one in self.words["items"].items() if one["when"] == when]

    def amount(self, name: str, scenario: str) -> int:
        """An item in whole euros, halves rounded up."""
        return rounded(self.value(name, scenario))

    def total(self, when: str, scenario: str) -> int:
        """Sum of the rounded items of one kind."""
        return sum(self.amount(name, scenario) for name in self.items(when))

    def first_year(self, scenario: str) -> int:
        """What the first year costs."""
        return self.total(ONCE, scenario) + self.total(YEARLY, scenario)

    def levers(self, scenario: str) -> list[tuple[str, int]]:
        """Inputs that are no definition, with what a tenth more of each adds to the first year; the strongest first."""
        every = [*self.items(ONCE), *self.items(YEARLY)]
        before = sum(self.value(name, scenario) for name in every)
        found = []
        for name, one in self.inputs.items():
            if one["basis"] != "definition":
                after = sum(self.value(item, scenario, {name: Fraction(11, 10)}) for item in every)
                found.append((name, rounded(after - before)))
        return sorted(found, key=lambda pair: -abs(pair[1]))


def rounded(amount: Fraction | int) -> int:
    """Whole euros; halves go away from zero."""
    return int(amount + Fraction(1, 2)) if amount >= 0 else -int(-amount + Fraction(1, 2))


def of(site: Site) -> Plan | None:
    """The plan, read once; None while the file is missing or does not have the agreed form."""
    if FILE not in site.cache:
        site.cache[FILE] = _read(site)
    found: Plan | None = site.cache[FILE]
    return found


def _read(site: Site) -> Plan | None:
    file = site.data.get(FILE)
    if file is None or file.file.problems or file.yaml.problems or file.value is None:
        return None
    if any(schema.validate(site.root, f"{FILE}.schema.json", file.value)):
        return None  # frontmatter/data says so
    return Plan(file.value)
