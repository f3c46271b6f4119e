"""The questions that advisors are asked every week have an answer where the table says, in its first 150 words."""

import re
from pathlib import Path

import pytest
import yaml

from lotse import model

SITE = model.load(Path(__file__).parents[2])
QUESTIONS = yaml.safe_load((Path(__file__).parent / "questions.yml").read_text("utf-8"))
WORDS = 150


def beginning(page: str, section: str) -> str:
    """The first words of the running text of a section, with ordinary spaces."""
    found = SITE.page("de", page)
    assert found, page
    assert section in found.sections, f"{page}#{section}"
    return " ".join(re.findall(r"\S+", found.sections[section].text)[:WORDS])


def test_there_are_thirty_questions_and_more():
    assert len({one["question"] for one in QUESTIONS}) == len(QUESTIONS) >= 30


@pytest.mark.parametrize("one", QUESTIONS, ids=[one["question"] for one in QUESTIONS])
def test_the_answer_stands_in_the_first_words(one):
    said = beginning(one["page"], one["section"])
    assert one["says"]
    for words in one["says"]:
        assert words in said, f"{words!r} fehlt in: {said}"
