"""What tests/browser share: sizes of screens, and the watch over what pages do; the fixtures are in ``serving``."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Page, Request

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
NARROW, WIDE = (360, 740), (1280, 900)


@dataclass
class Seen:
    """What happened on the pages of one test."""

    requests: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def watch(self, page: Page, address: str) -> None:
        """Note every request, every failure and everything the console complains about."""
        own = address.removesuffix("lotse/")

        def requested(url: str) -> None:
            self.requests.append(url)
            if not url.startswith((own, "data:")):
                self.faults.append(f"asks elsewhere: {url}")
            elif url.startswith("http") and not url.startswith(address):
                self.faults.append(f"outside the sub-path: {url}")

        def failed(request: Request) -> None:
            # Leaving a page stops what it is still loading.
            if request.failure != "net::ERR_ABORTED":
                self.faults.append(f"failed: {request.url} {request.failure}")

        page.on("request", lambda request: requested(request.url))
        page.on("requestfailed", failed)
        page.on("response", lambda r: self.faults.append(f"{r.status}: {r.url}") if r.status >= 400 else None)
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on(
            "console",
            lambda m: self.faults.append(f"console {m.type}: {m.text}") if m.type in ("error", "warning") else None,
        )


# Name of the focused element among those a reader needs, and whether it is seen: a ring, on the screen, not covered.
# The browser scrolls to the focus in a later frame, a busy machine in a much later one: at most 60 frames are waited.
FOCUS = """async () => {
  const frame = () => new Promise(done => requestAnimationFrame(done))
  let found
  for (let frames = 0; frames < 60; frames++) {
    await frame()
    found = look()
    if (!found || (found.ring && found.seen)) break
  }
  return found

  function look() {
  const e = document.activeElement
  if (e === document.body) return null
  const names = {
    skip: '.md-skip', menu: '.lotse-menu-open', home: '.md-header .md-logo', scheme: '.lotse-scheme',
    search: '.lotse-search-open', languages: '.lotse-languages summary', tabs: '.md-tabs a', nav: '.md-sidebar--primary a',
    contents: '.md-sidebar--secondary a', fact: '.fact__value', content: 'article *', foot: 'footer *',
  }
  const name = Object.keys(names).find(n => e.matches(names[n])) ?? e.outerHTML.slice(0, 80)
  const style = getComputedStyle(e), box = [...e.getClientRects()].find(r => r.width) ?? e.getBoundingClientRect()
  const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
  const x = Math.min(Math.max(box.x + box.width / 2, 0), innerWidth - 1), y = Math.min(Math.max(box.y + box.height / 2, 0), innerHeight - 1)
  const top = document.elementFromPoint(x, y)
  const seen = box.width > 0 && box.bottom > 0 && box.top < innerHeight && (e.contains(top) || !!top?.contains(e))
  return {name, ring, seen}
  }
}"""


def walk(page: Page, steps: int) -> list[str]:
    """Names of what Tab reaches, one after the other; each must show its focus."""
    names: list[str] = []
    for _ in range(steps):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUS)
        if found is None:  # the end of the page; the browser's own controls follow
            break
        assert found["ring"], f"no ring on {found['name']} after {names}"
        assert found["seen"], f"{found['name']} is hidden after {names}"
        if not names or names[-1] != found["name"]:
            names.append(found["name"])
    return names
