"""Old words with their endings, the sentences that may hold them, abbreviations and their explanations."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import EXAMPLE, check, lines

from lotse import checks, glossary, model
from lotse.diagnostics import Diagnostic

Edit = Callable[[str, str, str], None]
ENTRIES = {
    "grundsicherungsgeld": {
        "term": "Grundsicherungsgeld",
        "forbidden": ["Bürgergeld", "Hartz IV", "ALG II"],
        "until": "2026-12-31",
    },
    "niederlassungserlaubnis": {
        "term": "Niederlassungserlaubnis (unbefristet)",
        "forbidden": ["unbefristete Aufenthaltserlaubnis"],
    },
    "dreijahresregel": {"term": "Einbürgerung nach drei Jahren (weggefallen)", "forbidden": ["Turbo-Einbürgerung"]},
}


def word(name: str) -> glossary.Forbidden:
    """One of the old words above."""
    return next(one for one in glossary.forbidden(ENTRIES) if one.word == name)


def with_text(root: Path, text: str, as_of: str = "2026-11-22", name: str = "glossary") -> list[Diagnostic]:
    """Findings about the example page with ``text`` at its end."""
    page = root / EXAMPLE
    page.write_text(page.read_text("utf-8") + f"\n{text}\n", "utf-8")
    site = model.load(root)
    site.as_of = as_of
    return checks.run(site, [name])


# --- Endings -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Bürgergeld", "das Bürgergeld."),
        ("Bürgergeld", "des Bürgergelds"),
        ("Bürgergeld", "des Bürgergeldes"),
        ("Bürgergeld", "der Bürgergeld-Bescheid"),
        ("Bürgergeld", "(Bürgergeld)"),
        ("Bürgergeld", "„Bürgergeld“"),
        ("Hartz IV", "von Hartz IV leben"),
        ("Hartz IV", "der Hartz-IV-Satz"),
        ("Hartz IV", "von Hartz\u00a0IV"),
        ("ALG II", "das ALG II"),
        ("unbefristete Aufenthaltserlaubnis", "die unbefristete Aufenthaltserlaubnis"),
        ("unbefristete Aufenthaltserlaubnis", "mit unbefristeter Aufenthaltserlaubnis"),
        ("unbefristete Aufenthaltserlaubnis", "Unbefristete Aufenthaltserlaubnisse sind"),
        ("Turbo-Einbürgerung", "der Turbo-Einbürgerungen"),
    ],
)
def test_found(name: str, text: str) -> None:
    assert word(name).written.search(text)
    assert word(name).hint in text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Bürgergeld", "Bürgergeldbezug"),
        ("Bürgergeld", "Spießbürgergeld"),
        ("Bürgergeld", "bürgergeld"),
        ("Hartz IV", "Hartz"),
        ("Hartz IV", "Hartz IVa"),
        ("ALG II", "ALG I"),
        ("ALG II", "ALG III"),
        ("unbefristete Aufenthaltserlaubnis", "befristete Aufenthaltserlaubnis"),
        ("unbefristete Aufenthaltserlaubnis", "unbefristet. Aufenthaltserlaubnis"),
    ],
)
def test_not_found(name: str, text: str) -> None:
    assert not word(name).written.search(text)


@pytest.mark.parametrize(
    "entries",
    [None, [], {"a": 7}, {"a": {"forbidden": ["B"]}}, {"a": {"term": "A", "forbidden": "B"}},
     {"a": {"term": "A", "forbidden": [7, " "]}}],
)  # fmt: skip
def test_broken_entries_forbid_nothing(entries: object) -> None:
    assert glossary.forbidden(entries) == []


# --- Sentences ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Erst dies. Dann Wort. Zuletzt das.", "Dann Wort. "),
        ("Ist es Wort? Ja.", "Ist es Wort? "),
        ("Herr D. sagt Wort.", "Herr D. sagt Wort."),
        ("Nach § 10 Abs. 1 Nr. 3 gilt Wort.", "Nach § 10 Abs. 1 Nr. 3 gilt Wort."),
        ("Seit dem 30. Oktober gilt Wort.", "Seit dem 30. Oktober gilt Wort."),
        ("Es galt bis 2024. Wort gilt.", "Wort gilt."),
        ("Das ist z. B. Wort. Nein.", "Das ist z. B. Wort. "),
        ("„Ende.“ Wort beginnt.", "Wort beginnt."),
        ("Eins. (Wort) folgt.", "(Wort) folgt."),
        ("Wort", "Wort"),
    ],
)
def test_sentence(text: str, expected: str) -> None:
    assert glossary.sentence(text, text.rindex("Wort")) == expected


@pytest.mark.parametrize(
    ("text", "excused"),
    [
        ("Das Grundsicherungsgeld löst das Bürgergeld ab.", True),
        ("Statt des Grundsicherungsgeldes hieß es Bürgergeld.", True),
        ("Früher hieß es Bürgergeld.", True),
        ("Das frühere Bürgergeld heißt jetzt anders.", True),
        ("Bürgergeld ist ein alter Name.", True),
        ("Behörden dürfen den alten Namen Bürgergeld noch benutzen.", True),
        ("Wer Bürgergeld bezieht, meldet das.", False),
        ("Das frühestens gezahlte Bürgergeld.", False),
        ("Der Name Bürgergeld ist alt.", False),
        ("Die Grundsicherungsgeldstelle zahlt Bürgergeld.", False),
    ],
)
def test_excused(text: str, excused: bool) -> None:
    assert word("Bürgergeld").excused(text, "2026-12-31") is excused


def test_the_new_name_beside_it_helps_only_until_the_day() -> None:
    beside, formerly = "Das Grundsicherungsgeld war Bürgergeld.", "Das Grundsicherungsgeld hieß früher Bürgergeld."
    assert word("Bürgergeld").excused(beside, "2026-12-31")
    assert not word("Bürgergeld").excused(beside, "2027-01-01")
    assert word("Bürgergeld").excused(formerly, "2027-01-01")
    turbo = word("Turbo-Einbürgerung")
    assert turbo.excused("Die Turbo-Einbürgerung war eine Einbürgerung nach drei Jahren.", "2099-01-01")
    assert not turbo.expired("2099-01-01")


# --- The rule about old words ------------------------------------------------------------------


@pytest.mark.parametrize(("as_of", "severity"), [("2026-12-31", "warning"), ("2027-01-01", "error"), ("", "warning")])
def test_after_the_day_the_old_word_is_an_error(clean: Path, as_of: str, severity: str) -> None:
    (found,) = with_text(clean, "Das Jobcenter zahlt Bürgergeld.", as_of, "glossary/forbidden")
    assert found.severity == severity
    assert ("galt nur bis 31.12.2026" in found.message) == (severity == "error")
    assert found.source.startswith("docs/data/glossary.yml:")


def test_each_occurrence_has_its_place(clean: Path) -> None:
    found = with_text(clean, "- **Bürgergeld** und\n  [Bürgergeld](../index.md)")
    assert [(one.line - found[0].line, one.column) for one in found] == [(0, 5), (1, 4)]


def test_citations_hold_no_old_words(clean: Path) -> None:
    entries = clean / "docs/data/glossary.yml"
    entries.write_text(entries.read_text("utf-8").replace("forbidden: [", "forbidden: [StAG, "), "utf-8")
    found = with_text(clean, "Nach § 10 Abs. 1 StAG gilt das StAG.")
    assert [(one.message, one.column) for one in found if one.line > 90] == [("„StAG“ ist ein altes Wort", 32)]


def test_words_without_pinned_law(clean: Path) -> None:
    (clean / "docs/data/laws.lock").unlink()
    assert len(with_text(clean, "Das Jobcenter zahlt Bürgergeld, sagt das XYZA.")) == 2


def test_only_german_and_plain_language_are_read(clean: Path, edit: Edit) -> None:
    for lang in ("tr", "ls"):
        path = f"docs/{lang}/leitfaden/beispiel.md"
        (clean / path).parent.mkdir(parents=True, exist_ok=True)
        page = "---\ntitle: Beispiel\n---\n\n# Beispiel { #beispiel }\n\nBürgergeld, XYZA\n"
        (clean / path).write_text(page, "utf-8")
    turkish = "        - locale: tr\n"
    edit("mkdocs.yml", turkish, "        - locale: ls\n          name: Einfach\n" + turkish)
    assert lines(check(clean, "glossary")) == ["docs/ls/leitfaden/beispiel.md:7:1 glossary/forbidden"]


# --- Abbreviations -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Das BAMF und die MBE.", ["BAMF", "MBE"]),
        ("Der BAMF-Bescheid aus der EU", ["BAMF", "EU"]),
        ("SGB XII, Hartz IV, ALG II", ["SGB", "ALG"]),
        ("ABCDEFG StAG B1 A2 GmbH BGBl. X Ä", []),
        ("ÖPNV", ["ÖPNV"]),
    ],
)
def test_abbreviations(text: str, expected: list[str]) -> None:
    assert [found for _, found in glossary.abbreviations(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bundesamt für Migration und Flüchtlinge (BAMF)", True),
        ("Bundesamt (kurz: BAMF)", True),
        ("Bundesamt (BAMF, Nürnberg)", True),
        ("BAMF (Bundesamt für Migration und Flüchtlinge)", True),
        ("das BAMF", False),
        ("(siehe BAMF)", False),
        ("BAMF (§ 5 AsylG)", False),
        ("XBAMF (Bundesamt)", False),
    ],
)
def test_explained(text: str, expected: bool) -> None:
    assert glossary.explained(text, "BAMF") is expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Das XYZA entscheidet, das XYZA prüft.", ["„XYZA“"]),
        ("Das Amt für Muster (XYZA) entscheidet. Das XYZA prüft.", []),
        ("Das XYZA entscheidet. Mit dem Amt für Muster (XYZA) ist das so.", []),
        ("Das StAG, § 10 Abs. 1 STAG, das BGB.", ["„BGB“"]),
        ("[XYZA, Merkblatt](https://www.example.org/) und [XYZB](../index.md)", ["„XYZB“"]),
        ("`XYZA`", []),
        ("```\nXYZA\n```", []),
    ],
)
def test_undefined(clean: Path, text: str, told: list[str]) -> None:
    found = with_text(clean, text, name="glossary/undefined")
    assert [one.message.split()[2] for one in found] == told
    assert {one.severity for one in found} <= {"info"}


def test_glossary_and_statutes_explain(clean: Path, edit: Edit) -> None:
    edit("docs/data/glossary.yml", "synonyms: [Rechtsanspruch]", "synonyms: [Rechtsanspruch, XYZA, XYZB Blatt]")
    edit("docs/data/laws.yml", "    slug: berathig\n", "    slug: berathig\n    aliases: [XYZC, XYZD NRW]\n")
    found = with_text(clean, "XYZA, XYZB, XYZC, XYZD, XYZE", name="glossary/undefined")
    assert [one.message.split()[2] for one in found] == ["„XYZE“"]
