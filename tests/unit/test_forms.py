"""Lines to fill in, and what every form of the concept must say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import REPOSITORY

from lotse.finish import article
from lotse.finish.html import parse

FORMS = sorted((REPOSITORY / "docs/de/konzept/vorlagen").glob("*.md"))


def filled(fragment: str) -> str:
    tree = parse(f"<body><article>{fragment}</article></body>")
    node = tree.css_first("article")
    assert node is not None
    article._lines(node)
    return str(node.html)


def test_underscores_become_lines_as_long_as_they_are_written() -> None:
    html = filled("<p>Name: ____, Tag: __________ Ort: ______________________</p>")
    assert re.findall(r"lotse-fill--(\w+)", html) == ["short", "middle", "long"]
    assert "____" not in html
    assert parse(html).body.text() == "Name: , Tag:  Ort: "  # type: ignore[union-attr]


def test_text_around_a_line_stays_text() -> None:
    html = filled("<td>____</td><p>a &lt;b&gt; ____ &amp; c</p>")
    assert "a &lt;b&gt; <span" in html and "</span> &amp; c" in html


@pytest.mark.parametrize(
    "text", ["<p>a __ b</p>", "<p>docs_data</p>", "<code>____</code>", "<pre>____</pre>", "<p>x</p>"]
)
def test_everything_else_stays_as_it_is(text: str) -> None:
    assert filled(text) == f"<article>{text}</article>"


def test_all_forms_are_there() -> None:
    assert {path.stem for path in FORMS} == {
        "rollenvereinbarung", "verschwiegenheit", "einwilligung", "weitergabe", "aufwand", "auswertung", "einladung",
        "starterpaket",
    }  # fmt: skip


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_says_that_it_must_be_reviewed_and_has_lines(path: Path) -> None:
    text = path.read_text("utf-8")
    note = text.partition("/// note | Vor der Verwendung prüfen lassen")[2].partition("///")[0]
    assert "Jurist" in note and "Datenschutzbeauftragte" in note
    assert "____" in text


def test_the_info_hour_is_an_hour() -> None:
    text = (REPOSITORY / "docs/de/konzept/vorlagen/starterpaket.md").read_text("utf-8")
    assert sum(map(int, re.findall(r"^\| (\d+) \|", text, re.M))) == 60
