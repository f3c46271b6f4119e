"""The letters: every one can be filled in, copied and printed with keys alone, and nothing is kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from browsing import NARROW, WIDE, Seen
from built import data
from playwright.sync_api import Page, expect

pytest_plugins = ["serving"]
pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
PATH = "werkzeuge/briefe/"
DATA = data("letters")
WORDS = data("text/de")["tools"]["letters"]
LETTERS = {one["id"]: one for one in DATA["letters"]}
UI = WORDS["ui"]
LATER = {"applied": "2026-01-14", "letter-date": "2026-01-14", "old-end": "2026-02-01", "new-end": "2026-03-01"}


def words(lang: str) -> dict[str, Any]:
    """What the tool says in a language."""
    found: dict[str, Any] = data(f"text/{lang}")["tools"]["letters"]
    return found


def choose(page: Page, letter: str, lang: str = "de") -> None:
    """Choose a letter; where a question comes first, answer it with no."""
    said = words(lang)
    page.get_by_role("radio", name=said["letters"][letter]["title"], exact=True).check()
    if LETTERS[letter].get("gate"):
        page.get_by_role("radio", name=said["ui"]["gate_no"], exact=True).check()


def place(page: Page, field: dict[str, Any]) -> Any:
    """The input of a field."""
    label = WORDS["fields"][field["id"]] + ("" if field["required"] else f" ({UI['optional']})")
    return page.get_by_label(label, exact=True)


def fill(page: Page, fields: list[dict[str, Any]]) -> None:
    """Fill every field with its example; days are such that later ones are later."""
    for one in fields:
        if one["kind"] == "choice":
            place(page, one).select_option(next(iter(one["options"])))
        elif one["kind"] == "date":
            day = "2899-12-31" if one.get("after") == "today" else LATER.get(one["id"], "2026-02-02")
            place(page, one).fill(day)
        else:
            place(page, one).fill(one["example"])


def sheet(page: Page) -> Any:
    """The letter as it will be printed."""
    return page.locator(".lotse-paper")


@pytest.mark.parametrize("letter", LETTERS)
def test_filled_in_it_has_no_gap_and_prints_on_one_side(visit: Visit, letter: str) -> None:
    page = visit(PATH)
    choose(page, letter)
    for one in DATA["sender"]:
        field = page.get_by_label(WORDS["fields"][one["id"]], exact=True)
        field.fill("2000-02-29" if one["id"] == "born" else "2026-11-22" if one["kind"] == "date" else one["example"])
    fill(page, LETTERS[letter]["fields"])
    text = sheet(page).inner_text()
    assert not re.search(r"_{3}|[{}]|undefined", text)
    assert "Alex Muster" in text and "29.02.2000" in text and "Sehr geehrte Damen und Herren," in text
    assert ".." not in text
    page.emulate_media(media="print")
    expect(page.locator("h1")).to_be_hidden()
    expect(page.get_by_role("button", name=UI["copy"])).to_be_hidden()
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1


@pytest.mark.parametrize("letter", LETTERS)
def test_what_may_stay_open_leaves_no_line(visit: Visit, letter: str) -> None:
    page = visit(PATH)
    choose(page, letter)
    fill(page, [one for one in LETTERS[letter]["fields"] if one["required"]])
    body = sheet(page).locator("p:not([class]), li, .lotse-letter__subject").all_inner_texts()
    assert body and not any("____" in line for line in body)


def test_a_list_takes_a_line_each(visit: Visit) -> None:
    page = visit(PATH)
    choose(page, "papers")
    page.get_by_label(WORDS["fields"]["papers"], exact=True).fill("Pass\n\n {name} <b>fett</b> \nMiete")
    expect(sheet(page).locator("li")).to_have_text(["Pass", "{name} <b>fett</b>", "Miete"])


def test_faults_stand_at_the_field(visit: Visit) -> None:
    page = visit(PATH)
    choose(page, "more-time")
    page.get_by_role("button", name=UI["print"]).click()
    first = page.get_by_label(WORDS["fields"]["letter-date"], exact=True)
    expect(first).to_be_focused()
    expect(first).to_have_attribute("aria-invalid", "true")
    expect(first).to_have_accessible_description(re.compile(re.escape(UI["missing"])))
    expect(page.locator(".lotse-error:visible")).to_have_count(5)
    fill(page, LETTERS["more-time"]["fields"])
    expect(page.locator(".lotse-error:visible")).to_have_count(0)
    page.get_by_label(WORDS["fields"]["new-end"], exact=True).fill("2026-01-31")
    page.get_by_role("button", name=UI["copy"]).click()
    wrong = page.get_by_label(WORDS["fields"]["new-end"], exact=True)
    expect(wrong).to_have_accessible_description(re.compile(WORDS["fields"]["old-end"]))
    first.fill("2900-01-01")
    page.get_by_role("button", name=UI["copy"]).click()
    expect(first).to_have_accessible_description(re.compile(re.escape(UI["past"])))


def test_the_letter_to_a_mission_asks_first(visit: Visit) -> None:
    page = visit(PATH)
    page.get_by_role("radio", name=WORDS["letters"]["mission"]["title"]).check()
    expect(page.locator("#brief-mission .admonition.stop")).to_be_visible()
    expect(sheet(page)).to_be_hidden()
    page.get_by_role("radio", name=UI["gate_yes"]).check()
    expect(page.get_by_text(UI["gate_closed"])).to_be_visible()
    expect(sheet(page)).to_be_hidden()
    page.get_by_role("radio", name=UI["gate_no"], exact=True).check()
    expect(sheet(page)).to_be_visible()
    page.get_by_role("radio", name=WORDS["letters"]["fee"]["title"]).check()
    page.get_by_role("radio", name=WORDS["letters"]["mission"]["title"]).check()
    expect(sheet(page)).to_be_hidden()


def test_it_copies_on_a_click_and_clears(visit: Visit) -> None:
    page = visit(PATH, permissions=["clipboard-read", "clipboard-write"])
    choose(page, "papers")
    fill(page, LETTERS["papers"]["fields"])
    page.get_by_role("button", name=UI["copy"]).click()
    expect(page.get_by_text(UI["copied"])).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "- Lohnabrechnungen Januar bis März" in copied and "Mit freundlichen Grüßen" in copied
    page.get_by_role("button", name=UI["clear"]).click()
    expect(page.get_by_label(WORDS["fields"]["papers"], exact=True)).to_have_value("")
    expect(sheet(page)).not_to_contain_text("Lohnabrechnungen")


def test_with_keys_alone(visit: Visit) -> None:
    page = visit(PATH)
    radios = page.locator(".lotse-choices input")
    radios.first.focus()
    page.keyboard.press("ArrowDown")
    expect(radios.nth(1)).to_be_checked()
    printing = page.get_by_role("button", name=UI["print"], exact=True)
    for _ in range(90):
        if printing.evaluate("e => e === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(printing).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label(WORDS["fields"]["applied"], exact=True)).to_be_focused()


def test_nothing_leaves_and_nothing_stays(visit: Visit, seen: Seen) -> None:
    page = visit(PATH)
    page.wait_for_load_state("networkidle")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    before = page.evaluate("[location.href, history.length, document.cookie]"), len(seen.requests)
    for letter in LETTERS:
        choose(page, letter)
        fill(page, LETTERS[letter]["fields"])
    page.get_by_label(WORDS["fields"]["name"], exact=True).fill("Alex Geheim")
    page.wait_for_timeout(200)
    assert (page.evaluate("[location.href, history.length, document.cookie]"), len(seen.requests)) == before
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "Geheim" not in kept and said == []
    assert page.locator(".lotse-tool :is(form, [type=submit])").count() == 0
    assert page.locator(".lotse-tool :is(input, select, textarea):not([autocomplete=off])").count() == 0
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("about:blank")
    page.go_back()
    expect(page.get_by_label(WORDS["fields"]["name"], exact=True)).to_be_hidden()
    assert "Geheim" not in page.locator("body").evaluate(
        "e => [...e.querySelectorAll('input')].map(i => i.value).join()"
    )


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_every_screen(visit: Visit, size: tuple[int, int], scheme: str) -> None:
    page = visit(PATH, size=size, color_scheme=scheme)
    for letter in LETTERS:
        choose(page, letter)
        fill(page, LETTERS[letter]["fields"])
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0], letter


def test_without_scripts_the_letters_stand_there_with_gaps(visit: Visit) -> None:
    page = visit(PATH, java_script_enabled=False)
    expect(page.locator(".lotse-letter--empty")).to_have_count(len(LETTERS))
    for letter, one in LETTERS.items():
        part = page.locator(f"#brief-{letter}")
        expect(part).to_be_visible()
        expect(part).to_contain_text("Sehr geehrte Damen und Herren,")
        assert part.locator(".admonition.stop").count() == ("stop" in WORDS["letters"][letter])
        assert part.locator(".lotse-gap").count() >= sum(1 for field in one["fields"] if field["kind"] != "choice")
        assert part.locator(".citation").count() >= len(one["citations"])
    assert page.locator("#brief-deadline .fact__note").count() == 1


def test_a_right_to_left_page_shows_the_letter_from_the_left(visit: Visit) -> None:
    page = visit(f"ar/{PATH}", size=NARROW)
    choose(page, "status", "ar")
    assert sheet(page).evaluate("e => getComputedStyle(e).direction") == "ltr"
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]
