"""How long ``lotse check`` takes: python tests/benchmarks/bench_check.py [pages], 500 if not said.

Half of the pages are German, the rest Arabic and Turkish; each is a whole guide page.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from conftest import AS_OF, lay

RUNS = 3


def generate(root: Path, pages: int) -> int:
    """Lay out a site of about ``pages`` guide pages in ``root``; returns how many there are."""
    lay(root)
    shares = {"de": pages // 2, "ar": pages // 4, "tr": pages // 4}
    for lang, share in shares.items():
        text = (root / f"docs/{lang}/leitfaden/beispiel.md").read_text("utf-8")
        for number in range(share):
            name = f"seite-{number:04}"
            page = text.replace("{ #beispiel }", f"{{ #{name} }}").replace("    beispiel:", f"    {name}:")
            (root / f"docs/{lang}/leitfaden/{name}.md").write_text(page, "utf-8")
    menu = "".join(f"      - leitfaden/seite-{number:04}.md\n" for number in range(shares["de"]))
    config = root / "mkdocs.yml"
    config.write_text(
        config.read_text("utf-8").replace("      - leitfaden/beispiel.md\n", f"      - leitfaden/beispiel.md\n{menu}")
    )
    return len(list((root / "docs").rglob("*.md")))


def main() -> None:
    """Print the best of some runs of the whole command, start of Python included."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        pages = generate(root, wanted)
        command = [sys.executable, "-m", "lotse", "--root", str(root), "--as-of", AS_OF, "check"]
        seconds = []
        for _ in range(RUNS):
            start = time.perf_counter()
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            seconds.append(time.perf_counter() - start)
        print(done.stdout.splitlines()[-1])
        print(f"{pages} pages: {min(seconds):.2f} s, {pages / min(seconds):.0f} pages/s")


if __name__ == "__main__":
    main()
