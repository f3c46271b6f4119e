"""The pre-check in figures: python tests/benchmarks/bench_precheck.py [random people], 20,000 if not said.

Cases and parity of both evaluators (N of N), what the cases reach, size of scripts and data, time of one evaluation in
Chromium, also on a processor that is four times slower. Builds the site first; prints, asserts nothing.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import shutil
import statistics
import sys
import tempfile
import threading
from datetime import date
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent / "scripts")]

from browsing import ARGUMENTS
from built import Built, Handler, once
from people import People
from playwright.sync_api import Browser, sync_playwright

from lotse import precheck
from lotse.precheck.evaluate import evaluate
from lotse.precheck.rules import parse

PAGE = "werkzeuge/vorab-check.md"
AIM_BYTES, AIM_MS, SLOWER = 40_000, 5, 4
Asked = list[tuple[dict[str, Any], str]]
# Results as text: the way through the browser's protocol is dearer than the evaluation.
RUN = """async ([url, rules, asked]) => {
    const {evaluate} = await import(url);
    const times = [];
    const found = asked.map(([answers, asOf]) => {
        const start = performance.now();
        const one = evaluate(rules, answers, asOf);
        times.push(performance.now() - start);
        return JSON.stringify(one);
    });
    return [found, times];
}"""


def main() -> None:
    """Print all figures."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as folder:
        built = once(Path(folder), "built")
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(built.folder)))
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            program = os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or shutil.which("chromium")
            browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
            figures(built, browser, f"http://127.0.0.1:{server.server_port}/lotse/", people)
            browser.close()
        server.shutdown()


def figures(built: Built, browser: Browser, address: str, people: int) -> None:
    """All of them, one topic after the other."""
    rules = precheck.bundle_of(built.site)
    assert rules
    cases = [case for case in built.site.value("cases") if case.get("answers")]
    researched = built.site.value("laws")["researched"]
    asked: Asked = [(case["answers"], case.get("as_of") or researched) for case in cases]
    crowd = People(rules, random.Random(20261122), [case["answers"] for case in cases])
    crowded = [crowd.one() for _ in range(people)]

    ours = python(rules, asked)
    right = sum(json.loads(one)["outcome"] == case["outcome"] for one, case in zip(ours, cases, strict=True))
    print(f"cases with their outcome: {right} of {len(cases)}")
    coverage(rules, [json.loads(one) for one in ours], cases)
    for name, some in (("cases", asked), ("random people", crowded)):
        there, _ = chromium(browser, address, rules, some)
        same = sum(json.loads(one) == json.loads(other) for one, other in zip(python(rules, some), there, strict=True))
        print(f"parity, {name}: {same} of {len(some)}")
    sizes(built)
    for factor in (1, SLOWER):
        _, times = chromium(browser, address, rules, asked * 5, factor)
        cold, warm = times[0], times[len(asked) :]
        print(
            f"evaluation in Chromium, processor 1/{factor}: median {statistics.median(warm):.2f} ms, "
            f"99 % below {statistics.quantiles(warm, n=100)[-1]:.2f} ms, first {cold:.2f} ms (aim {AIM_MS} ms at 1/{SLOWER})"
        )


def python(rules: dict[str, Any], asked: Asked) -> list[str]:
    """What Python says, as text."""
    parsed = parse(rules)
    return [json.dumps(evaluate(parsed, answers, date.fromisoformat(on)).as_dict()) for answers, on in asked]


def chromium(
    browser: Browser, address: str, rules: dict[str, Any], asked: Asked, slower: int = 1
) -> tuple[list[str], list[float]]:
    """What the browser says, as text, and the milliseconds of each evaluation; on a page of its own, nothing warmed up."""
    page = browser.new_page()
    page.goto(f"{address}404.html")  # no page needs less
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    found: tuple[list[str], list[float]] = page.evaluate(
        RUN, [f"{address}assets/js/precheck/evaluate.js", rules, asked]
    )
    page.close()
    return found


def coverage(rules: dict[str, Any], results: list[dict[str, Any]], cases: list[dict[str, Any]]) -> None:
    """What the cases reach."""
    used = [(name, case["answers"][name]) for case, one in zip(cases, results, strict=True) for name in one["used"]]
    rulings = {(ruling["id"], ruling["result"]) for one in results for ruling in one["rules"]}
    every = {rule["id"] for way in rules["ways"] for rule in way["rules"]}
    reached = {
        "questions": ({one["id"] for one in rules["questions"]}, {name for name, _ in used}),
        "options": (
            {(one["id"], option) for one in rules["questions"] for option in one.get("options", ())},
            {(name, answer) for name, answer in used if isinstance(answer, str)},
        ),
        "rules met": (every, {name for name, result in rulings if result == "met"}),
        "rules not met": (every, {name for name, result in rulings if result == "not-met"}),
        "ways": ({one["id"] for one in rules["ways"]}, {way["id"] for one in results for way in one["ways"]}),
        "stop signs": ({one["id"] for one in rules["stops"]}, {name for one in results for name in one["stop"]}),
        "papers": ({one["id"] for one in rules["documents"]}, {name for one in results for name in one["documents"]}),
    }
    for what, (all_, there) in reached.items():
        print(f"reached by cases, {what}: {len(all_ & there)} of {len(all_)}")


def sizes(built: Built) -> None:
    """Bytes that the page of the pre-check loads for itself, compressed as servers do."""
    js = built.folder / "assets/js"
    files = [*sorted(js.glob("precheck/*.js")), *sorted(js.glob("tools/precheck*.js")), js / "tools/kit.js"]
    scripts = sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)
    for lang in built.site.languages:
        node = built.page(lang, PAGE).css_first(".lotse-tool-data")
        assert node
        data = len(gzip.compress(node.text().encode(), 9))
        spoken = built.page(lang, PAGE).css_first(".lotse-tool")
        beside = "" if spoken and spoken.attrs["lang"] == "de" else ", with German beside it"
        print(
            f"size, {lang}: {scripts} B scripts + {data} B data = {scripts + data} B gzipped{beside} (aim {AIM_BYTES} B)"
        )


if __name__ == "__main__":
    main()
