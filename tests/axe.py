"""axe-core on a page that is open: all its rules, those for good practice too, and what it found as lines to read.

    assert axe.findings(page) == []

The script comes from the package ``axe-playwright-python``; it runs in the page, nothing leaves it.
"""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# Rule and selector of what is left out on purpose, with the reason. Nothing is.
LEFT_OUT: dict[tuple[str, str], str] = {}
RUN = """async (within) => {
  const {violations} = await axe.run(within ?? document, {resultTypes: ['violations']})
  return violations.flatMap(({id, impact, help, nodes}) => nodes.map(({target, html}) => ({id, impact, help, target: target.join(' '), html})))
}"""


def findings(page: Page, within: str | None = None) -> list[str]:
    """What axe finds on the page as it is now, a line for each element.

    Args:
        within: selector of the part to look at; the whole page if None.
    """
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
    found: list[dict[str, Any]] = page.evaluate(RUN, within)
    return [
        "{id} ({impact}): {help}: {target} {html:.160}".format(**one) for one in found if not _left_out(page, **one)
    ]


def _left_out(page: Page, id: str, target: str, **_: str) -> bool:
    return any(id == rule and page.locator(target).and_(page.locator(css)).count() for rule, css in LEFT_OUT)
