"""The log of attempts: rows come and go, faults are said, the sheet prints, nothing is kept."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from browsing import NARROW, WIDE, Seen
from built import data
from playwright.sync_api import Locator, Page, expect

pytest_plugins = ["serving"]
pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
PATH = "werkzeuge/pass-protokoll/"
WORDS = data("text/de")["tools"]["attempts"]
UI = WORDS["ui"]


def row(page: Page, number: int) -> Locator:
    """The fields of an attempt."""
    return page.get_by_role("group", name=UI["entry"].format(n=number))


def enter(page: Page, number: int, day: str, office: str) -> None:
    """Fill in an attempt."""
    for name, text in {"date": day, "office": office, "request": "Termin", "answer": "keine"}.items():
        row(page, number).get_by_label(UI[name], exact=True).fill(text)
    row(page, number).get_by_label(UI["way"]).select_option("email")


def test_rows_come_and_go_and_stand_in_order_of_days(visit: Visit) -> None:
    page = visit(PATH)
    enter(page, 1, "2026-02-17", "Konsulat B")
    page.get_by_role("button", name=UI["add"]).click()
    expect(row(page, 2).get_by_label(UI["date"], exact=True)).to_be_focused()
    enter(page, 2, "2026-02-03", "Konsulat A")
    lines = page.locator(".lotse-paper tbody tr")
    expect(lines).to_have_count(8)
    expect(lines.nth(0)).to_contain_text("03.02.2026Konsulat AE-MailTerminkeine")
    expect(lines.nth(1)).to_contain_text("17.02.2026Konsulat B")
    page.get_by_role("button", name=UI["remove"].format(n=1)).click()
    expect(page.get_by_role("button", name=UI["remove"].format(n=1))).to_be_focused()
    expect(page.get_by_text(UI["removed"].format(n=1))).to_be_visible()
    expect(page.locator(".lotse-paper")).not_to_contain_text("Konsulat B")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=UI["add"])).to_be_focused()


def test_many_rows_are_all_there_and_one_is_left_for_the_hand(visit: Visit) -> None:
    page = visit(PATH)
    for number in range(1, 13):
        if number > 1:
            page.get_by_role("button", name=UI["add"]).click()
        enter(page, number, f"2026-01-{number:02}", f"Stelle {number}")
    expect(page.locator(".lotse-paper tbody tr")).to_have_count(13)
    expect(page.locator(".lotse-attempts__blank")).to_have_count(1)


def test_faults_stand_at_the_field(visit: Visit) -> None:
    page = visit(PATH)
    row(page, 1).get_by_label(UI["date"], exact=True).fill("2900-01-01")
    page.get_by_role("button", name=UI["print"]).click()
    day = row(page, 1).get_by_label(UI["date"], exact=True)
    expect(day).to_be_focused()
    expect(day).to_have_accessible_description(UI["past"])
    expect(row(page, 1).get_by_label(UI["office"], exact=True)).to_have_accessible_description(UI["missing"])
    enter(page, 1, "2026-02-03", "Konsulat")
    expect(page.locator(".lotse-error:visible")).to_have_count(0)


def test_it_prints_one_sheet_without_the_fields(visit: Visit) -> None:
    page = visit(PATH, color_scheme="dark")
    enter(page, 1, "2026-02-03", "Konsulat")
    page.emulate_media(media="print")
    for hidden in (page.locator("h1"), page.get_by_role("button", name=UI["print"]), row(page, 1)):
        expect(hidden).to_be_hidden()
    expect(page.locator(".lotse-paper")).to_contain_text(WORDS["sheet"]["signature"])
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1


def test_nothing_leaves_and_nothing_stays(visit: Visit, seen: Seen) -> None:
    page = visit(PATH)
    page.wait_for_load_state("networkidle")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    before = page.evaluate("[location.href, history.length, document.cookie]"), len(seen.requests)
    page.get_by_label(UI["name"], exact=True).fill("Alex Geheim")
    enter(page, 1, "2026-02-03", "Geheim")
    page.wait_for_timeout(200)
    assert (page.evaluate("[location.href, history.length, document.cookie]"), len(seen.requests)) == before
    assert "Geheim" not in page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert said == [] and page.locator(".lotse-tool :is(form, [type=submit])").count() == 0
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("about:blank")
    page.go_back()
    expect(page.get_by_label(UI["name"], exact=True)).to_have_value("")
    expect(page.locator(".lotse-paper")).not_to_contain_text("Geheim")


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_it_fits_every_screen(visit: Visit, size: tuple[int, int]) -> None:
    page = visit(PATH, size=size)
    enter(page, 1, "2026-02-03", "Donaudampfschifffahrtsgesellschaftskonsulat" * 2)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_without_scripts_there_is_an_empty_form(visit: Visit) -> None:
    page = visit(PATH, java_script_enabled=False)
    form = page.locator(".lotse-attempts--empty")
    expect(form).to_be_visible()
    expect(form.locator("tbody tr")).to_have_count(8)
    expect(form.locator("th")).to_have_count(7)
    expect(page.locator(".admonition.stop").first).to_be_visible()
