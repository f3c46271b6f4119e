"""Values of facts in running text: every language, every unit, beside the norm that fixes them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from conftest import AS_OF, EXAMPLE, REPOSITORY, check
from test_facts import LANGUAGES, WORDS

from lotse import checks, facts, fixes, model
from lotse.facts import reading

Edit = Callable[[str, str, str], None]
FACTS = "docs/data/facts.yml"


def stated(text: str, unit: str, lang: str = "de") -> list[tuple[object, str]]:
    """Value and characters of each statement."""
    found = reading.statements(text, unit, lang, WORDS.get(lang, {}))
    return [(one.value, text[one.start : one.end]) for one in found]


def unmarked(root: Path, text: str, path: str = EXAMPLE) -> list[str]:
    """Ids that the rule proposes for ``text`` at the end of a page."""
    page = root / path
    page.write_text(page.read_text("utf-8") + f"\n{text}\n", "utf-8")
    found = check(root, "facts/unmarked")
    assert {one.path for one in found} <= {path}
    return [one.help.rpartition("fact:")[2].rstrip(")") for one in found]


def add(root: Path, name: str, value: object, unit: str, citation: str) -> None:
    """One more fact."""
    file = root / FACTS
    entry = f'\n{name}: {{label: Probe, value: {value}, unit: {unit}, citation: "{citation}"}}\n'
    file.write_text(file.read_text("utf-8") + entry, "utf-8")


# --- Reading -----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_states_years_and_euros(lang: str) -> None:
    years, euros, days, others = LANGUAGES[lang]
    for text in years:
        assert [value for value, _ in stated(f"… {text} …", "years", lang)] == [5], text
    for text in others:
        assert [value for value, _ in stated(text, "years", lang)] not in ([5], []), text
    for text in euros:
        assert [value for value, _ in stated(f"… {text} …", "euro", lang)] == [255], text
    for text in days:
        if text[0].isdecimal():  # a month before the day is no way to write that our pages use
            assert date(2024, 6, 27) in [value for value, _ in stated(f"… {text} …", "date", lang)], text


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("nach 5 Jahren und 3 Monaten", "years", [(5, "5 Jahren")]),
        ("nach 5 Jahren und 3 Monaten", "months", [(3, "3 Monaten")]),
        ("90 Tagessätze", "days", []),
        ("90 Tagessätze", "daily-rates", [(90, "90 Tagessätze")]),
        ("am 4. Tag", "ordinal-day", [(4, "4. Tag")]),
        ("33 Fragen, davon 17 richtig", "questions", [(33, "33 Fragen")]),
        ("5, dann Jahre", "years", []),
        ("2024 Jahre", "years", [(2024, "2024 Jahre")]),
        ("fünf Jahre", "years", []),
        ("bis 27.06.2024 oder 30. Oktober 2025", "date",
         [(date(2024, 6, 27), "27.06.2024"), (date(2025, 10, 30), "30. Oktober 2025")]),
        ("auf B1 oder höher", "level", [("B1", "B1")]),
        ("ein B1-Zertifikat", "level", []),
    ],
)  # fmt: skip
def test_statements(text: str, unit: str, expected: list[tuple[object, str]]) -> None:
    assert stated(text, unit) == expected


# --- Where a value counts ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Nach 5 Jahren (§ 10 Abs. 1 Satz 1 StAG).",
        "Nach 5 Jahren (§ 10 StAG).",
        "Nach 5 Jahren (§ 10 Abs. 2 StAG, § 8 StAG).",
        "Nach 5 Jahren (§§ 9 bis 10 StAG).",
        "Nach **5 Jahren** (§ 10 Abs. 1 Satz 1 StAG).",
        "- Nach 5 Jahren (§ 10 Abs. 1 Satz 1 StAG).",
        "| a | b | c |\n| --- | --- | --- |\n| 5 Jahre |  | § 10 StAG |\n| 5 Jahre |  | § 9 StAG |",
        "/// solution | Lösung\n\nNach 5 Jahren (§ 10 Abs. 1 Satz 1 StAG).\n\n///",
    ],
)
def test_beside_its_norm(clean: Path, text: str) -> None:
    assert unmarked(clean, text) == ["aufenthalt.dauer"]


@pytest.mark.parametrize(
    "text",
    [
        "Nach [5 Jahren](fact:aufenthalt.dauer) (§ 10 Abs. 1 Satz 1 StAG).",
        "Nach 5 Jahren.",
        "Nach 5 Jahren.\n\nDas steht in § 10 Abs. 1 Satz 1 StAG.",
        "Nach 5 Monaten (§ 10 Abs. 1 Satz 1 StAG).",
        "Nach 15 Jahren (§ 10 Abs. 1 Satz 1 StAG).",
        "Nach 5 Jahren (§ 10 BerHG).",
        "Nach 5 Jahren (§ 9 Abs. 1 StAG).",
        "Nach `5 Jahren` (§ 10 Abs. 1 Satz 1 StAG).",
        "```\nNach 5 Jahren (§ 10 Abs. 1 Satz 1 StAG).\n```",
        "[5 Jahre](https://www.example.org/) (§ 10 Abs. 1 Satz 1 StAG).",
        "/// case | Fall\n\nSie ist seit 5 Jahren hier (§ 10 Abs. 1 Satz 1 StAG).\n\n///",
    ],
)
def test_elsewhere(clean: Path, text: str) -> None:
    assert unmarked(clean, text) == []


def test_the_fact_whose_norm_is_cited_most_exactly(clean: Path) -> None:
    add(clean, "zweite.frist", 5, "years", "§ 10 Abs. 2 StAG")
    add(clean, "dritte.frist", 5, "years", "§ 10 StAG")
    assert unmarked(clean, "Nach 5 Jahren (§ 10 Abs. 2 StAG).\n\nNach 5 Jahren (§ 10 Abs. 1 Satz 1 StAG).") == [
        "zweite.frist", "aufenthalt.dauer"
    ]  # fmt: skip


def test_old_law_has_facts_too(clean: Path) -> None:
    add(clean, "alte.dauer", 8, "years", "§ 10 Abs. 1 Satz 1 StAG a. F.")
    assert unmarked(clean, "Früher galten 8 Jahre (§ 10 Abs. 1 Satz 1 StAG).") == ["alte.dauer"]


def test_translations_count(clean: Path) -> None:
    text = "بعد ٥ سنوات (§ 10 Abs. 1 Satz 1 StAG)."
    assert unmarked(clean, text, "docs/ar/leitfaden/beispiel.md") == ["aufenthalt.dauer"]


def test_no_machine_decides_what_is_meant(clean: Path) -> None:
    unmarked(clean, "Nach 5 Jahren (§ 10 Abs. 1 Satz 1 StAG).")
    site = model.load(clean)
    site.as_of = AS_OF
    assert fixes.apply(site, checks.run(site, ["facts/unmarked"])) == 0


def test_without_law_or_facts_nothing_is_compared(clean: Path) -> None:
    (clean / "docs/data/laws.lock").unlink()
    assert unmarked(clean, "Nach 5 Jahren (§ 10 Abs. 1 Satz 1 StAG).") == []
    (clean / FACTS).unlink()
    assert check(clean, "facts/duplicate") == []


# --- Doubled facts -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "unit", "citation", "doubled"),
    [
        (5, "years", "§ 10 Abs. 1 Satz 1 StAG", True),
        (5, "years", "§ 10 Absatz 1 S. 1 StAG", True),
        (5, "years", "§ 10 Abs. 1 StAG", False),
        (5, "years", "§ 10 Abs. 1 Satz 1 StAG a. F.", False),
        (5, "years", "BGBl. 2024 I Nr. 104", False),
        (5, "months", "§ 10 Abs. 1 Satz 1 StAG", False),
        (6, "years", "§ 10 Abs. 1 Satz 1 StAG", False),
    ],
)
def test_duplicate(clean: Path, value: int, unit: str, citation: str, doubled: bool) -> None:
    add(clean, "zweite.frist", value, unit, citation)
    assert len(check(clean, "facts/duplicate")) == doubled


def test_a_source_that_is_no_norm_counts_as_written(clean: Path) -> None:
    add(clean, "eins", 7, "days", "BGBl. 2024 I Nr. 104")
    add(clean, "zwei", 7, "days", "BGBl. 2024 I Nr. 104 ")
    add(clean, "drei", 7, "days", "BGBl. 2025 I Nr. 104")
    assert [one.message for one in check(clean, "facts/duplicate")] == ["„zwei“ ist dieselbe Tatsache wie „eins“"]


def test_the_real_facts_are_all_different() -> None:
    known = facts.of(model.load(REPOSITORY)).facts.values()
    assert len({(one.value, one.unit, one.citation) for one in known}) == len(known)
