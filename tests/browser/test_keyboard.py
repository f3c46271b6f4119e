"""Everything works with keys alone, and one sees where one is."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from browsing import FOCUS, NARROW, WIDE, walk
from playwright.sync_api import Page, expect

pytest_plugins = ["serving"]
pytestmark = pytest.mark.browser
Visit = Callable[..., Page]


@pytest.mark.parametrize("path", ["leitfaden/lebensunterhalt/", "ar/leitfaden/aufenthaltsdauer/"])
def test_order_on_a_narrow_screen(visit: Visit, path: str) -> None:
    page = visit(path, size=NARROW)
    assert walk(page, 12)[:6] == ["skip", "menu", "scheme", "search", "languages", "content"]


@pytest.mark.parametrize("path", ["leitfaden/lebensunterhalt/", "ar/leitfaden/aufenthaltsdauer/"])
def test_order_on_a_wide_screen(visit: Visit, path: str) -> None:
    page = visit(path, size=WIDE)
    names = walk(page, 90)
    assert names[:8] == ["skip", "home", "scheme", "search", "languages", "tabs", "nav", "contents"]
    assert "content" in names


@pytest.mark.parametrize("path", ["leitfaden/welcher-weg/", "tr/leitfaden/aufenthaltsdauer/", "fa/lokal/zustaendig/"])
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_focus_is_seen_on_the_whole_page(visit: Visit, path: str, size: tuple[int, int]) -> None:
    page = visit(path, size=size)
    assert walk(page, 300)[-1] == "foot"


def test_skip_link_leads_to_the_text(visit: Visit) -> None:
    page = visit("leitfaden/lebensunterhalt/", size=NARROW)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#lebensunterhalt")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS)["name"] in ("content", "fact")


@pytest.mark.parametrize("path", ["leitfaden/lebensunterhalt/", "ar/leitfaden/aufenthaltsdauer/"])
def test_menu_on_a_narrow_screen(visit: Visit, path: str) -> None:
    page = visit(path, size=NARROW)
    opener = page.locator(".lotse-menu-open")
    menu = page.locator("#lotse-menu")
    opener.focus()
    expect(opener).to_have_attribute("aria-expanded", "false")
    expect(menu).to_be_hidden()
    page.keyboard.press("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")
    assert page.evaluate("document.querySelector('#lotse-menu').contains(document.activeElement)")
    expect(menu.locator("a").first).to_be_in_viewport()
    # Every entry is reached and seen: no panel lies over another.
    entries = menu.locator("a:visible").count()
    assert entries > 6
    for _ in range(entries - 1):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUS)
        assert found["name"] == "nav" and found["ring"] and found["seen"], found
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    expect(opener).to_have_attribute("aria-expanded", "false")
    expect(menu).to_be_hidden()
    page.keyboard.press("Space")
    expect(opener).to_have_attribute("aria-expanded", "true")


def test_menu_leads_to_a_page_and_to_a_section(visit: Visit, address: str) -> None:
    page = visit("leitfaden/lebensunterhalt/", size=NARROW)
    opener = page.locator(".lotse-menu-open")
    opener.click()
    page.locator("#lotse-menu a[href='#nachweise']").click()
    expect(page.locator("#nachweise")).to_be_in_viewport()
    expect(opener).to_have_attribute("aria-expanded", "false")
    opener.click()
    page.locator("#lotse-menu a[href$='lokal/zustaendig/']").click()
    page.wait_for_url(address + "lokal/zustaendig/")


def test_languages_by_keyboard(visit: Visit, address: str) -> None:
    page = visit("leitfaden/aufenthaltsdauer/", size=NARROW)
    button = page.locator(".lotse-languages summary")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".lotse-languages ul")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".lotse-languages ul")).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(page.locator(".lotse-languages a[lang=ar]")).to_be_focused()
    assert page.evaluate(FOCUS)["ring"]
    page.keyboard.press("Enter")
    page.wait_for_url(address + "ar/leitfaden/aufenthaltsdauer/")


def test_colours_by_keyboard(visit: Visit) -> None:
    page = visit(size=WIDE)
    body = page.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    page.locator(".lotse-scheme").focus()
    page.keyboard.press("Enter")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 26, 32)"


def test_a_table_scrolls_by_keyboard(visit: Visit) -> None:
    page = visit("ar/leitfaden/aufenthaltsdauer/", size=NARROW)
    region = page.locator(".lotse-scroll").first
    region.focus()
    assert region.evaluate("e => e.scrollWidth > e.clientWidth")
    page.keyboard.press("ArrowLeft")
    end = time.monotonic() + 3
    while region.evaluate("e => e.scrollLeft") == 0 and time.monotonic() < end:
        page.wait_for_timeout(50)
    assert region.evaluate("e => e.scrollLeft") < 0
