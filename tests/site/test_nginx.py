"""The site behind nginx with the configuration we write: only with LOTSE_NGINX=1, it needs nginx (Debian: nginx-light)."""

from __future__ import annotations

import gzip
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
from browsing import Seen
from built import Built
from playwright.sync_api import Browser

pytest_plugins = ["serving"]
pytestmark = pytest.mark.skipif(os.environ.get("LOTSE_NGINX") != "1", reason="LOTSE_NGINX=1 startet nginx")

CONFIGURATION = """
daemon off; master_process off; pid {work}/pid; error_log {work}/error.log;
events {{ }}
http {{
  include /etc/nginx/mime.types;
  access_log off;
  client_body_temp_path {work}/body; proxy_temp_path {work}/proxy; fastcgi_temp_path {work}/fastcgi;
  uwsgi_temp_path {work}/uwsgi; scgi_temp_path {work}/scgi;
  server {{ listen 127.0.0.1:{port}; root {root}; include {root}/lotse/_nginx.conf; }}
}}
"""


@pytest.fixture(scope="module")
def port(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Port of a running nginx."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    assert program, "nginx fehlt; unter Debian: apt install nginx-light"
    work = tmp_path_factory.mktemp("nginx")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
    (work / "nginx.conf").write_text(CONFIGURATION.format(work=work, root=built.folder.parent, port=number), "utf-8")
    checked = subprocess.run([program, "-t", "-c", str(work / "nginx.conf")], capture_output=True, text=True)
    assert checked.returncode == 0 and "warn" not in checked.stderr, checked.stderr
    running = subprocess.Popen([program, "-c", str(work / "nginx.conf")])
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", number)) == 0:
                break
        time.sleep(0.05)
    yield number
    running.terminate()
    running.wait()


def get(port: int, path: str, **more: str) -> tuple[HTTPResponse, bytes]:
    """Answer and body."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers=more)
    answer = connection.getresponse()
    return answer, answer.read()


def wanted(folder: Path) -> dict[str, str]:
    """The headers that every answer has."""
    lines = (folder / "_headers").read_text("utf-8").splitlines()[1:]
    return dict(line.strip().split(": ", 1) for line in lines)


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/lotse/", 200, "text/html; charset=utf-8"),
        ("/lotse/ar/leitfaden/sprache/", 200, "text/html; charset=utf-8"),
        ("/lotse/ar/manifest.webmanifest", 200, "application/manifest+json"),
        ("/lotse/offline-worker.js", 200, "application/javascript; charset=utf-8"),
        ("/lotse/assets/css/lotse.css", 200, "text/css"),
        ("/lotse/pagefind/pagefind-entry.json", 200, "application/json"),
        ("/lotse/gibt/es/nicht/", 404, "text/html; charset=utf-8"),
    ],
)
def test_every_answer_has_the_headers(built: Built, port: int, path: str, status: int, kind: str) -> None:
    answer, _ = get(port, path)
    assert (answer.status, answer.headers["Content-Type"].removesuffix("; charset=utf-8")) == (
        status,
        kind.split(";")[0],
    )
    assert {name: answer.headers[name] for name in wanted(built.folder)} == wanted(built.folder)
    assert answer.headers["Server"] == "nginx"


def test_pages_are_packed_and_asked_for_again(built: Built, port: int) -> None:
    answer, body = get(port, "/lotse/ar/leitfaden/sprache/", **{"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body) == (built.folder / "ar/leitfaden/sprache/index.html").read_bytes()
    assert answer.headers["Cache-Control"] == "no-cache"
    again, _ = get(port, "/lotse/ar/leitfaden/sprache/", **{"If-None-Match": answer.headers["ETag"]})
    assert again.status == 304


def test_what_is_named_after_its_checksum_is_kept(built: Built, port: int) -> None:
    file = next((built.folder / "pagefind/index").iterdir())
    answer, _ = get(port, f"/lotse/pagefind/index/{file.name}")
    assert answer.headers["Cache-Control"] == "max-age=31536000"


@pytest.mark.parametrize(
    ("path", "lang"), [("/lotse/x/y", "de"), ("/lotse/ar/x/y/", "ar"), ("/lotse/tr/leitfaden/x", "tr")]
)
def test_a_missing_page_answers_in_its_language(port: int, path: str, lang: str) -> None:
    answer, body = get(port, path)
    assert answer.status == 404
    assert f'<html lang="{lang}"' in body.decode()


@pytest.mark.parametrize("path", ["/lotse/_headers", "/lotse/_nginx.conf"])
def test_the_configuration_is_not_shown(port: int, path: str) -> None:
    answer, body = get(port, path)
    assert answer.status == 404 and b"add_header" not in body and b"Permissions-Policy" not in body


@pytest.mark.parametrize(
    ("path", "target"), [("/lotse", "/lotse/"), ("/lotse/ar/leitfaden/sprache", "/lotse/ar/leitfaden/sprache/")]
)
def test_a_missing_slash_is_added(port: int, path: str, target: str) -> None:
    answer, _ = get(port, path)
    assert (answer.status, answer.headers["Location"]) == (301, target)


def test_the_browser_has_nothing_to_complain_about(built: Built, port: int, chromium: Browser, seen: Seen) -> None:
    """Pages, search and the control of the copy under the policy of the header."""
    page = chromium.new_page()
    address = f"http://127.0.0.1:{port}/lotse/"
    seen.watch(page, address)
    for path in ("", "ar/leitfaden/sprache/", "werkzeuge/vorab-check/", "ar/werkzeuge/briefe/", "zahlen/"):
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
    page.goto(f"{address}ar/")
    page.locator(".lotse-search-open").click()
    page.locator(".lotse-search input").fill("الإقامة")
    page.locator(".lotse-search a[href*='/lotse/ar/leitfaden/']").first.wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.locator(".lotse-offline summary").click()
    page.get_by_role("button", name=built.context.words("ar")["offline"]["keep"]).click()
    page.get_by_role("button", name=built.context.words("ar")["offline"]["drop"]).wait_for(timeout=60_000)
    assert seen.faults == []
    page.context.close()
