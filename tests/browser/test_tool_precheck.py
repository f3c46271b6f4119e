"""The pre-check on its page: asks, judges like the command, explains, keeps silent, prints one sheet."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from browsing import NARROW, WIDE, Seen
from built import Built
from playwright.sync_api import Locator, Page, expect

from lotse import precheck
from lotse.precheck.evaluate import evaluate

pytest_plugins = ["serving"]
pytestmark = pytest.mark.browser
Visit = Callable[..., Page]

PATH = "werkzeuge/vorab-check/"
AS_OF = "2026-11-22"
# The aim is 40 kB; a second language beside German takes the more.
AIM, LIMIT = 40_000, 52_000
ANSWERS = {
    "letter": "no", "birth-date": "1990-05-17", "legal-capacity": "yes", "application": "none", "born-here": "no",
    "german-parent": "none", "title": "fachkraft", "title-state": "valid", "protection": "none", "identity": "passport",
    "nationality": "clear", "personal-data": "match", "former-german": "no", "marriage": "none",
    "together-with": "none", "benefits": "secure", "work": "full-time", "language": "b1", "test": "passed",
    "convicted": "none", "pending": "no", "commitment": "yes", "history": "yes", "exclusion": "none",
    "deception": "none", "persecution": "none", "worry": "none",
    "stay": [{"from": "2019-03-01", "to": None, "kind": "permit"}],
}  # fmt: skip


def address(lang: str) -> str:
    """Address of the pre-check in a language."""
    return PATH if lang == "de" else f"{lang}/{PATH}"


@pytest.fixture
def words(built: Built) -> dict[str, Any]:
    """The German words."""
    return built.site.text("de")


def question(page: Page, name: str) -> Locator:
    """The group of one question."""
    return page.locator(f'[data-question="{name}"]')


def button(page: Page, words: dict[str, Any], name: str) -> Locator:
    """A button by the key of its word."""
    return page.get_by_role("button", name=words["tools"]["precheck"][name], exact=True)


def settings(page: Page, day: str | None = AS_OF, **chosen: str) -> None:
    """Set view, mode and reference date."""
    page.locator(".lotse-settings").evaluate("e => { e.open = true }")
    for key, value in chosen.items():
        page.locator(f'input[name="precheck-{key}"][value="{value}"]').check()
    if day:
        page.locator("#precheck-day").fill(day)


def give(page: Page, name: str, answer: Any) -> None:
    """Answer one question that is shown."""
    group = question(page, name)
    if isinstance(answer, list):
        for index, one in enumerate(answer):
            if index:
                group.locator("button", has_text="Weitere").click()
            row = group.locator(".lotse-period").nth(index)
            row.locator("select").select_option(one["kind"])
            for place, key in enumerate(("from", "to")):
                row.locator('input[type="date"]').nth(place).fill(one[key] or "")
    elif group.locator(f'input[type="radio"][value="{answer}"]').count():
        group.locator(f'input[type="radio"][value="{answer}"]').check()
    elif group.locator("select").count():
        group.locator("select").select_option(answer)
    else:
        group.locator("input").first.fill(answer)
        group.locator("input").first.blur()


def give_all(page: Page, answers: dict[str, Any]) -> None:
    """Answer all of them at once."""
    settings(page, mode="all")
    for name, answer in answers.items():
        give(page, name, answer)


def plain(texts: list[str]) -> list[str]:
    """Texts with ordinary blanks."""
    return [text.replace("\u00a0", " ").strip() for text in texts]


# --- Asking ------------------------------------------------------------------------------------


def test_one_question_after_the_other_with_keys(visit: Visit, words: dict[str, Any]) -> None:
    page = visit(PATH)
    expect(page.locator("fieldset.lotse-question:visible")).to_have_count(1)
    said = page.locator(".lotse-progress")
    expect(said).to_have_text(re.compile(r"Frage 1 von \d+"))
    expect(button(page, words, "back")).to_be_hidden()
    question(page, "letter").locator("input").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(said).to_have_text(re.compile(r"Frage 2 von \d+"))
    date_field = question(page, "birth-date").locator('input[type="date"]')
    expect(date_field).to_be_focused()
    expect(page.get_by_role("status").filter(has_text="Frage 2")).to_have_count(1)
    date_field.fill("1990-05-17")
    button(page, words, "forward").press("Enter")
    button(page, words, "back").press("Enter")
    expect(date_field).to_have_value("1990-05-17")
    button(page, words, "back").press("Enter")
    expect(question(page, "letter").locator('input[value="no"]')).to_be_checked()


def test_questions_come_and_go_with_the_answers(visit: Visit) -> None:
    page = visit(PATH)
    settings(page, mode="all")
    expect(question(page, "parent-years")).to_be_visible()  # not known is not no
    give(page, "born-here", "no")
    expect(question(page, "parent-years")).to_be_hidden()
    give(page, "born-here", "yes")
    give(page, "parent-years", "9")
    give(page, "born-here", "no")
    give(page, "born-here", "yes")
    expect(question(page, "parent-years").locator("input").first).to_have_value("9")


def test_every_question_can_stay_unknown(visit: Visit, built: Built, words: dict[str, Any]) -> None:
    page = visit(PATH)
    settings(page, mode="all")
    label = words["tools"]["precheck"]["unknown"]
    shown = page.locator("fieldset.lotse-question:visible")
    for index in range(shown.count()):
        shown.nth(index).get_by_label(label, exact=True).check()
    expect(page.locator(".lotse-progress")).to_have_text(re.compile(r"^(\d+) von \1 "))
    give(page, "birth-date", "1990-05-17")
    expect(question(page, "birth-date").get_by_label(label, exact=True)).not_to_be_checked()
    question(page, "birth-date").get_by_label(label, exact=True).check()
    expect(question(page, "birth-date").locator('input[type="date"]')).to_have_value("")
    rules = precheck.bundle_of(built.site)
    assert rules
    for one in rules["questions"]:
        group = question(page, one["id"])
        assert group.locator("legend").text_content()
        assert group.locator("details p").count() >= 2, one["id"]


def test_titles_stand_in_groups_in_the_order_of_the_data(visit: Visit, built: Built, words: dict[str, Any]) -> None:
    page = visit(PATH)
    select = question(page, "title").locator("select")
    names = select.locator("option").evaluate_all("all => all.map(e => e.value).filter(Boolean)")
    assert sorted(names) == sorted(built.site.value("precheck")["titles"])
    groups = select.locator("optgroup").evaluate_all("all => all.map(e => e.label)")
    assert sorted(groups) == sorted(words["tools"]["precheck"]["sorts"].values())
    for name, group in (
        ("studium", "learning"), ("blaue-karte", "work"), ("schutz", "protection"), ("ehegatten", "family"),
        ("niederlassungserlaubnis", "unlimited"), ("schweiz", "free"), ("duldung", "none"), ("visum", "other"),
        ("chancen-aufenthalt", "protection"), ("altes-papier", "unlimited"), ("im-ausland", "none"),
    ):  # fmt: skip
        found = select.locator(f'option[value="{name}"]').evaluate("e => e.parentElement.label")
        assert found == words["tools"]["precheck"]["sorts"][group], name


def test_periods_are_rows(visit: Visit, words: dict[str, Any]) -> None:
    page = visit(PATH)
    settings(page, mode="all")
    group, period = question(page, "stay"), words["tools"]["precheck"]["period"]
    group.get_by_role("button", name=period["add"]).press("Enter")
    expect(group.locator(".lotse-period")).to_have_count(2)
    expect(group.locator(".lotse-period").nth(1).locator("select")).to_be_focused()
    deadline = group.locator(".lotse-period").nth(1).get_by_label(period["deadline"])
    expect(deadline).to_be_hidden()
    group.locator(".lotse-period").nth(1).locator("select").select_option("abroad")
    expect(deadline).to_be_visible()
    group.get_by_role("button", name=period["remove"]).last.press("Enter")
    expect(group.locator(".lotse-period")).to_have_count(1)
    expect(group.get_by_role("button", name=period["add"])).to_be_focused()


# --- Faults ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "answer", "code"),
    [
        ("birth-date", "2027-01-01", "future"),
        ("birth-date", "1890-01-01", "date"),
        ("parent-years", "99", "range"),
        ("parent-years", "1.5", "type"),
        ("stay", [{"from": "1980-01-01", "to": None, "kind": "permit"}], "before-birth"),
        ("stay", [{"from": "2020-01-02", "to": "2020-01-01", "kind": "permit"}], "order"),
        ("stay", [{"from": "2027-01-02", "to": None, "kind": "permit"}], "future"),
        ("stay", [{"from": "", "to": None, "kind": "permit"}], "missing"),
        ("stay", [{"from": "2020-01-01", "to": None, "kind": ""}], "missing"),
    ],
)
def test_a_fault_is_said_at_its_field(visit: Visit, words: dict[str, Any], name: str, answer: Any, code: str) -> None:
    page = visit(PATH)
    settings(page, mode="all")
    give(page, "born-here", "yes")
    if name == "stay":
        give(page, "birth-date", "1990-05-17")
    give(page, name, answer)
    button(page, words, "show").click()
    wrong = question(page, name).locator('[aria-invalid="true"]')
    expect(wrong).to_have_count(1)
    expect(wrong).to_be_focused()
    said = page.locator(f"#{wrong.get_attribute('aria-describedby')}")
    expect(said).to_be_visible()
    expect(said).to_contain_text(words["tools"]["precheck"]["problems"][code].split("{")[0].strip())
    expect(page.locator(".lotse-result")).to_be_hidden()


def test_the_reference_date_is_today_and_within_the_law_we_know(visit: Visit, words: dict[str, Any]) -> None:
    page = visit(PATH)
    day = page.locator("#precheck-day")
    assert day.input_value() in (date.today().isoformat(), page.evaluate("new Date().toLocaleDateString('sv')"))
    settings(page, day="2024-06-26")
    expect(page.locator("#precheck-day-error")).to_be_visible()
    expect(page.locator("#precheck-day-error")).to_contain_text("27.06.2024")
    button(page, words, "show").click()
    expect(day).to_be_focused()
    settings(page, day="2025-10-29")
    expect(page.locator("#precheck-day-error")).to_be_hidden()
    expect(page.locator(".lotse-settings summary")).to_contain_text("29.10.2025")


# --- Judging -----------------------------------------------------------------------------------


def test_every_case_is_judged_as_by_the_command(visit: Visit, built: Built, words: dict[str, Any]) -> None:
    """The answers come from what was kept on the device, so that writing them into the fields is tried as well.

    Every fourth case, and of each outcome one: the evaluators themselves are compared in all of them.
    """
    page = visit(PATH)
    rules = precheck.of(built.site)
    assert rules
    every = [case for case in built.site.value("cases") if case.get("answers")]
    first = {case["outcome"]: case for case in reversed(every)}
    cases = [*every[::4], *(case for case in first.values() if case not in every[::4])]
    assert len(every) >= 70 and len(cases) >= len(every) / 4
    page.add_init_script("globalThis.confirm = () => true")
    for case in cases:
        on = case.get("as_of") or AS_OF
        result = evaluate(rules, case["answers"], date.fromisoformat(on)).as_dict()
        kept = {"until": "2999-01-01", "answers": case["answers"], "ticks": []}
        page.evaluate("kept => localStorage.setItem('lotse-precheck', kept)", json.dumps(kept))
        page.reload()
        settings(page, day=on, view="fachkraft")
        button(page, words, "show").click()
        expect(page.locator(".lotse-outcome strong")).to_have_text(words["outcome"][result["outcome"]])
        shown = plain(page.locator(".lotse-papers strong").all_text_contents())
        assert shown == plain([words["documents"][one]["name"] for one in result["documents"]]), case["id"]
        open_ = plain(page.locator(".lotse-result li > button.lotse-plain").all_text_contents())
        assert open_ == plain([words["precheck"]["questions"][one]["text"] for one in result["unknown"]]), case["id"]
        assert page.locator(".lotse-result .admonition.stop li").count() == len(result["stop"]), case["id"]
        assert page.locator(".lotse-result details.lotse-fold > ul > li").count() == len(result["rules"]), case["id"]
    page.evaluate("localStorage.clear()")


def test_lotse_sees_no_judgement(visit: Visit, words: dict[str, Any]) -> None:
    page = visit(PATH)
    give_all(page, {**ANSWERS, "pending": "yes"})
    button(page, words, "show").click()
    said = page.locator(".lotse-result")
    expect(said.get_by_role("heading").first).to_be_focused()
    text = said.inner_text()
    for word in words["outcome"].values():
        assert word not in text
    for word in words["tools"]["precheck"]["rule"].values():
        assert not re.search(rf"\b{word}:", text)
    assert words["tools"]["precheck"]["earliest"] not in text
    assert words["precheck"]["stops"]["stop-criminal"] in text
    # Stop signs come first.
    first = said.locator("h3 + div > *").first
    assert "stop" in (first.get_attribute("class") or "")
    for address in ("lokal/zustaendig/", "lokal/beratung/", "antragsservice-einbuergerung.de"):
        assert said.locator(f'a[href*="{address}"]').count() >= 1, address


def test_fachkraft_sees_outcome_rules_norms_and_facts(visit: Visit, words: dict[str, Any]) -> None:
    page = visit(PATH)
    give_all(page, ANSWERS)
    settings(page, view="fachkraft")
    button(page, words, "show").click()
    said = page.locator(".lotse-result")
    expect(said.locator(".lotse-outcome")).to_contain_text(words["outcome"]["likely"])
    expect(said).to_contain_text(words["tools"]["precheck"]["caveat"])
    ways = said.locator("details.lotse-fold")
    expect(ways.first).to_contain_text(words["precheck"]["ways"]["claim"])
    met = ways.first.locator("li", has_text=words["precheck"]["rules"]["residence"]["text"])
    expect(met).to_contain_text("5 Jahre")
    expect(met).to_contain_text("geprüft am")
    expect(met.locator("a.citation").first).to_have_attribute("href", re.compile("gesetze-im-internet"))
    expect(said).to_contain_text("01.03.2024")
    give(page, "language", "less")
    give(page, "illness", "no")
    expect(said.locator(".lotse-outcome")).to_contain_text(words["outcome"]["not-yet"])
    expect(said).to_contain_text(words["precheck"]["rules"]["language"]["missing"])


def test_an_open_question_leads_back_to_it(visit: Visit, words: dict[str, Any]) -> None:
    page = visit(PATH)
    button(page, words, "show").click()
    expect(page.locator(".lotse-questions")).to_be_hidden()
    text = words["precheck"]["questions"]["identity"]["text"]
    page.locator(".lotse-result").get_by_role("button", name=text).click()
    expect(page.locator(".lotse-result")).to_be_hidden()
    expect(question(page, "identity").locator("input").first).to_be_focused()


# --- Silence -----------------------------------------------------------------------------------

STATE = """async () => [location.href, history.length, document.cookie, document.title, JSON.stringify({...localStorage}),
  JSON.stringify({...sessionStorage}), (await indexedDB.databases()).length, (await caches?.keys?.() ?? []).length]"""


def test_nothing_leaves_the_page(visit: Visit, seen: Seen, words: dict[str, Any]) -> None:
    page = visit(PATH)
    page.wait_for_load_state("networkidle")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    before, requests = page.evaluate(STATE), len(seen.requests)
    page.context.set_offline(True)
    give_all(page, ANSWERS)
    settings(page, view="fachkraft")
    button(page, words, "show").click()
    page.locator(".lotse-papers input").first.check()
    settings(page, mode="one")
    for _ in range(5):
        button(page, words, "forward").click()
    button(page, words, "show").click()
    expect(page.locator(".lotse-outcome")).to_be_visible()
    page.wait_for_timeout(300)
    assert seen.requests[requests:] == []
    assert page.evaluate(STATE) == before
    assert said == []
    assert page.locator("article form").count() == 0
    assert page.locator(".lotse-tool :is(input, select):not([autocomplete=off])").count() == 0
    page.context.set_offline(False)


def test_kept_only_on_request_and_for_a_while(visit: Visit, words: dict[str, Any]) -> None:
    page = visit(PATH)
    tool = words["tools"]["precheck"]
    stored = "localStorage.getItem('lotse-precheck')"
    give(page, "letter", "no")
    assert page.evaluate(stored) is None
    page.get_by_text(tool["memory"], exact=True).click()
    expect(page.get_by_text(tool["memory_warning"])).to_be_visible()
    own, keep = (page.locator(".lotse-tool-end input").nth(number) for number in (0, 1))
    # On a shared computer it cannot be switched on.
    expect(own).not_to_be_checked()
    expect(keep).not_to_be_checked()
    expect(keep).to_be_disabled()
    own.check()
    expect(keep).not_to_be_checked()
    assert page.evaluate(stored) is None
    keep.check()
    until = json.loads(page.evaluate(stored))["until"]
    assert (
        date.fromisoformat(until) - date.fromisoformat(page.evaluate("new Date().toLocaleDateString('sv')"))
    ).days == 14
    page.reload()
    expect(question(page, "letter").locator('input[value="no"]')).to_be_checked()
    page.get_by_text(tool["memory"], exact=True).click()
    button(page, words, "forget").click()
    assert page.evaluate(stored) is None
    expect(keep).not_to_be_checked()
    keep.check()
    own.uncheck()
    assert page.evaluate(stored) is None
    expect(keep).to_be_disabled()
    own.check()
    keep.check()
    assert page.evaluate(stored) is not None
    page.on("dialog", lambda dialog: dialog.accept())
    button(page, words, "clear").click()
    assert page.evaluate(stored) is None
    expect(question(page, "letter").locator("input:checked")).to_have_count(0)


@pytest.mark.parametrize("kept", ['{"until": "2020-01-01", "answers": {"letter": "no"}, "ticks": []}', "{", "[]", '{"until": "2999-01-01", "answers": {"gone": "x", "stay": 3, "title": "gone", "birth-date": 7}, "ticks": []}'])  # fmt: skip
def test_what_is_too_old_or_broken_is_thrown_away(visit: Visit, words: dict[str, Any], kept: str) -> None:
    page = visit(PATH)
    page.evaluate("kept => localStorage.setItem('lotse-precheck', kept)", kept)
    page.reload()
    expect(page.locator(".lotse-progress")).to_be_visible()
    expect(question(page, "letter").locator("input:checked")).to_have_count(0)
    if "2999" not in kept:
        assert page.evaluate("localStorage.getItem('lotse-precheck')") is None
    button(page, words, "show").click()
    expect(page.locator(".lotse-result")).to_be_visible()
    page.evaluate("localStorage.clear()")


# --- Reading and printing ----------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["de", "tr", "ar"])
def test_without_scripts_rules_and_papers_are_there(visit: Visit, built: Built, lang: str) -> None:
    page = visit(address(lang), java_script_enabled=False)
    words = built.site.text(lang)
    tool = page.locator(".lotse-tool")
    assert (tool.get_attribute("lang"), tool.get_attribute("dir")) == (lang, "rtl" if lang == "ar" else "ltr")
    table = tool.locator("table")
    expect(table).to_contain_text(words["precheck"]["rules"]["residence"]["text"].split("(")[0])
    expect(table.locator("a.citation", has_text="§ 35a").first).to_be_visible()
    expect(tool.locator("ul > li").filter(has_text=words["documents"]["birth-certificate"]["name"])).to_be_visible()
    expect(tool.get_by_role("button")).to_have_count(0)


def printed(page: Page, answers: dict[str, Any]) -> Locator:
    """The sheet on paper, after the answers that were kept on the device."""
    kept = {"until": "2999-01-01", "answers": answers, "ticks": ["birth-certificate"]}
    page.evaluate("kept => localStorage.setItem('lotse-precheck', kept)", json.dumps(kept))
    page.reload()
    settings(page)
    page.locator(".lotse-questions .lotse-bar button").last.click()
    expect(page.locator(".lotse-result h3").first).to_be_focused()
    page.evaluate("localStorage.clear()")
    page.emulate_media(media="print")
    return page.locator(".lotse-sheet")


HEAVY = {
    **{name: None for name in ANSWERS}, "letter": "yes", "birth-date": "1960-05-17", "title": "schutz",
    "title-state": "expired", "protection": "revocation", "former-german": "yes", "marriage": "ended", "work": "part-time",
    "stay": [
        {"from": "2014-01-10", "to": "2017-03-01", "kind": "asylum-protected"},
        {"from": "2017-03-02", "to": "2022-05-01", "kind": "permit"},
        {"from": "2022-05-02", "to": "2022-06-01", "kind": "late"}, {"from": "2022-06-02", "to": None, "kind": "permit"},
    ],
}  # fmt: skip


@pytest.mark.parametrize("lang", ["de", "ar", "tr"])
@pytest.mark.parametrize("answers", [ANSWERS, {**ANSWERS, "letter": "yes", "test": "none", "identity": None}, HEAVY, {}], ids=["usual", "open", "heavy", "nothing"])  # fmt: skip
def test_the_result_prints_as_one_sheet_in_two_languages(
    visit: Visit, built: Built, lang: str, answers: dict[str, Any]
) -> None:
    page = visit(address(lang))
    sheet = printed(page, answers)
    expect(sheet).to_be_visible()
    for hidden in ("h1", ".lotse-questions", ".lotse-result", ".lotse-settings", ".lotse-tool-end", "#daten"):
        expect(page.locator(hidden).first).to_be_hidden()
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    german, words = built.site.text("de"), built.site.text(lang)
    birth = german["documents"]["birth-certificate"]["name"]
    text = sheet.inner_text()
    assert "22.11.2026" in text and "☑" in text and text.count(german["tools"]["precheck"]["caveat"]) == 1
    if lang == "de":
        assert sheet.locator("[lang]").count() == 0 and text.count(birth) == 1
        return
    # Each paper stands there in both languages, at the same height, each in its direction.
    row = sheet.locator(".lotse-both", has_text=birth).first
    expect(row.locator("[lang=de][dir=ltr]")).to_have_text(birth)
    shown = re.sub("[\u2066\u2069]", "", row.locator("span").first.inner_text())
    assert shown.strip() == f"☑ {words['documents']['birth-certificate']['name']}"
    here, there = (row.locator("span").nth(number).bounding_box() for number in (0, 1))
    assert here and there and here["y"] == there["y"] and (here["x"] > there["x"]) == (lang == "ar")
    assert page.locator(".lotse-tool").get_attribute("dir") == ("rtl" if lang == "ar" else "ltr")
    # German words beside every other word, but for the addresses.
    alone = sheet.locator("h2, h3, p, li:not(.lotse-sheet__places > li)").evaluate_all(
        "all => all.filter(e => !e.querySelector('[lang=de]')).map(e => e.textContent)"
    )
    assert alone == []


def test_the_sheet_keeps_quiet_about_what_others_must_not_read(
    visit: Visit, built: Built, words: dict[str, Any]
) -> None:
    page = visit(PATH)
    quiet = {
        "convicted": "here", "sentence": "fine", "days-total": 137, "hate-motive": "no", "pending": "yes",
        "deception": "happened", "exclusion": "left", "worry": "pressure", "personal-data": "untrue",
    }  # fmt: skip
    sheet = printed(page, {**ANSWERS, **quiet, "letter": "yes"})
    text = sheet.inner_text()
    stops = {one["id"]: one for one in built.site.value("precheck")["stops"]}
    assert words["precheck"]["stops"]["stop-letter"] in text and "17.05.1990" in text
    for name in ("stop-criminal", "stop-deception", "stop-exclusion", "stop-pressure", "stop-false-data"):
        assert stops[name]["private"] and words["precheck"]["stops"][name] not in text
    assert "137" not in text
    for name in quiet:
        for option in words["precheck"]["options"].get(name, {}).values():
            assert option not in text or len(option) < 6
    # Where to go stands there all the same, with the address of the page.
    for place in ("lokal/gerichte/", "lokal/beratung/", "werkzeuge/fristen/"):
        assert place in text


@pytest.mark.parametrize("lang", ["ar", "fr", "ru"])
def test_every_case_fits_one_sheet(visit: Visit, built: Built, lang: str) -> None:
    """186 by 277 millimetres at 96 pixels an inch."""
    page = visit(address(lang), size=(703, 1046))
    page.emulate_media(media="print")
    cases = [case for case in built.site.value("cases") if case.get("answers")]
    heights = page.evaluate(
        """async (asked) => {
            const up = document.querySelector('.lotse-tool').dataset.up, load = name => import(new URL(up + 'assets/js/' + name, location.href).href)
            const {sheet, texts} = await load('tools/precheck-result.js'), {evaluate} = await load('precheck/evaluate.js')
            const given = JSON.parse(document.querySelector('.lotse-tool-data').textContent)
            const known = new Map(), whole = one => typeof one === 'string' ? known.get(one) : (known.set(one.id, one), one)
            const rules = {...given.rules, ways: given.rules.ways.map(way => ({...way, rules: way.rules.map(whole)}))}
            const paper = document.querySelector('.lotse-sheet')
            return asked.map(([answers, on]) => {
                const found = evaluate(rules, answers, on)
                const stops = rules.documents.map(one => ({if: {all: []}, ...one}))
                const sure = evaluate({...rules, ways: [], stops}, answers, on).stop
                paper.replaceChildren(sheet(found, answers, {...given, rules, text: texts(given, up), sure, ticks: new Set(), printed: on}))
                return paper.getBoundingClientRect().height
            })
        }""",
        [(case["answers"], case.get("as_of") or AS_OF) for case in cases],
    )
    assert {case["id"]: height for case, height in zip(cases, heights, strict=True) if not 0 < height <= 1046} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, NARROW[0], WIDE[0]])
def test_nothing_slides_sideways(visit: Visit, words: dict[str, Any], width: int, scheme: str) -> None:
    page = visit(PATH, size=(width, 740), color_scheme=scheme)
    give_all(page, {**ANSWERS, "pending": "yes"})
    settings(page, view="fachkraft")
    button(page, words, "show").click()
    page.locator("html").evaluate("e => { e.style.fontSize = '200%' }" if width == WIDE[0] else "() => {}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = page.locator(".lotse-tool :is(button, summary, select, label.lotse-choice):visible").evaluate_all(
        "all => all.filter(e => e.getBoundingClientRect().height < 24).map(e => e.outerHTML.slice(0, 80))"
    )
    assert small == []
    unnamed = page.locator(".lotse-tool :is(input, select)").evaluate_all(
        "all => all.filter(e => !e.labels.length || !e.labels[0].textContent.trim()).map(e => e.outerHTML)"
    )
    assert unnamed == []


def test_scripts_and_rules_are_small(built: Built) -> None:
    js = built.folder / "assets/js"
    files = [*js.glob("precheck/*.js"), *js.glob("tools/precheck*.js"), js / "tools/kit.js"]
    scripts = sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)
    for lang in built.site.languages:
        data = built.page(lang, "werkzeuge/vorab-check.md").css_first(".lotse-tool-data")
        assert data is not None
        size = scripts + len(gzip.compress(data.text().encode(), 9))
        print(f"pre-check, {lang}: {size} bytes gzipped, aim {AIM}")
        assert size <= (AIM if lang == "de" else LIMIT), lang
