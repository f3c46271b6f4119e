"""Charts: figures that are compared, from ``docs/data/charts.yml`` or computed, drawn by ``diagrams.bars``.

A page says ``/// data | chart NAME``. Charts are German: they stand in the concept, which is German only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lotse import cldr, costs
from lotse.diagrams.bars import Bar
from lotse.model import SOURCE, Site
from lotse.source import schema
from lotse.source.yamlfile import Key

FILE = "charts"
COSTS = "kosten"  # made from costs.yml


@dataclass(frozen=True)
class Row:
    """One thing that is compared: its name, a bar and its words for each series.

    Attributes:
        kind: ``own`` for what we propose, ``unsure`` for what the source leaves open, else empty.
    """

    label: str
    bars: tuple[Bar, ...]
    kind: str = ""


@dataclass(frozen=True)
class Chart:
    """Figures of one kind.

    Attributes:
        description: the finding in a sentence, for those who don't see the picture.
        what: heading of the first column of the table: ``Jahr``, ``Kommune``.
        unit: what is counted.
        series: names of the columns of figures.
        sources: title, url and checked of each.
        confirm_with: who can confirm the figures; empty when they are certain.
    """

    name: str
    title: str
    description: str
    what: str
    unit: str
    series: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""
    sources: tuple[Mapping[str, str], ...] = ()
    confirm_with: str = ""


def of(site: Site) -> dict[str, Chart]:
    """Every chart by name; what can't be drawn is left out, frontmatter/data and facts/chart say why."""
    wrong = {key[0] for key, _ in faults(site)}
    found = {name: _chart(name, one) for name, one in _listed(site).items() if name not in wrong}
    plan = costs.of(site)
    if plan and plan.sound:
        found[COSTS] = _costs(plan)
    return found


def faults(site: Site) -> Iterator[tuple[Key, str]]:
    """Key in ``charts.yml`` and message for each row that does not fit its chart."""
    for name, one in _listed(site).items():
        labels: set[str] = set()
        for place, row in enumerate(one["rows"]):
            key, values = (name, "rows", place), row["values"]
            if len(values) != len(one["series"]):
                yield (*key, "values"), f"Werte: {len(values)}, Spalten: {len(one['series'])}"
            if any(isinstance(value, list) and value[0] > value[1] for value in values):
                yield (*key, "values"), "Die Spanne beginnt mit dem größeren Wert"
            if row["label"] in labels:
                yield (*key, "label"), f"„{row['label']}“ gibt es in diesem Schaubild schon"
            labels.add(row["label"])


def _listed(site: Site) -> Mapping[str, Any]:
    """``charts.yml``, empty while it is missing or does not have the agreed form."""
    file = site.data.get(FILE)
    if file is None or file.file.problems or file.yaml.problems or file.value is None:
        return {}
    if any(schema.validate(site.root, f"{FILE}.schema.json", file.value)):
        return {}
    found: Mapping[str, Any] = file.value
    return found


def _chart(name: str, one: Mapping[str, Any]) -> Chart:
    rows = []
    for row in one["rows"]:
        bars = [_bar(value, row.get("stated", "") if len(row["values"]) == 1 else "") for value in row["values"]]
        rows.append(Row(row["label"], tuple(bars), row.get("kind", "")))
    return Chart(
        name, one["title"], one["description"], one["what"], one["unit"], tuple(one["series"]), tuple(rows),
        one.get("note", ""), tuple(one["sources"]), one.get("confirm_with", ""),
    )  # fmt: skip


def _bar(value: Any, stated: str) -> Bar:
    """A number, a pair (from, to) or None; ``stated`` are the source's own words."""
    if value is None:
        return Bar(None, None, stated)
    ends = value if isinstance(value, list) else [value, value]
    low, high = (Decimal(str(end)) for end in ends)
    return Bar(low, high, stated or " bis ".join(dict.fromkeys(cldr.format_number(end, SOURCE) for end in (low, high))))


def _costs(plan: costs.Plan) -> Chart:
    rows = []
    for name, scenario in plan.scenarios.items():
        amounts = [plan.total(when, name) for when in (costs.ONCE, costs.YEARLY)]
        bars = [Bar(Decimal(one), Decimal(one), cldr.format_money(one, SOURCE)) for one in amounts]
        rows.append(Row(scenario["title"], tuple(bars)))
    words = plan.words["chart"]
    return Chart(
        COSTS, words["title"], words["description"], words["what"], words["unit"],
        (words[costs.ONCE], words[costs.YEARLY]), tuple(rows), words["note"],
    )  # fmt: skip
