"""PDF of real pages: whatever they hold, the tags are sound, nothing is lost and every link leads somewhere."""

from __future__ import annotations

import logging
import re
from itertools import pairwise
from pathlib import Path

import pytest
from built import BASE, Built
from pypdf import PdfReader
from tagged import faults, fonts, outline, read, tree

from lotse.pdf import make

pytest_plugins = ["serving"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the files go."""
    return tmp_path_factory.mktemp("pdf")


def written(built: Built, folder: Path, lang: str, what: str) -> tuple[bytes, PdfReader]:
    """A file of the built site."""
    file = make(built.site, built.folder, lang, what, folder / f"{lang}-{what.replace('/', '-')}.pdf")
    return read(file)


@pytest.mark.parametrize(
    ("lang", "what"),
    [
        ("ar", "leitfaden/identitaet"),  # drawing, German decisions, a table
        ("de", "schulung/l3"),  # exercises, solutions, self-test
        ("de", "konzept/kosten"),  # chart, tables with heads of rows
        ("fa", "lokal/beratung"),  # offices
    ],
)
def test_a_page_is_sound(
    built: Built, folder: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, lang: str, what: str
) -> None:
    monkeypatch.setenv("SITE_URL", BASE)
    with caplog.at_level(logging.WARNING, "weasyprint"):
        raw, reader = written(built, folder, lang, what)
    assert [one.getMessage() for one in caplog.records] == []
    assert faults(raw) == []
    assert reader.trailer["/Root"]["/Lang"] == lang
    assert all(fonts(reader).values())
    document = tree(reader)
    headings = [int(one.kind[1]) for one in document.all("H1", "H2", "H3", "H4", "H5", "H6")]
    assert headings[0] == 1 and all(after <= before + 1 for before, after in pairwise(headings))
    assert len(list(outline(reader.outline))) == len(headings)
    assert all("/Scope" in one.entry["/A"] for one in document.all("TH"))
    assert all(one.entry.get("/Alt") for one in document.all("Figure"))
    assert all(one.holds_annotation() for one in document.all("Link"))
    targets = [str(link["/A"]["/URI"]) for sheet in reader.pages for one in sheet.get("/Annots", [])
               if "/A" in (link := one.get_object())]  # fmt: skip
    assert all(re.match(r"https?://|mailto:|tel:", one) for one in targets)


def test_arabic_can_be_found_as_text(built: Built, folder: Path) -> None:
    _, reader = written(built, folder, "ar", "leitfaden/gebuehren")
    article = built.page("ar", "leitfaden/gebuehren.md").css_first("article")
    said = " ".join(sheet.extract_text() for sheet in reader.pages)
    # Long words only: short ones are found anywhere.
    words = {one for one in re.findall(r"[\u0620-\u064a]{7,}", article.css_first("h1").parent.text()) if one}
    missing = sorted(one for one in words if one not in said.replace("\u200d", ""))
    assert len(words) > 60
    assert len(missing) <= len(words) * 0.05, missing
    for title in article.css("h2"):
        assert title.text() in said.replace("\n", " "), title.text()


def test_a_page_that_the_language_lacks_is_german_and_says_so(built: Built, folder: Path) -> None:
    lacking = next(one for one in built.pages if one.lang == "ar" and one.fallback and one.key.startswith("leitfaden/"))
    _, reader = written(built, folder, "ar", lacking.key)
    assert reader.trailer["/Root"]["/Lang"] == "de"
    assert built.context.words("ar")["notice"]["fallback"].split()[0] in reader.pages[0].extract_text()
