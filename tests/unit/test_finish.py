"""The parts of ``finish``: addresses, dates, notices, data, policy; the whole is tested in tests/site."""

from __future__ import annotations

import base64
import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import REPOSITORY

from lotse import locales, model, words
from lotse.finish import FinishError, article, chrome, csp, data, finish, notfound, sources, tools
from lotse.finish.context import Context, Shown
from lotse.finish.html import append, hold_together, insert_after, insert_before, parse, render, replace

GERMAN = "docs/de/leitfaden/beispiel.md"
TURKISH = "docs/tr/leitfaden/beispiel.md"
KEY = "leitfaden/beispiel.md"
Edit = Callable[[str, str, str], None]


def context(root: Path, base: str = "https://lotse.example/sub/", only: str | None = None) -> Context:
    """The clean site with the interface words of the repository."""
    for lang in ("de", "ar", "tr"):
        shutil.copy(REPOSITORY / f"docs/data/text/{lang}.yml", root / "docs/data/text")
    return Context(model.load(root), root / "site", only, base)


def shown(made: Context, lang: str, key: str = KEY) -> Shown:
    """One page of it."""
    return next(one for one in made.pages() if (one.lang, one.key) == (lang, key))


def body(fragment: str):  # type: ignore[no-untyped-def]
    """An article with a fragment in it; keep the tree as long as it is in use."""
    tree = parse(f"<html><head></head><body><article>{fragment}</article></body></html>")
    return tree, tree.css_first("article")


# --- Addresses ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "key", "expected"),
    [
        ("de", "index.md", ""),
        ("tr", "index.md", "tr/"),
        ("de", "leitfaden/sprache.md", "leitfaden/sprache/"),
        ("ar", "leitfaden/sprache.md", "ar/leitfaden/sprache/"),
        ("ar", "mitwirken/index.md", "ar/mitwirken/"),
    ],
)
def test_address_of_a_page(clean: Path, lang: str, key: str, expected: str) -> None:
    made = context(clean)
    assert made.url(lang, key) == expected
    assert made.address(lang, key) == "https://lotse.example/sub/" + expected


def test_a_single_language_lies_at_the_root(clean: Path) -> None:
    made = context(clean, only="tr")
    assert made.url("tr", KEY) == "leitfaden/beispiel/"
    assert made.languages == ["tr"]
    assert {one.lang for one in made.pages()} == {"tr"}


def test_way_up_to_the_root(clean: Path) -> None:
    made = context(clean)
    assert [made.up(shown(made, lang, key)) for lang, key in (("de", "index.md"), ("tr", "index.md"), ("tr", KEY))] == [
        "./", "../", "../../../"
    ]  # fmt: skip


def test_address_in_the_environment_wins(clean: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://other.example/guide")
    assert Context.of(model.load(clean), clean / "site").base == "https://other.example/guide/"
    assert Context.of(model.load(clean), clean / "site").base_path == "/guide/"
    monkeypatch.delenv("SITE_URL")
    assert Context.of(model.load(clean), clean / "site").base == "https://lotse.example.org/"


# --- Words -------------------------------------------------------------------------------------


def test_a_missing_word_is_german(clean: Path) -> None:
    made = context(clean)
    (clean / "docs/data/text/tr.yml").write_text("site:\n  name: Rehber\n", "utf-8")
    made = Context(model.load(clean), clean / "site", None, made.base)
    assert made.words("tr")["site"]["name"] == "Rehber"
    assert made.words("tr")["site"]["home"] == made.words("de")["site"]["home"]
    assert made.words("tr")["foot"] == made.words("de")["foot"]


def test_a_missing_german_word_is_said_in_one_sentence(clean: Path) -> None:
    context(clean)
    (clean / "docs/data/text/de.yml").write_text("site:\n  name: Lotse\n", "utf-8")
    (clean / "docs/data/text/tr.yml").unlink()
    (clean / "docs/data/text/ar.yml").unlink()
    page = clean / "site/index.html"
    page.parent.mkdir()
    page.write_text("<html><head></head><body><article><h1>Start</h1></article></body></html>", "utf-8")
    with pytest.raises(FinishError, match="lotse check"):
        finish(model.load(clean), clean / "site")


def test_nothing_built(clean: Path) -> None:
    with pytest.raises(FinishError, match="keine gebaute Website"):
        finish(model.load(clean), clean / "site")


# --- Dates and lists ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reviewed", "review_in", "expected"),
    [
        ("2026-11-22", "6 months", "2027-05-22"),
        ("2026-08-31", "6 months", "2027-02-28"),
        ("2027-08-31", "6 months", "2028-02-29"),
        ("2026-11-30", "3 months", "2027-02-28"),
        ("2024-02-29", "1 years", "2025-02-28"),
        ("2026-12-31", "1 months", "2027-01-31"),
        ("2026-11-22", "2 weeks", "2026-12-06"),
        ("2026-11-22", "10 days", "2026-12-02"),
        ("", "6 months", ""),
        ("2026-11-22", "", ""),
        ("22.11.2026", "6 months", ""),
        ("2026-11-22", "bald", ""),
    ],
)
def test_due(reviewed: str, review_in: str, expected: str) -> None:
    assert article.due(reviewed, review_in) == expected


