"""Costs: recomputed by hand, read back from the page, and refused where a formula is none."""

from __future__ import annotations

import copy
import re
from fractions import Fraction
from typing import Any

import pytest
from conftest import REPOSITORY

from lotse import costs, model
from lotse.costs import ONCE, YEARLY, Plan, formula
from lotse.costs.formula import FormulaError
from lotse.generate import costs as page

SITE = model.load(REPOSITORY)
FILE: dict[str, Any] = SITE.value("costs")
PLAN = Plan(FILE)
SCENARIOS = list(FILE["scenarios"])


def plan(**change: Any) -> Plan:
    """A small plan with other parts."""
    return Plan({
        "scenarios": {"a": {"title": "A", "summary": "A."}},
        "inputs": {"x": {"label": "X", "unit": "€", "value": 6, "basis": "plan", "reason": "Probe"},
                   "y": {"label": "Y", "unit": "Tage", "value": 4, "basis": "plan", "reason": "Probe"},
                   "z": {"label": "Z", "unit": "Tage", "value": 2, "basis": "definition"}},
        "quantities": {},
        "items": {"one": {"label": "Eins", "when": "once", "formula": "x * y"}},
        **change,
    })  # fmt: skip


# --- Recomputed by hand ---------------------------------------------------------------------------


def given(scenario: str) -> dict[str, Fraction]:
    """The inputs of a scenario, straight from the file."""
    return {
        name: Fraction(str(one["values"][scenario] if "values" in one else one["value"]))
        for name, one in FILE["inputs"].items()
    }


def by_hand(i: dict[str, Fraction]) -> dict[str, dict[str, Fraction]]:
    """What each item must cost, written a second time without the formulas of the file."""
    hour = i["stelle_jahr"] / i["jahresstunden"]
    people = i["kurse_l"] * i["personen_je_kurs"]
    tandems = people * i["begleitungen_je_person"]
    hours = people * i["stunden_monat"] * 12
    meetings = people * (i["updates"] + i["reflexionen"]) * i["ue_treffen"] * 45 / 60
    cases = (hours - meetings) * i["anteil_begleitung"] / i["stunden_je_fall"]
    once = {
        "leitung_l": i["kurse_l"] * i["ue_gruppe"] * i["honorar_leitung"],
        "recht_l": i["kurse_l"] * i["ue_recht"] * i["honorar_recht"],
        "supervision_l": i["kurse_l"] * i["ue_supervision"] * i["honorar_supervision"],
        "a33_kurse": (i["kurse_l"] * i["a33_stunden_l"] + i["kurse_f"] * i["a33_stunden_f"]) * hour,
        "praxis": tandems * i["stunden_je_begleitung"] * hour,
        "gespraeche": people * i["minuten_gespraech"] / 60 * hour,
        "abend": i["kurse_l"] * i["stationen"] * i["personen_je_station"] * i["minuten_abend"] / 60 * hour,
        "auswertung": i["kurse_l"] * i["stunden_auswertung"] * hour,
        "sprachmittlung_praxis": tandems * i["sprachmittlung_anteil"] * i["sprachmittlung_satz"],
        "kinderbetreuung": i["kurse_l"] * i["stunden_praesenz"] * i["betreuung_personen"] * i["betreuung_satz"],
        "verpflegung_l": people * i["termine_kurs"] * i["verpflegung"],
        "fahrt_l": people * (i["termine_kurs"] + i["begleitungen_je_person"]) * i["fahrt"],
        "raum_l": i["kurse_l"] * i["termine_kurs"] * i["raum"],
        "druck_l": people * i["druck_kurs"],
        "werbung_l": i["kurse_l"] * i["werbung"],
        "leitung_f": i["kurse_f"] * i["ue_f_recht"] * i["honorar_recht"]
        + i["kurse_f"] * (i["ue_f"] - i["ue_f_recht"]) * i["honorar_leitung"],
        "tage_f_kosten": i["kurse_f"] * i["tage_f"] * i["raum"]
        + i["kurse_f"] * i["tage_f"] * i["personen_f"] * i["verpflegung"],
        "leitung_t": i["kurse_t"] * i["ue_t"] * i["honorar_leitung"],
    }
    yearly = {
        "koordination": i["stellenanteil"] * i["stelle_jahr"],
        "verwaltung": i["assistenz"] * i["assistenz_jahr"],
        "aufwand": hours * i["aufwand_satz"],
        "fahrt_jahr": people * i["einsaetze_monat"] * 12 * i["fahrt"],
        "anleitung": i["anleitung_stunden"] * 12 * i["honorar_anleitung"],
        "updates_jahr": i["kurse_l"] * i["updates"] * i["ue_treffen"] * i["honorar_recht"],
        "reflexion_jahr": i["kurse_l"] * i["reflexionen"] * i["ue_treffen"] * i["honorar_supervision"],
        "sprachmittlung_jahr": cases
        * i["termine_je_begleitung"]
        * i["sprachmittlung_anteil"]
        * i["sprachmittlung_satz"],
        "raum_jahr": i["sprechtage"] * 12 * i["raum_sprechtag"],
        "druck_buero": people * i["druck_jahr"],
        "versicherung_jahr": i["versicherung"],
        "a33_jahr": i["a33_stunden_jahr"] * hour,
        "leitfaden": i["redaktion_stunden"] * hour,
    }
    return {ONCE: once, YEARLY: yearly}


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("when", [ONCE, YEARLY])
def test_every_item_and_sum_recomputed_from_the_inputs(scenario: str, when: str) -> None:
    expected = by_hand(given(scenario))[when]
    assert PLAN.items(when) == list(expected)
    for name, amount in expected.items():
        assert PLAN.value(name, scenario) == amount, name
        assert abs(PLAN.amount(name, scenario) - amount) <= Fraction(1, 2)
    assert PLAN.total(when, scenario) == sum(PLAN.amount(name, scenario) for name in expected)
    assert abs(PLAN.total(when, scenario) - sum(expected.values())) <= Fraction(len(expected), 2)


