"""Lighthouse on ten kinds of pages: accessibility, best practices and search engines must be 100; speed is reported.

Not a test: it needs Node and the package lighthouse, which npx fetches. Run it from the repository root:

    .venv/bin/python tests/benchmarks/bench_lighthouse.py
    .venv/bin/python tests/benchmarks/bench_lighthouse.py --site site --program node_modules/.bin/lighthouse
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench_speed import build_ours
from gzipped import served

PAGES = (
    "", "ar/", "leitfaden/lebensunterhalt/", "ar/leitfaden/aufenthaltsdauer/", "lokal/kommunen/", "werkzeuge/vorab-check/",
    "schulung/l7/", "zahlen/", "glossar/", "mitwirken/", "barrierefreiheit/",
)  # fmt: skip
CATEGORIES = ("accessibility", "best-practices", "seo", "performance")
FLAGS = "--headless=new --no-sandbox --disable-gpu"


def main() -> int:
    """Print a line for each page, and each audit that failed; 1 when a category but speed is below 100."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--site", type=Path, help="a built site (default: build one)")
    parser.add_argument("--program", default="npx --yes lighthouse@13", help="how to start Lighthouse")
    given = parser.parse_args()
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        site = given.site or build_ours(Path(folder))
        with served(site.resolve()) as server:
            for page in PAGES:
                report = run(given.program.split(), server.address + page)
                scores = {one: round(100 * (report["categories"][one]["score"] or 0)) for one in CATEGORIES}
                lcp = report["audits"]["largest-contentful-paint"]["numericValue"]
                print(
                    f"{page or 'de/':36}", *(f"{name} {score:3}" for name, score in scores.items()), f"LCP {lcp:.0f} ms"
                )
                for one in CATEGORIES[:3]:
                    missed += scores[one] < 100
                    for audit in report["categories"][one]["auditRefs"]:
                        found = report["audits"][audit["id"]]
                        if audit["weight"] and found["score"] not in (None, 1):
                            print(f"    {audit['id']}: {found['title']}", flush=True)
    return min(missed, 1)


def run(program: list[str], address: str) -> dict[str, dict[str, dict[str, object]]]:
    """Lighthouse's report of a page, as a phone sees it."""
    chromium = os.environ.get("CHROME_PATH") or shutil.which("chromium") or shutil.which("google-chrome") or ""
    done = subprocess.run(
        [*program, address, "--quiet", "--output=json", f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={FLAGS}"],
        env={**os.environ, "CHROME_PATH": chromium}, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    if done.returncode:
        sys.exit(done.stderr)
    report: dict[str, dict[str, dict[str, object]]] = json.loads(done.stdout)
    return report


if __name__ == "__main__":
    sys.exit(main())
