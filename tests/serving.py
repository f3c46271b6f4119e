"""Fixtures of tests/site and tests/browser: the site is built once a session and served below a sub-path.

A plugin, not a conftest: those of sub-folders would all be called ``conftest`` and hide the one of
this folder. Modules ask for it with ``pytest_plugins = ["serving"]``.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from browsing import ARGUMENTS, WIDE, Seen
from built import STAND_IN, Built, Handler, once
from playwright.sync_api import Browser, Page, sync_playwright


@pytest.fixture(scope="session")
def base_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of a session share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def built(base_folder: Path) -> Built:
    """The site as it is, but for one translation taken away, so that a German stand-in is there to be looked at."""
    return once(base_folder, "built", without_a_translation)


def without_a_translation(root: Path) -> None:
    """Take away :data:`built.STAND_IN`."""
    for lang in ("ar", "fr"):
        (root / "docs" / lang / STAND_IN).unlink(missing_ok=True)


@pytest.fixture(scope="session")
def address(built: Built) -> Iterator[str]:
    """Address of the served site, with the sub-path and a slash at the end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(built.folder)))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/lotse/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser that ``./scripts/test`` found, or the one on the PATH."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def seen() -> Seen:
    """What the pages of this test did."""
    return Seen()


@pytest.fixture
def visit(chromium: Browser, address: str, seen: Seen) -> Iterator[Callable[..., Page]]:
    """``visit("ar/", size=NARROW, color_scheme="dark")`` opens a page in a context of its own.

    No page may ask another server, miss a file, log an error or set a cookie; a test that expects one
    of these takes it out of ``seen.faults``.
    """
    contexts = []

    def open_page(path: str = "", size: tuple[int, int] = WIDE, **options: object) -> Page:
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]},
            reduced_motion="reduce",
            **options,  # type: ignore[arg-type]
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5000)
        seen.watch(page, address)
        page.goto(address + path)
        return page

    yield open_page
    cookies = [cookie for context in contexts for cookie in context.cookies()]
    for context in contexts:
        context.close()
    assert seen.faults == []
    assert cookies == []