def test_what_the_course_demands_is_in_it() -> None:
    """Corrections to the curriculum: 36 accompaniments are 54 hours, 12 talks of 15 minutes, 8 people for 160 minutes."""
    assert PLAN.value("begleitungen_praxis", "mittel") == 36 and PLAN.value("stunden_praxis", "mittel") == 54
    assert PLAN.value("minuten_gespraeche", "mittel") == 12 * 15
    assert PLAN.value("minuten_abende", "mittel") == 4 * 2 * 160
    assert given("mittel")["stellenanteil"] == Fraction(1, 2) and given("mittel")["updates"] == 2


def test_the_evening_and_the_units_are_those_of_the_course() -> None:
    course, values = SITE.value("course"), given("mittel")
    closing = course["closing"]
    rounds = -(-closing["people"] // closing["stations"])
    minutes = (
        closing["test"]
        + closing["break"]
        + rounds * closing["round"]
        + (rounds - 1) * closing["change"]
        + closing["close"]
    )
    assert values["minuten_abend"] == minutes and values["stationen"] == closing["stations"]
    assert values["ue_f"] == course["courses"]["F"]["units"] and values["ue_t"] == course["courses"]["T"]["units"]
    presence = [day for day in course["courses"]["L"]["days"] if day["mode"] == "presence"]
    assert values["termine_kurs"] == len(presence)
    length = sum(clock(day["end"]) - clock(day["start"]) for day in presence)
    assert length <= values["stunden_praesenz"] * 60 < length + 60


def clock(time: str) -> int:
    hours, minutes = time.split(":")
    return int(hours) * 60 + int(minutes)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_what_moves_the_sum_is_found_by_changing_each_input(scenario: str) -> None:
    def whole(values: dict[str, Fraction]) -> Fraction:
        return sum((sum(part.values(), Fraction(0)) for part in by_hand(values).values()), Fraction(0))

    before, effect = whole(given(scenario)), {}
    for name, one in FILE["inputs"].items():
        if one["basis"] != "definition":
            effect[name] = costs.rounded(
                whole({**given(scenario), name: given(scenario)[name] * Fraction(11, 10)}) - before
            )
    assert dict(PLAN.levers(scenario)) == effect
    assert [abs(change) for _, change in PLAN.levers(scenario)] == sorted(map(abs, effect.values()), reverse=True)


def test_every_assumption_says_why_and_who_confirms_it() -> None:
    for one in FILE["inputs"].values():
        match one["basis"]:
            case "assumption":
                assert one["reason"] and one["confirm_with"] and "source" not in one
            case "source":
                assert one["source"]["url"].startswith("http")
            case "plan":
                assert one["reason"] and "confirm_with" not in one


# --- Read back from the page ----------------------------------------------------------------------

((PATH, TEXT),) = page.costs_page(SITE)
MONEY = re.compile(r"(?:rund )?(\d{1,3}(?:\.\d{3})*(?:,\d+)?)")


def section(name: str) -> str:
    """The page from one heading to the next."""
    found = re.search(rf"^##+ .*\{{ #{name} \}}\n(.*?)(?=^##|\Z)", TEXT, re.M | re.S)
    assert found, name
    return found[1]


def rows(name: str) -> list[list[str]]:
    """Cells of the table below a heading, without its head."""
    lines = [line for line in section(name).split("\n") if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def number(text: str) -> Fraction:
    found = MONEY.search(text.replace("\u00a0", " "))
    assert found, text
    return Fraction(found[1].replace(".", "").replace(",", "."))


def result(shown: str) -> Fraction:
    """What a printed calculation comes to, read as a person with a pocket calculator would."""
    tokens = re.findall(r"\d[\d.]*(?:,\d+)?|[×÷+−()]", shown.replace("(Anteil)", ""))
    code = "".join(
        f"Fraction('{one.replace('.', '').replace(',', '.')}')" if one[0].isdigit() else {"×": "*", "÷": "/", "−": "-"}.get(one, one)
        for one in tokens
    )  # fmt: skip
    found: Fraction = eval(code, {"Fraction": Fraction})
    return found


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize(("when", "part"), [(ONCE, "einmalig"), (YEARLY, "jaehrlich")])
def test_every_calculation_on_the_page_comes_to_its_amount(scenario: str, when: str, part: str) -> None:
    *items, last = rows(f"{scenario}-{part}")
    shown = [name for name in PLAN.items(when) if PLAN.amount(name, scenario)]
    assert [row[0] for row in items] == [PLAN.entry(name)["label"] for name in shown]
    for (_, calculation, amount), name in zip(items, shown, strict=True):
        assert result(calculation) == PLAN.value(name, scenario), name
        assert costs.rounded(result(calculation)) == number(amount) == PLAN.amount(name, scenario)
    # The table adds up as it is printed.
    assert number(last[2]) == sum(number(row[2]) for row in items) == PLAN.total(when, scenario)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_quantities_on_the_page(scenario: str) -> None:
    found = rows(f"{scenario}-mengen")
    assert len(found) == len(FILE["quantities"])
    for (_, calculation, amount), name in zip(found, FILE["quantities"], strict=True):
        assert result(calculation) == PLAN.value(name, scenario) == number(amount)


def test_ratios_on_the_page() -> None:
    found = rows("kennzahlen")
    assert len(found) == len(FILE["ratios"]) * len(SCENARIOS)
    for _, _, calculation, amount in found:
        assert costs.rounded(result(calculation)) == number(amount)


def test_the_overview_repeats_the_sums_and_rounds_the_first_year_to_hundreds() -> None:
    for row, name in zip(rows("ueberblick"), SCENARIOS, strict=True):
        once, yearly, first = (number(cell) for cell in row[2:])
        assert (once, yearly) == (PLAN.total(ONCE, name), PLAN.total(YEARLY, name))
        assert abs(first - once - yearly) <= 50 and first % 100 == 0 and "rund" in row[4]


def test_every_assumption_stands_on_the_page_with_who_confirms_it() -> None:
    listed = {row[0]: row for row in rows("annahmen")}
    assumed = [one for one in FILE["inputs"].values() if one["basis"] == "assumption"]
    assert len(rows("annahmen")) == len(assumed)
    for one in assumed:
        assert listed[one["label"]][3] == one["confirm_with"]
    assert len(rows("belege")) == sum(one["basis"] == "source" for one in FILE["inputs"].values())


def test_the_committed_page_is_the_computed_one() -> None:
    assert (REPOSITORY / PATH).read_text("utf-8") == TEXT


def test_a_committee_changes_one_number_and_the_sums_follow() -> None:
    changed = copy.deepcopy(FILE)
    changed["inputs"]["aufwand_satz"]["value"] = 0
    other = Plan(changed)
    assert other.sound
    assert PLAN.first_year("mittel") - other.first_year("mittel") == PLAN.amount("aufwand", "mittel") > 0


def test_no_page_while_the_plan_is_broken() -> None:
    site = model.load(REPOSITORY)
    site.cache[costs.FILE] = plan(items={"one": {"label": "Eins", "when": "once", "formula": "x / (y - y)"}})
    assert list(page.costs_page(site)) == []


# --- Formulas -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("x", 6, "x"),
        ("x + y * z", 14, "x + y × z"),
        ("(x + y) * z", 20, "(x + y) × z"),
        ("x - (y - z)", 4, "x − (y − z)"),
        ("x - y - z", 0, "x − y − z"),
        ("x / y * z", 3, "x ÷ y × z"),
        ("x / (y * z)", Fraction(3, 4), "x ÷ (y × z)"),
        ("x * (y / z)", 12, "x × (y ÷ z)"),
        ("x / (y + z)", 1, "x ÷ (y + z)"),
        ("  x+y ", 10, "x + y"),
        ("(" * 80 + "x" + ")" * 80, 6, "x"),
    ],
)
def test_a_formula_is_computed_and_shown(text: str, value: int, shown: str) -> None:
    tree = formula.parse(text)
    known = {"x": Fraction(6), "y": Fraction(4), "z": Fraction(2)}
    assert formula.value(tree, known.__getitem__) == value
    assert formula.shown(tree, str) == shown
    # What is shown means the same as what is computed.
    back = shown.replace("×", "*").replace("÷", "/").replace("−", "-")
    assert formula.value(formula.parse(back), known.__getitem__) == value


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "x +", "(x", "x)", "x y", "2", "x * 2", "x * 1.5", "x ** y", "x // y", "x % y", "-x", "+x", "x < y", "x and y",
        "not x", "x if y else x", "lambda: x", "x()", "max(x, y)", "x.real", "x[0]", "[x]", "{x}", "(x, y)", "'x'", "f'{x}'",
        "b'x'", "True", "None", "x := y", "x = y", "import os", "__import__('os').system('true')", "x\ny", "x\x00", "x; y",
        "*x", "await x", "x * ２", "(" * 250 + "x" + ")" * 250,
    ],
)  # fmt: skip
def test_nothing_else_is_a_formula(text: str) -> None:
    with pytest.raises(FormulaError) as caught:
        formula.parse(text)
    assert caught.value.message and caught.value.help and "\n" not in caught.value.message.replace(text, "")


