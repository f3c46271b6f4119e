"""The site is built language by language, side by side; the plugin that builds all at once makes the same pages."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from built import ENVIRONMENT, copy, lotse
from selectolax.lexbor import LexborHTMLParser

GERMAN_ONLY = re.compile(r"^(?:\.\./)*(?:schulung|konzept|mitwirken)/")
MENUS = ".md-tabs, .md-sidebar--primary, head link[rel=next], head link[rel=prev], .md-footer__inner"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The guide in two languages, one of them from the right."""
    return copy(tmp_path_factory.mktemp("builders") / "repository", "de", "ar")


@pytest.fixture(scope="module")
def ours(root: Path) -> Path:
    """The site as we publish it."""
    done = lotse(root, "build", "--site-dir", "ours")
    assert done.returncode == 0, done.stderr
    return root / "ours"


@pytest.fixture(scope="module")
def plugin(root: Path) -> Path:
    """The site as mkdocs-static-i18n builds it, finished by the same pass."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", "plugin"]
    environment = {**os.environ, **ENVIRONMENT, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    done = lotse(root, "finish", "plugin")
    assert done.returncode == 0, done.stderr
    return root / "plugin"


def pages(folder: Path) -> dict[str, Path]:
    """Every page, but for the copies of German-only pages that the plugin puts into each language."""
    found = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*.html")}
    return {
        path: file
        for path, file in found.items()
        if not GERMAN_ONLY.match(path.removeprefix("ar/")) or path[:3] != "ar/"
    }


def likeness(path: str, file: Path) -> str:
    """The page without spacing; in Arabic also without the menus and ways to German-only pages, which differ on purpose."""
    tree = LexborHTMLParser(file.read_text("utf-8"))
    for node in tree.css(".lotse-checksum"):  # of a whole site, and the menus in it differ
        node.decompose()
    if path.startswith("ar/"):
        for node in tree.css(MENUS):
            node.decompose()
        for node in tree.css("a[href]"):
            if GERMAN_ONLY.match(node.attributes["href"] or ""):
                node.attrs["href"] = ""
                node.attrs["hreflang"] = "de"
    return re.sub(r"\s+", "", tree.html or "")


def test_the_same_pages(ours: Path, plugin: Path) -> None:
    here, there = pages(ours), pages(plugin)
    assert sorted(here) == sorted(there)
    assert [path for path, file in here.items() if likeness(path, file) != likeness(path, there[path])] == []
    assert len(here) > 200


def test_two_builds_of_the_same_sources_are_equal(root: Path, ours: Path, tmp_path: Path) -> None:
    """In another folder, on another day, with another clock, order of sets and language of the machine."""
    there = tmp_path / "another folder"
    for name in ("docs", "overrides"):
        shutil.copytree(root / name, there / name)
    shutil.copy(root / "mkdocs.yml", there)
    for file in there.rglob("*"):
        os.utime(file, (10**9, 10**9))
    command = [sys.executable, "-m", "lotse", "--root", str(there), "--as-of", "2027-08-15", "build", "--site-dir", "s"]
    other = {"SOURCE_DATE_EPOCH": "1111111111", "TZ": "Asia/Kathmandu", "PYTHONHASHSEED": "7", "LC_ALL": "C"}
    environment = {**os.environ, **ENVIRONMENT, **other}
    done = subprocess.run(command, cwd=there, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    one, two = (
        {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
        for folder in (ours, there / "s")
    )
    assert sorted(one) == sorted(two)
    assert [path for path, raw in one.items() if raw != two[path]] == []
    assert json.loads(one["build.json"])["sha256"] in done.stdout
