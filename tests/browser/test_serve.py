"""``lotse serve``: one language, finished like the published site; the open page follows each save."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import Seen
from built import ENVIRONMENT, STAND_IN, copy
from playwright.sync_api import Browser, expect

pytest_plugins = ["serving"]
pytestmark = pytest.mark.browser
PAGE = "docs/tr/leitfaden/aufenthaltsdauer.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the guide to edit."""
    made = copy(tmp_path / "repository")
    (made / "docs/tr" / STAND_IN).unlink()
    return made


@pytest.fixture
def local(root: Path) -> Iterator[str]:
    """Address of the running server; stopping it with Ctrl+C is no failure."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}/"
    environment = {**os.environ, **ENVIRONMENT}
    del environment["SITE_URL"]
    with (root.parent / "stderr").open("w") as stderr:
        server = subprocess.Popen(
            [sys.executable, "-m", "lotse", "--root", str(root), "serve", "tr", "--port", str(port)],
            cwd=root, env=environment, start_new_session=True, stdout=stderr, stderr=stderr,
        )  # fmt: skip
    try:
        end = time.monotonic() + 30
        while True:
            try:
                urllib.request.urlopen(address, timeout=5).close()
                break
            except OSError:
                assert server.poll() is None and time.monotonic() < end, (root.parent / "stderr").read_text("utf-8")
                time.sleep(0.1)
        yield address
        os.killpg(server.pid, signal.SIGINT)
        assert server.wait(60) == 0  # a busy machine may still be building
        assert "Traceback" not in (root.parent / "stderr").read_text("utf-8")
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def test_the_open_page_follows_each_save(chromium: Browser, root: Path, local: str) -> None:
    page = chromium.new_page()
    try:
        seen = Seen()
        seen.watch(page, local)
        page.goto(local + "leitfaden/aufenthaltsdauer/")
        assert page.locator("html").get_attribute("lang") == "tr"
        expect(page.locator(".lotse-head")).to_be_visible()
        expect(page.locator(".fact__value").first).to_be_visible()
        page.goto(local + STAND_IN.removesuffix(".md") + "/")
        expect(page.locator(".lotse-notice--fallback")).to_be_visible()
        page.goto(local + "leitfaden/aufenthaltsdauer/")
        page.wait_for_timeout(500)  # the server's script asks for changes after the page has loaded
        source = root / PAGE
        source.write_text(source.read_text("utf-8") + "\nYepyeni bir cümle.\n", "utf-8")
        expect(page.locator("article")).to_contain_text("Yepyeni bir cümle.", timeout=90_000)
        expect(page.locator(".lotse-foot")).to_be_visible()
        # A half-written page does not stop the server.
        source.write_text("---\ntitle: [\n---\n", "utf-8")
        page.wait_for_timeout(1500)
        source.write_text((root / "docs/tr/index.md").read_text("utf-8") + "\nYeniden buradayım.\n", "utf-8")
        expect(page.locator("article")).to_contain_text("Yeniden buradayım.", timeout=90_000)
        assert [fault for fault in seen.faults if "livereload" not in fault] == []
    finally:
        page.close()
