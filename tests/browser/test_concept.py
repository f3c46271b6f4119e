"""The concept in the browser: forms fit on one side of paper, charts can be read on every screen."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from browsing import NARROW, WIDE
from built import REPOSITORY
from playwright.sync_api import Page, expect

pytest_plugins = ["serving"]
pytestmark = pytest.mark.browser

FORMS = sorted(path.stem for path in (REPOSITORY / "docs/de/konzept/vorlagen").glob("*.md"))
Visit = Callable[..., Page]


@pytest.mark.parametrize("form", FORMS)
def test_a_form_prints_on_one_side(visit: Visit, form: str) -> None:
    page = visit(f"konzept/vorlagen/{form}/")
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1
    page.emulate_media(media="print")
    expect(page.get_by_text("Vor der Verwendung prüfen lassen")).to_be_visible()
    assert page.locator(".lotse-fill").count() > 0
    # Room for a pen: six millimetres, five in tables.
    assert (
        page.locator(".lotse-fill").evaluate_all("all => Math.min(...all.map(e => e.offsetHeight))")
        >= 5 / 25.4 * 96 - 1
    )


@pytest.mark.parametrize("size", [(320, 640), NARROW, WIDE])
@pytest.mark.parametrize("form", FORMS)
def test_a_form_does_not_slide_sideways(visit: Visit, form: str, size: tuple[int, int]) -> None:
    page = visit(f"konzept/vorlagen/{form}/", size=size)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(320, 640), NARROW, WIDE])
@pytest.mark.parametrize("path", ["bedarf", "gewinnung", "qualifizierung", "kosten"])
def test_charts_are_large_enough_to_read(visit: Visit, path: str, size: tuple[int, int], scheme: str) -> None:
    page = visit(f"konzept/{path}/", size=size, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    charts = page.locator(".lotse-chart svg[role=img]")
    assert charts.count() > 0
    for chart in charts.all():
        expect(chart).to_be_visible()
        scale = chart.evaluate("e => e.getBoundingClientRect().width / e.viewBox.baseVal.width")
        assert 15 * scale >= 11
        words = chart.locator("text").evaluate_all("all => all.map(e => e.getBBox()).map(b => [b.x, b.x + b.width])")
        assert all(left >= -2 and right <= 361 for left, right in words)


def test_the_table_of_a_chart_opens_by_key(visit: Visit) -> None:
    page = visit("konzept/kosten/")
    fold = page.locator(".lotse-chart summary")
    table = page.locator(".lotse-chart table")
    expect(table).to_be_hidden()
    fold.focus()
    page.keyboard.press("Enter")
    expect(table).to_be_visible()
    expect(table.get_by_role("rowheader")).to_have_text(["Klein", "Mittel", "Ausgebaut"])


def test_charts_without_javascript_and_on_paper(visit: Visit) -> None:
    page = visit("konzept/kosten/", java_script_enabled=False)
    page.locator(".lotse-chart summary").click()
    expect(page.locator(".lotse-chart table")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".lotse-chart svg")).to_be_visible()
