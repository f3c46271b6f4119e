"""Fixtures of tests/site and tests/browser: the site is built once a session and served below a sub-path.

A plugin, not a conftest: those of sub-folders would all be called ``conftest`` and hide the one of
this folder. Modules ask for it with ``pytest_plugins = ["serving"]``.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from built import Built, Handler, once


@pytest.fixture(scope="session")
def base_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of a session share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def built(base_folder: Path) -> Built:
    """The site as it is."""
    return once(base_folder, "built")


@pytest.fixture(scope="session")
def address(built: Built) -> Iterator[str]:
    """Address of the served site, with the sub-path and a slash at the end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(built.folder)))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/lotse/"
    server.shutdown()
    server.server_close()
