"""The diagram says the same in every language, as picture and as list, and mirrors for rtl."""

import re
import xml.etree.ElementTree as etree
from pathlib import Path

import pytest

from lotse import diagrams, locales, model

SITE = model.load(Path(__file__).parents[2])
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("lang", SITE.languages)
def test_picture_and_list_use_the_same_words(lang):
    words = SITE.text(lang)
    root = etree.fromstring(diagrams.ways(words, locales.direction(lang) == "rtl"))
    drawn = re.sub(r"\s+", " ", " ".join(text.text for text in root.iter(f"{SVG}text")))
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == words["ways"]["title"]
    for question, way, norm in diagrams.ways_steps(words):
        for said in (question, way, norm):
            assert re.sub(r"\s+", " ", said) in drawn


@pytest.mark.parametrize("lang", SITE.languages)
def test_nothing_is_drawn_outside_the_picture(lang):
    svg = diagrams.ways(SITE.text(lang), locales.direction(lang) == "rtl")
    root = etree.fromstring(svg)
    _, _, width, height = (float(n) for n in root.get("viewBox").split())
    for box in root.iter(f"{SVG}rect"):
        x, y, w, h = (float(box.get(name)) for name in ("x", "y", "width", "height"))
        assert x >= 0
        assert x + w <= width
        assert y + h <= height


def test_right_to_left_is_the_mirror_image():
    words = SITE.text("ar")
    left, right = (etree.fromstring(diagrams.ways(words, rtl)) for rtl in (False, True))
    for one, other in zip(left.iter(f"{SVG}rect"), right.iter(f"{SVG}rect"), strict=True):
        assert float(other.get("x")) == diagrams.WIDTH - float(one.get("x")) - float(one.get("width"))


def test_a_missing_word_is_an_error():
    with pytest.raises(KeyError):
        diagrams.ways({"diagram": {"answer_yes": "Ja", "answer_no": "Nein"}, "ways": {}}, False)
