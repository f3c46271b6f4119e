"""Facts: whoever reads with eyes, fingers, keys or on paper gets source and date of each value."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from browsing import NARROW, WIDE
from built import Built
from playwright.sync_api import Locator, Page, expect

pytest_plugins = ["serving"]
pytestmark = pytest.mark.browser
Visit = Callable[..., Page]

PATHS = ["leitfaden/aufenthaltsdauer/", "ar/leitfaden/aufenthaltsdauer/", "zahlen/", "ar/zahlen/"]
NUMBERS = ["zahlen/", "ar/zahlen/", "ru/zahlen/"]
SIZES = [NARROW, WIDE]
# What a note must not do to its value (WCAG 2.2, 2.4.11): lie on it.
COVERS = """([value, note]) => {
  const a = value.getBoundingClientRect(), b = note.getBoundingClientRect()
  return a.top < b.bottom && b.top < a.bottom && a.left < b.right && b.left < a.right
}"""


def fact(page: Page, number: int) -> tuple[Locator, Locator]:
    """Value and note of a fact of the page."""
    return page.locator(".fact__value").nth(number), page.locator(".fact__note").nth(number)


def reach(page: Page, number: int) -> tuple[Locator, Locator]:
    """Go to a fact with the Tab key, from a place just before it."""
    value, note = fact(page, number)
    value.evaluate(
        """value => {
          const before = Object.assign(document.createElement('span'), {tabIndex: 0})
          value.parentElement.before(before)
          before.focus()
          before.addEventListener('blur', () => setTimeout(() => before.remove()))
        }"""
    )
    page.keyboard.press("Tab")
    expect(value).to_be_focused()
    return value, note


def words(page: Page, built: Built, path: str) -> str:
    """What a note says before its date, in the language of the page."""
    return built.context.words("ar" if path.startswith("ar/") else "de")["fact"]["checked"]


@pytest.mark.parametrize("size", SIZES, ids=["narrow", "wide"])
@pytest.mark.parametrize("path", PATHS)
def test_focus_alone_shows_source_and_date(visit: Visit, built: Built, path: str, size: tuple[int, int]) -> None:
    page = visit(path, size=size)
    _, note = reach(page, 0)
    expect(note).to_be_in_viewport(ratio=1)
    expect(note).to_contain_text(words(page, built, path))
    expect(note).to_contain_text("§")
    assert note.evaluate("e => getComputedStyle(e).direction") == ("rtl" if path.startswith("ar/") else "ltr")
    page.keyboard.press("Tab")
    expect(note.locator("a")).to_be_focused()
    expect(note).to_be_visible()
    page.keyboard.press("Tab")
    expect(note).to_be_hidden()


@pytest.mark.parametrize("path", PATHS)
def test_escape_closes_the_note_and_keeps_the_place(visit: Visit, path: str) -> None:
    page = visit(path)
    value, note = reach(page, 0)
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    expect(value).to_be_focused()
    page.keyboard.press("Enter")
    expect(note).to_be_visible()
    page.keyboard.press("Tab")
    expect(note.locator("a")).to_be_focused()
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    expect(value).to_be_focused()


@pytest.mark.parametrize("path", PATHS)
def test_back_with_the_keys(visit: Visit, path: str) -> None:
    page = visit(path)
    _, note = reach(page, 0)
    page.keyboard.press("Shift+Tab")
    expect(note).to_be_hidden()


@pytest.mark.parametrize("size", SIZES, ids=["narrow", "wide"])
@pytest.mark.parametrize("path", PATHS)
def test_the_note_never_lies_on_its_value(visit: Visit, path: str, size: tuple[int, int]) -> None:
    page = visit(path, size=size)
    rows = 3 if "zahlen" in path else 1  # one table of over a hundred like rows
    for number in range(0, page.locator(".fact__value").count(), rows):
        value, note = reach(page, number)
        expect(note).to_be_visible()
        assert not page.evaluate(COVERS, [value.element_handle(), note.element_handle()]), number


@pytest.mark.parametrize("path", PATHS)
def test_a_tap_shows_it_and_another_elsewhere_closes_it(visit: Visit, built: Built, path: str) -> None:
    page = visit(path, size=NARROW, has_touch=True)
    value, note = fact(page, 0)
    expect(note).to_be_hidden()
    value.tap()
    expect(note).to_be_in_viewport(ratio=1)
    expect(note).to_contain_text(words(page, built, path))
    page.touchscreen.tap(180, 120)
    expect(note).to_be_hidden()


@pytest.mark.parametrize("path", PATHS)
def test_a_click_opens_and_closes(visit: Visit, path: str) -> None:
    page = visit(path)
    value, note = fact(page, 0)
    value.click()
    expect(note).to_be_visible()
    value.click()
    expect(note).to_be_hidden()


@pytest.mark.parametrize("path", PATHS[:2])
def test_print_shows_every_note_at_the_end(visit: Visit, built: Built, path: str) -> None:
    page = visit(path)
    expect(page.locator(".lotse-notes")).to_be_hidden()
    page.emulate_media(media="print")
    listed = page.locator(".lotse-notes li")
    for note in listed.all():
        expect(note).to_be_visible()
        expect(note).to_contain_text(words(page, built, path))
    facts = page.locator(".fact:has(.fact__note)")
    assert facts.count() > listed.count() > 2, "equal notes are said once"
    for one in facts.all():
        number = int(one.get_attribute("data-note") or 0)
        assert one.evaluate("e => getComputedStyle(e, '::after').content") == f'"{number}"'
        said = one.locator(".fact__note").text_content()
        assert said and listed.nth(number - 1).text_content() == said
        expect(one.locator(".fact__note")).to_be_hidden()


@pytest.mark.parametrize("path", NUMBERS)
def test_the_list_of_numbers_prints_as_columns(visit: Visit, path: str) -> None:
    page = visit(path)
    page.emulate_media(media="print")
    expect(page.locator(".fact__note").first).to_be_hidden()
    expect(page.locator(".lotse-notes")).to_have_count(0)
    row = page.locator("article tbody tr").first
    expect(row.locator("td").nth(2)).to_contain_text("§ 10")
    expect(row.locator("td").nth(3)).to_contain_text("2026")
    assert page.evaluate("[...document.querySelectorAll('article table')].every(t => t.scrollWidth <= innerWidth)")


@pytest.mark.parametrize("path", NUMBERS)
def test_names_and_values_are_read_together_on_a_narrow_screen(visit: Visit, path: str) -> None:
    page = visit(path, size=NARROW)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    cells = page.locator("article tbody tr").first.locator("td")
    cells.first.evaluate("e => e.scrollIntoView({block: 'center', inline: 'nearest'})")
    expect(cells.first).to_be_in_viewport(ratio=0.99)
    expect(cells.nth(1).locator(".fact__value")).to_be_in_viewport(ratio=0.99)


def test_the_feed_is_one_click_away_and_no_reader_asks_for_more(visit: Visit, address: str) -> None:
    page = visit("ar/aenderungen/")
    page.wait_for_load_state("networkidle")
    link = page.locator(".lotse-feed a")
    expect(link).to_be_visible()
    assert page.request.get(link.evaluate("e => e.href")).ok
    assert page.locator("head link[type='application/atom+xml']").evaluate("e => e.href") == f"{address}aenderungen.xml"
