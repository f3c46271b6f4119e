"""How long an editor waits: seconds from saving a page until ``lotse serve`` serves the new text.

Not a test. Run it from the repository root, with today's pages and with as many as the guide may get:

    .venv/bin/python tests/benchmarks/bench_serve.py
    .venv/bin/python tests/benchmarks/bench_serve.py --pages 60 --edits 5
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
PAGE = "leitfaden/lebensunterhalt"
PATIENCE = 120  # seconds


def main() -> None:
    """Measure and print one line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=0, help="at least so many German pages (default: today's)")
    parser.add_argument("--edits", type=int, default=3, help="how many times to edit and wait")
    parser.add_argument("--lang", default="de", help="language to serve")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        for name in ("docs", "overrides"):
            shutil.copytree(REPOSITORY / name, root / name)
        shutil.copy(REPOSITORY / "mkdocs.yml", root)
        count = fill(root, given.pages)
        first, waits = measure(root, given.lang, given.edits)
    shown = " ".join(f"{wait:.2f}" for wait in waits)
    print(
        f"{count} pages, {given.lang}: first page after {first:.2f} s, "
        f"new text after {statistics.median(waits):.2f} s (median of {shown})"
    )


def fill(root: Path, pages: int) -> int:
    """Copy a guide page under new names until there are ``pages``; the number there is in the end."""
    folder = root / "docs/de"
    text = (folder / f"{PAGE}.md").read_text("utf-8")
    count = len(list(folder.rglob("*.md")))
    names = []
    while count < pages:
        name = f"leitfaden/probe-{count}.md"
        made = re.sub(r"^# .*$", f"# Probe {count} {{ #probe-{count} }}", text, count=1, flags=re.M)
        (folder / name).write_text(re.sub(r"^title: .*$", f"title: Probe {count}", made, count=1, flags=re.M), "utf-8")
        names.append(name)
        count += 1
    config = root / "mkdocs.yml"
    entry = f"      - {PAGE}.md\n"
    settings = config.read_text("utf-8")
    config.write_text(settings.replace(entry, entry + "".join(f"      - {name}\n" for name in names)), "utf-8")
    return count


def measure(root: Path, lang: str, edits: int) -> tuple[float, list[float]]:
    """Seconds until the first page is served, and seconds after each edit."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    page = root / "docs" / lang / f"{PAGE}.md"
    page = page if page.is_file() else root / "docs/de" / f"{PAGE}.md"
    address = f"http://127.0.0.1:{port}/{PAGE}/"
    started = time.monotonic()
    server = subprocess.Popen(
        [sys.executable, "-m", "lotse", "--root", str(root), "serve", lang, "--port", str(port)],
        cwd=root, env={**os.environ, "PYTHONUNBUFFERED": "1"}, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        first = until(server, address, "lotse-foot", started)
        waits = []
        for number in range(edits):
            time.sleep(1)  # nobody saves in the moment the last build ends
            word = f"Messung{number}"
            page.write_text(page.read_text("utf-8") + f"\n{word}\n", "utf-8")
            waits.append(until(server, address, word, time.monotonic()))
        return first, waits
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def until(server: subprocess.Popen[bytes], address: str, word: str, since: float) -> float:
    """Seconds since ``since`` when the finished page first holds ``word``."""
    while time.monotonic() - since < PATIENCE:
        if server.poll() is not None:
            sys.exit(f"lotse serve ended with {server.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
                html = answer.read().decode()
            if word in html and "lotse-foot" in html:
                return time.monotonic() - since
        except (urllib.error.URLError, OSError):
            pass
        time.sleep(0.02)
    sys.exit(f"„{word}“ was not served within {PATIENCE} s")


if __name__ == "__main__":
    main()