@pytest.mark.parametrize(
    ("quantities", "kind"),
    [
        ({"q": {"label": "Q", "unit": "", "formula": "q + x"}}, "circular"),
        ({"q": {"label": "Q", "unit": "", "formula": "nirgends"}}, "unknown-name"),
        ({"q": {"label": "Q", "unit": "", "formula": "one"}}, "unknown-name"),
        ({"q": {"label": "Q", "unit": "", "formula": "summe_einmalig"}}, "unknown-name"),
        ({"x": {"label": "Q", "unit": "", "formula": "y"}}, "unknown-name"),
        ({"q": {"label": "Q", "unit": "", "formula": "y / (y - y)"}}, "impossible"),
        ({"q": {"label": "Q", "unit": "", "formula": "z - x"}}, "impossible"),
        ({"q": {"label": "Q", "unit": "", "formula": "z * 3"}}, "formula"),
        ({"q": {"label": "Q", "unit": "", "formula": "z"}}, "unused"),
    ],
)
def test_faults(quantities: dict[str, Any], kind: str) -> None:
    found = plan(quantities=quantities)
    assert {fault.kind for fault in found.faults} == {kind}
    assert found.sound == (kind == "unused")


def test_a_circle_is_named_once() -> None:
    quantities = {
        name: {"label": name, "unit": "", "formula": other}
        for name, other in (("a1", "b1"), ("b1", "c1"), ("c1", "a1"))
    }
    (fault,) = plan(quantities=quantities).faults
    assert "a1 → b1 → c1 → a1" in fault.message


def test_halves_go_away_from_zero() -> None:
    given_ = [Fraction(1, 2), Fraction(3, 2), Fraction(-1, 2), Fraction(7, 3), Fraction(0)]
    assert [costs.rounded(one) for one in given_] == [1, 2, -1, 2, 0]


def test_amounts_are_written_as_german_does() -> None:
    written = [page.money(12), page.money(Fraction(25, 2)), page.money(1234), page.signed(-1500), page.signed(20)]
    assert [one.replace("\u00a0", " ") for one in written] == ["12 €", "12,50 €", "1.234 €", "− 1.500 €", "+ 20 €"]
    assert [page.number(Fraction(1, 4)), page.number(Fraction(1440)), page.number(Fraction(8, 3))] == [
        "0,25",
        "1.440",
        "rund 2,67",
    ]
