"""How a page is read: languages, direction, diagrams, print, without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from browsing import NARROW, WIDE
from built import STAND_IN
from playwright.sync_api import Locator, Page, expect

pytest_plugins = ["serving"]
pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
ADDRESS = STAND_IN.removesuffix(".md") + "/"


def box(place: Locator) -> dict[str, float]:
    """Where something is."""
    found = place.bounding_box()
    assert found
    return dict(found)


@pytest.mark.parametrize("lang", ["de", "ar", "ru"])
@pytest.mark.parametrize("key", ["lebensunterhalt", "aufenthaltsdauer", "welcher-weg", "ukraine"])
def test_the_answer_stands_on_the_first_screen(visit: Visit, lang: str, key: str) -> None:
    """Title, notices, dates: all that may stand before it leaves room for the whole answer, on a phone too."""
    page = visit(f"{'' if lang == 'de' else lang + '/'}leitfaden/{key}/", size=NARROW)
    expect(page.locator("#kurz + p")).to_be_in_viewport(ratio=1)


# --- Languages ---------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_another_language_keeps_page_and_place(visit: Visit, address: str, size: tuple[int, int]) -> None:
    page = visit("leitfaden/aufenthaltsdauer/#ausland", size=size)
    for lang in ("ar", "tr", "de"):
        page.locator(".lotse-languages summary").click()
        page.locator(f".lotse-languages a[lang={lang}]").click()
        folder = "" if lang == "de" else f"{lang}/"
        page.wait_for_url(f"{address}{folder}leitfaden/aufenthaltsdauer/#ausland")
        expect(page.locator("#ausland")).to_be_in_viewport()
        assert page.locator("html").get_attribute("lang") == lang


def test_the_menu_says_where_a_page_is_german(visit: Visit) -> None:
    page = visit(ADDRESS, size=NARROW)
    page.locator(".lotse-languages summary").click()
    menu = page.locator(".lotse-languages ul")
    expect(menu).to_be_in_viewport(ratio=1)
    expect(menu.locator("a[lang=fr]")).to_contain_text("en allemand")
    expect(menu.locator("a[lang=tr]")).to_have_text("Türkçe")
    expect(menu.locator("a[aria-current]")).to_have_text("Deutsch")
    page.mouse.click(100, 700)
    expect(menu).to_be_hidden()


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_a_german_stand_in_says_so_first(visit: Visit, size: tuple[int, int]) -> None:
    page = visit(f"ar/{ADDRESS}", size=size)
    notice = page.locator(".lotse-notice--fallback")
    expect(notice).to_be_in_viewport(ratio=1)
    assert notice.evaluate("e => getComputedStyle(e).direction") == "rtl"
    text = page.locator("article > p").first
    assert text.evaluate("e => getComputedStyle(e).direction") == "ltr"


# --- Direction ---------------------------------------------------------------------------------


def test_arabic_is_mirrored(visit: Visit) -> None:
    page = visit("ar/leitfaden/aufenthaltsdauer/")
    article = box(page.locator("article"))
    assert box(page.locator(".md-sidebar--primary"))["x"] > article["x"] + article["width"] - 50
    assert box(page.locator(".md-sidebar--secondary"))["x"] < article["x"]
    assert box(page.locator(".md-logo").first)["x"] > 640 > box(page.locator(".lotse-languages"))["x"]
    tabs = [box(one)["x"] for one in page.locator(".md-tabs__link").all()]
    assert tabs == sorted(tabs, reverse=True)
    stop = page.locator(".admonition.stop").first
    edges = stop.evaluate("e => [getComputedStyle(e).borderRightWidth, getComputedStyle(e).borderLeftWidth]")
    assert edges == ["5px", "0px"]
    bullet = stop.locator("li").first
    assert box(stop)["x"] + box(stop)["width"] - box(bullet)["x"] - box(bullet)["width"] > 30


def test_german_is_not(visit: Visit) -> None:
    page = visit("leitfaden/aufenthaltsdauer/")
    assert box(page.locator(".md-sidebar--primary"))["x"] < box(page.locator("article"))["x"]
    edges = page.locator(".admonition.stop").first.evaluate(
        "e => [getComputedStyle(e).borderRightWidth, getComputedStyle(e).borderLeftWidth]"
    )
    assert edges == ["0px", "5px"]


def test_german_text_on_an_arabic_page_is_not(visit: Visit) -> None:
    page = visit(f"ar/{ADDRESS}")
    assert box(page.locator(".md-sidebar--primary"))["x"] > box(page.locator("article"))["x"]
    edges = page.locator(".admonition.stop").first.evaluate(
        "e => [getComputedStyle(e).borderRightWidth, getComputedStyle(e).borderLeftWidth]"
    )
    assert edges == ["0px", "5px"]
    bullet, block = box(page.locator(".admonition.stop li").first), box(page.locator(".admonition.stop").first)
    assert bullet["x"] - block["x"] > 30


def test_arabic_letters_are_larger_and_not_spaced(visit: Visit) -> None:
    style = "e => [parseFloat(getComputedStyle(e).fontSize), getComputedStyle(e).letterSpacing]"
    text = "article > p:not([class])"
    german = visit("leitfaden/aufenthaltsdauer/").locator(text).first.evaluate(style)
    arabic = visit("ar/leitfaden/aufenthaltsdauer/").locator(text).first.evaluate(style)
    assert arabic[0] > german[0] * 1.05
    assert arabic[1] in ("normal", "0px")


def test_citations_read_from_the_left_in_arabic(visit: Visit) -> None:
    page = visit("ar/leitfaden/aufenthaltsdauer/")
    citation = page.locator("article p .citation").first
    assert citation.evaluate("e => getComputedStyle(e).direction") == "ltr"
    first, last = page.evaluate(
        """() => { const text = document.querySelector('article p .citation').firstChild, range = document.createRange()
          const at = (a, b) => { range.setStart(text, a); range.setEnd(text, b); return range.getBoundingClientRect() }
          return [at(0, 1), at(text.length - 1, text.length)].map(r => [r.x, r.y]) }"""
    )
    assert first[0] < last[0] or first[1] < last[1]


# --- Diagrams ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "title"), [("leitfaden/welcher-weg/", "Welcher Weg passt?"), ("ar/leitfaden/welcher-weg/", None)]
)
def test_a_diagram_is_a_picture_with_a_name(visit: Visit, path: str, title: str | None) -> None:
    page = visit(path)
    picture = page.locator("figure.lotse-figure svg")
    expect(picture).to_be_visible()
    expect(picture).to_have_attribute("role", "img")
    name = picture.locator("title").text_content()
    assert name and (title is None or name == title)
    expect(page.get_by_role("img", name=name)).to_be_visible()
    assert box(picture)["width"] > 500
    page.locator("figure summary").click()
    expect(page.locator("figure li").first).to_be_visible()


@pytest.mark.parametrize("path", ["leitfaden/welcher-weg/", "ar/leitfaden/welcher-weg/"])
def test_on_a_narrow_screen_it_is_a_list(visit: Visit, path: str) -> None:
    page = visit(path, size=NARROW)
    expect(page.locator("figure.lotse-figure svg")).to_be_hidden()
    expect(page.locator("figure li").first).to_be_visible()
    expect(page.locator("figure li").last).to_be_visible()


PICTURES = {"wege": "welcher-weg", "zeiten": "aufenthaltsdauer", "identitaet": "identitaet", "ablauf": "ablauf"}


@pytest.mark.parametrize("name", PICTURES)
def test_words_cross_no_line_and_no_edge(visit: Visit, address: str, name: str) -> None:
    crossing = """name => { const figure = document.querySelector(`#bild-${name} svg`), frame = figure.getBoundingClientRect()
      const boxes = [...figure.querySelectorAll('rect')].map(r => r.getBoundingClientRect())
      const inside = (r, b) => r.left >= b.left && r.right <= b.right && r.top >= b.top - 2 && r.bottom <= b.bottom + 2
      const apart = (r, b) => r.right <= b.left || r.left >= b.right || r.bottom <= b.top + 2 || r.top >= b.bottom - 2
      return [...figure.querySelectorAll('text')].map(t => [t, t.getBoundingClientRect()])
        .filter(([t, r]) => !inside(r, frame) || !boxes.every(b => inside(r, b) || apart(r, b)))
        .map(([t]) => t.textContent) }"""
    page = visit()
    for lang in ("", "ls/", "ar/", "tr/", "en/", "fa/", "ru/", "uk/", "fr/"):
        page.goto(f"{address}{lang}leitfaden/{PICTURES[name]}/")
        assert page.evaluate(crossing, name) == [], lang


# --- Print -------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["leitfaden/welcher-weg/", "ar/leitfaden/aufenthaltsdauer/"])
def test_print_shows_the_text_and_what_the_screen_hides(visit: Visit, path: str) -> None:
    page = visit(path)
    page.emulate_media(media="print")
    for part in (
        ".md-header",
        ".md-tabs",
        ".md-sidebar--primary",
        ".md-sidebar--secondary",
        ".md-footer",
        ".lotse-actions",
    ):
        expect(page.locator(part).first).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    notes = page.locator(".lotse-notes li")
    assert notes.count() > 2
    for note in notes.all():
        expect(note).to_be_visible()
    assert (
        page.locator(".admonition.stop").first.evaluate("e => getComputedStyle(e).backgroundColor")
        == "rgb(255, 255, 255)"
    )
    assert page.locator("body").evaluate("e => getComputedStyle(e).color") in ("rgb(0, 0, 0)", "rgba(0, 0, 0, 1)")


def test_print_shows_a_diagram_once(visit: Visit) -> None:
    page = visit("leitfaden/welcher-weg/", size=NARROW)
    page.emulate_media(media="print")
    expect(page.locator("figure svg")).to_be_visible()
    expect(page.locator("figure details")).to_be_hidden()


def test_print_on_a_dark_screen_is_black_on_white(visit: Visit) -> None:
    page = visit("leitfaden/welcher-weg/", color_scheme="dark")
    page.emulate_media(media="print")
    assert page.locator("article > p").first.evaluate("e => getComputedStyle(e).color") == "rgb(0, 0, 0)"
    assert page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 255)"
    assert len(page.pdf(prefer_css_page_size=True)) > 10_000


def test_the_sheet_for_mediators_is_one_side_of_paper(visit: Visit) -> None:
    page = visit("leitfaden/sprachmittlung/")
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1


# --- Without scripts ---------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["leitfaden/aufenthaltsdauer/", "ar/leitfaden/aufenthaltsdauer/"])
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_without_scripts(visit: Visit, address: str, path: str, size: tuple[int, int]) -> None:
    page = visit(path, size=size, java_script_enabled=False)
    expect(page.locator("article h2").first).to_be_visible()
    expect(page.locator("article .admonition.stop").first).to_be_visible()
    expect(page.locator(".lotse-search-open")).to_be_hidden()
    page.locator(".lotse-languages summary").click()
    page.locator(".lotse-languages a[lang=tr]").click()
    page.wait_for_url(address + "tr/leitfaden/aufenthaltsdauer/")
    if size == NARROW:
        page.locator('.md-header label[for="__drawer"]').click()
    page.locator('.md-sidebar--primary a[href$="lebensunterhalt/"]').click()
    page.wait_for_url(address + "tr/leitfaden/lebensunterhalt/")
    page.locator(".fact__value").first.click()
    expect(page.locator(".fact__note").first).to_be_visible()
