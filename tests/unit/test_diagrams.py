"""Every diagram says the same in every language, as picture and as list, and mirrors for rtl."""

import re
import xml.etree.ElementTree as etree
from pathlib import Path

import pytest

from lotse import locales, model
from lotse.diagrams import DIAGRAMS
from lotse.diagrams.canvas import WIDTH

SITE = model.load(Path(__file__).parents[2])
SVG = "{http://www.w3.org/2000/svg}"
EVERY = [(name, lang) for name in DIAGRAMS for lang in SITE.languages]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def drawn(name: str, lang: str) -> etree.Element:
    return etree.fromstring(DIAGRAMS[name].draw(SITE.text(lang), locales.direction(lang) == "rtl"))


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_picture_and_list_use_the_same_words(name, lang):
    root = drawn(name, lang)
    said = squeezed(" ".join(text.text for text in root.iter(f"{SVG}text")))
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text and root.find(f"{SVG}desc").text
    for step in DIAGRAMS[name].steps(SITE.text(lang)):
        assert squeezed(step.text) in said
        assert step.norm in said


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_nothing_is_drawn_outside_the_picture(name, lang):
    root = drawn(name, lang)
    _, _, width, height = (float(n) for n in root.get("viewBox").split())
    for box in root.iter(f"{SVG}rect"):
        x, y, w, h = (float(box.get(name)) for name in ("x", "y", "width", "height"))
        assert x >= 0
        assert x + w <= width
        assert y + h <= height


@pytest.mark.parametrize("name", DIAGRAMS)
def test_right_to_left_is_the_mirror_image(name):
    words = SITE.text("ar")
    left, right = (etree.fromstring(DIAGRAMS[name].draw(words, rtl)) for rtl in (False, True))
    boxes = list(zip(left.iter(f"{SVG}rect"), right.iter(f"{SVG}rect"), strict=True))
    assert boxes
    for one, other in boxes:
        assert float(other.get("x")) == WIDTH - float(one.get("x")) - float(one.get("width"))


@pytest.mark.parametrize("lang", SITE.languages)
def test_the_same_norms_in_every_language(lang):
    for diagram in DIAGRAMS.values():
        german, other = (diagram.steps(SITE.text(code)) for code in ("de", lang))
        assert [step.norm for step in german] == [step.norm for step in other]


@pytest.mark.parametrize("name", DIAGRAMS)
def test_a_missing_word_is_an_error(name):
    with pytest.raises(KeyError):
        DIAGRAMS[name].draw({"diagram": {"answer_yes": "Ja", "answer_no": "Nein", "otherwise": "Sonst"}}, False)
