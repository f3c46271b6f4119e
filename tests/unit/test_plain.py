"""Einfache Sprache: syllables counted by hand, sentences, the formula, and what the rules must not report."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import GOLDEN, check, lay

from lotse import plain

BY_HAND = [
    "Ehe",
    "2",
    "aber",
    "2",
    "Behörde",
    "3",
    "Antrag",
    "2",
    "Einbürgerung",
    "4",
    "Aufenthalt",
    "3",
    "Aufenthaltstitel",
    "5",
    "Staat",
    "1",
    "Familie",
    "4",
    "Deutsche",
    "2",
    "Ihnen",
    "2",
    "Ausweis",
    "2",
    "Brief",
    "1",
    "Zeit",
    "1",
    "Ausnahme",
    "3",
    "Eltern",
    "2",
    "eigene",
    "3",
    "über",
    "2",
    "oder",
    "2",
    "Amt",
    "1",
    "Leistungen",
    "3",
    "Situation",
    "5",
    "Papiere",
    "3",
    "Station",
    "3",
    "Ukraine",
    "4",
    "Information",
    "5",
    "Jobcenter",
    "3",
    "Ermittlungen",
    "4",
    "Frau",
    "1",
    "neue",
    "2",
    "Bescheid",
    "2",
    "Urkunde",
    "3",
    "Prüfung",
    "2",
    "Niederlassungserlaubnis",
    "7",
    "Staatsangehörigkeit",
    "6",
    "Schule",
    "2",
    "Beruf",
    "2",
    "beantragen",
    "4",
    "geändert",
    "3",
    "Polizei",
    "3",
    "Lebensunterhalt",
    "5",
    "Quittung",
    "2",
    "Monate",
    "3",
    "Juni",
    "2",
    "Februar",
    "3",
    "Museum",
    "3",
    "Asyl",
    "2",
    "Typ",
    "1",
    "System",
    "2",
    "Original",
    "4",
    "Kopie",
    "3",
    "Pass",
    "1",
    "Gebühr",
    "2",
    "böse",
    "2",
    "Reise",
    "2",
    "bauen",
    "2",
    "Ei",
    "1",
    "Ecke",
    "2",
    "freier",
    "2",
    "Behinderung",
    "4",
    "ihr",
    "1",
    "Jahr",
    "1",
    "Ihre",
    "2",
    "See",
    "1",
]


@pytest.mark.parametrize(("word", "count"), list(zip(BY_HAND[::2], map(int, BY_HAND[1::2]), strict=True)))
def test_syllables(word: str, count: int) -> None:
    assert plain.syllables(word) == count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Das gilt. Das nicht!", ["Das gilt.", "Das nicht!"]),
        ("Bis zum 4. Tag (§ 10 Abs. 1 Satz 1 StAG). Dann nicht.", ["Bis zum 4. Tag", "Dann nicht."]),
        ("Das heißt: Sie warten.", ["Das heißt:", "Sie warten."]),
        ("Am 27.06.2024 war es anders.", ["Am 27.06.2024 war es anders."]),
        ("Sie sagt: „Ja.“ Er geht.", ["Sie sagt:", "„Ja.“", "Er geht."]),
        ("– 255 €", []),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [" ".join(one.text.split()).rstrip(" .") for one in plain.sentences(text)] == [
        one.rstrip(" .") for one in expected
    ]
    assert all(text[one.start :].startswith(one.text[:4]) for one in plain.sentences(text))


def test_the_formula() -> None:
    # Ten words in two sentences, one of them long: 0.2744 × 10 + 0.2656 × 5 − 1.693.
    found = list(plain.sentences("Das Amt schickt Ihnen Post. Sie heben die Papiere auf."))
    assert plain.difficulty(found) == pytest.approx(2.744 + 1.328 - 1.693)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A page of Einfache Sprache on the clean site."""
    return lay(tmp_path / "site", GOLDEN / "plain/passive") / "docs/ls/probe.md"


def found(page: Path, text: str) -> list[str]:
    """Names of the rules of the family that speak up."""
    head = page.read_text("utf-8").split("Das Amt hilft.")[0]
    page.write_text(f"{head}Das Amt hilft. {text}\n", "utf-8")
    return [one.rule for one in check(page.parents[2], "plain")]


@pytest.mark.parametrize(
    "text",
    [
        "Sie werden einen Brief bekommen.",
        "Wer den Pass bekommt, wird deutsch.",
        "Er arbeitet und wird bald Deutscher.",
        "Das geht auch, wenn die Eltern nicht deutsch werden.",
        "Das Kind ist alt geworden.",
        "Wir werden Ihnen helfen.",
        "Sie brauchen das nicht.",
        "Der Brief heißt Rechtsbehelfsbelehrung.",
        "Eine Rechtsbehelfsbelehrung ist ein Teil vom Brief.",
        "Die **Rechtsbehelfsbelehrung** steht am Ende.",
        "Das steht im Einbürgerungs-Antrag.",
        "Das steht im Gesetz (§ 25 Abs. 3 Satz 1 und 2 StaatenlMindÜbkAG, § 10 Abs. 1 Satz 1 Nr. 1 und 1a StAG).",
    ],
)
def test_silent(page: Path, text: str) -> None:
    assert found(page, text) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Die Strafe muss gelöscht werden.", "passive"),
        ("Das wird im Gericht entschieden.", "passive"),
        ("Wurde Ihr Antrag abgelehnt?", "passive"),
        ("Das Formular wurde abgegeben.", "passive"),
        ("Niemand darf das nicht.", "negation"),
        ("Die Rechtsbehelfsbelehrung steht am Ende.", "long-word"),
    ],
)
def test_found(page: Path, text: str, rule: str) -> None:
    assert found(page, text) == [f"plain/{rule}"]
