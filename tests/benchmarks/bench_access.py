"""axe over the whole matrix: every page of every language, light and dark, on three widths; the result as a small file.

Not a test: it takes hours on two cores. The accessibility statement shows the last result (docs/data/access.yml), so
commit it. What was planted on purpose (a page too few) can't go unseen: the file says how many pages there were.

    .venv/bin/python tests/benchmarks/bench_access.py                       every page, all six combinations
    .venv/bin/python tests/benchmarks/bench_access.py --every 10            each tenth page
    .venv/bin/python tests/benchmarks/bench_access.py --write               and write docs/data/access.yml
    .venv/bin/python tests/benchmarks/bench_access.py --site site           a site that is already built
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from multiprocessing import Pool
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[2] / "scripts")]

import axe
from axe_playwright_python.base import AXE_SCRIPT
from browsing import ARGUMENTS
from built import REPOSITORY, Built, copy, lotse
from gzipped import served
from playwright.sync_api import sync_playwright

RESULT = REPOSITORY / "docs/data/access.yml"
Found = tuple[str, int, list[tuple[str, int, list[str]]]]


def main() -> None:
    """Run axe, print what it found and the sums as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1, help="only each n-th page")
    parser.add_argument("--workers", type=int, default=os.cpu_count(), help="browsers side by side")
    parser.add_argument("--site", type=Path, help="a built site (default: build one)")
    parser.add_argument("--write", action="store_true", help=f"write {RESULT.relative_to(REPOSITORY)}")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = given.site.resolve() if given.site else build(Path(folder).resolve())
        built = Built(REPOSITORY, site)
        pages = [(shown.lang, built.context.url(shown.lang, shown.key), shown.fallback) for shown in built.pages]
        chosen = pages[:: given.every]
        started = time.monotonic()
        with Pool(given.workers) as pool:
            parts = pool.starmap(
                look, [(site, [url for _, url, _ in chosen[n :: given.workers]]) for n in range(given.workers)]
            )
    found = [one for part in parts for one in part]
    rules: Counter[str] = Counter()
    for url, _, views in found:
        for scheme, width, lines in views:
            for line in lines:
                rules[line.split()[0]] += 1
                print(f"{url} {scheme} {width}: {line}")
    result = {
        "date": datetime.date.today().isoformat(),
        "axe": AXE_SCRIPT[:40].split("axe v")[1].split()[0],
        "pages": len(found),
        "of": len(pages),
        "languages": len({lang for lang, _, _ in chosen}),
        "runs": sum(len(views) for _, _, views in found),
        "violations": sum(rules.values()),
        "rules": dict(rules),
    }
    print(json.dumps(result, ensure_ascii=False), f"\n{time.monotonic() - started:.0f} s")
    if given.write:
        write(result)


def build(folder: Path) -> Path:
    """Today's site."""
    done = lotse(copy(folder / "repository"), "build", "--site-dir", str(folder / "web"))
    if done.returncode:
        sys.exit(done.stderr)
    return folder / "web"


def look(site: Path, urls: list[str]) -> list[Found]:
    """Address, number of elements and findings of each page."""
    found: list[Found] = []
    with served(site) as server, sync_playwright() as playwright:
        program = os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        page = browser.new_context(reduced_motion="reduce", service_workers="block").new_page()
        for url in urls:
            page.goto(server.address + url)
            count = page.evaluate("document.querySelectorAll('*').length")
            found.append((url, count, list(axe.everywhere(page))))
        browser.close()
    return found


def write(result: dict[str, object]) -> None:
    """The file that the accessibility statement is made from."""
    lines = [
        "# Ergebnis der letzten Prüfung aller Seiten mit axe-core: schreibt tests/benchmarks/bench_access.py --write",
        f"date: {result['date']}",
        f'axe: "{result["axe"]}"',
        *(f"{name}: {result[name]}" for name in ("pages", "of", "languages", "runs", "violations")),
    ]
    RESULT.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
