"""The tools for everybody: axe without findings, keys alone, large letters, forced colours, no motion; German and Arabic."""

from __future__ import annotations

import json
from collections.abc import Callable

import axe
import pytest
from browsing import NARROW, WIDE, walk
from playwright.sync_api import Page, expect

pytest_plugins = ["serving"]
pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
LANGUAGES = {"de": "", "ar": "ar/"}
# Somebody with stop signs, open questions and papers.
ANSWERS = {
    "letter": "yes", "birth-date": "1990-05-17", "title": "schutz", "protection": "protected", "identity": "missing",
    "marriage": "ended", "marriage-years": 99, "application": "none", "deception": "happened", "language": "less", "illness": "no",
    "stay": [{"from": "2016-01-10", "to": "2017-03-01", "kind": "asylum-protected"}, {"from": "2017-03-02", "to": None, "kind": "permit"}],
}  # fmt: skip


def precheck(page: Page) -> None:
    """The result for the Lotse, after a fault at a field."""
    kept = {"until": "2999-01-01", "answers": ANSWERS, "ticks": ["passport"]}
    page.evaluate("kept => localStorage.setItem('lotse-precheck', kept)", json.dumps(kept))
    page.reload()
    page.locator(".lotse-questions .lotse-bar button").last.click()
    expect(page.locator('[aria-invalid="true"]')).to_be_focused()
    assert axe.findings(page, ".lotse-questions") == []
    page.locator('[aria-invalid="true"]').fill("3")
    page.locator(".lotse-questions .lotse-bar button").last.click()
    expect(page.locator(".lotse-result h3")).to_be_focused()


def letters(page: Page) -> None:
    """A letter that still lacks what it needs: faults at the fields, and the letter below."""
    page.locator('input[name="letter"][value="more-time"]').check()
    page.locator(".lotse-buttons button").nth(1).click()
    expect(page.locator('[aria-invalid="true"]').first).to_be_focused()


def documents(page: Page) -> None:
    """A list with marks."""
    for situation in ("employee", "protection", "no-passport"):
        page.locator(f'.lotse-situations input[value="{situation}"]').check()
    for number, state in enumerate(("have", "ordered", "impossible")):
        page.locator(f'.lotse-paper [data-state="{state}"]').nth(number).check()


def attempts(page: Page) -> None:
    """Two attempts, one of them without an office."""
    page.locator(".lotse-buttons button").first.click()
    page.locator('input[type="date"]').first.fill("2026-02-17")
    page.locator(".lotse-buttons").last.locator("button").first.click()
    expect(page.locator('[aria-invalid="true"]').first).to_be_focused()


def deadlines(page: Page) -> None:
    """A day that is past, with all its steps."""
    page.locator('input[value="refusal"]').check()
    page.locator('[data-way] input[value="post"]').check()
    page.locator("[data-date] input").fill("2026-03-02")
    page.locator("button.lotse-tool-run").click()
    expect(page.locator(".lotse-tool-rest table")).to_be_visible()


def fees(page: Page) -> None:
    """A family."""
    for field, count in (("adults", "2"), ("children", "3"), ("test", "2"), ("passport", "1")):
        page.locator(f'[data-field="{field}"]').fill(count)
    page.locator("button.lotse-tool-run").click()
    expect(page.locator(".lotse-tool-rest table")).to_be_visible()


TOOLS = {
    "vorab-check": precheck, "briefe": letters, "unterlagen-liste": documents, "pass-protokoll": attempts,
    "fristen": deadlines, "kosten": fees,
}  # fmt: skip
# What has been scrolled halfway below the header looks to axe like a target that is too small.
TO_TOP = "() => { document.activeElement.blur(); scrollTo({top: 0, behavior: 'instant'}) }"
every_tool = pytest.mark.parametrize("tool", TOOLS)
both_languages = pytest.mark.parametrize("lang", LANGUAGES)


def path(lang: str, tool: str) -> str:
    """Address of a tool."""
    return f"{LANGUAGES[lang]}werkzeuge/{tool}/"


@every_tool
@both_languages
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visit: Visit, lang: str, tool: str, scheme: str) -> None:
    """Wide and light the page is empty, narrow and dark it has a result; at the other width the tool has one too."""
    sizes = (WIDE, NARROW) if scheme == "light" else (NARROW, WIDE)
    page = visit(path(lang, tool), size=sizes[0], color_scheme=scheme)
    expect(page.locator(".lotse-tool")).to_have_attribute("lang", lang)
    empty = axe.findings(page) if scheme == "light" else []
    TOOLS[tool](page)
    page.evaluate(TO_TOP)
    filled = axe.findings(page) if scheme == "dark" else []
    page.set_viewport_size({"width": sizes[1][0], "height": sizes[1][1]})
    page.evaluate(TO_TOP)
    assert empty + filled + axe.findings(page, ".lotse-tool") == []