def test_days_and_commas_of_a_language() -> None:
    assert locales.weekdays(["mon", "thu"], "de") == "Mo., Do."
    assert locales.weekdays(["mon", "thu"], "ar") == "الاثنين، الخميس"
    assert locales.weekdays(["mon", "someday"], "en") == "Mon"
    assert locales.day("2026-11-22", "ls") == "22. November 2026"
    assert locales.day("demnächst", "de") == "demnächst"


# --- Notices -----------------------------------------------------------------------------------


def test_notices_of_a_german_page_and_of_a_stand_in(clean: Path) -> None:
    (clean / TURKISH).unlink()
    made = context(clean)
    assert article._notices(shown(made, "de")) == []
    assert article._notices(shown(made, "tr")) == ["fallback"]


def test_a_changed_german_section_outdates_the_translation(clean: Path, edit: Edit) -> None:
    assert "outdated" not in article._notices(shown(context(clean), "tr"))
    edit(GERMAN, "Wer [5 Jahre]", "Wer mindestens [5 Jahre]")
    assert "outdated" in article._notices(shown(context(clean), "tr"))


def test_an_unconfirmed_translation_does_not_claim_that_the_german_page_is_newer(clean: Path) -> None:
    page = clean / TURKISH
    text = page.read_text("utf-8")
    start = text.index("  sections:")
    page.write_text(text[:start] + "  sections: {}\n" + text[text.index("---", start) :], "utf-8")
    assert "outdated" not in article._notices(shown(context(clean), "tr"))


def finished(made: Context, one: Shown) -> str:
    """Article of a page after the pass, from a page as bare as a builder may leave it."""
    tree = parse(
        '<html><head></head><body><article><!-- x --><h1 id="b">Beispiel</h1><p>Text</p></article></body></html>'
    )
    article.finish(made, one, tree)
    return tree.css_first("article").html


def test_comments_are_removed_and_the_head_follows_the_title(clean: Path) -> None:
    made = context(clean)
    html = finished(made, shown(made, "de"))
    assert "<!--" not in html
    assert html.index("</h1>") < html.index("lotse-head") < html.index("<p>Text</p>") < html.index("lotse-foot")


def test_a_reason_for_withdrawing_is_text_not_markup(clean: Path, edit: Edit) -> None:
    edit(GERMAN, "kind: guide", 'kind: guide\nwithdrawn: "falsch: <b>5</b> & mehr"')
    made = context(clean)
    html = finished(made, shown(made, "tr"))
    assert "falsch: &lt;b&gt;5&lt;/b&gt; &amp; mehr" in html
    assert "<p>Text</p>" not in html and "data-pagefind-body" not in html


def test_keywords_are_for_the_search_only(clean: Path, edit: Edit) -> None:
    edit(GERMAN, "keywords: [Muster]", "keywords: [Suchwort]")
    made = context(clean)
    assert "Suchwort" not in finished(made, shown(made, "de"))


# --- Data --------------------------------------------------------------------------------------


def office(**change: object) -> str:
    """An office as it is shown in German."""
    words = model.load(REPOSITORY).text("de")
    given = {
        "name": "Amt",
        "email": None,
        "confidence": "certain",
        "checked": "2026-11-22",
        "source": {"title": "Amt", "url": "https://example.org/"},
        **change,
    }
    frame = {"lang": "de", "dir": "ltr", "comma": ", "}
    return render("office", words=words, **frame, **data._office(given, "amt", "de"))


