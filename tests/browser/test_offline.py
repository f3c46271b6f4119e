"""The copy for reading without the net: kept on request only, read with the server gone, renewed, deleted."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from browsing import NARROW, Seen
from built import BASE, Built, Handler
from playwright.sync_api import Browser, Page, expect

from lotse.finish import offline
from lotse.finish.context import Context

pytest_plugins = ["serving"]
pytestmark = pytest.mark.browser

STORED = """async () => ({
  caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
  local: Object.keys(localStorage).filter(key => !key.includes('palette')),
})"""
NOTHING = {"caches": [], "workers": 0, "local": []}
SEARCHED = {
    "de": ("Lebensunterhalt", "leitfaden/lebensunterhalt/"),
    "ar": ("الإقامة", "ar/leitfaden/aufenthaltsdauer/"),
}


class Server:
    """Serves a folder below ``/lotse/``, can be stopped, and then started again at the same address."""

    def __init__(self, folder: Path) -> None:
        self.asked: list[str] = []
        self.broken = False  # pages then come with an error
        self._open: set[socket.socket] = set()
        server, connections = self, self._open

        class Noting(Handler):
            def setup(self) -> None:
                connections.add(self.request)
                super().setup()

            def do_GET(self) -> None:
                server.asked.append(self.path.removeprefix("/lotse/"))
                if server.broken and self.path.endswith("/"):
                    self.send_response(502)
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                else:
                    super().do_GET()

        self._handler = partial(Noting, directory=str(folder))
        self._port = 0
        self.start()

    @property
    def address(self) -> str:
        """With the sub-path and a slash at the end."""
        return f"http://127.0.0.1:{self._port}/lotse/"

    def start(self) -> None:
        """Answer."""
        self._server = ThreadingHTTPServer(("127.0.0.1", self._port), self._handler)
        self._server.daemon_threads = True
        self._port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        """Answer no more, on connections that are open either."""
        self._server.shutdown()
        self._server.server_close()
        for connection in self._open:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self._open.clear()


@pytest.fixture
def server(built: Built) -> Iterator[Server]:
    """The built site on a server of its own."""
    made = Server(built.folder)
    yield made
    made.stop()


@pytest.fixture
def page(chromium: Browser, server: Server, seen: Seen) -> Iterator[Page]:
    """A page of a reader who has never been here."""
    context = chromium.new_context(viewport={"width": NARROW[0], "height": NARROW[1]}, reduced_motion="reduce")
    made = context.new_page()
    made.set_default_timeout(10_000)
    seen.watch(made, server.address)
    yield made
    context.close()
    assert seen.faults == []


@pytest.fixture
def words(built: Built) -> Callable[[str], dict[str, Any]]:
    """The words of the control in a language."""
    return lambda lang: dict(built.context.words(lang)["offline"])


def folder(lang: str) -> str:
    """Folder of a language."""
    return "" if lang == "de" else f"{lang}/"


def keep(page: Page, said: dict[str, Any]) -> None:
    """Open the control and keep the pages."""
    page.locator(".lotse-offline summary").click()
    page.get_by_role("button", name=said["keep"]).click()
    expect(page.locator(".lotse-offline")).to_contain_text(said["kept"].split("{")[0].strip(), timeout=60_000)


@pytest.mark.parametrize("lang", ["de", "ar"])
def test_kept_pages_are_read_without_the_net(
    page: Page, server: Server, built: Built, words: Callable[[str], dict[str, Any]], seen: Seen, lang: str
) -> None:
    said, home = words(lang), server.address + folder(lang)
    page.goto(home)
    page.wait_for_load_state("networkidle")
    assert page.evaluate(STORED) == NOTHING
    assert [path for path in server.asked if "offline" in path or path.startswith("search/")] == []

    page.locator(".lotse-offline summary").click()
    info = json.loads((built.folder / f"offline/{lang}.json").read_text("utf-8"))
    size = f"{info['load'] / 1e6:.1f}".removesuffix(".0")
    expect(page.locator(".lotse-offline")).to_contain_text(size.replace(".", ",") if lang == "de" else size)
    assert page.evaluate(STORED) == NOTHING
    page.locator(".lotse-offline summary").click()
    keep(page, said)
    expect(page.locator(".lotse-offline")).to_contain_text(info["version"])
    expect(page.locator(".lotse-offline")).to_contain_text(said["current"])
    stored = page.evaluate(STORED)
    assert (len(stored["caches"]), stored["workers"], stored["local"]) == (1, 1, [])
    page.wait_for_function("navigator.serviceWorker.controller")

    server.stop()
    copy = page.locator(".lotse-copy")
    year = page.evaluate("new Date().getFullYear().toString()")
    for path in ("", "leitfaden/sprache/", "lokal/zustaendig/", "leitfaden/sprache"):
        page.goto(home + path)
        assert page.locator("h1").count() == 1, path
        expect(copy).to_have_count(1)
        expect(copy).to_contain_text(said["shown"].split("{")[0].strip())
        expect(copy).to_contain_text(year)
        assert page.locator(".md-header").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(10, 85, 100)"
    assert page.url == f"{home}leitfaden/sprache/"

    page.goto(f"{home}lokal/zustaendig/")
    hours = built.context.words(lang)["office"]
    offices = page.locator(".lotse-office").filter(has_text=hours["hours"])
    assert offices.count() > 0
    for index in range(offices.count()):
        expect(offices.nth(index).locator(".lotse-office__state")).to_contain_text(
            hours["checked"].split("{")[0].strip()
        )
        expect(offices.nth(index).locator(".lotse-office__state")).to_contain_text(re.compile(r"20\d\d"))

    word, target = SEARCHED[lang]
    page.locator(".lotse-search-open").click()
    page.locator(".lotse-search input").fill(word)
    page.locator(f".lotse-search a[href*='/lotse/{target}']").first.click()
    page.wait_for_url(f"{server.address}{target}**")
    expect(copy).to_have_count(1)

    page.goto(f"{home}werkzeuge/vorab-check/")
    page.locator(".lotse-settings").evaluate("e => { e.open = true }")
    page.locator('input[name="precheck-mode"][value="all"]').check()
    page.locator('[data-question="letter"] input[type="radio"][value="no"]').check()
    result = page.locator(".lotse-result")
    expect(result).to_be_hidden()
    show = built.context.words(lang)["tools"]["precheck"]["show"]
    page.get_by_role("button", name=show, exact=True).click()
    expect(result).to_be_visible()

    assert seen.faults == []
    page.goto(f"{home}gibt/es/nicht/")
    expect(page.locator("h1")).to_have_text(said["missing"]["title"])
    expect(copy).to_have_count(1)
    seen.faults[:] = [fault for fault in seen.faults if "503" not in fault]

    page.goto(f"{home}leitfaden/sprache/")
    page.locator(".lotse-offline summary").click()
    expect(page.locator(".lotse-offline")).to_contain_text(said["unreachable"])
    server.start()
    page.goto(f"{home}leitfaden/sprache/")
    expect(copy).to_have_count(0)
    server.broken = True
    page.goto(f"{home}leitfaden/antrag/")
    expect(copy).to_have_count(1)
    server.broken = False
    page.goto(f"{home}leitfaden/sprache/")
    expect(copy).to_have_count(0)

    page.locator(".lotse-offline summary").click()
    page.get_by_role("button", name=said["drop"]).click()
    expect(page.locator(".lotse-offline [role=status]")).to_contain_text(said["dropped"])
    expect(page.locator(".lotse-offline summary")).to_be_focused()
    assert page.evaluate(STORED) == NOTHING
    page.reload()
    assert page.evaluate(STORED) == NOTHING


def test_a_newer_version_is_offered_and_only_what_changed_is_loaded(
    chromium: Browser,
    built: Built,
    words: Callable[[str], dict[str, Any]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    site = tmp_path / "web/lotse"
    shutil.copytree(built.folder, site, copy_function=os.link)
    server, said = Server(site), words("ar")
    page = chromium.new_page()
    page.set_default_timeout(10_000)
    page.goto(f"{server.address}ar/")
    keep(page, said)
    page.goto(f"{server.address}ar/leitfaden/sprache/")
    page.wait_for_load_state("networkidle")
    expect(page.locator(".lotse-copy")).to_have_count(0)

    changed = site / "ar/leitfaden/sprache/index.html"
    text = changed.read_text("utf-8").replace("</h1>", " ٢</h1>", 1)
    changed.unlink()
    changed.write_text(text, "utf-8")
    for name in ("ar.json", "ar.files.json"):
        (site / "offline" / name).unlink()
    with monkeypatch.context() as patched:
        patched.setattr(Context, "languages", ["ar"])
        offline.write(Context(built.site, site, None, BASE))

    page.reload()
    notice = page.locator(".lotse-copy")
    expect(notice).to_contain_text(said["newer"])
    page.wait_for_load_state("networkidle")
    server.asked.clear()
    notice.get_by_role("button", name=said["update"]).click()
    expect(page.locator(".lotse-offline")).to_contain_text(said["current"])
    expect(notice).to_have_count(0)
    asked = [path for path in server.asked if path.startswith("ar/") or path.startswith("pagefind/fragment")]
    assert asked == ["ar/leitfaden/sprache/"]
    assert len(page.evaluate(STORED)["caches"]) == 1

    server.stop()
    page.goto(f"{server.address}ar/leitfaden/sprache/")
    expect(page.locator("h1")).to_contain_text("٢")
    page.context.close()


def test_an_interrupted_copy_goes_on_and_deleting_leaves_what_is_not_ours(
    page: Page, server: Server, words: Callable[[str], dict[str, Any]], seen: Seen
) -> None:
    said = words("ar")
    page.goto(f"{server.address}ar/")
    page.evaluate("caches.open('another site')")
    page.route("**/ar/glossar/", lambda route: route.abort())
    page.locator(".lotse-offline summary").click()
    page.get_by_role("button", name=said["keep"]).click()
    expect(page.locator(".lotse-offline [role=status]")).to_contain_text(said["failed"])
    expect(page.locator(".lotse-offline")).to_contain_text(said["interrupted"])
    assert page.evaluate(STORED)["workers"] == 0
    assert all("glossar" in fault or "ERR_FAILED" in fault for fault in seen.faults) and seen.faults
    seen.faults.clear()
    page.unroute("**/ar/glossar/")
    server.asked.clear()
    page.get_by_role("button", name=said["keep"]).click()
    expect(page.locator(".lotse-offline")).to_contain_text(said["current"], timeout=60_000)
    assert len(server.asked) < 100
    page.reload()
    page.locator(".lotse-offline summary").click()
    page.get_by_role("button", name=said["drop"]).click()
    expect(page.locator(".lotse-offline [role=status]")).to_contain_text(said["dropped"])
    assert page.evaluate(STORED) == {**NOTHING, "caches": ["another site"]}


def test_blocked_storage_is_said_in_one_sentence(
    page: Page, server: Server, words: Callable[[str], dict[str, Any]]
) -> None:
    page.add_init_script("CacheStorage.prototype.keys = () => Promise.reject(new DOMException('', 'SecurityError'))")
    page.goto(server.address)
    page.locator(".lotse-offline summary").click()
    expect(page.locator(".lotse-offline")).to_contain_text(words("de")["blocked"])
    expect(page.locator(".lotse-offline button")).to_have_count(0)


def test_without_service_workers_there_is_no_control(page: Page, server: Server) -> None:
    page.add_init_script("Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined })")
    page.goto(server.address)
    expect(page.locator(".lotse-offline")).to_be_hidden()
