"""The canary: each language, staged without plugins, built by Zensical, finished by the same pass.

It shows from day one that the guide does not hang on one builder. Zensical lives in an environment
of its own; all it gets from us is the extension, so that must import nothing heavy.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from built import ENVIRONMENT, REPOSITORY, Built, lotse, replace
from selectolax.lexbor import LexborHTMLParser

from lotse import model

pytest_plugins = ["serving"]

LANGUAGES = list(model.load(REPOSITORY).languages)
OTHERS = [lang for lang in LANGUAGES if lang != "de"]
FINISHED = ("de", "ls", "ar")  # also finished and compared in full: the source, the adaptation, one from the right
PROGRAM = REPOSITORY / ".venv-zensical/bin/zensical"


@pytest.fixture(scope="session")
def zensical() -> Path:
    """Zensical's program; its environment is set up as ``./scripts/test`` does it."""
    command = ". scripts/setup.sh; set_up .venv-zensical scripts/requirements/zensical.txt"
    subprocess.run(["sh", "-euc", command], cwd=REPOSITORY, check=True)
    return PROGRAM


def build(lang: str, built: Built, zensical: Path, out: Path) -> Path:
    """Stage and build one language; the folder of its site."""
    staged = lotse(built.root, "stage", lang, "--out", str(out))
    assert staged.returncode == 0, staged.stderr
    environment = {**os.environ, **ENVIRONMENT, "PYTHONPATH": str(REPOSITORY / "scripts")}
    done = subprocess.run([zensical, "build", "--strict"], cwd=out, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return out / "site"


def pages(folder: Path, without: tuple[str, ...] = ()) -> dict[str, LexborHTMLParser]:
    """Every page below a folder by its path there."""
    found = {path.relative_to(folder): path for path in folder.rglob("*.html")}
    return {
        path.as_posix(): LexborHTMLParser(file.read_text("utf-8"))
        for path, file in found.items() if path.parts[0] not in without
    }  # fmt: skip


def spaced(text: str) -> str:
    """Text with single spaces."""
    return " ".join(text.split())


def seen(tree: LexborHTMLParser, selector: str) -> list[tuple[str | None, str]]:
    """Id and text of what is selected."""
    return [(node.id, spaced(node.text())) for node in tree.css(selector)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_same_site_as_with_mkdocs(built: Built, zensical: Path, lang: str, tmp_path: Path) -> None:
    folder = build(lang, built, zensical, tmp_path / "stage")
    here = {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}
    there = built.folder / built.context.folder(lang)
    found = {path.relative_to(there).as_posix() for path in there.rglob("*.html") if path.name != "offline.html"}
    assert here == {path for path in found if lang != "de" or path.split("/")[0] not in OTHERS}
    rendered(built, lang, folder)
    if lang in FINISHED:
        done = lotse(built.root, "finish", str(folder), "--lang", lang)
        assert done.returncode == 0, done.stderr
        same_pages(built, lang, folder)
        finished(folder)


def same_pages(built: Built, lang: str, folder: Path) -> None:
    """The same headings, blocks, citations, facts, data, heads and feet."""
    there = pages(built.folder / built.context.folder(lang), (*OTHERS, "pagefind"))
    for path, tree in pages(folder).items():
        twin = there[path]
        for part in (
            "article :is(h1, h2, h3, h4, h5, h6)", "article .citation", "article .fact", "article .fact__note",
            "article .admonition", "article table", "article .lotse-office", "article .lotse-operator",
            "article figure", "article .lotse-facts", "article .lotse-foot", ".md-tabs__link", "dialog.lotse-search", ".md-skip",
        ):  # fmt: skip
            assert seen(tree, part) == seen(twin, part), (path, part)
        for part in ("html", "article"):
            mine, theirs = (one.css_first(part).attributes for one in (tree, twin))
            assert (mine.get("lang"), mine.get("dir")) == (theirs.get("lang"), theirs.get("dir")), (path, part)


def rendered(built: Built, lang: str, folder: Path) -> None:
    """Zensical drops unknown extensions without a word; ours has run."""
    tree = LexborHTMLParser((folder / "index.html").read_text("utf-8"))
    page = built.site.page(lang, "index.md")
    assert page
    assert len(tree.css("article .fact")) == sum(link.url.startswith("fact:") for link in page.doc.links) > 0
    links = tree.css("article a.citation")
    assert links and all((link.attributes["href"] or "").startswith("https://") for link in links)
    assert "fact:" not in (tree.html or "")


def finished(folder: Path) -> None:
    """The pass has found what it looks for in Zensical's pages too."""
    tree = LexborHTMLParser((folder / "leitfaden/sprache/index.html").read_text("utf-8"))
    assert tree.css_first('meta[http-equiv="Content-Security-Policy"]')
    sheets = [link.attributes["href"] for link in tree.css('link[rel="stylesheet"]')]
    assert sheets == ["../../assets/css/lotse.css"]  # the builder's own are in it
    assert ".md-header__inner" in (folder / "assets/css/lotse.css").read_text("utf-8")
    assert not tree.css("[style], style, link[rel=alternate][hreflang], .lotse-languages")
    assert (folder / "pagefind/pagefind.js").is_file()
    address = tree.css_first("link[rel=canonical]").attributes["href"]
    assert address == f"{ENVIRONMENT['SITE_URL']}leitfaden/sprache/"


def test_strict_finds_a_broken_link(built: Built, zensical: Path, tmp_path: Path) -> None:
    out = tmp_path / "stage"
    assert lotse(built.root, "stage", "de", "--out", str(out)).returncode == 0
    replace(out / "docs/leitfaden/sprache.md", "(namen-und-daten.md)", "(gibt-es-nicht.md)")
    environment = {**os.environ, **ENVIRONMENT, "PYTHONPATH": str(REPOSITORY / "scripts")}
    done = subprocess.run([zensical, "build", "--strict"], cwd=out, env=environment, capture_output=True, text=True)
    assert done.returncode != 0
    assert "page does not exist" in done.stdout + done.stderr
