"""The built site as a whole: sitemap, 404 pages, search index, links."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import sys
import xml.etree.ElementTree as etree
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from built import BASE, REPOSITORY, Built

from lotse import model

pytest_plugins = ["serving"]

LANGUAGES = list(model.load(REPOSITORY).languages)
TAGS = {"ls": "de-simple"}
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def translated(built: Built) -> dict[str, dict[str, str]]:
    """Address by hreflang for each source page that is really there in the language."""
    found: dict[str, dict[str, str]] = {}
    for shown in built.pages:
        repeats = b"/// data | document " in shown.german.file.raw
        if not shown.fallback and not shown.german.meta.get("withdrawn") and not repeats:
            tag = TAGS.get(shown.lang, shown.lang)
            found.setdefault(shown.key, {})[tag] = BASE + built.context.url(shown.lang, shown.key)
    return found


def test_sitemap_has_exactly_the_pages_in_their_language(built: Built) -> None:
    root = etree.parse(built.folder / "sitemap.xml").getroot()
    listed = [node.findtext("s:loc", namespaces=SITEMAP) for node in root.findall("s:url", SITEMAP)]
    expected = [address for languages in translated(built).values() for address in languages.values()]
    assert sorted(map(str, listed)) == sorted(expected)


def test_sitemap_names_all_languages_of_a_page_and_the_default(built: Built) -> None:
    groups = {address: languages for languages in translated(built).values() for address in languages.values()}
    for node in etree.parse(built.folder / "sitemap.xml").getroot().findall("s:url", SITEMAP):
        address = str(node.findtext("s:loc", namespaces=SITEMAP))
        links = {link.get("hreflang"): link.get("href") for link in node.findall("x:link", SITEMAP)}
        assert links.pop("x-default") == groups[address]["de"]
        # The same group stands at each of its members, so every reference is answered.
        assert links == groups[address]


def test_sitemap_is_packed_and_announced(built: Built) -> None:
    packed = gzip.decompress((built.folder / "sitemap.xml.gz").read_bytes())
    assert packed == (built.folder / "sitemap.xml").read_bytes()
    assert f"Sitemap: {BASE}sitemap.xml" in (built.folder / "robots.txt").read_text("utf-8")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_language_has_its_own_404(built: Built, lang: str) -> None:
    words = built.context.words(lang)["not_found"]
    tree = built.tree(built.folder / built.context.folder(lang) / "404.html")
    root = tree.css_first("html").attributes
    assert (root["lang"], root["dir"]) == (TAGS.get(lang, lang), "rtl" if lang in ("ar", "fa") else "ltr")
    assert [node.text() for node in tree.css("h1")] == [words["title"]]
    assert tree.css_first("title").text() == words["title"]
    text = tree.css_first("article").text()
    assert words["text"] in text and words["home"] in text
    assert [node.attributes["lang"] for node in tree.css(".lotse-languages a")] == [
        TAGS.get(one, one) for one in LANGUAGES
    ]
    assert not tree.css("[aria-current=page], .md-tabs__item--active, .md-nav__link--active, .md-nav--secondary")
    home = tree.css_first(".md-tabs__link")
    assert home.text().strip() == built.context.words(lang)["site"]["home"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_404_page_works_at_any_depth(built: Built, lang: str) -> None:
    tree = built.tree(built.folder / built.context.folder(lang) / "404.html")
    addresses = [node.attributes.get("href") or node.attributes.get("src") or "" for node in tree.css("[href], [src]")]
    assert len(addresses) > 10
    for address in addresses:
        if address.startswith("#"):
            assert tree.css_first(f"[id='{address[1:]}']"), address
            continue
        assert address.startswith("/lotse/"), address
        target = built.folder / urlsplit(address).path.removeprefix("/lotse/")
        assert (target / "index.html" if target.is_dir() else target).is_file(), address
    assert tree.css_first("dialog.lotse-search").attributes["data-up"] == "/lotse/"


def test_search_knows_each_language_and_only_its_own_pages(built: Built) -> None:
    index = json.loads((built.folder / "pagefind/pagefind-entry.json").read_text("utf-8"))
    counts = {tag: entry["page_count"] for tag, entry in index["languages"].items()}
    expected: dict[str, int] = {}
    for languages in translated(built).values():
        for tag in languages:
            expected[tag] = expected.get(tag, 0) + 1
    assert counts == expected


def test_scripts_of_the_search_that_nobody_uses_are_not_published(built: Built) -> None:
    assert [path.name for path in (built.folder / "pagefind").glob("*ui*")] == []


def test_no_source_and_no_data_is_published(built: Built) -> None:
    assert [path for path in built.folder.rglob("*") if path.suffix in (".md", ".yml", ".lock")] == []


def test_no_link_leads_nowhere(built: Built) -> None:
    """Every link and every anchor of all pages, by lychee."""
    program = Path(sys.executable).with_name("lychee")
    assert program.is_file() or shutil.which("lychee"), "lychee fehlt: ./scripts/test setup"
    web = built.folder.parent
    done = subprocess.run(
        [str(program if program.is_file() else shutil.which("lychee")), "--offline", "--include-fragments", "--no-progress",
         "--root-dir", str(web), "--index-files", "index.html", "--format", "json", f"{built.folder}/**/*.html"],
        capture_output=True, text=True, cwd=web, timeout=120,
    )  # fmt: skip
    report = json.loads(done.stdout)
    faults = {page: [one["url"] for one in found] for page, found in report["error_map"].items()}
    assert faults == {}
    assert done.returncode == 0, done.stderr
    assert report["total"] > 1000
