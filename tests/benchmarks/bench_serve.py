"""How long an editor waits: seconds from saving a page until ``lotse serve`` serves the new text, beside ``mkdocs serve``.

``mkdocs serve`` runs on the same sources with the theme as it comes; it builds German too, where the language is another.
Not a test: the ratio counts. Run it from the repository root, with today's pages and with as many as the guide may get:

    .venv/bin/python tests/benchmarks/bench_serve.py
    .venv/bin/python tests/benchmarks/bench_serve.py --pages 60 --edits 5
"""

from __future__ import annotations

import argparse
import os
import re
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

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import stock
from built import copy

PAGE = "leitfaden/lebensunterhalt"
PATIENCE = 120  # seconds


def main() -> None:
    """Measure both and print a line for each, and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=0, help="at least so many German pages (default: today's)")
    parser.add_argument("--edits", type=int, default=3, help="how many times to edit and wait")
    parser.add_argument("--lang", default="de", help="language to serve")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        waited = []
        for name in ("lotse serve", "mkdocs serve"):
            root = copy(Path(folder).resolve() / name.split()[0], *{"de", given.lang})
            count = fill(root, given.pages)
            if name == "mkdocs serve":
                stock.configure(root)
            first, waits = measure(root, name, given.lang, given.edits)
            waited.append(statistics.median(waits))
            shown = " ".join(f"{wait:.2f}" for wait in waits)
            print(
                f"{name}, {count} German pages, {given.lang}: first page after {first:.2f} s, "
                f"new text after {waited[-1]:.2f} s (median of {shown})",
                flush=True,
            )
    print(f"ratio {waited[0] / waited[1]:.2f}")


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


def measure(root: Path, name: str, lang: str, edits: int) -> tuple[float, list[float]]:
    """Seconds until the first page is served, and seconds after each edit."""
    ours = name == "lotse serve"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    page = root / "docs" / lang / f"{PAGE}.md"
    page = page if page.is_file() else root / "docs/de" / f"{PAGE}.md"
    base = f"http://127.0.0.1:{port}/"
    address = f"{base}{PAGE}/" if ours or lang == "de" else f"{base}{lang}/{PAGE}/"
    program = ["lotse", "--root", str(root), "serve", lang, "--port", str(port)]
    if not ours:
        program = ["mkdocs", "serve", "--quiet", "--dev-addr", f"127.0.0.1:{port}"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "NO_MKDOCS_2_WARNING": "1", "SITE_URL": base}
    started = time.monotonic()
    server = subprocess.Popen(
        [sys.executable, "-m", *program], cwd=root, env=environment, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        mark = "lotse-foot" if ours else "</html>"  # of a page that is finished
        first = until(server, address, mark, mark, started)
        waits = []
        for number in range(edits):
            time.sleep(1)  # nobody saves in the moment the last build ends
            word = f"Messung{number}"
            page.write_text(page.read_text("utf-8") + f"\n{word}\n", "utf-8")
            waits.append(until(server, address, word, mark, time.monotonic()))
        return first, waits
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def until(server: subprocess.Popen[bytes], address: str, word: str, mark: str, since: float) -> float:
    """Seconds since ``since`` when the page with ``mark`` first holds ``word``."""
    while time.monotonic() - since < PATIENCE:
        if server.poll() is not None:
            sys.exit(f"the server ended with {server.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
                html = answer.read().decode()
            if word in html and mark in html:
                return time.monotonic() - since
        except (urllib.error.URLError, OSError):
            pass
        time.sleep(0.02)
    sys.exit(f"„{word}“ was not served within {PATIENCE} s")


if __name__ == "__main__":
    main()
