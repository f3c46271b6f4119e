"""The printed web page: heads and numbers on each sheet, the way back, nothing alone on a sheet of its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO

import pytest
from browsing import NARROW
from built import BASE
from playwright.sync_api import Page, expect
from pypdf import PdfReader

pytest_plugins = ["serving"]
pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
FACTS = "leitfaden/gebuehren/"


def sheets(page: Page) -> list[str]:
    """Text of each printed sheet."""
    reader = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    return [sheet.extract_text() for sheet in reader.pages]


def test_every_sheet_says_page_and_number(visit: Visit) -> None:
    page = visit(FACTS)
    found = sheets(page)
    assert len(found) > 2
    for number, text in enumerate(found, 1):
        assert f"{number} / {len(found)}" in text
        assert text.count("Gebühren und Kosten") == 1, "the title, or the head that repeats it"


def test_without_scripts_the_number_stays(visit: Visit) -> None:
    found = sheets(visit(FACTS, java_script_enabled=False))
    assert all(f"{number} / {len(found)}" in text for number, text in enumerate(found, 1))


@pytest.mark.parametrize("path", [FACTS, "ar/leitfaden/gebuehren/"])
def test_the_last_sheet_holds_more_than_an_address(visit: Visit, path: str) -> None:
    found = sheets(visit(path))
    assert len(found[-1]) > 400, found[-1]
    assert BASE + path in found[-1].replace("\n", "")


@pytest.mark.parametrize("path", [FACTS, "ar/leitfaden/gebuehren/"])
def test_the_code_stands_beside_the_title_and_only_on_paper(visit: Visit, path: str) -> None:
    page = visit(path)
    code = page.locator(".lotse-qr")
    expect(code).to_be_hidden()
    page.set_viewport_size({"width": 700, "height": 990})
    page.emulate_media(media="print")
    expect(code).to_be_visible()
    boxes = page.evaluate(
        """[...document.querySelectorAll('.lotse-qr, article > h1, article > .lotse-head > *')].map(e => {
          const r = document.createRange(); r.selectNodeContents(e)
          const {left, right, top, bottom} = (e.matches('.lotse-qr') ? e : r).getBoundingClientRect()
          return {code: e.matches('.lotse-qr'), left, right, top, bottom}
        })"""
    )
    (drawn,) = [one for one in boxes if one["code"]]
    assert drawn["right"] - drawn["left"] > 70, "2 cm"
    for one in boxes:
        if not one["code"]:
            apart = one["right"] <= drawn["left"] or one["left"] >= drawn["right"] or one["top"] >= drawn["bottom"]
            assert apart, (one, drawn)


def test_the_code_leads_to_the_page(visit: Visit) -> None:
    import segno

    page = visit(FACTS, size=NARROW)
    drawn = page.locator(".lotse-qr path").get_attribute("d")
    expected = segno.make(BASE + FACTS, error="m", micro=False, boost_error=False)
    assert drawn and f'd="{drawn}"' in expected.svg_inline(border=4, omitsize=True)


def test_tables_repeat_their_heads_and_keep_rows_whole(visit: Visit) -> None:
    page = visit("leitfaden/unterlagen/")
    page.emulate_media(media="print")
    looks = json.loads(
        page.evaluate(
            """JSON.stringify([...document.querySelectorAll('article table')].map(table => [
              getComputedStyle(table.tHead).display, getComputedStyle(table.tBodies[0].rows[0]).breakInside,
              table.scrollWidth <= table.parentElement.clientWidth + 1]))"""
        )
    )
    assert looks and all(one == ["table-header-group", "avoid", True] for one in looks), looks


def test_a_sheet_that_is_filled_in_has_no_heads(visit: Visit) -> None:
    (text,) = sheets(visit("schulung/laufzettel/"))[:1]
    assert "1 / " in text
    page = visit("werkzeuge/pass-protokoll/")
    assert "1 / 1" not in " ".join(sheets(page))
