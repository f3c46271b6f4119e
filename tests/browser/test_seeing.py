"""What axe can't see (WCAG 2.2 AA): size of targets, links, large text, spacing, chosen colours, motion, landmarks.

One page, one visit, all checks; below, each check finds a fault planted for it.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from browsing import NARROW, WIDE
from playwright.sync_api import Page

pytest_plugins = ["serving"]
pytestmark = pytest.mark.browser
Visit = Callable[..., Page]

PAGES = [
    "", "leitfaden/welcher-weg/", "lokal/kommunen/", "zahlen/", "werkzeuge/fristen/", "schulung/l7/", "mitwirken/uebersetzungen/",
    "ar/", "ar/leitfaden/aufenthaltsdauer/", "ar/lokal/zustaendig/",
]  # fmt: skip
NAME = "const name = e => `${e.tagName.toLowerCase()}.${e.className.baseVal ?? e.className} ${(e.textContent.trim() || e.ariaLabel || '').slice(0, 40)}`;"

# 2.5.8 Target Size, without its exception for spacing: 24 by 24 pixels, but for links in running text.
TARGETS = """() => {
  const block = e => { for (let p = e.parentElement; ; p = p.parentElement) if (!getComputedStyle(p).display.startsWith('inline')) return p }
  const inText = e => getComputedStyle(e).display === 'inline' && block(e).innerText.trim() !== e.innerText.trim()
  return [...document.querySelectorAll('a[href], button, summary, select, textarea, input')]
    .map(e => ['radio', 'checkbox'].includes(e.type) && e.closest('label') || e)
    .filter(e => e.checkVisibility({opacityProperty: true, visibilityProperty: true}) && !e.closest('dialog, [inert], [aria-hidden=true], .md-skip') && !e.matches('[aria-hidden=true]') && !inText(e) && !e.matches('p .fact__value, li .fact__value'))
    .filter(e => { const r = e.getBoundingClientRect(); return r.width && (r.width < 24 || r.height < 24) })
    .map(e => { const r = e.getBoundingClientRect(); return `${name(e)} ${r.width.toFixed(1)}x${r.height.toFixed(1)}` })
}"""
# 1.4.1 Use of Color: a link is underlined.
LINKS = """() => [...document.querySelectorAll('article a[href], .md-footer-meta a[href]')]
  .filter(e => e.checkVisibility() && !getComputedStyle(e).textDecorationLine.includes('underline')).map(name)"""
# 1.4.4, 1.4.10, 1.4.12: nothing slides sideways, no text is cut.
FITS = """() => {
  const wide = document.documentElement.clientWidth
  const out = document.documentElement.scrollWidth > innerWidth ? [...document.querySelectorAll('body *')]
    .filter(e => { const r = e.getBoundingClientRect(); return r.width && e.checkVisibility() && (r.right > wide + 1 || r.left < -1) && !e.closest('.lotse-scroll, .md-sidebar--primary, .md-tabs, [aria-hidden=true]') }) : []
  const cut = [...document.querySelectorAll('body *')].filter(e => {
    const s = getComputedStyle(e)
    return ['hidden', 'clip'].includes(s.overflowX) && s.clipPath === 'none' && e.checkVisibility({opacityProperty: true, visibilityProperty: true}) && e.innerText?.trim()
      && !e.closest('[inert], dialog') && (e.scrollWidth > e.clientWidth + 2 || e.scrollHeight > e.clientHeight + 4) && s.display !== 'inline'
  })
  return [...out.slice(0, 3).map(e => 'wide ' + name(e)), ...cut.map(e => 'cut ' + name(e))]
}"""
# 1.4.12 Text Spacing, as its success criterion puts it; in a sheet of the page's own, for the policy forbids others.
SPACING = """() => { const sheet = new CSSStyleSheet()
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }')
  document.adoptedStyleSheets = [sheet] }"""
# 1.4.11 and 1.4.1 where people choose the colours: pictures and signs are drawn in them, edges of blocks stay.
FORCED = """() => {
  const probe = document.createElement('i'); document.body.append(probe); probe.style.color = 'CanvasText'
  const ink = getComputedStyle(probe).color; probe.style.color = 'Canvas'
  const paper = getComputedStyle(probe).color; probe.remove()
  const faults = [...document.querySelectorAll('.lotse-diagram text')].filter(e => getComputedStyle(e).fill !== ink).slice(0, 2).map(name)
  for (const e of document.querySelectorAll('.lotse-diagram :is(rect, .line, .axis)')) {
    const s = getComputedStyle(e)
    if (s.stroke !== ink && (s.fill === 'none' || s.fill === paper)) { faults.push(`no edge: ${name(e)}`); break }
  }
  for (const e of document.querySelectorAll('.md-header button:not([hidden]) svg, .md-header summary svg')) {
    const s = getComputedStyle(e)
    if (e.checkVisibility() && s.fill === paper) faults.push(`no icon: ${name(e.parentElement)}`)
  }
  for (const e of document.querySelectorAll('.admonition.stop, .lotse-notice'))
    if (e.checkVisibility() && parseFloat(getComputedStyle(e).borderInlineStartWidth) < 4) faults.push(`no edge: ${name(e)}`)
  return faults
}"""
# 2.3.3 (AAA, kept all the same): who asks for less motion gets none.
MOTION = """() => [...document.querySelectorAll('body *')].filter(e => ['', '::before', '::after'].some(part => {
  const s = getComputedStyle(e, part || null); return s.transitionDuration.split(', ').some(t => t !== '0s') || s.animationName !== 'none'
})).slice(0, 3).map(name)"""
# 1.3.1, 2.4.1, 2.4.6: one main part, header and footer; every navigation with a name of its own; no level of heading left out.
LANDMARKS = """() => {
  const faults = []
  for (const part of ['main', 'body > header', 'footer']) { const n = document.querySelectorAll(part).length; if (n !== 1) faults.push(`${n} times ${part}`) }
  const label = e => e.ariaLabel || (e.getAttribute('aria-labelledby') ?? '').split(' ').map(id => document.getElementById(id)?.textContent.trim() ?? '').join(' ').trim()
  const names = [...document.querySelectorAll('nav')].filter(e => e.checkVisibility()).map(label)
  if (names.some(n => !n) || new Set(names).size !== names.length) faults.push(`navigation: ${names.join(' | ')}`)
  let before = 0
  for (const e of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    if (!e.checkVisibility()) continue
    const level = Number(e.tagName[1])
    if (level > before + 1) faults.push(`after level ${before}: ${name(e)}`)
    before = level
  }
  return faults
}"""


def look(page: Page, check: str) -> list[str]:
    """Run a check in the page."""
    found: list[str] = page.evaluate("() => {" + NAME + "return (" + check + ")()}")
    return found


def resize(page: Page, size: tuple[int, int]) -> None:
    """Another screen for the open page."""
    page.set_viewport_size({"width": size[0], "height": size[1]})


def letters(page: Page, size: int) -> None:
    """What a reader sets as the size of text in the browser; 16 is what browsers come with."""
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": size}})


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_for_everybody(visit: Visit, path: str) -> None:
    page = visit(path, size=WIDE)
    found = {"wide targets": look(page, TARGETS), "links": look(page, LINKS), "landmarks": look(page, LANDMARKS), "motion": look(page, MOTION)}  # fmt: skip
    page.emulate_media(forced_colors="active", color_scheme="dark")
    found["forced colours"] = look(page, FORCED)
    page.emulate_media(forced_colors="none", color_scheme="light")
    letters(page, 32)
    found["wide, letters of 200 %"] = look(page, FITS)
    letters(page, 16)
    resize(page, NARROW)
    found["narrow targets"] = look(page, TARGETS)
    page.evaluate(SPACING)
    found["narrow, spaced"] = look(page, FITS)
    resize(page, WIDE)
    found["wide, spaced"] = look(page, FITS)
    assert {name: faults for name, faults in found.items() if faults} == {}


FAULTS = {
    TARGETS: "e => { e.innerHTML = '<button>x</button>'; Object.assign(e.firstChild.style, {width: '20px', height: '20px'}) }",
    LINKS: "e => { e.innerHTML = '<a href=x>Wort</a> im Text'; e.firstChild.style.textDecoration = 'none' }",
    FITS: "e => { e.textContent = 'lang '.repeat(200); Object.assign(e.style, {overflow: 'hidden', height: '20px'}) }",
    FORCED: "e => { e.outerHTML = '<p class=\"lotse-notice\">Hinweis</p>'; document.querySelector('p.lotse-notice').style.border = 0 }",
    MOTION: "e => { e.style.setProperty('transition', 'color 1s', 'important') }",
    LANDMARKS: "e => { e.outerHTML = '<h6>Zu tief</h6>' }",
}


@pytest.mark.parametrize("check", FAULTS, ids=["targets", "links", "fits", "forced", "motion", "landmarks"])
def test_a_fault_is_seen(visit: Visit, check: str) -> None:
    page = visit("impressum/", size=WIDE, forced_colors="active" if check == FORCED else "none")
    page.locator("article p").nth(2).evaluate(FAULTS[check])
    assert len(look(page, check)) == 1


def test_a_fault_of_width_is_seen(visit: Visit) -> None:
    page = visit("impressum/", size=NARROW)
    page.locator("article p").nth(2).evaluate("e => { e.style.width = '700px' }")
    assert look(page, FITS)[0].startswith("wide p")
