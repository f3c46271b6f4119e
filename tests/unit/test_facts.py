"""Facts: what a link text states in each language, how it differs from the data, how it is mended."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import REPOSITORY, check, lines

from lotse import facts, fixes, model
from lotse.facts import Fact, compare, reading, render

YEARS = Fact("f", "Dauer", 5, "years")
FEE = Fact("f", "Gebühr", 255, "euro")
LEVEL = Fact("f", "Niveau", "B1", "level")
DAY = Fact("f", "Stichtag", "2024-06-27", "date")
WORDS = {
    "de": {"questions": ("Frage", "Fragen"), "daily-rates": ("Tagessatz", "Tagessätze"), "ordinal-day": ("Tag",)},
    "tr": {"daily-rates": ("gün para ceza",), "euro": ("avro",)},
    "fr": {"daily-rates": ("jour-amende", "jours-amende")},
    "ar": {"years": ("عام", "أعوام"), "questions": ("سؤال", "أسئل")},
}  # fmt: skip


def kinds(text: str, fact: Fact, lang: str) -> list[str]:
    return [wrong.kind for wrong in compare(text, fact, lang, WORDS.get(lang))]


# Each language: texts that agree with (5 years, 255 euro, 27 June 2024), then texts with another value.
LANGUAGES: dict[str, tuple[list[str], list[str], list[str], list[str]]] = {
    "de": (["5 Jahre", "5 Jahren", "5\u00a0Jahre", "5-jährig"], ["255 €", "255,00 €", "255 Euro", "EUR 255"],
           ["27.06.2024", "27.6.2024", "27. Juni 2024", "2024-06-27"], ["3 Jahre", "8 Jahren"]),
    "ls": (["5 Jahre", "mindestens 5 Jahre"], ["255 Euro"], ["27. Juni 2024"], ["6 Jahre"]),
    "ar": (["5 سنوات", "٥ سنوات", "لـ5 سنوات", "5 أعوام"], ["255 يورو", "٢٥٥ يورو", "255 €"],
           ["27 يونيو 2024", "27 حزيران 2024", "٢٧/٠٦/٢٠٢٤", "27\u200f/06\u200f/2024"], ["٣ سنوات", "8 سنوات"]),
    "tr": (["5 yıl", "5 yılı", "5 yıllık", "5 YIL"], ["255 €", "255 avro", "255 Euro"],
           ["27 Haziran 2024", "27.06.2024'te"], ["3 yıl"]),
    "en": (["5 years", "5-year"], ["€255", "255 euros", "EUR 255"],
           ["27 June 2024", "June 27, 2024", "27/06/2024"], ["3 years"]),
    "fa": (["۵ سال", "5 سال", "۵ سالِ"], ["۲۵۵ یورو", "255 €"],
           ["۲۷ ژوئن ۲۰۲۴", "۲۰۲۴/۰۶/۲۷", "27.06.2024"], ["۳ سال"]),
    "ru": (["5 лет", "5 годам"], ["255 евро", "255 €"], ["27 июня 2024 г.", "27 июня 2024 года"], ["3 года", "1 год"]),
    "uk": (["5 років", "5 роках", "5 рокам"], ["255 євро", "255 €"], ["27 червня 2024 року"], ["3 роки", "1 рік"]),
    "fr": (["5 ans", "5 années"], ["255 euros", "255 €"], ["27 juin 2024"], ["3 ans"]),
    "ku": (["5 sal", "5 salan"], ["255 ewro"], ["27ê hezîrana 2024an", "27.06.2024"], ["3 sal"]),
    "es": (["5 años"], ["255 euros"], ["27 de junio de 2024"], ["3 años"]),
    "pl": (["5 lat", "5 latach"], ["255 euro"], ["27 czerwca 2024"], ["3 lata"]),
}  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_states_the_same_value(lang: str) -> None:
    years, euros, days, others = LANGUAGES[lang]
    for texts, fact in ((years, YEARS), (euros, FEE), (days, DAY)):
        for text in texts:
            assert kinds(text, fact, lang) == [], text
    for text in others:
        assert kinds(text, YEARS, lang) == ["value"], text


@pytest.mark.parametrize(
    ("lang", "text"),
    [("de", "5 Monate"), ("de", "5 Tage"), ("ar", "5 أشهر"), ("tr", "5 ay"), ("en", "5 months"), ("fa", "۵ ماه"),
     ("ru", "5 месяцев"), ("uk", "5 днів"), ("fr", "5 mois"), ("ku", "5 meh"), ("de", "5"), ("ar", "٥"), ("de", "5 €")],
)  # fmt: skip
def test_another_or_no_unit(lang: str, text: str) -> None:
    assert kinds(text, YEARS, lang) == ["unit"]


def test_units_that_cldr_lacks_come_from_the_text_files() -> None:
    rates = Fact("f", "Strafe", 90, "daily-rates")
    assert kinds("90 Tagessätzen", rates, "de") == []
    assert kinds("90 gün para cezası", rates, "tr") == []
    assert kinds("90 jours-amende", rates, "fr") == []
    for lang, text in (("de", "90 Tage"), ("tr", "90 gün"), ("fr", "90 jours")):
        assert kinds(text, rates, lang) == ["unit"]
    assert kinds("4. Tag", Fact("f", "Bekanntgabe", 4, "ordinal-day"), "de") == []
    # No mapping: the unit is not checked, the value is.
    assert kinds("90 whatever", rates, "en") == []
    assert kinds("60 whatever", rates, "en") == ["value"]
    assert kinds("5 whatever", YEARS, "xx") == []


def test_arabic_says_one_and_two_without_digits() -> None:
    assert kinds("سنتان", Fact("f", "", 2, "years"), "ar") == []
    assert kinds("سنتين", Fact("f", "", 2, "years"), "ar") == []
    assert kinds("شهر واحد", Fact("f", "", 1, "months"), "ar") == []
    assert kinds("شهران", Fact("f", "", 1, "months"), "ar") == ["value"]
    assert kinds("خمس سنوات", YEARS, "ar") == ["value"]


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.000", "1000"), ("1,000", "1000"), ("1 000", "1000"), ("1\u202f000", "1000"), ("1'000", "1000"),
     ("1.000,50", "1000.50"), ("1,000.50", "1000.50"), ("255,00", "255"), ("255.5", "255.5"), ("٢٥٥", "255"),
     ("١٬٠٠٠", "1000"), ("٢٥٥٫٥", "255.5"), ("1.000.000", "1000000"), ("0,125", "0.125"), ("1000", "1000")],
)  # fmt: skip
def test_separators(text: str, value: str) -> None:
    assert reading.amount(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "fünf Jahre", "5 oder 6 Jahre", "9" * 5000 + " Jahre", "²"])
def test_no_single_number_is_a_wrong_value(text: str) -> None:
    assert "value" in kinds(text, YEARS, "de")


@pytest.mark.parametrize(
    "text", ["27.06.", "Juni 2024", "27.06.24", "31.02.2024", "6/27/2024", "27.06.2024 und 2025", ""]
)
def test_no_date_is_a_wrong_value(text: str) -> None:
    assert kinds(text, DAY, "en") == ["value"]


def test_levels() -> None:
    for text in ("B1", "b1", "Niveau B1", "B1-Niveau", "B1'i", "مستوى B1", "مستوىB1"):
        assert kinds(text, LEVEL, "ar") == [], text
    for text in ("B2", "A1", "B1 oder B2", "B", "B11", ""):
        assert kinds(text, LEVEL, "de") == ["value"], text
    (cyrillic,) = compare("рівень В1", LEVEL, "uk")
    assert cyrillic.mended == "рівень B1" and "kyrillisch" in cyrillic.message


@pytest.mark.parametrize(
    ("lang", "years", "fee", "day"),
    [("de", "5 Jahre", "255 €", "27.06.2024"), ("ls", "5 Jahre", "255 €", "27.06.2024"),
     ("ar", "5 سنوات", "255 €", "27 يونيو 2024"), ("tr", "5 yıl", "€255", "27 Haziran 2024"),
     ("en", "5 years", "€255", "27 June 2024"), ("fa", "۵ سال", "€ ۲۵۵", "۲۷ ژوئن ۲۰۲۴"),
     ("ru", "5 лет", "255 €", "27 июня 2024 г."), ("uk", "5 років", "255 €", "27 червня 2024 р."),
     ("fr", "5 ans", "255 €", "27 juin 2024"), ("ku", "5 sal", "255 €", "27ê hezîrana 2024an")],
)  # fmt: skip
def test_render_and_what_is_rendered_agrees(lang: str, years: str, fee: str, day: str) -> None:
    assert [render(fact, lang) for fact in (YEARS, FEE, DAY, LEVEL)] == [years, fee, day, "B1"]
    for fact in (YEARS, FEE, DAY, LEVEL):
        assert kinds(render(fact, lang), fact, lang) == []


def test_render_words_of_our_own() -> None:
    assert render(Fact("f", "", 33, "questions"), "de") == "33 Fragen"
    assert render(Fact("f", "", 1, "questions"), "de") == "1 Frage"
    assert render(Fact("f", "", 4, "ordinal-day"), "ls") == "4. Tag"
    assert render(Fact("f", "", 33, "questions"), "fa") == "۳۳"


@pytest.mark.parametrize(
    ("lang", "text", "fact", "mended"),
    [("de", "3 Jahren", YEARS, "5 Jahren"), ("ar", "٣ سنوات", YEARS, "٥ سنوات"), ("fa", "3 سال", YEARS, "5 سال"),
     ("ru", "3 года", YEARS, "5 лет"), ("ru", "3 годами", YEARS, None), ("de", "1 Jahr", YEARS, "5 Jahre"),
     ("ar", "سنة", Fact("f", "", 2, "years"), "سنتان"), ("en", "€51", FEE, "€255"), ("de", "51 Euro", FEE, "255 Euro"),
     ("de", "28.06.2024", DAY, "27.06.2024"), ("ar", "٢٨/٠٦/٢٠٢٤", DAY, "٢٧/٠٦/٢٠٢٤"),
     ("tr", "28 Haziran 2024", DAY, "27 Haziran 2024"), ("tr", "28 Haziran 2024'te", DAY, None),
     ("de", "fünf Monate", YEARS, None), ("de", "A2-Niveau", LEVEL, "B1-Niveau"), ("de", "3 Monate", YEARS, None)],
)  # fmt: skip
def test_mend_only_what_grammar_allows(lang: str, text: str, fact: Fact, mended: str | None) -> None:
    assert compare(text, fact, lang, WORDS.get(lang))[0].mended == mended


def test_message_names_the_value_of_the_data() -> None:
    (wrong,) = compare("8 Jahre", YEARS, "de")
    assert wrong.message == "Hier steht 8, in den Daten steht 5 Jahre"


def test_fix_rewrites_the_link_text_and_nothing_else(clean: Path, edit: Callable[[str, str, str], None]) -> None:
    path = "docs/ar/leitfaden/beispiel.md"
    before = (clean / path).read_bytes()
    edit(path, "[5 سنوات]", "[٣ سنوات]")
    found = check(clean, "facts/value")
    assert fixes.apply(model.load(clean), found) == 1
    assert (clean / path).read_bytes() == before.replace("[5 سنوات]".encode(), "[٥ سنوات]".encode())
    assert check(clean, "facts") == []


def test_no_fix_inside_other_markup(clean: Path, edit: Callable[[str, str, str], None]) -> None:
    edit("docs/tr/leitfaden/beispiel.md", "[5 yıl](fact:", "[**3** yıl](fact:")
    (wrong,) = check(clean, "facts/value")
    assert wrong.fix is None and "[5 yıl](fact:aufenthalt.dauer)" in wrong.help


def test_finding_names_the_line_of_the_data(clean: Path, edit: Callable[[str, str, str], None]) -> None:
    edit("docs/de/leitfaden/beispiel.md", "[5 Jahre]", "[8 Jahre]")
    (wrong,) = check(clean, "facts")
    line = (clean / facts.PATH).read_text("utf-8").split("\n").index("  value: 5") + 1
    assert wrong.source.startswith(f"docs/data/facts.yml:{line}: ")


def test_a_changed_fact_is_an_error_in_every_language(clean: Path, edit: Callable[[str, str, str], None]) -> None:
    edit(facts.PATH, "value: 5", "value: 6")
    assert {d.path.split("/")[1] for d in check(clean) if d.rule == "facts/value"} == {"de", "ar", "tr"}
    assert {d.rule for d in check(clean)} == {"facts/value"}


@pytest.mark.parametrize(
    "content", ["", "- 1\n", "a: [\n", "aufenthalt.dauer: 5\n", "aufenthalt.dauer: {value: x, unit: years}\n",
                "aufenthalt.dauer: {value: '2024-02-31', unit: date}\n"])  # fmt: skip
def test_broken_data_is_one_finding_not_a_flood(clean: Path, content: str) -> None:
    (clean / facts.PATH).write_text(content, "utf-8")
    assert not [line for line in lines(check(clean)) if not line.endswith("frontmatter/data")]


def test_missing_data_makes_every_id_unknown(clean: Path) -> None:
    (clean / facts.PATH).unlink()
    assert len(check(clean, "facts/unknown")) == 5  # two of them in quiz.yml


def test_the_real_facts_can_all_be_read() -> None:
    found = facts.load(REPOSITORY)
    site = model.load(REPOSITORY)
    assert set(found.facts) == set(site.value("facts")) and facts.of(site).facts == found.facts
    assert facts.of(site) is facts.of(site)
    one = found.facts["aufenthalt.dauer"]
    assert (one.value, one.unit, one.confidence) == (5, "years", "certain")
    assert one.source_url.startswith("https://") and one.checked and one.line
    for lang in site.languages:
        for fact in found.facts.values():
            wrong = [w for w in found.compare(render(fact, lang), fact, lang) if w.kind == "value"]
            assert not wrong, (lang, fact.id)


def test_facts_load_without_parser_schema_or_babel() -> None:
    heavy = "{'pyromark', 'click', 'jsonschema', 'babel', 'lotse.model'}"
    code = f"import sys, lotse.facts; sys.exit(', '.join({heavy} & set(sys.modules)) or 0)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True,
                          env={"PYTHONPATH": str(REPOSITORY / "scripts")}, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
