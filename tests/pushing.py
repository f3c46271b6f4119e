"""Fixtures of the tests of a push: a small guide and a CMS, empty or as after an import.

A plugin, not a conftest, as ``serving`` is. Modules ask for it with ``pytest_plugins = ["pushing"]``.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from integreating import KEY, SITE_URL, TOKEN, World, guide, loaded, results, running

from lotse.integreat import client, state, tokens


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One guide and one server for all tests."""
    with running() as server, pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", SITE_URL)
        root = guide(tmp_path_factory.mktemp("push") / "guide", server.address)
        yield World(root, server, *loaded(root))


@pytest.fixture
def world(prepared: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """The CMS holds placeholders, as editors leave them."""
    monkeypatch.setenv(tokens.variable(KEY), TOKEN)
    monkeypatch.setattr(client, "WAITS", (0, 0, 0))
    prepared.server.clear()
    prepared.server.texts = {lang: f"<p>Platzhalter ({lang})</p>" for lang in ("de", "ar", "tr")}
    own = World(prepared.root, prepared.server, prepared.site, prepared.articles)
    yield own
    for path, raw in own.kept.items():
        path.write_bytes(raw)
    (own.root / state.PATH).unlink(missing_ok=True)


@pytest.fixture
def handed_over(world: World) -> World:
    """All three texts are in the CMS, as after an import of XLIFF, and a run has seen them there."""
    world.server.texts = {one.lang: one.html for one in world.articles}
    assert results(world.push()) == ["equal"] * 3
    return world
