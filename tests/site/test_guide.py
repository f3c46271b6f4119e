"""What a table of rules can't say about the guide: how much of it there is, and that each page rests on something."""

import re
from pathlib import Path

import pytest

from lotse import laws, model

ROOT = Path(__file__).parents[2]
SITE = model.load(ROOT)
GUIDES = sorted(page.key for page in SITE.pages.values() if page.lang == "de" and page.meta.get("kind") == "guide")
WORDS = (400, 1200)


def text(key: str) -> str:
    page = SITE.page("de", key)
    assert page
    return "\n".join(section.text for section in page.doc.sections)


def test_the_guide_is_whole():
    assert len(GUIDES) >= 40


@pytest.mark.parametrize("key", GUIDES)
def test_a_page_is_neither_a_note_nor_a_book(key):
    assert WORDS[0] <= len(re.findall(r"\w+", text(key))) <= WORDS[1]


@pytest.mark.parametrize("key", GUIDES)
def test_a_page_rests_on_the_law_and_begins_with_a_stop_sign_and_three_questions(key):
    page = SITE.page("de", key)
    short = page.sections["kurz"]
    assert laws.load(ROOT).find(text(key))
    inside = [block.name for block in page.doc.blocks if short.start <= block.start < short.end]
    assert "stop" in inside
    assert page.file.text.encode()[short.start : short.end].decode().count("\n3. ") == 1


def test_cases_are_worked_out():
    cases = SITE.value("cases")
    assert len(cases) >= 60
    assert {one["outcome"] for one in cases} == {
        "likely", "should", "discretion", "not-yet", "no", "clarify", "already-german", "remedy"
    }  # fmt: skip


def test_the_glossary_explains_enough_words():
    assert len(SITE.value("glossary")) >= 70
