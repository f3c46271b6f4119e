"""„Zahlen und Fristen“: every fact in every language, current as it is made; the same as JSON."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from conftest import REPOSITORY, check

from lotse import cldr, facts, generate, model
from lotse.facts import numbers
from lotse.source import schema
from lotse.translation import states

SITE = model.load(REPOSITORY)
LANGUAGES = list(SITE.languages)
FACTS = list(facts.of(SITE).facts.values())


@pytest.fixture
def site() -> model.Site:
    """The repository, for tests that change what is read."""
    return model.load(REPOSITORY)


def pages(made: model.Site) -> dict[str, str]:
    """Text by path of what is made of the facts."""
    return dict(generate.numbers.numbers_pages(made))


@cache
def made_today() -> dict[str, str]:
    """The pages of the repository as it is."""
    return pages(SITE)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_fact_is_there_once_in_the_words_of_the_language(lang: str) -> None:
    page = SITE.page(lang, numbers.KEY)
    assert page
    used = [link.url.removeprefix("fact:") for link in page.doc.links if link.url.startswith("fact:")]
    assert sorted(used) == sorted(fact.id for fact in FACTS)
    for fact in FACTS:
        assert numbers.label(SITE, fact, lang) in page.file.text
        # The check of fact links reads the value back, with its unit.
        assert facts.of(SITE).compare(numbers.shown(SITE, fact, lang), fact, lang) == ()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_rows_have_four_cells(lang: str) -> None:
    rows = [line for line in made_today()[f"docs/{lang}/zahlen.md"].split("\n") if line.startswith("|")]
    assert len(rows) == len(FACTS) + 2 * len({numbers.theme(fact.id) for fact in FACTS})
    assert {row.count("|") for row in rows} == {5}


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "de"])
def test_a_translation_is_current_as_it_is_made(lang: str) -> None:
    german, other = SITE.page("de", numbers.KEY), SITE.page(lang, numbers.KEY)
    assert german and other
    assert {one.state for one in states(german, other)} == {"current"}
    assert other.meta["translation"]["status"] == "machine"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_to_be_confirmed_says_so(lang: str) -> None:
    mark = SITE.text(lang)["fact"]["confirm"]
    lines = made_today()[f"docs/{lang}/zahlen.md"].split("\n")
    for fact in FACTS:
        (row,) = (line for line in lines if f"(fact:{fact.id})" in line)
        assert (f"(fact:{fact.id}) ({mark})" in row) == (fact.confidence == "confirm"), fact.id


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("test.dauer", "sprache-test"), ("test.gebuehr", "gebuehren"), ("gebuehr.kind", "gebuehren"),
        ("geburt.aufenthalt", "familie"), ("testament.frist", "sonderfaelle"), ("ganz-neu", "sonderfaelle"),
    ],
)  # fmt: skip
def test_theme(name: str, expected: str) -> None:
    assert numbers.theme(name) == expected


def test_no_fact_of_today_is_a_leftover() -> None:
    beginnings = [one for listed in numbers.THEMES.values() for one in listed]
    assert [fact.id for fact in FACTS if not any(f"{fact.id}.".startswith(f"{one}.") for one in beginnings)] == []


@pytest.mark.parametrize(
    ("name", "lang", "expected"),
    [
        ("aufenthalt.dauer", "de", "5 Jahre"), ("test.fragen", "ru", "33 вопроса"), ("test.katalog", "ru", "310 вопросов"),
        ("test.katalog", "ar", "310 أسئلة"), ("test.fragen", "ar", "33 سؤالًا"), ("ehegatten.nach-ende", "ar", "سنة"),
        ("gebuehr.erwachsene", "fa", "255 یورو"), ("reform.dreijahre", "fa", "30 اکتبر 2025"),
        ("bekanntgabe.tag", "en", "4th day"), ("bekanntgabe.tag", "fr", "4e jour"), ("strafe.tagessaetze", "uk", "90 денних ставок (Tagessätze)"),
        ("bekanntgabe.tag", "de", "4. Tag"), ("sprache.niveau", "ar", "B1"),
    ],
)  # fmt: skip
def test_values_in_words(name: str, lang: str, expected: str) -> None:
    fact = facts.of(SITE).get(name)
    assert fact and numbers.shown(SITE, fact, lang) == expected


@pytest.mark.parametrize("lang", LANGUAGES)
def test_forms_for_counting_are_those_the_language_has(lang: str) -> None:
    for unit, forms in SITE.text(lang)["counts"].items():
        kind = cldr.ordinal if unit == "ordinal-day" else cldr.category
        assert set(forms) <= {kind(lang, number) for number in range(1000)} | {"other"}, unit
        assert all("{count}" in form for form in forms.values()), unit


def test_a_new_value_is_in_every_language_and_outdates_none(site: model.Site) -> None:
    before = pages(SITE)
    site.data["facts"].value["gebuehr.erwachsene"]["value"] = 300
    after = pages(site)
    assert all("300" in text and after[path] != before[path] for path, text in after.items())
    hashes = [text.split("---")[1] for path, text in after.items() if path.endswith(".md")]
    assert hashes == [text.split("---")[1] for path, text in before.items() if path.endswith(".md")]


def test_a_language_without_a_name_keeps_its_page(site: model.Site) -> None:
    del site.data["text/tr"].value["facts"]["gebuehr.kind"]
    made = pages(site)
    assert "docs/tr/zahlen.md" not in made and "docs/ar/zahlen.md" in made
    entry = next(one for one in json.loads(made[numbers.JSON])["facts"] if one["id"] == "gebuehr.kind")
    assert "tr" not in entry["text"] and "ar" in entry["text"]


@pytest.mark.parametrize("words", [None, "kaputt", {"title": "Zahlen"}, {}])
def test_broken_words_make_no_page_and_no_noise(
    site: model.Site, words: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generate.diagrams, "files", lambda *_: ())  # drawn of other words
    site.data["text/de"].value["numbers"] = words
    assert not [path for path, _ in generate.wanted(site) if "zahlen" in path]


def test_titles_with_a_colon_stay_readable(site: model.Site) -> None:
    site.data["text/tr"].value["numbers"]["title"] = 'Sayılar: "süreler"'
    text = pages(site)["docs/tr/zahlen.md"]
    assert 'title: "Sayılar: \\"süreler\\""\n' in text


def test_names_cannot_break_the_table(site: model.Site) -> None:
    site.data["text/tr"].value["facts"]["gebuehr.kind"] = "Çocuk | harç\n(2)"
    assert "| Çocuk / harç (2) | " in pages(site)["docs/tr/zahlen.md"]


def test_json_has_the_agreed_form() -> None:
    found = json.loads((REPOSITORY / numbers.JSON).read_text("utf-8"))
    assert list(schema.validate(REPOSITORY, "numbers-output.schema.json", found)) == []
    assert [one["id"] for one in found["facts"]] == [fact.id for fact in FACTS]
    assert all(list(one["text"]) == LANGUAGES for one in found["facts"])
    fee = next(one for one in found["facts"] if one["id"] == "gebuehr.erwachsene")
    assert (fee["value"], fee["unit"], fee["text"]["de"]["value"]) == (255, "euro", "255 €")


def test_the_list_is_no_use_of_a_fact(clean: Path) -> None:
    words = REPOSITORY / "docs/data/text/de.yml"
    (clean / "docs/data/text/de.yml").write_text(words.read_text("utf-8"), "utf-8")
    facts_file = clean / "docs/data/facts.yml"
    text = facts_file.read_text("utf-8")
    facts_file.write_text(text + "\n" + text.replace("aufenthalt.dauer:", "aufenthalt.neu:"), "utf-8")
    (clean / "docs/de/zahlen.md").write_text(pages(model.load(clean))["docs/de/zahlen.md"], "utf-8")
    assert [one.message for one in check(clean, "facts/unused") if "aufenthalt.neu" in one.message]


def test_a_site_without_the_words_has_nothing_to_make(clean: Path) -> None:
    assert not [path for path, _ in generate.wanted(model.load(clean)) if "zahlen" in path]