def test_an_office_without_times_and_address() -> None:
    html = office(hours=[], address=None, phone=None, website=None)
    assert "<dt>" not in html and "None" not in html


def test_an_office_with_all_it_can_have() -> None:
    html = office(
        hours=[{"days": ["fri"], "from": "09:00", "to": "11:30", "access": "appointment"}],
        address={"street": "Weg 1", "postcode": None, "city": "Aachen"},
        phone="0241 51 98-0", email="amt@example.org", website="https://example.org/amt", confidence="confirm",
    )  # fmt: skip
    assert "Weg 1, Aachen" in html and "Fr.: " in html and "09:00 bis 11:30 Uhr" in html and "mit Termin" in html
    assert 'href="tel:024151' in html and 'href="mailto:amt@example.org"' in html
    assert "bestätigen" in html


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, []),
        ("", []),
        ("Amt <b>", ["Amt <b>"]),
        ({"street": "Weg 1", "postcode": "52062", "city": "Aachen"}, ["Weg 1", "52062 Aachen"]),
        ({"street": None, "postcode": None, "city": None}, []),
        ({"email": "a@b.example", "phone": None, "post": None}, ["E-Mail: a@b.example"]),
    ],
)
def test_values_of_the_operator(value: object, expected: list[str]) -> None:
    assert data._value(value, model.load(REPOSITORY).text("de")) == expected


def test_blocks_with_unknown_names_stay_visible(clean: Path) -> None:
    made = context(clean)
    tree, node = body('<div class="admonition data"><p class="admonition-title">office gibt-es-nicht</p></div>')
    data.blocks(made, "de", node)
    assert "gibt-es-nicht" in tree.html


def test_a_fact_gets_its_note_but_not_inside_a_heading_or_link(clean: Path) -> None:
    made = context(clean)
    fact = '<data class="fact" value="aufenthalt.dauer">5 Jahre</data>'
    tree, node = body(f"<h2>{fact}</h2><p>{fact}</p><p><a href='#x'>{fact}</a></p>")
    data.facts(made, "de", node)
    assert len(tree.css("button.fact__value")) == len(tree.css("p > .fact > .fact__note")) == 1
    assert len(tree.css("span.fact")) == 3 and not tree.css("data")


def test_an_unknown_fact_stays_text(clean: Path) -> None:
    made = context(clean)
    tree, node = body('<p><data class="fact" value="gibt.es.nicht">7 Jahre</data></p>')
    data.facts(made, "de", node)
    assert tree.css_first("p").text() == "7 Jahre"


def test_tables_get_a_region_each(clean: Path) -> None:
    tree, node = body("<table><tr><td>a</td></tr></table><p>x</p><table><tr><td>b</td></tr></table>")
    data.tables(context(clean).words("de"), node)
    regions = tree.css(".lotse-scroll[role=region][tabindex='0']")
    assert [one.css_first("td").text() for one in regions] == ["a", "b"]
    assert [one.attributes["aria-label"] for one in regions] == ["Tabelle 1", "Tabelle 2"]
    assert len(tree.css("table")) == 2


# --- Links to the repository -------------------------------------------------------------------


