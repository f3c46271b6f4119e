"""``aenderungen.xml`` is an Atom feed (RFC 4287) that says what ``changes.yml`` says, and nothing about today."""

from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as etree
from pathlib import Path

import pytest
from conftest import REPOSITORY

from lotse import model
from lotse.finish import feed
from lotse.finish.context import Context, Shown
from lotse.finish.html import parse

BASE = "https://lotse.example/sub/"
ATOM = "{http://www.w3.org/2005/Atom}"
# RFC 3339, 5.6; Atom wants capital T and Z (RFC 4287, 3.3).
MOMENT = re.compile(
    r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d\d:\d\d)"
)


def context(folder: Path, root: Path = REPOSITORY, only: str | None = None) -> Context:
    """A site to write the feed of; its folder is empty."""
    folder.mkdir(exist_ok=True)
    return Context(model.load(root), folder, only, BASE)


def written(made: Context) -> etree.Element:
    """The feed of a site."""
    feed.write(made)
    return etree.parse(made.site_dir / feed.FILE).getroot()


@pytest.fixture
def root(tmp_path: Path) -> etree.Element:
    """The feed of the repository."""
    return written(context(tmp_path / "site"))


def only(node: etree.Element, name: str) -> etree.Element:
    """The one child of this name."""
    (found,) = node.findall(ATOM + name)
    return found


def test_the_feed_has_what_atom_requires(root: etree.Element) -> None:
    assert root.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated", "author"):
        only(root, name)
    assert only(only(root, "author"), "name").text
    assert only(root, "id").text == f"{BASE}aenderungen/"
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {"alternate": f"{BASE}aenderungen/", "self": f"{BASE}aenderungen.xml"}


def test_every_entry_has_what_atom_requires(root: etree.Element) -> None:
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) == len(model.load(REPOSITORY).value("changes")) > 10
    for entry in entries:
        assert only(entry, "title").text and only(entry, "content").text
        assert only(entry, "content").get("type") == "text"
        links = {link.get("rel"): link.get("href") for link in entry.findall(f"{ATOM}link")}
        assert links["alternate"] == only(entry, "id").text


def test_ids_are_unique_and_absolute_and_lead_to_a_section(root: etree.Element) -> None:
    ids = [node.text or "" for node in root.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids)
    page = model.load(REPOSITORY).page("de", feed.KEY)
    assert page
    for one in ids[1:]:
        address, _, section = one.partition("#")
        assert address == f"{BASE}aenderungen/" and section in page.sections


def test_every_address_is_absolute(root: etree.Element) -> None:
    assert all(re.match(r"https?://[^/]+/", link.get("href") or "") for link in root.iter(f"{ATOM}link"))


def test_dates_are_those_of_the_entries_newest_first(root: etree.Element) -> None:
    dates = [node.text or "" for node in root.iter(f"{ATOM}updated")]
    assert all(MOMENT.fullmatch(one) for one in dates)
    assert dates[0] == dates[1] == max(dates)
    assert dates[1:] == sorted(dates[1:], reverse=True)
    known = {one["date"] for one in model.load(REPOSITORY).value("changes")}
    assert {one[:10] for one in dates} == known


def test_the_same_sources_give_the_same_bytes(tmp_path: Path) -> None:
    made = context(tmp_path / "site")
    feed.write(made)
    before = (tmp_path / "site" / feed.FILE).read_bytes()
    feed.write(made)
    assert (tmp_path / "site" / feed.FILE).read_bytes() == before


def test_what_is_not_certain_says_so(root: etree.Element) -> None:
    doubtful = [one for one in model.load(REPOSITORY).value("changes") if one.get("confidence") == "confirm"]
    titles = [only(entry, "title").text or "" for entry in root.findall(f"{ATOM}entry")]
    assert len([one for one in titles if one.endswith("(noch zu bestätigen)")]) == len(doubtful) > 0


def changed(clean: Path, changes: str) -> Context:
    """The clean site with a page of changes and these entries."""
    shutil.copy(REPOSITORY / "docs/data/text/de.yml", clean / "docs/data/text")
    (clean / "docs/de/aenderungen.md").write_text("---\ntitle: Neu\n---\n\n# Neu { #aenderungen }\n", "utf-8")
    (clean / "docs/data/changes.yml").write_text(changes, "utf-8")
    return context(clean / "site", clean)


def test_text_is_plain_and_escaped(clean: Path) -> None:
    made = changed(clean, (
        '- id: a\n  date: "2026-01-02"\n  title: "<b> & mehr"\n'
        '  text: "Bis [31.12.2026](fact:x.y) **gilt** „<5>“ & mehr."\n  source: {title: "A \\"B\\"", url: "https://a.example/?b=1&c=2"}\n'
    ))  # fmt: skip
    entry = only(written(made), "entry")
    assert only(entry, "title").text == "<b> & mehr"
    assert (only(entry, "content").text or "").startswith("Bis 31.12.2026 gilt „")
    via = next(link for link in entry.findall(f"{ATOM}link") if link.get("rel") == "via")
    assert (via.get("href"), via.get("title")) == ("https://a.example/?b=1&c=2", 'A "B"')


@pytest.mark.parametrize("changes", ["", "[]\n", "kaputt\n"])
def test_nothing_changed_no_feed_and_no_link(clean: Path, changes: str) -> None:
    made = changed(clean, changes)
    feed.write(made)
    assert not (clean / "site" / feed.FILE).exists()
    assert "atom" not in linked(made, "de")


def shown(made: Context, lang: str, key: str = feed.KEY) -> Shown:
    """One page of a site."""
    return next(one for one in made.pages() if (one.lang, one.key) == (lang, key))


def linked(made: Context, lang: str, key: str = feed.KEY, article: str = "<h1>x</h1><h2>y</h2>") -> str:
    """HTML of a page after its links to the feed were added."""
    tree = parse(f'<html><head></head><body><article><div class="lotse-head"></div>{article}</article></body></html>')
    feed.links(made, shown(made, lang, key), tree)
    return tree.html or ""


@pytest.mark.parametrize(("lang", "way"), [("de", "../"), ("ar", "../../")])
def test_links_lead_to_the_feed(tmp_path: Path, lang: str, way: str) -> None:
    made = context(tmp_path / "site")
    tree = parse(linked(made, lang))
    (head,) = tree.css("head link[rel=alternate][type='application/atom+xml']")
    assert head.attributes["href"] == f"{way}aenderungen.xml" and head.attributes["title"]
    # Without hreflang: for each of those the theme's script asks for one more sitemap.
    assert "hreflang" not in head.attributes
    (link,) = tree.css("article > .lotse-feed a")
    assert link.attributes["href"] == head.attributes["href"]
    assert link.text() == made.words(lang)["changes"]["feed"]
    assert link.parent.next.tag == "h2"
    assert link.parent.attributes["lang"] == lang


def test_a_page_of_one_language_alone_has_the_feed_beside_it(tmp_path: Path) -> None:
    made = context(tmp_path / "site", only="tr")
    assert only(written(made), "id").text == f"{BASE}aenderungen/"
    assert 'href="../aenderungen.xml"' in linked(made, "tr")


def test_other_pages_have_none(tmp_path: Path) -> None:
    assert "atom" not in linked(context(tmp_path / "site"), "de", "glossar.md")


def test_a_page_without_sections_has_the_link_below_its_head(tmp_path: Path) -> None:
    tree = parse(linked(context(tmp_path / "site"), "de", article=""))
    assert tree.css_first(".lotse-head").next.attributes["class"] == "lotse-feed"
