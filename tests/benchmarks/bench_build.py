"""How long a build takes and how it grows: ours beside stock Material, zensical-i18n and VitePress, on the same pages.

Not a test: seconds differ from machine to machine, the ratio less. Every guide page is copied as often as asked, so
that links stay right. Run it from the repository root; the last two builders only if their programs are named:

    .venv/bin/python tests/benchmarks/bench_build.py
    .venv/bin/python tests/benchmarks/bench_build.py --times 4 --zensical-i18n PROGRAM --vitepress PROGRAM
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import stock
from built import ENVIRONMENT, REPOSITORY, copy

ENV = {**os.environ, **ENVIRONMENT, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(REPOSITORY / "scripts")}


def main() -> None:
    """Build each size with each builder and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--languages", nargs="+", default=["de", "ar", "tr"])
    parser.add_argument("--times", type=int, default=4, help="how many guide pages stand for one in the larger size")
    parser.add_argument("--zensical-i18n", type=Path, help="its program")
    parser.add_argument("--vitepress", type=Path, help="its program")
    given = parser.parse_args()
    builders: dict[str, Callable[[Path], list[str]]] = {"ours": ours, "stock Material": material}
    if given.zensical_i18n:
        builders["zensical-i18n"] = lambda root: zensical_i18n(root, given.zensical_i18n)
    if given.vitepress:
        builders["VitePress"] = lambda root: vitepress(root, given.vitepress, given.languages)
    print(f"{'':16}{'pages':>8}{'s':>8}{'CPU s':>8}{'s for each page':>17}{'growth':>8}", flush=True)
    for name, prepare in builders.items():
        smaller = 0.0
        for times in (1, given.times):
            with tempfile.TemporaryDirectory() as folder:
                root = copy(Path(folder).resolve() / "repository", *given.languages)
                multiply(root, times)
                command = prepare(root)
                wall, cpu = timed(command, root)
                pages = len(
                    [
                        file
                        for file in root.rglob("*.html")
                        if "node_modules" not in file.parts and file.name != "404.html"
                    ]
                )
            each = wall / pages
            growth = f"{each / smaller:8.2f}" if smaller else f"{'':>8}"
            print(f"{name:16}{pages:8}{wall:8.1f}{cpu:8.1f}{each:17.3f}{growth}", flush=True)
            smaller = each


def multiply(root: Path, times: int) -> None:
    """Copy each guide page of each language beside itself, ``times`` - 1 times."""
    for page in sorted(root.glob("docs/*/leitfaden/*.md")):
        for number in range(1, times):
            shutil.copy(page, page.with_name(f"{page.stem}-{number}.md"))
    config = root / "mkdocs.yml"  # the copies stand in no menu
    config.write_text(config.read_text("utf-8").replace("omitted_files: warn", "omitted_files: info"), "utf-8")


def timed(command: list[str], root: Path) -> tuple[float, float]:
    """Seconds on the clock and of the processors."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, cwd=root, env=ENV, capture_output=True, text=True)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{(done.stderr or done.stdout)[-2000:]}")
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def ours(root: Path) -> list[str]:
    """``lotse build``, with all that finish adds."""
    return [sys.executable, "-m", "lotse", "--root", str(root), "--as-of", "2026-11-22", "build"]


def material(root: Path) -> list[str]:
    """MkDocs with the theme, its search and mkdocs-static-i18n."""
    stock.configure(root)
    return [sys.executable, "-m", "mkdocs", "build", "--quiet"]


def zensical_i18n(root: Path, program: Path) -> list[str]:
    """Zensical with its wrapper for languages; it reads the same ``mkdocs.yml``."""
    stock.configure(root)
    return [str(program), "build"]


def vitepress(root: Path, program: Path, languages: list[str]) -> list[str]:
    """VitePress with its local search; one folder a language."""
    settings = {
        "srcDir": "docs", "outDir": "site", "ignoreDeadLinks": True,
        "srcExclude": ["data/**"],
        "locales": {lang: {"label": lang, "lang": lang, "link": f"/{lang}/"} for lang in languages},
        "themeConfig": {"search": {"provider": "local"}},
    }  # fmt: skip
    folder = root / ".vitepress"
    folder.mkdir()
    (folder / "config.mjs").write_text(f"export default {json.dumps(settings)}\n", "utf-8")
    (root / "node_modules").symlink_to(program.resolve().parents[2])
    return [str(program), "build", str(root)]


if __name__ == "__main__":
    main()