def test_no_repository_no_links(clean: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LOTSE_REPOSITORY", raising=False)
    (clean / "docs/data/operator.yml").write_text("repository: null\nfeedback: null\n", "utf-8")
    made = context(clean)
    found = sources.foot(made, shown(made, "de"))
    assert (found["report"], found["suggest"], found["contact"], found["feedback"]) == ("", "", "", [])


def test_the_operator_names_the_repository_and_the_environment_only_if_not(
    clean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOTSE_REPOSITORY", "https://github.example/a/b/")
    assert context(clean).repository == "https://www.example.org/leitfaden"
    (clean / "docs/data/operator.yml").write_text("repository: null\n", "utf-8")
    made = context(clean)
    assert made.repository == "https://github.example/a/b"
    assert sources.foot(made, shown(made, "tr"))["report"] == (
        "https://github.example/a/b/issues/new?template=fehler.yml&seite=docs%2Ftr%2Fleitfaden%2Fbeispiel.md"
    )


# --- Policy ------------------------------------------------------------------------------------


def test_policy_hashes_what_runs_and_nothing_else() -> None:
    tree = parse(
        "<html><head><meta charset='utf-8'></head><body><script>a()</script><script>a()</script>"
        '<script type="application/json">{}</script><script src="x.js"></script></body></html>'
    )
    csp.finish(tree)
    csp.finish(tree)  # a second pass replaces the first one's policy
    (meta,) = tree.css('meta[http-equiv="Content-Security-Policy"]')
    digest = base64.b64encode(hashlib.sha256(b"a()").digest()).decode()
    assert meta.attributes["content"].count("sha256-") == 1 and f"'sha256-{digest}'" in meta.attributes["content"]
    assert tree.css_first("meta").attributes.get("charset") == "utf-8"


# --- 404 ---------------------------------------------------------------------------------------


def test_addresses_on_a_404_page_become_absolute() -> None:
    tree = parse(
        '<html><head><link href="../a.css"></head><body><a href=""></a><a href="./x/"></a><a href="#y"></a>'
        '<a href="mailto:z@example.org"></a><a href="/abs/"></a><img src="../i.svg"></body></html>'
    )
    notfound._absolute(tree, "/sub/tr/")
    found = [node.attributes.get("href") or node.attributes.get("src") for node in tree.css("[href], [src]")]
    assert found == ["/sub/a.css", "/sub/tr/", "/sub/tr/x/", "#y", "mailto:z@example.org", "/abs/", "/sub/i.svg"]


# --- Menus -------------------------------------------------------------------------------------


def test_menu_entries(clean: Path) -> None:
    (clean / TURKISH).unlink()
    made = context(clean)
    title = made.site.page("de", KEY).title  # type: ignore[union-attr]
    tree = parse(
        f'<html><body><a class="md-nav__link" href="./">x</a><a class="md-nav__link" href="leitfaden/beispiel/">{title}</a>'
        '<a class="md-nav__link" href="#kurz">Kurz</a><a class="md-nav__link" href="https://example.org/">y</a></body></html>'
    )
    chrome.menus(made, "tr", "index.md", tree, made.words("tr"))
    home, page, section, foreign = tree.css("a")
    assert home.text() == made.words("tr")["site"]["home"]
    assert (page.attributes["lang"], page.attributes["dir"]) == ("de", "ltr")
    assert section.text() == "Kurz" and "lang" not in section.attributes
    assert foreign.text() == "y"


# --- HTML --------------------------------------------------------------------------------------


def test_fragments_keep_their_order() -> None:
    tree, node = body("<p>m</p>")
    insert_before(node.css_first("p"), "<i>1</i>text<i>2</i>")
    insert_after(node.css_first("p"), "<b>3</b><b>4</b>")
    append(node, "<u>5</u><u>6</u>")
    replace(node.css_first("p"), "<p>n</p>")
    assert tree.css_first("article").html == (
        "<article><i>1</i>text<i>2</i><p>n</p><b>3</b><b>4</b><u>5</u><u>6</u></article>"
    )


def test_no_line_ends_between_a_sign_and_its_number() -> None:
    tree, node = body(
        "<p>§ 10 Abs. 1 Satz 1 Nr. 3 Buchst. b StAG, §§ 4 und 5, Art. 116 GG &amp; <b>SGB II</b>, der Satz steht, "
        "Satz der Frau</p><code>§ 10</code><svg><text>§ 8 StAG</text></svg>"
    )
    hold_together(node)
    text = tree.css_first("p").text()
    assert text.replace("\u00a0", "_") == (
        "§_10 Abs._1 Satz_1 Nr._3 Buchst._b StAG, §§_4 und 5, Art._116 GG & SGB_II, der Satz steht, Satz der Frau"
    )
    assert "\u00a0" not in tree.css_first("code").text() + tree.css_first("svg").text()


def test_templates_escape() -> None:
    words = model.load(REPOSITORY).text("de")
    assert "&lt;b&gt;" in render("section-notice", words=words, address="<b>", lang="de", dir="ltr")


def test_every_tool_has_its_words_and_its_maker() -> None:
    assert set(words.TOOLS) == set(tools.TOOLS)