@every_tool
@both_languages
def test_keys_reach_everything_and_one_sees_where(visit: Visit, lang: str, tool: str) -> None:
    page = visit(path(lang, tool), size=NARROW)
    TOOLS[tool](page)
    page.evaluate("document.activeElement.blur()")
    # What keys can reach, a group of radios counting once, in the order of the page.
    page.evaluate(
        """() => {
            const groups = new Set()
            globalThis.reachable = [...document.querySelectorAll('.lotse-tool :is(a[href], button, input, select, textarea, summary, [tabindex="0"])')]
              .filter(e => e.checkVisibility() && (e.type !== 'radio' || e.checked || ![...document.getElementsByName(e.name)].some(o => o.checked) && !groups.has(e.name) && groups.add(e.name)))
            globalThis.reached = new Set()
            addEventListener('focusin', ({target}) => reached.add(target))
        }"""
    )
    page.locator(".lotse-tool").evaluate(
        "e => { e.tabIndex = -1; e.focus({preventScroll: true}); e.removeAttribute('tabindex') }"
    )
    # A field for a date has up to four stops of its own.
    walk(page, page.evaluate("reachable.reduce((sum, e) => sum + (e.type === 'date' ? 4 : 1), 0)"))
    missed = page.evaluate("reachable.filter(e => !reached.has(e)).map(e => e.outerHTML.slice(0, 120))")
    assert missed == []


@every_tool
@both_languages
def test_large_letters_and_a_small_screen_do_not_slide(visit: Visit, lang: str, tool: str) -> None:
    """WCAG 2.2, 1.4.10 and 1.4.4: 320 pixels without a bar below, and letters of twice the size without loss."""
    page = visit(path(lang, tool), size=(320, 740))
    TOOLS[tool](page)
    wide = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('.lotse-tool *')]
      .filter(e => { const r = e.getBoundingClientRect(); return (r.right > innerWidth + 1 || r.left < -1) && !e.closest('.lotse-scroll') })
      .slice(0, 3).map(e => e.outerHTML.slice(0, 120))"""
    assert page.evaluate(wide) == []
    page.set_viewport_size({"width": WIDE[0] // 2, "height": WIDE[1] // 2})  # a browser at 200 % has half the pixels
    assert page.evaluate(wide) == []
    page.locator("html").evaluate("e => { e.style.fontSize = '200%' }")
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    assert page.evaluate(wide) == []
    cut = page.locator(".lotse-tool :is(button, legend, label, p, summary):visible").evaluate_all(
        """all => all.filter(e => getComputedStyle(e).overflowX === 'hidden' && getComputedStyle(e).position !== 'absolute'
          && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)).map(e => e.outerHTML.slice(0, 120))"""
    )
    assert cut == []


@every_tool
@both_languages
def test_forced_colours_lose_nothing(visit: Visit, lang: str, tool: str) -> None:
    """Where people choose the colours, edges and words say what colours said; and nothing moves."""
    page = visit(path(lang, tool), size=NARROW, forced_colors="active")
    TOOLS[tool](page)
    edges = page.locator(".lotse-tool :is(button, select, textarea, input):visible").evaluate_all(
        """all => all.filter(e => {
            const s = getComputedStyle(e), native = ['radio', 'checkbox'].includes(e.type)
            return !native && parseFloat(s.borderTopWidth) < 1 && s.textDecorationLine === 'none'
        }).map(e => e.outerHTML.slice(0, 120))"""
    )
    assert edges == []
    for one in page.locator('.lotse-tool [aria-invalid="true"]:visible').all():
        said = one.evaluate(
            "e => (e.getAttribute('aria-describedby') ?? '').split(' ').map(id => document.getElementById(id)?.textContent ?? '').join('')"
        )
        assert said.strip()
    for stop in page.locator(".lotse-tool .admonition.stop:visible").all():
        assert stop.evaluate("e => parseFloat(getComputedStyle(e).borderInlineStartWidth)") >= 4
        assert stop.locator(".admonition-title").inner_text().strip()
    # The test pages ask for less motion (``visit``): then nothing may move or fade.
    assert page.evaluate("document.getAnimations().length") == 0
    moving = page.locator(".lotse-tool *").evaluate_all(
        "all => all.filter(e => { const s = getComputedStyle(e); return s.transitionDuration !== '0s' || s.animationName !== 'none' }).length"
    )
    assert moving == 0
