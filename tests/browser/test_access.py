"""axe finds nothing: ten kinds of pages in German and Arabic, light and dark, on three widths; and every thirtieth page of all languages.

The whole matrix, every page of every language, is tests/benchmarks/bench_access.py. Tools in use: test_tool_access.py.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import axe
import pytest
from built import Built
from playwright.sync_api import Page, expect

pytest_plugins = ["serving"]
pytestmark = pytest.mark.browser
Visit = Callable[..., Page]

KINDS = {
    "start": "", "guide": "leitfaden/staatenlose/", "table": "lokal/kommunen/", "local": "lokal/zustaendig/",
    "tool": "werkzeuge/vorab-check/", "numbers": "zahlen/", "glossary": "glossar/", "legal": "impressum/",
    "module": "schulung/l7/", "handbook": "mitwirken/",
}  # fmt: skip
GERMAN_ONLY = ("module", "handbook")
COMBINATIONS = list(product(axe.SCHEMES, axe.WIDTHS))
EVERY = 30  # own pages: so many are looked at that axe runs at most 300 times in the suite, the tools included
# A long page repeats itself: of a list that many entries, of a table that many rows. The benchmark looks at all.
SHORTEN = """() => document.querySelectorAll('article > :nth-child(n+16):not(.lotse-foot), article tbody tr:nth-child(n+6), article li:nth-child(n+10)')
  .forEach(e => e.remove())"""


@pytest.mark.parametrize(
    ("lang", "kind"),
    [(lang, kind) for kind in KINDS for lang in ("de", "ar") if lang == "de" or kind not in GERMAN_ONLY],
)
def test_every_kind_of_page(visit: Visit, lang: str, kind: str) -> None:
    page = visit(("ar/" if lang == "ar" else "") + KINDS[kind])
    page.evaluate(SHORTEN)
    seen = axe.everywhere(page, colours=(360, 1280))
    assert {(scheme, width): found for scheme, width, found in seen if found} == {}


@pytest.mark.parametrize("turn", range(len(COMBINATIONS)), ids=[f"{s}-{w}" for s, w in COMBINATIONS])
def test_pages_of_all_languages_in_turn(built: Built, visit: Visit, address: str, turn: int) -> None:
    """Which page is seen in which colours and width is fixed by its place in the list."""
    own = [built.context.url(shown.lang, shown.key) for shown in built.pages if not shown.fallback]
    chosen = own[::EVERY][turn :: len(COMBINATIONS)]
    assert len(chosen) >= 3
    page = visit()
    axe.show(page, *COMBINATIONS[turn])
    for path in chosen:
        page.goto(address + path)
        page.evaluate(SHORTEN)
        assert axe.findings(page) == [], path


def test_with_everything_open(visit: Visit) -> None:
    """The menu, the list of languages, the search, a note and what is folded."""
    page = visit("ar/leitfaden/welcher-weg/")
    axe.show(page, "dark", 360)
    page.locator("article details").evaluate_all("all => all.forEach(e => { e.open = true })")
    page.locator(".fact__value").first.click()
    expect(page.locator(".fact__note").first).to_be_visible()
    noted = axe.findings(page)
    page.locator(".lotse-languages summary").click()
    listed = axe.findings(page, ".md-header")
    page.locator(".lotse-menu-open").click()
    expect(page.locator("#lotse-menu a").first).to_be_in_viewport()
    menu = axe.findings(page, "#lotse-menu")
    page.keyboard.press("Escape")
    page.locator(".lotse-search-open").click()
    expect(page.locator("dialog.lotse-search")).to_be_visible()
    assert noted + listed + menu + axe.findings(page, "dialog.lotse-search") == []


FAULTS = {
    "color-contrast": "e => { e.style.color = '#aaa' }",
    "link-in-text-block": "e => { e.innerHTML = '<a href=x>Wort</a> im Text'; Object.assign(e.firstChild.style, {color: '#333', textDecoration: 'none'}) }",
    "label": "e => { e.innerHTML = '<input>' }",
    "heading-order": "e => { e.outerHTML = '<h6>Zu tief</h6>' }",
    "target-size": "e => { e.innerHTML = '<button>a</button><button>b</button>'; for (const b of e.children) Object.assign(b.style, {width: '12px', height: '12px', padding: 0}) }",
}  # fmt: skip


@pytest.mark.parametrize("rule", FAULTS)
def test_a_fault_is_found(visit: Visit, rule: str) -> None:
    page = visit("impressum/")
    page.locator("article p").nth(2).evaluate(FAULTS[rule])
    assert {line.split()[0] for line in axe.findings(page, "article")} == {rule}


def test_links_below_one_another_are_far_enough_apart(visit: Visit) -> None:
    page = visit("schulung/matrix/")
    for width in axe.WIDTHS:
        axe.show(page, "light", width)
        assert axe.findings(page, "article", ("target-size",)) == [], width
