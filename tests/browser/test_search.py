"""The search: by keyboard, in each language, and nothing of it loaded before somebody searches."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from browsing import NARROW, WIDE, Seen
from built import Built
from playwright.sync_api import Page, expect

pytest_plugins = ["serving"]
pytestmark = pytest.mark.browser
Visit = Callable[..., Page]

QUESTIONS = yaml.load(Path(__file__).with_name("searches.yml").read_text("utf-8"), yaml.CSafeLoader)
WANTED = 0.95  # share of the questions whose page is among the first three
# What the dialog shows for each query, in the order of the screen: addresses of pages.
ASK = """async ([home, queries]) => {
  const {open} = await import('/lotse/assets/js/search/find.js')
  const find = await open('/lotse/', home, document.documentElement.lang)
  const answers = []
  for (const query of queries) {
    const {pages} = await find(query)
    const groups = [...new Set(pages.map(page => page.group))]
    answers.push(groups.flatMap(name => pages.filter(page => page.group === name).slice(0, 3)).map(page => page.url))
  }
  return answers
}"""


def search(page: Page, word: str) -> None:
    """Open the search with keys and type a word."""
    page.locator(".lotse-search-open").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".lotse-search input")).to_be_focused()
    page.keyboard.type(word)


@pytest.mark.parametrize(
    ("start", "word", "target"),
    [
        ("", "Lebensunterhalt", "leitfaden/lebensunterhalt/"),
        ("leitfaden/sprache/", "Hartz", "leitfaden/lebensunterhalt/"),  # a word of the front matter only
        ("ar/", "الإقامة", "ar/leitfaden/aufenthaltsdauer/"),
        ("ar/leitfaden/sprache/", "تأشيرة", "ar/leitfaden/aufenthaltsdauer/"),
        ("tr/", "ikamet", "tr/leitfaden/aufenthaltsdauer/"),
        ("tr/lokal/zustaendig/", "içtihadına", "tr/leitfaden/aufenthaltsdauer/"),  # the dotless i
    ],
)
def test_a_word_finds_its_page(visit: Visit, seen: Seen, address: str, start: str, word: str, target: str) -> None:
    page = visit(start, size=NARROW)
    page.wait_for_load_state("networkidle")
    assert not [url for url in seen.requests if "pagefind" in url or "search.js" in url]
    search(page, word)
    results = page.locator(".lotse-search__results a")
    found = page.locator(f".lotse-search__results a[href^='/lotse/{target}']").first
    found.wait_for()
    lang = start.split("/")[0] if start.startswith(("ar", "tr")) else ""
    for href in results.evaluate_all("all => all.map(a => a.getAttribute('href'))"):
        assert href.startswith(f"/lotse/{lang}"), "a page of another language"
    found.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}{target}**")


def test_real_questions_find_their_page(built: Built, visit: Visit) -> None:
    missed, asked = [], 0
    page = visit()
    for lang, questions in QUESTIONS.items():
        home = f"/lotse/{built.context.url(lang, 'index.md')}"
        page.goto(page.url.split("/lotse/")[0] + home)
        for (query, wanted), found in zip(
            questions.items(), page.evaluate(ASK, [home, [str(one) for one in questions]]), strict=True
        ):
            asked += 1
            if not {f"/lotse/{built.context.url(lang, key)}" for key in wanted} & set(found[:3]):
                missed.append(f"{lang}: {query}: {found[:3]}")
    print(f"{asked - len(missed)} of {asked}", *missed, sep="\n")
    assert asked >= 120
    assert len(missed) <= asked * (1 - WANTED), missed


@pytest.mark.parametrize(
    ("lang", "one", "other"),
    [
        ("de", "Einbuergerungstest", "einburgerungstest"),
        ("de", "STRASSE", "straße"),
        ("ar", "الجِنسيَّة", "جنسيه"),
        ("ar", "إقامة", "الاقامة"),
        ("fa", "كار", "کار"),
        ("fa", "هزینه‌ها", "هزینه ها"),
        ("fa", "۱۲", "12"),
        ("tr", "SIĞINMACI", "siginmaci"),
        ("tr", "İKAMET", "ikamet"),
        ("uk", "сім’я", "сім'я"),
        ("ru", "ребёнок", "Ребенок"),
    ],
)
def test_different_spellings_are_one_word(visit: Visit, lang: str, one: str, other: str) -> None:
    words = "async ([text, lang]) => (await import('/lotse/assets/js/search/fold.js')).words(text, lang)"
    page = visit("impressum/")
    assert page.evaluate(words, [one, lang]) == page.evaluate(words, [other, lang]) != []


def test_what_asks_for_a_norm_and_what_does_not(visit: Visit) -> None:
    read = "async text => (await import('/lotse/assets/js/search/norms.js')).read(text)"
    page = visit("impressum/")
    for query, para, absatz, statute in (
        ("10 stag", "10", None, "stag"), ("§10", "10", None, None), ("25 2", "25", "2", None),
        ("§ 10 abs. 1 satz 1 nr. 3 stag", "10", "1", "stag"), ("paragraf 104c", "104c", None, None),
        ("art. 116 gg", "116", None, "gg"), ("§ 24", "24", None, None),
    ):  # fmt: skip
        found = page.evaluate(read, query)
        assert (found["para"], found.get("absatz"), found.get("statute")) == (para, absatz, statute), query
    for query in ("b1", "doppelpass", "nach 3 jahren", "hartz 4 antrag", "", "§"):
        assert page.evaluate(read, query) is None, query


def test_a_norm_leads_to_the_section_that_cites_it(visit: Visit) -> None:
    page = visit(size=WIDE)
    search(page, "§ 75 VwGO")
    expect(page.locator(".lotse-search__section a").first).to_have_attribute(
        "href", "/lotse/leitfaden/nichts-passiert/#untaetigkeitsklage"
    )


def test_a_misspelled_word_is_named(visit: Visit) -> None:
    page = visit(size=WIDE)
    search(page, "Lebensunterhlat")
    expect(page.locator(".lotse-search [role=status]")).to_contain_text("Lebensunterhalt")
    expect(page.locator(".lotse-search__results a").first).to_have_attribute(
        "href", "/lotse/leitfaden/lebensunterhalt/"
    )


def test_results_are_grouped(visit: Visit) -> None:
    page = visit(size=WIDE)
    search(page, "Unterlagen")
    for name in ("Leitfaden", "Werkzeuge", "Kurs und Konzept"):
        expect(page.get_by_role("list", name=name, exact=True).get_by_role("listitem").first).to_be_visible()


def test_a_missing_index_is_one_sentence(visit: Visit, seen: Seen) -> None:
    page = visit(size=WIDE)
    page.route("**/pagefind/**", lambda route: route.abort())
    search(page, "Pass")
    expect(page.locator(".lotse-search [role=status]")).to_have_text("Die Suche lässt sich gerade nicht laden.")
    expected = [fault for fault in seen.faults if "pagefind" in fault or "ERR_FAILED" in fault]
    assert expected and seen.faults == expected
    seen.faults.clear()


def test_escape_closes_and_gives_the_focus_back(visit: Visit) -> None:
    page = visit(size=WIDE)
    search(page, "Pass")
    page.locator(".lotse-search__results a").first.wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")  # a search field may take the first one to empty itself
    expect(page.locator(".lotse-search")).to_be_hidden()
    expect(page.locator(".lotse-search-open")).to_be_focused()


def test_the_dialog_has_a_name_and_says_what_it_found(visit: Visit) -> None:
    page = visit("tr/", size=WIDE)
    search(page, "ikamet")
    expect(page.get_by_role("dialog", name="Rehberde ara")).to_be_visible()
    status = page.locator(".lotse-search [role=status]")
    page.locator(".lotse-search__results a").first.wait_for()
    expect(status).not_to_be_empty()
    page.locator(".lotse-search input").fill("qqqqxxxx")
    expect(page.locator(".lotse-search__results a")).to_have_count(0)
    expect(status).not_to_be_empty()


def test_arrows_go_through_the_results(visit: Visit) -> None:
    page = visit(size=WIDE)
    search(page, "Aufenthalt")
    links = page.locator(".lotse-search__results a")
    links.nth(1).wait_for()
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator(".lotse-search input")).to_be_focused()


def test_the_page_itself_is_described_by_its_summary(visit: Visit) -> None:
    page = visit(size=WIDE)
    search(page, "Lebensunterhalt")
    first = page.locator(".lotse-search__results li").first
    expect(first.locator("a").first).to_have_text("Lebensunterhalt")
    expect(first.locator("p").first).to_contain_text("Einkommen")


@pytest.mark.parametrize(("path", "direction"), [("", "ltr"), ("ar/", "rtl")])
def test_the_dialog_fits_on_a_narrow_screen(visit: Visit, path: str, direction: str) -> None:
    page = visit(path, size=NARROW)
    page.locator(".lotse-search-open").click()
    dialog = page.locator(".lotse-search")
    expect(dialog).to_be_in_viewport(ratio=1)
    assert dialog.evaluate("e => getComputedStyle(e).direction") == direction
    page.locator(".lotse-search-close").click()
    expect(dialog).to_be_hidden()
