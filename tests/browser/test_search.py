"""The search: by keyboard, in each language, and nothing of it loaded before somebody searches."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from browsing import NARROW, WIDE, Seen
from playwright.sync_api import Page, expect

pytest_plugins = ["serving"]
pytestmark = pytest.mark.browser
Visit = Callable[..., Page]


def search(page: Page, word: str) -> None:
    """Open the search with keys and type a word."""
    page.locator(".lotse-search-open").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".lotse-search input")).to_be_focused()
    page.keyboard.type(word)


@pytest.mark.parametrize(
    ("start", "word", "target"),
    [
        ("", "Lebensunterhalt", "leitfaden/lebensunterhalt/"),
        ("leitfaden/sprache/", "Hartz", "leitfaden/lebensunterhalt/"),  # a word of the front matter only
        ("ar/", "الإقامة", "ar/leitfaden/aufenthaltsdauer/"),
        ("ar/leitfaden/sprache/", "تأشيرة", "ar/leitfaden/aufenthaltsdauer/"),
        ("tr/", "ikamet", "tr/leitfaden/aufenthaltsdauer/"),
        ("tr/lokal/zustaendig/", "içtihadına", "tr/leitfaden/aufenthaltsdauer/"),  # the dotless i
    ],
)
def test_a_word_finds_its_page(visit: Visit, seen: Seen, address: str, start: str, word: str, target: str) -> None:
    page = visit(start, size=NARROW)
    page.wait_for_load_state("networkidle")
    assert not [url for url in seen.requests if "pagefind" in url or "search.js" in url]
    search(page, word)
    results = page.locator(".lotse-search__results a")
    found = page.locator(f".lotse-search__results a[href^='/lotse/{target}']").first
    found.wait_for()
    lang = start.split("/")[0] if start.startswith(("ar", "tr")) else ""
    for href in results.evaluate_all("all => all.map(a => a.getAttribute('href'))"):
        assert href.startswith(f"/lotse/{lang}"), "a page of another language"
    found.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}{target}**")


def test_escape_closes_and_gives_the_focus_back(visit: Visit) -> None:
    page = visit(size=WIDE)
    search(page, "Pass")
    page.locator(".lotse-search__results a").first.wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")  # a search field may take the first one to empty itself
    expect(page.locator(".lotse-search")).to_be_hidden()
    expect(page.locator(".lotse-search-open")).to_be_focused()


def test_the_dialog_has_a_name_and_says_what_it_found(visit: Visit) -> None:
    page = visit("tr/", size=WIDE)
    search(page, "ikamet")
    expect(page.get_by_role("dialog", name="Rehberde ara")).to_be_visible()
    status = page.locator(".lotse-search [role=status]")
    page.locator(".lotse-search__results a").first.wait_for()
    expect(status).not_to_be_empty()
    page.locator(".lotse-search input").fill("qqqqxxxx")
    expect(page.locator(".lotse-search__results a")).to_have_count(0)
    expect(status).not_to_be_empty()


def test_arrows_go_through_the_results(visit: Visit) -> None:
    page = visit(size=WIDE)
    search(page, "Aufenthalt")
    links = page.locator(".lotse-search__results a")
    links.nth(1).wait_for()
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator(".lotse-search input")).to_be_focused()


def test_the_page_itself_is_described_by_its_summary(visit: Visit) -> None:
    page = visit(size=WIDE)
    search(page, "Lebensunterhalt")
    first = page.locator(".lotse-search__results li").first
    expect(first.locator("a")).to_have_text("Lebensunterhalt")
    expect(first.locator("p")).to_contain_text("Einkommen")


@pytest.mark.parametrize(("path", "direction"), [("", "ltr"), ("ar/", "rtl")])
def test_the_dialog_fits_on_a_narrow_screen(visit: Visit, path: str, direction: str) -> None:
    page = visit(path, size=NARROW)
    page.locator(".lotse-search-open").click()
    dialog = page.locator(".lotse-search")
    expect(dialog).to_be_in_viewport(ratio=1)
    assert dialog.evaluate("e => getComputedStyle(e).direction") == direction
    page.locator(".lotse-search-close").click()
    expect(dialog).to_be_hidden()
