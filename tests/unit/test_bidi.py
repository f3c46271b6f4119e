"""German words inside Arabic, Persian, Russian and Ukrainian text."""

from __future__ import annotations

from pathlib import Path

import pytest

from lotse import laws
from lotse.finish import bidi
from lotse.finish.html import one, parse

ROOT = Path(__file__).resolve().parents[2]


def isolated(text: str, lang: str) -> str:
    """The paragraph as it is afterwards."""
    tree = parse(f"<html><body><article><p>{text}</p></article></body></html>")
    bidi.isolate(one(tree, "article"), lang)
    return one(tree, "p").inner_html or ""


@pytest.mark.parametrize(
    ("lang", "text", "german"),
    [
        ("ar", "اختبار (Test „Leben in Deutschland“) مهم.", "Test „Leben in Deutschland“"),
        ("fa", "بپرسید: „Bis wann gilt der Titel?“ بعد بنویسید.", "„Bis wann gilt der Titel?“"),
        ("ru", "Вид на жительство (Aufenthaltstitel) нужен.", "Aufenthaltstitel"),
        ("ar", "المحكمة (19 A 3124/25) قررت.", "19 A 3124/25"),
    ],
)
def test_german_words_are_named_and_turned(lang: str, text: str, german: str) -> None:
    direction = ' dir="ltr"' if lang in ("ar", "fa") else ""
    assert f'<bdi lang="de"{direction}>{german}</bdi>' in isolated(text, lang)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("tr", "Oturum belgesi (Aufenthaltstitel) gerekir."),
        ("ar", "تصريح (إقامة) فقط."),
        ("ar", 'عنوان <a dir="ltr" href="x">(Bundesamt)</a>'),
        ("ar", "مستوى (B1)"),
        ("uk", "Запитайте (тут)."),
    ],
)
def test_the_rest_stays(lang: str, text: str) -> None:
    assert isolated(text, lang) == text


def test_a_citation_in_the_paragraph_changes_nothing() -> None:
    citation = '<a dir="ltr" href="x">§ 10 StAG</a>'
    found = isolated(f"قرار (Bescheid) وفق {citation} فقط.", "ar")
    assert '<bdi lang="de" dir="ltr">Bescheid</bdi>' in found
    assert citation in found


def test_a_quotation_that_holds_citations_is_turned_as_a_whole() -> None:
    citation = '<a dir="ltr" href="x">§ 8 StAG</a>'
    quotation = f"„Ich bitte, nach {citation} und {citation} zu prüfen.“"
    found = isolated(f"اكتبوا: {quotation} وفق {citation} „", "ar")
    assert f'<bdi lang="de" dir="ltr">{quotation}</bdi> وفق ' in found
    assert found.endswith(f"{citation} „")


@pytest.mark.parametrize("rest", ["<a>§ 8 StAG</a> ثم “", "<a>§ 8 StAG</a> nur", "<a>مادة</a> nur“"])
def test_what_only_looks_like_one_stays(rest: str) -> None:
    assert "<bdi" not in isolated(f"اكتبوا: „nach {rest}", "ar")


def test_a_link_in_german_is_turned_as_a_whole() -> None:
    assert isolated('المصدر: <a href="x">§ 41 VwVfG (Bund)</a>', "ar") == (
        'المصدر: <a href="x" lang="de" dir="ltr">§ 41 VwVfG (Bund)</a>'
    )
    assert isolated('<a href="x">قانون (StAG)</a>', "ar").count('dir="ltr"') == 1


def test_no_word_is_lost() -> None:
    text = "قبل (Duldung) وبعد „Bescheid“ ثم (Frist)"
    tree = parse(f"<html><body><article><p>{text}</p></article></body></html>")
    bidi.isolate(one(tree, "article"), "ar")
    assert one(tree, "p").text() == text


def test_plain_text_gets_isolates_only_from_the_right() -> None:
    known = laws.load(ROOT)
    text = "الأساس § 58 Abs. 2 Satz 1 VwGO و (Bescheid)"
    assert bidi.marked(text, "ar", known) == "الأساس \u2066§ 58 Abs. 2 Satz 1 VwGO\u2069 و (\u2066Bescheid\u2069)"
    assert bidi.marked("§ 58 VwGO (Bescheid)", "ru", known) == "§ 58 VwGO (Bescheid)"
