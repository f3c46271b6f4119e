"""Every built page in every language: what ``finish`` promises of each, read from the HTML."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterator

import pytest
from built import BASE, REPOSITORY, Built
from selectolax.lexbor import LexborNode

from lotse import locales, model
from lotse.course.blocks import joined
from lotse.diagrams import DIAGRAMS
from lotse.finish.context import Shown
from lotse.finish.html import parse

pytest_plugins = ["serving"]

LANGUAGES = list(model.load(REPOSITORY).languages)
TAGS = {"ls": "de-simple"}
FROM_THE_RIGHT = {"ar", "fa"}
HEADINGS = "h1, h2, h3, h4, h5, h6"
EXECUTED = {None, "", "module", "text/javascript"}


@pytest.fixture(params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    """Each language in turn."""
    return request.param


@pytest.fixture
def pages(built: Built, lang: str) -> list[Shown]:
    """The pages of one language."""
    found = [shown for shown in built.pages if shown.lang == lang]
    assert found
    return found


def own(built: Built, shown: Shown) -> list[str | None]:
    """Ids of the headings that the source brings along."""
    return [node.id for node in built.tree(shown).css(HEADINGS) if node.css_matches("article *") and not in_foot(node)]


def in_foot(node) -> bool:  # type: ignore[no-untyped-def]
    """The node stands in what ``finish`` puts below the text."""
    while node.parent is not None:
        node = node.parent
        if "lotse-foot" in (node.attributes.get("class") or ""):
            return True
    return False


def spaced(text: str) -> str:
    """Text with single spaces."""
    return " ".join(text.split())


def test_every_page_is_built(built: Built, pages: list[Shown], lang: str) -> None:
    assert [shown.key for shown in pages if not shown.file.is_file()] == []
    assert len(pages) == len(built.site.shown_in(lang))


def test_language_and_direction(built: Built, pages: list[Shown], lang: str) -> None:
    expected = (TAGS.get(lang, lang), "rtl" if lang in FROM_THE_RIGHT else "ltr")
    for shown in pages:
        root = built.tree(shown).css_first("html").attributes
        assert (root["lang"], root["dir"]) == expected, shown.key
        assert built.tree(shown).body.attributes["dir"] == expected[1], shown.key


def test_the_article_says_its_own_language(built: Built, pages: list[Shown], lang: str) -> None:
    for shown in pages:
        article = built.tree(shown).css_first("article").attributes
        shown_lang = "de" if shown.fallback else lang
        direction = "rtl" if shown_lang in FROM_THE_RIGHT else "ltr"
        assert (article["lang"], article["dir"]) == (TAGS.get(shown_lang, shown_lang), direction), shown.key


def test_one_heading_of_the_first_level(built: Built, pages: list[Shown]) -> None:
    for shown in pages:
        titles = built.tree(shown).css("h1")
        assert [spaced(title.text()) for title in titles] == [spaced(shown.page.title)], shown.key


def test_head(built: Built, pages: list[Shown], lang: str) -> None:
    words = built.context.words(lang)
    for shown in pages:
        head = built.tree(shown).css_first(".lotse-head")
        meta = shown.german.meta
        assert spaced(head.css_first(".lotse-summary").text()) == spaced(str(shown.page.meta["summary"])), shown.key
        text = spaced(head.css_first(".lotse-facts").text())
        expected = [words["head"]["for"], *(words["audience"][one] for one in meta["audience"])]
        if "reviewed" in meta:
            expected += [words["head"]["reviewed"], locales.day(str(meta["reviewed"]), lang), words["head"]["due"]]
        if meta["kind"] not in ("legal", "handbook"):
            expected += [
                words["head"]["law_as_of"],
                locales.day(built.context.law_as_of, lang),
                words["head"]["approval"],
            ]
        assert [one for one in expected if spaced(one) not in text] == [], shown.key


def test_foot(built: Built, pages: list[Shown], lang: str) -> None:
    words = built.context.words(lang)["foot"]
    for shown in pages:
        foot = built.tree(shown).css_first("article .lotse-foot")
        assert foot.attributes["lang"] == TAGS.get(lang, lang), shown.key
        assert words["without_account"] in foot.text(), shown.key
        if built.tree(shown).css_first("article a.citation"):
            assert words["sources"] in foot.text(), shown.key


def test_german_stand_ins_say_so(built: Built, pages: list[Shown], lang: str) -> None:
    notice = built.context.words(lang)["notice"]["fallback"]
    for shown in pages:
        tree = built.tree(shown)
        found = tree.css_first(".lotse-notice--fallback")
        robots = tree.css_first('meta[name="robots"]')
        address = tree.css_first('link[rel="canonical"]').attributes["href"]
        if shown.fallback:
            assert spaced(found.text()) == notice, shown.key
            assert found.parent.attributes["lang"] == TAGS.get(lang, lang), shown.key
            assert address == BASE + built.context.url("de", shown.key), shown.key
            assert robots.attributes["content"] == "noindex", shown.key
            assert not tree.css("[data-pagefind-body]"), shown.key
        else:
            assert found is None, shown.key
            assert address == BASE + built.context.url(lang, shown.key), shown.key
            if b"/// data | document " in shown.page.file.raw:  # it repeats what other pages say
                assert robots.attributes["content"] == "noindex", shown.key
                assert not tree.css("[data-pagefind-body]"), shown.key
            elif not shown.german.meta.get("withdrawn"):
                assert robots is None, shown.key
                assert tree.css_first("article").attributes.get("data-pagefind-body") is not None, shown.key


def test_a_machine_translation_says_so(built: Built, pages: list[Shown], lang: str) -> None:
    words = built.context.words(lang)["notice"]
    for shown in pages:
        translation = shown.page.meta.get("translation") or {}
        if lang not in ("de", "ls") and not shown.fallback and translation.get("status") == "machine":
            found = built.tree(shown).css_first(".lotse-notice--machine")
            assert words["machine"] in found.text(), shown.key
            target = (shown.file.parent / found.css_first("a").attributes["href"] / "index.html").resolve()
            assert target == (built.folder / built.context.url("de", shown.key) / "index.html").resolve(), shown.key


def test_no_languages_in_the_head(built: Built, pages: list[Shown]) -> None:
    """The theme asks for one sitemap.xml beside each of them: one 404 a language on every view."""
    assert [shown.key for shown in pages if built.tree(shown).css("link[rel=alternate][hreflang]")] == []


def test_nothing_comes_from_elsewhere(built: Built, pages: list[Shown]) -> None:
    loaded = "script[src], link[href], img[src], iframe, source, video, audio, object, embed, use"
    for shown in pages:
        for node in built.tree(shown).css(loaded):
            if node.attributes.get("rel") == "canonical":
                continue
            address = node.attributes.get("src") or node.attributes.get("href") or ""
            assert not re.match(r"[a-z]+:|//", address), (shown.key, address)


def test_no_style_sheet_loads_from_elsewhere(built: Built) -> None:
    sheets = list(built.folder.rglob("*.css"))
    assert sheets
    assert [s.name for s in sheets if re.search(r"url\([\"']?(https?:)?//|@import", s.read_text("utf-8"))] == []


def test_policy_matches_the_scripts(built: Built, pages: list[Shown]) -> None:
    for shown in pages:
        tree = built.tree(shown)
        (policy,) = [node.attributes["content"] for node in tree.css('meta[http-equiv="Content-Security-Policy"]')]
        allowed = set(re.findall(r"'(sha256-[^']+)'", policy))
        needed = {
            "sha256-" + base64.b64encode(hashlib.sha256(node.text().encode()).digest()).decode()
            for node in tree.css("script:not([src])") if node.attributes.get("type") in EXECUTED
        }  # fmt: skip
        assert allowed == needed, shown.key
        assert "unsafe-inline" not in policy and "'unsafe-eval'" not in policy, shown.key
        assert policy.startswith("default-src 'none'"), shown.key


def test_nothing_the_policy_forbids(built: Built, pages: list[Shown]) -> None:
    for shown in pages:
        tree = built.tree(shown)
        assert not tree.css("style, [style]"), shown.key
        handlers = [name for node in tree.css("body *") for name in node.attributes if name.startswith("on")]
        assert handlers == [], shown.key


def test_ids_are_unique(built: Built, pages: list[Shown]) -> None:
    for shown in pages:
        ids = Counter(node.id for node in built.tree(shown).css("[id]"))
        assert [one for one, count in ids.items() if count > 1] == [], shown.key


def test_references_to_ids_lead_somewhere(built: Built, pages: list[Shown]) -> None:
    for shown in pages:
        tree = built.tree(shown)
        ids = {node.id for node in tree.css("[id]")}
        for name in ("for", "aria-controls", "aria-labelledby", "aria-describedby", "popovertarget"):
            for node in tree.css(f"[{name}]"):
                assert set((node.attributes[name] or "").split()) <= ids, (shown.key, node.html)


def test_headings_have_the_same_ids_in_all_languages(built: Built, pages: list[Shown], lang: str) -> None:
    # Einfache Sprache is an adaptation: same path, own sections.
    for shown in pages:
        if not shown.fallback and lang != "ls":
            german = next(one for one in built.pages if (one.lang, one.key) == ("de", shown.key))
            assert own(built, shown) == own(built, german), shown.key


def test_contents_name_the_sections(built: Built, pages: list[Shown]) -> None:
    for shown in pages:
        tree = built.tree(shown)
        titles = {node.id: spaced(node.text()) for node in tree.css(f"article :is({HEADINGS})")}
        for link in tree.css(".md-sidebar--secondary a[href^='#']"):
            target = (link.attributes["href"] or "").removeprefix("#")
            assert titles[target].startswith(spaced(link.text())), shown.key


def test_facts_are_shown_with_their_source(built: Built, pages: list[Shown], lang: str) -> None:
    known = built.site.value("facts")
    for shown in pages:
        article = built.tree(shown).css_first("article")
        assert not article.css("data.fact, a[href^='fact:']"), shown.key
        sources = [shown.page] if shown.fallback else joined(built.site, shown.page)
        links = [link.url for page in sources for link in page.doc.links]
        used = [url.removeprefix("fact:") for url in links if url.startswith("fact:")]
        # A tool brings facts of its own, from the data.
        tools = {one.id for one in article.css(".lotse-tool .fact__note")}
        notes = [one for one in article.css(".fact__note") if one.id not in tools]
        assert len(notes) == len(used), shown.key
        words = built.context.words(shown.page.lang)["fact"]
        for note, name in zip(notes, used, strict=True):
            text = spaced(note.text())
            fact = known[name]
            assert words["checked"] in text, (shown.key, name)
            assert spaced(locales.day(str(fact["checked"]), shown.page.lang)) in text, (shown.key, name)
            assert str((fact.get("source") or {}).get("title", "")) in text, (shown.key, name)


def test_data_blocks_are_filled(built: Built, pages: list[Shown], lang: str) -> None:
    for shown in pages:
        tree = built.tree(shown)
        assert not tree.css(".admonition.data"), shown.key
        for office in tree.css(".lotse-office"):
            assert office.attributes["lang"] == TAGS.get(lang, lang), shown.key


def test_diagrams_speak_the_language_of_the_page(built: Built, pages: list[Shown], lang: str) -> None:
    words = built.context.words(lang)
    for shown in pages:
        for figure in built.tree(shown).css("figure.lotse-figure"):
            assert figure.attributes["lang"] == TAGS.get(lang, lang), shown.key
            picture = figure.css_first("svg")
            assert picture.attributes["role"] == "img", shown.key
            diagram = DIAGRAMS[re.sub(r"^bild-|-\d+$", "", str(figure.attributes["id"]))]
            assert picture.html == parse(diagram.draw(words, lang in FROM_THE_RIGHT)).css_first("svg").html, shown.key
            items = [spaced(item.text()) for item in figure.css("details li strong")]
            assert items == [spaced(step.text) for step in diagram.steps(words)], shown.key


def test_tables_scroll_on_their_own(built: Built, pages: list[Shown]) -> None:
    for shown in pages:
        for table in built.tree(shown).css("article table"):
            region = table.parent.attributes
            assert (region["role"], region["tabindex"]) == ("region", "0") and region["aria-label"], shown.key
            assert table.css("thead th"), shown.key


def test_every_column_has_a_name(built: Built, pages: list[Shown]) -> None:
    for shown in pages:
        empty = [node.html for node in built.tree(shown).css("thead th") if not node.text().strip()]
        assert empty == [], shown.key


def test_the_way_to_the_next_page_is_called_as_it_is_shown(built: Built, pages: list[Shown]) -> None:
    """WCAG 2.2, 2.5.3: who speaks the name that is seen reaches the link."""
    for shown in pages:
        for link in built.tree(shown).css(".md-footer__link"):
            title = link.css_first(".md-footer__title .md-ellipsis").text()
            assert (link.attributes["aria-label"] or "").endswith(title.strip()), shown.key


def test_controls_have_names(built: Built, pages: list[Shown]) -> None:
    for shown in pages:
        tree = built.tree(shown)
        for node in tree.css("a[href], button, summary, input, [role=button], dialog"):
            above = list(ancestors(node))
            # What is hidden gets its name from the script that shows it; tests/browser looks at that.
            if node.attributes.get("aria-hidden") == "true" or any("hidden" in one.attributes for one in above):
                continue
            given = [node.attributes.get(name) for name in ("aria-label", "aria-labelledby", "title")]
            labels = tree.css(f'label[for="{node.id}"]') if node.id else []
            labels += [one for one in above if one.tag == "label"]
            named = any(given) or node.text().strip() or any(one.text().strip() for one in labels)
            assert named, (shown.key, node.html)


def ancestors(node) -> Iterator[LexborNode]:  # type: ignore[no-untyped-def]
    """What a node stands in, from the inside."""
    while node.parent is not None:
        node = node.parent
        yield node


def test_languages_menu(built: Built, pages: list[Shown], lang: str) -> None:
    names = built.site.languages
    for shown in pages:
        links = built.tree(shown).css(".lotse-languages a")
        assert [link.attributes["lang"] for link in links] == [TAGS.get(code, code) for code in names], shown.key
        for (code, name), link in zip(names.items(), links, strict=True):
            target = (shown.file.parent / (link.attributes["href"] or "") / "index.html").resolve()
            here = built.site.has_place(code, shown.key)
            key = shown.key if here else "index.md"
            assert target == (built.folder / built.context.url(code, key) / "index.html").resolve()
            assert ("aria-current" in link.attributes) == (code == lang)
            note = link.css_first("small")
            assert (note is not None) == (built.site.page(code, shown.key) is None), (shown.key, code)
            assert spaced(link.text()).startswith(name)
            if note:
                assert built.context.words(code)["language"]["only_german" if here else "only_home"] in note.text()


def labels(nav: list, level: int = 1) -> Iterator[tuple[int, str]]:  # type: ignore[type-arg]
    """Level and name of the groups of a navigation, in order."""
    for entry in nav:
        if isinstance(entry, dict):
            for name, value in entry.items():
                if isinstance(value, list):
                    yield level, name
                    yield from labels(value, level + 1)


def test_menu_is_translated(built: Built, pages: list[Shown], lang: str) -> None:
    plugin = next(p["i18n"] for p in built.site.config.value["plugins"] if isinstance(p, dict) and "i18n" in p)
    given = next(one for one in plugin["languages"] if one["locale"] == lang).get("nav_translations", {})
    groups = list(labels(built.site.nav))
    if lang != "de":
        assert not [shown.key for shown in pages if shown.key.startswith(built.site.german_only)]
        groups = [(level, name) for level, name in groups if name in given]
    wanted = [(level, name if lang == "de" else given[name]) for level, name in groups]
    if lang not in ("de", "ls"):
        assert not set(wanted) & set(groups)
    sections = set()
    for shown in pages:
        tree = built.tree(shown)
        tabs = [spaced(node.text()) for node in tree.css(".md-tabs__link")]
        home = built.context.words(lang)["site"]["home"]
        assert tabs == [home, *(name for level, name in wanted if level == 1)], shown.key
        sections |= {spaced(node.text()) for node in tree.css("[data-md-level='2'] > .md-nav__title")}
    assert {name for level, name in wanted if level == 2} <= sections


def test_menu_entries_without_translation_are_marked_german(built: Built, pages: list[Shown], lang: str) -> None:
    for shown in pages:
        for link in built.tree(shown).css(".md-sidebar--primary [data-md-level='1'] > ul > li > a.md-nav__link"):
            if lang != "de" and link.attributes.get("hreflang") == "de":
                continue
            href = (link.attributes["href"] or "").split("#")[0]
            path = (
                (shown.file.parent / href).resolve().relative_to((built.folder / built.context.folder(lang)).resolve())
            )
            key = next(k for k in (f"{path}.md", f"{path}/index.md") if built.site.page("de", k))
            name = link.css_first(".md-ellipsis").attributes
            missing = built.site.page(lang, key) is None
            assert (name.get("lang"), name.get("dir")) == (("de", "ltr") if missing else (None, None)), (shown.key, key)


def test_interface_words_in_the_header(built: Built, pages: list[Shown], lang: str) -> None:
    words = built.context.words(lang)
    for shown in pages:
        tree = built.tree(shown)
        topic = tree.css_first("[data-md-component=header-topic] .md-ellipsis").attributes
        assert (topic["lang"], topic["dir"]) == (
            tree.css_first("article").attributes["lang"], tree.css_first("article").attributes["dir"]
        ), shown.key  # fmt: skip
        scheme = tree.css_first(".lotse-scheme").attributes
        assert (scheme["data-dark"], scheme["data-light"]) == (words["site"]["dark"], words["site"]["light"]), shown.key
        assert tree.css_first(".lotse-search-open").attributes["aria-label"] == words["search"]["open"], shown.key
        assert words["site"]["name"] in spaced(tree.css_first("title").text()), shown.key


def test_links_to_what_is_german_only_say_so(built: Built, pages: list[Shown], lang: str) -> None:
    """They lead to the German site: no language has a copy of these folders."""
    found = 0
    for shown in pages if lang != "de" else []:
        for link in built.tree(shown).css("a[href]"):
            href = link.attributes["href"] or ""
            if re.search(r"(?:^|/)(?:schulung|konzept|mitwirken)/", href) and not href.startswith("http"):
                target = (shown.file.parent / href.split("#")[0]).resolve()
                assert target.is_relative_to(built.folder) and not target.is_relative_to(built.folder / lang), href
                assert link.attributes.get("hreflang") == "de", (shown.key, href)
                found += 1
    assert bool(found) == (lang != "de")
    assert lang == "de" or not [one for one in built.site.german_only if (built.folder / lang / one).exists()]
