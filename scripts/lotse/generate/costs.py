"""„Was es kostet“, from ``costs.yml``: every amount with its formula in words and numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from lotse import cldr, costs
from lotse.costs import ONCE, YEARLY, Plan, formula
from lotse.generate.form import page
from lotse.model import SOURCE, Site

PATH = f"docs/{SOURCE}/konzept/kosten.md"
_NO_BREAK = "\u00a0"
_INTRO = """\
Diese Seite rechnet drei Größen durch. Sie ist kein Angebot und kein Haushaltsansatz. Belegt sind nur wenige Beträge; alle anderen sind [Annahmen](#annahmen), die der Ausschuss einzeln ändern kann.

- **Einmalig** ist der Aufbau: Lehrgänge, Praxisphase, Abschluss.
- **Jährlich** ist der Betrieb: Koordination, Begleitungen, Anleitung, Fortbildung.
- Jeder Posten ist auf ganze Euro gerundet, die Summen zählen die gerundeten Posten zusammen. Das macht sie nachrechenbar, aber nicht genau: Die Annahmen geben nur die Größenordnung her."""
_AID = """\
/// note | Noch zu bestätigen

Ob eine Aufwandsentschädigung mit der Erlaubnis für unentgeltliche Hilfe vereinbar ist (§ 6 Abs. 1 RDG), klären Sie vor dem Beschluss mit der anleitenden Juristin oder dem anleitenden Juristen. Wer nur Auslagen ersetzt, setzt den Satz auf 0.

///"""


def costs_page(site: Site) -> Iterator[tuple[str, str]]:
    """Path and text; nothing while ``costs.yml`` can't be computed."""
    plan = costs.of(site)
    if plan is None or not plan.sound:
        return
    body = [_INTRO, *(f"- {one}" for one in plan.words.get("notes", ())), "", *_overview(plan)]
    for name in plan.scenarios:
        body += _scenario(plan, name)
    body += [*_ratios(plan), *_levers(plan), *_references(plan), *_inputs(plan), *_left_out(plan)]
    yield PATH, page(
        site, "Was es kostet", "Was der Aufbau einmalig und der Betrieb im Jahr kostet, in drei Größen, mit jeder Rechnung.",
        "concept", "advisors, trainers", "kosten", f"docs/data/{costs.FILE}.yml", body, scope="local",
        reviewed=plan.words["checked"],
    )  # fmt: skip


def _overview(plan: Plan) -> list[str]:
    rows = [
        (
            f"[{one['title']}](#{name})", one["summary"], money(plan.total(ONCE, name)), money(plan.total(YEARLY, name)),
            f"**rund {money(_hundreds(plan.first_year(name)))}**",
        )
        for name, one in plan.scenarios.items()
    ]  # fmt: skip
    return [
        "## Auf einen Blick { #ueberblick }", "",
        *_table(("Szenario", "Was es umfasst", "Einmalig", "Jährlich", "Erstes Jahr"), rows), "",
        "/// data | chart kosten", "", "///", "",
    ]  # fmt: skip


def _scenario(plan: Plan, name: str) -> Iterator[str]:
    one = plan.scenarios[name]
    yield from (f"## {one['title']} {{ #{name} }}", "", one["summary"], "")
    quantities = [
        (entry["label"], shown(plan, quantity, name), f"{number(plan.value(quantity, name))} {entry['unit']}")
        for quantity, entry in plan.words.get("quantities", {}).items()
    ]
    if quantities:
        yield from (f"### {one['title']}: Mengen {{ #{name}-mengen }}", "")
        yield from (*_table(("Menge", "Rechnung", "Ergebnis"), quantities), "")
    for when, title in ((ONCE, "einmalig"), (YEARLY, "jährlich")):
        rows = [
            (plan.entry(item)["label"], shown(plan, item, name), money(plan.amount(item, name)))
            for item in plan.items(when)
            if plan.value(item, name)
        ]
        rows.append((f"**Summe {title}**", "", f"**{money(plan.total(when, name))}**"))
        yield from (f"### {one['title']}: {title} {{ #{name}-{'einmalig' if when == ONCE else 'jaehrlich'} }}", "")
        yield from (*_table(("Posten", "Rechnung", "Betrag"), rows), "")
        if none := [plan.entry(item)["label"] for item in plan.items(when) if not plan.value(item, name)]:
            yield from (f"In diesem Szenario nicht vorgesehen: {', '.join(none)}.", "")
    first = money(plan.first_year(name))
    yield from (f"Erstes Jahr zusammen: {first}, also rund {money(_hundreds(plan.first_year(name)))}.", "")


def _ratios(plan: Plan) -> list[str]:
    rows = [
        (entry["label"], plan.scenarios[name]["title"], shown(plan, ratio, name), money(_euros(plan, ratio, name)))
        for ratio, entry in plan.words.get("ratios", {}).items()
        for name in plan.scenarios
    ]
    if not rows:
        return []
    return [
        "## Kennzahlen { #kennzahlen }", "", *_table(("Kennzahl", "Szenario", "Rechnung", "Betrag"), rows), "",
        "Eine Begleitung trägt hier auch die Kosten für Sprechtage, Infostunden und Fortbildung mit. Ihre Zahl ist rechnerisch; gezählt wird erst im Betrieb.", "",
        "Eine Aufwandsentschädigung ist bis zu [960 €](fact:ehrenamt.pauschale) im Jahr steuerfrei, wenn die Bedingungen des § 3 Nr. 26a EStG erfüllt sind. Ob Lotsinnen und Lotsen darunter fallen, bestätigt das Finanzamt.", "",
        _AID, "",
    ]  # fmt: skip


def _levers(plan: Plan) -> list[str]:
    body = [
        "## Was die Summe am meisten bewegt { #hebel }", "",
        "Steigt eine Eingabe um ein Zehntel, ändert sich das erste Jahr um diesen Betrag. Die drei stärksten je Szenario:", "",
    ]  # fmt: skip
    for name, one in plan.scenarios.items():
        parts = [f"{plan.entry(lever)['label']} ({signed(change)})" for lever, change in plan.levers(name)[:3]]
        item = max((*plan.items(ONCE), *plan.items(YEARLY)), key=lambda item: plan.amount(item, name))
        share = costs.rounded(Fraction(100 * plan.amount(item, name), plan.first_year(name) or 1))
        body.append(
            f"- **{one['title']}:** {', '.join(parts)}. Größter Posten: {plan.entry(item)['label']}, "
            f"{share}{_NO_BREAK}% des ersten Jahres."
        )
    return [*body, "", "Diese Eingaben sollten zuerst bestätigt werden.", ""]


def _references(plan: Plan) -> list[str]:
    rows = [
        (one["label"], one["text"], _source(one["source"]), one.get("confirm_with", "–"))
        for one in plan.words.get("references", ())
    ]
    if not rows:
        return []
    head = ("Ort oder Programm", "Was bekannt ist", "Quelle", "Noch zu bestätigen mit")
    return [
        "## Zum Vergleich, und woher Geld kommen kann { #vergleich }", "",
        "Die Beträge anderer Orte umfassen nicht dasselbe und sind zum Teil über zehn Jahre alt. Sie zeigen nur die Größenordnung.", "",
        *_table(head, rows), "",
    ]  # fmt: skip


def _inputs(plan: Plan) -> list[str]:
    def chosen(basis: str) -> list[tuple[Mapping[str, Any], str]]:
        return [(one, _values(one)) for one in plan.inputs.values() if one["basis"] == basis]

    proved = [
        (one["label"], values, one.get("reason", ""), _source(one["source"]), one.get("confirm_with", "–"))
        for one, values in chosen("source")
    ]
    planned = [(one["label"], values, one["reason"]) for one, values in chosen("plan")]
    assumed = [(one["label"], values, one["reason"], one["confirm_with"]) for one, values in chosen("assumption")]
    return [
        "## Belegte Eingaben { #belege }", "",
        *_table(("Eingabe", "Wert", "Dazu", "Quelle", "Noch zu bestätigen mit"), proved), "",
        "## Eingaben aus dem Lehrgang { #lehrgang }", "", *_table(("Eingabe", "Wert", "Herkunft"), planned), "",
        "## Annahmen { #annahmen }", "",
        f"Jede Annahme steht in einer Zeile der Datei `docs/data/{costs.FILE}.yml`. Stehen drei Werte da, gelten sie in dieser Reihenfolge für {_listed([one['title'] for one in plan.scenarios.values()])}.", "",
        *_table(("Annahme", "Wert", "Grund", "Wer es bestätigt"), assumed), "",
    ]  # fmt: skip


def _left_out(plan: Plan) -> list[str]:
    listed = plan.words.get("left_out", ())
    if not listed:
        return []
    return ["## Was nicht gerechnet ist { #nicht-gerechnet }", "", *(f"- {one}" for one in listed)]


def shown(plan: Plan, name: str, scenario: str) -> str:
    """The formula of a quantity, item or ratio, each name as number and unit."""
    return formula.shown(plan.tree(name), lambda one: _term(plan, one, scenario))


def _term(plan: Plan, name: str, scenario: str) -> str:
    value = plan.value(name, scenario)
    if name in costs.SUMS:
        return money(value)
    unit = str(plan.entry(name)["unit"])
    if unit.startswith(cldr.EURO):
        return f"{money(value)}{unit.removeprefix(cldr.EURO)}"
    return f"{number(value)}{_NO_BREAK}{plan.entry(name).get('one', unit) if value == 1 else unit}"


def _values(one: Mapping[str, Any]) -> str:
    written = one["values"].values() if "values" in one else (one["value"],)
    euro = str(one["unit"]).startswith(cldr.EURO)
    numbers = [(money if euro else number)(Fraction(str(value))) for value in written]
    return f"{' / '.join(numbers)} {str(one['unit']).removeprefix(cldr.EURO).strip()}".strip()


def _euros(plan: Plan, name: str, scenario: str) -> int:
    return costs.rounded(plan.value(name, scenario))


def _hundreds(amount: int) -> int:
    return costs.rounded(Fraction(amount, 100)) * 100


def money(amount: Fraction | int) -> str:
    """Euros as German writes them: 1.250 €, 12,50 €."""
    return cldr.format_money(_decimal(Fraction(amount)), SOURCE).replace(" ", _NO_BREAK)


def number(value: Fraction) -> str:
    """A number as German writes it; „rund“ where it has no end."""
    exact = _decimal(value)
    text = cldr.format_number(exact, SOURCE)
    return text if Fraction(str(exact)) == value else f"rund {text}"


def signed(amount: int) -> str:
    """An amount with its sign: + 1.250 €."""
    return f"{'−' if amount < 0 else '+'}{_NO_BREAK}{money(abs(amount))}"


def _decimal(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP).normalize()


def _source(source: dict[str, str]) -> str:
    title = source["title"].replace("[", "(").replace("]", ")")
    return f"[{title}]({source['url']})"


def _listed(names: list[str]) -> str:
    return " und ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    head = list(head)
    return [_row(head), _row(["---"] * len(head)), *(_row(row) for row in rows)]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.strip(' ').replace('|', '/') for cell in cells)} |"
