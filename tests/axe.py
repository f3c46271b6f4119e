"""axe-core on a page that is open: all its rules, those for good practice too, and what it found as lines to read.

    assert axe.findings(page) == []

The script comes from the package ``axe-playwright-python``; it runs in the page, nothing leaves it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# Rule and selector of what is left out on purpose, with the reason. Nothing is.
LEFT_OUT: dict[tuple[str, str], str] = {}
# Rules that axe runs only on demand: WCAG 2.5.8, 2.5.3, 1.3.4, 1.3.1 and the order of focus.
ON_DEMAND = (
    "target-size", "label-content-name-mismatch", "css-orientation-lock", "td-has-header", "table-fake-caption",
    "focus-order-semantics",
)  # fmt: skip
# The only rules that see colours; all others find the same in light and in dark.
OF_COLOURS = ("color-contrast", "link-in-text-block")
SCHEMES, WIDTHS = ("light", "dark"), (360, 768, 1280)
RUN = """async ([within, only, onDemand, without]) => {
  const rules = Object.fromEntries([...onDemand.map(rule => [rule, {enabled: true}]), ...without.map(rule => [rule, {enabled: false}])])
  const options = {resultTypes: ['violations'], ...(only ? {runOnly: only} : {rules})}
  const {violations} = await axe.run(within ?? document, options)
  return violations.flatMap(({id, impact, help, nodes}) => nodes.map(({target, html}) => ({id, impact, help, target: target.join(' '), html})))
}"""


def findings(
    page: Page, within: str | None = None, only: tuple[str, ...] | None = None, without: tuple[str, ...] = ()
) -> list[str]:
    """What axe finds on the page as it is now, a line for each element.

    Args:
        within: selector of the part to look at; the whole page if None.
        only: names of the rules to run; all if None, but for those named in ``without``.
    """
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
    found: list[dict[str, Any]] = page.evaluate(RUN, [within, only, ON_DEMAND, without])
    return [
        "{id} ({impact}): {help}: {target} {html:.160}".format(**one) for one in found if not _left_out(page, **one)
    ]


def everywhere(page: Page, colours: tuple[int, ...] = WIDTHS) -> Iterator[tuple[str, int, list[str]]]:
    """Scheme, width and findings for each of both schemes and three widths, without loading the page anew.

    Args:
        colours: widths on which colours are judged; what is seen on the others has the same.
    """
    for width in WIDTHS:
        for scheme in SCHEMES:
            if width in colours or scheme == "light":
                show(page, scheme, width)
                only = OF_COLOURS if scheme == "dark" else None
                yield scheme, width, findings(page, only=only, without=() if width in colours else OF_COLOURS)


def show(page: Page, scheme: str, width: int) -> None:
    """Change colours and width of an open page."""
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 800})
    painted = "slate" if scheme == "dark" else "default"
    page.wait_for_function("name => document.body.dataset.mdColorScheme === name", arg=painted)


def _left_out(page: Page, id: str, target: str, **_: str) -> bool:
    return any(id == rule and page.locator(target).and_(page.locator(css)).count() for rule, css in LEFT_OUT)
