"""What a text states is the same in every language and script; what is left German or written wrongly is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from lotse import facts, laws, model
from lotse.parity import language, stated
from lotse.parity.compare import differences, other_units
from lotse.parity.stated import Stated

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def site() -> model.Site:
    """The repository."""
    return model.load(ROOT)


def of(site: model.Site, text: str, lang: str) -> list[Stated]:
    """What ``text`` states in ``lang``."""
    return stated.of_text(text, lang, laws.load(site.root), facts.of(site).words(lang))


def values(site: model.Site, text: str, lang: str, kind: str) -> list[str]:
    """The values of one kind, sorted."""
    return sorted(one.value for one in of(site, text, lang) if one.kind == kind)


@pytest.mark.parametrize(
    ("german", "lang", "other"),
    [
        ("1.319 Fälle", "en", "1,319 cases"),
        ("1.319 Fälle", "fr", "1\u202f319 cas"),
        ("1.319 Fälle", "ar", "١٬٣١٩ حالة"),
        ("1.319 Fälle", "fa", "۱٬۳۱۹ پرونده"),
        ("3,5 Stunden", "en", "3.5 hours"),
        ("3,5 Stunden", "ar", "٣٫٥ ساعة"),
        ("27,60 Euro", "tr", "27,60 avro"),
        ("12 Personen", "ru", "12 человек"),
        ("am 24.12.2025", "en", "on 24 December 2025"),
        ("am 24.12.2025", "ru", "24 декабря 2025 года"),
        ("am 24.12.2025", "ar", "في 24 ديسمبر 2025"),
        ("am 24.12.2025", "tr", "24 Aralık 2025 tarihinde"),
        ("am 24.12.2025", "fr", "le 24 décembre 2025"),
        ("am 24.12.2025", "uk", "24 грудня 2025 року"),
        ("(§ 10 Abs. 1 Satz 1 Nr. 3 StAG)", "fa", "(§ 10 Abs. 1 Satz 1 Nr. 3 StAG)"),
        ("§§ 25a und 25b AufenthG", "uk", "§§ 25a und 25b AufenthG"),
        ("0241 5198-0", "ru", "0241 5198-0"),
        ("Stufe B1 im Amt A 33", "tr", "A 33 dairesinde B1 düzeyi"),
    ],
)
def test_the_same_in_every_language(site: model.Site, german: str, lang: str, other: str) -> None:
    assert differences(of(site, german, "de"), of(site, other, lang)) == {}


@pytest.mark.parametrize(
    ("german", "lang", "other", "kinds"),
    [
        ("12 Personen", "tr", "21 kişi", {"number"}),
        ("1.319 Fälle", "en", "1.319,5 cases", {"number"}),
        ("am 24.12.2025", "ar", "في 24 نوفمبر 2025", {"date"}),
        ("§ 10 Abs. 1 StAG", "ru", "§ 10 Abs. 2 StAG", {"citation"}),
        ("§ 10 Abs. 1 StAG", "ru", "§ 10 Abs. 1 AufenthG", {"citation"}),
        ("0241 5198-0", "fr", "0241 5189-0", {"contact"}),
        ("hilfe@example.org", "fr", "hilfe@example.com", {"contact"}),
        ("{day} bis {count}", "en", "until {count}", {"placeholder"}),
    ],
)
def test_another_thing_is_seen(site: model.Site, german: str, lang: str, other: str, kinds: set[str]) -> None:
    assert set(differences(of(site, german, "de"), of(site, other, lang))) == kinds


def test_order_is_free_but_the_count_is_not(site: model.Site) -> None:
    german = of(site, "Erst 3, dann 4, dann 3.", "de")
    assert differences(german, of(site, "Önce 4, sonra 3, sonra 3.", "tr")) == {}
    found = differences(german, of(site, "Önce 4, sonra 3.", "tr"))["number"]
    assert [one.shown for one in found.lacking] == ["3"] and found.surplus == []


def test_numbers_inside_other_things_are_none(site: model.Site) -> None:
    text = "B1 nach § 10 Abs. 1 StAG am 24.12.2025, 0241 5198-0, https://example.org/2026/7"
    assert values(site, text, "de", "number") == []
    assert values(site, text, "de", "contact") == ["024151980", "https://example.org/2026/7"]


@pytest.mark.parametrize(
    ("lang", "other", "wrong"),
    [
        ("tr", "6 yıl", True),
        ("tr", "6 ay", False),
        ("ar", "6 سنوات", True),
        ("ru", "6 месяцев", False),
        ("en", "6", False),
    ],
)
def test_another_unit_is_seen(site: model.Site, lang: str, other: str, wrong: bool) -> None:
    assert bool(other_units(of(site, "6 Monate", "de"), of(site, other, lang))) is wrong


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("tr", "Der Antrag wird nicht angenommen."),
        ("en", "Please note: wenn die Urkunde nicht da ist."),
        ("fr", "Attention : der Antrag ist nicht vollständig."),
        ("ar", "لا يُقبل wenn die Urkunde fehlt und niemand fragt"),
        ("ru", "Заявление wird nicht angenommen, wenn etwas fehlt"),
    ],
)
def test_german_left_in_is_seen(lang: str, text: str) -> None:
    assert list(language.german(text, lang))


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("tr", "Duldung (sınır dışı edilmenin durdurulması) der gibi."),
        ("en", "The Federal Office (Bundesamt für Migration und Flüchtlinge) decides."),
        ("fr", "Écrivez : „Ich bitte um Auskunft, wenn die Akte nicht da ist.“"),
        ("ar", "بطاقة (Erlaubnis zum Daueraufenthalt - EU) للإقامة"),
        ("fa", "Blaue Karte EU کارت آبی"),
        ("uk", "Дозвіл Niederlassungserlaubnis діє без строку."),
    ],
)
def test_german_terms_may_stay(lang: str, text: str) -> None:
    assert list(language.german(text, lang)) == []


@pytest.mark.parametrize(
    ("lang", "text", "what"),
    [
        ("fa", "كتاب", "arabischer Buchstabe"),
        ("ar", "گفتم", "persischer Buchstabe"),
        ("ru", "їжак", "ukrainischer Buchstabe"),
        ("uk", "ёлка", "russischer Buchstabe"),
        ("uk", "пocвідка", "Buchstaben zweier Schriften in einem Wort"),
        ("en", "книга", "fremde Schrift"),
        ("ru", "كتاب", "fremde Schrift"),
    ],
)
def test_wrong_letters_are_seen(lang: str, text: str, what: str) -> None:
    assert what in {one.what for one in language.letters(text, lang)}


def test_right_letters_are_not() -> None:
    right = {
        "fa": "گذرنامهٔ ایرانی می‌خواهم",
        "ar": "جواز السفر",
        "ru": "ёлка и B1",
        "uk": "їжак і B1-рівень",
        "tr": "ışık",
    }
    assert [lang for lang, text in right.items() if list(language.letters(text, lang))] == []


@pytest.mark.parametrize(
    ("text", "count"),
    [("\u2067a\u2069", 0), ("\u2067a", 1), ("a\u2069", 1), ("\u202ba\u202c", 2), ("a\u200c\u200eb", 0)],
)
def test_hidden_marks(text: str, count: int) -> None:
    assert len(list(language.marks(text))) == count


def test_a_citation_is_no_german_sentence() -> None:
    assert list(language.german("وفق § 10 Abs. 1 Satz 1 Nr. 3 Buchst. b und c StAG فقط", "ar")) == []
