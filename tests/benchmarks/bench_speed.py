"""How long readers wait: our site beside stock Material with search and i18n, from the same sources in the same run.

Not a test: times differ from machine to machine, the ratio less. Slow 4G (1.6 Mbit/s, 150 ms), processor four times
slower, 412 pixels, empty cache, median of alternating runs. Run it from the repository root:

    .venv/bin/python tests/benchmarks/bench_speed.py
    .venv/bin/python tests/benchmarks/bench_speed.py --ours site --stock /tmp/stock --runs 9
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from browsing import ARGUMENTS
from built import copy, lotse
from gzipped import Server, served
from playwright.sync_api import Browser, sync_playwright
from stock import configure

PAGES = ("", "leitfaden/lebensunterhalt/", "ar/", "ar/leitfaden/aufenthaltsdauer/")
LATENCY, DOWN, UP = 150, 1_600_000 / 8, 750_000 / 8  # ms, bytes a second: what Lighthouse calls slow 4G
SLOWER, SIZE = 4, {"width": 412, "height": 823}
WATCH = """
globalThis.seen = {lcp: 0, cls: 0, tasks: 0, fcp: 0, element: ''}
const watch = (type, note) => new PerformanceObserver(list => list.getEntries().forEach(note)).observe({type, buffered: true})
watch('largest-contentful-paint', e => { seen.lcp = e.startTime; seen.element = e.element?.outerHTML.slice(0, 80) ?? '' })
watch('layout-shift', e => { if (!e.hadRecentInput) seen.cls += e.value })
watch('longtask', e => { seen.tasks += Math.max(0, e.duration - 50) })
watch('paint', e => { if (e.name === 'first-contentful-paint') seen.fcp = e.startTime })
"""


@dataclass
class Visit:
    """One first visit of a page; times in milliseconds, sizes in bytes as sent."""

    requests: int
    failed: int
    bytes: int
    fcp: float
    lcp: float
    tasks: float
    cls: float
    element: str


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ours", type=Path, help="our site, already built (default: build it)")
    parser.add_argument("--stock", type=Path, help="the stock site, already built (default: build it)")
    parser.add_argument("--runs", type=int, default=5, help="first visits of each page")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ours = given.ours or build_ours(Path(folder).resolve())
        stock = given.stock or build_stock(Path(folder).resolve())
        with served(ours) as first, served(stock) as second, sync_playwright() as playwright:
            program = os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or shutil.which("chromium")
            browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
            for page in PAGES:
                found: dict[str, list[Visit]] = {"ours": [], "stock": []}
                for _ in range(given.runs):  # one after the other: what else the machine does falls on both
                    found["ours"].append(visit(browser, first, page))
                    found["stock"].append(visit(browser, second, page))
                show(page or "de/", found["ours"], found["stock"])
            browser.close()


def build_ours(folder: Path) -> Path:
    """Our site from today's sources."""
    root = copy(folder / "ours")
    done = lotse(root, "build", "--site-dir", str(folder / "web"))
    if done.returncode:
        sys.exit(done.stderr)
    return folder / "web"


def build_stock(folder: Path) -> Path:
    """The same sources with the theme as it comes, one build for all languages."""
    root = copy(folder / "stock")
    configure(root)
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": "http://127.0.0.1/lotse/"}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder / "stock-web")]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return folder / "stock-web"


def visit(browser: Browser, server: Server, path: str) -> Visit:
    """Open a page with an empty cache on a slow line and a slow processor."""
    context = browser.new_context(viewport=SIZE, device_scale_factor=1, service_workers="block")
    page = context.new_page()
    page.add_init_script(WATCH)
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.setCacheDisabled", {"cacheDisabled": True})
    line.send("Network.emulateNetworkConditions", {"offline": False, "latency": LATENCY, "downloadThroughput": DOWN, "uploadThroughput": UP})  # fmt: skip
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    server.answers.clear()
    page.goto(server.address + path, wait_until="networkidle", timeout=120_000)
    page.wait_for_timeout(3000)  # stock sets up its search after all else
    seen = page.evaluate("seen")
    context.close()
    failed = sum(one.status >= 400 for one in server.answers)
    size = sum(one.size for one in server.answers)
    return Visit(len(server.answers), failed, size, seen["fcp"], seen["lcp"], seen["tasks"], seen["cls"], seen["element"])  # fmt: skip


def show(page: str, ours: list[Visit], stock: list[Visit]) -> None:
    """Medians, and what they are of stock."""
    print(f"\n{page}\n{'':22}{'ours':>10}{'stock':>10}{'ratio':>8}")
    for name in ("requests", "failed", "bytes", "fcp", "lcp", "tasks", "cls"):
        mine, theirs = (statistics.median(getattr(one, name) for one in visits) for visits in (ours, stock))
        digits = 3 if name == "cls" else 0
        ratio = f"{mine / theirs:8.2f}" if theirs else f"{'–':>8}"
        print(f"{name:22}{mine:10.{digits}f}{theirs:10.{digits}f}{ratio}")
    spread = " ".join(f"{one.lcp:.0f}" for one in ours), " ".join(f"{one.lcp:.0f}" for one in stock)
    print(f"lcp runs: {spread[0]} | {spread[1]}; largest: {ours[0].element}", flush=True)


if __name__ == "__main__":
    main()
