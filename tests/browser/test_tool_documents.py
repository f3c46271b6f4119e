"""The list of papers: situations decide what is on it, boxes exclude each other, nothing is kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest
from browsing import NARROW, WIDE, Seen
from built import data
from playwright.sync_api import Page, expect

pytest_plugins = ["serving"]
pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
PATH = "werkzeuge/unterlagen-liste/"


LISTS, KNOWN, TEXT = data("document-lists"), data("documents"), data("text/de")
WORDS = TEXT["tools"]["documents"]
UI = WORDS["ui"]
SITUATIONS = {name: one for group in LISTS["groups"].values() for name, one in group.items()}


def expected(*chosen: str) -> list[str]:
    """Names of the papers, as the file says it."""
    needed = {one for name in chosen for one in SITUATIONS[name]["documents"]}
    without = {one for name in chosen for one in SITUATIONS[name].get("without", ())}
    return [TEXT["documents"][one]["name"] for one in KNOWN if one in needed | (set(LISTS["everyone"]) - without)]


def listed(page: Page) -> list[str]:
    """Names of the papers on the page, without marks of direction."""
    names = page.locator(".lotse-paper tbody th > span > span:first-child > a").all_text_contents()
    return [re.sub("[\u2066\u2069]", "", name) for name in names]


def pick(page: Page, name: str) -> Any:
    """The box of a situation."""
    return page.locator(f'.lotse-situations input[value="{name}"]')


def test_every_situation_and_every_pair(visit: Visit) -> None:
    page = visit(PATH)
    assert listed(page) == expected()
    several = [*((name,) for name in SITUATIONS), *combinations(SITUATIONS, 2)]
    found = page.evaluate(
        """several => several.map(names => {
            const click = () => names.forEach(name => document.querySelector(`.lotse-situations input[value=${name}]`).click())
            click()
            const papers = [...document.querySelectorAll('.lotse-paper tbody th a')].map(e => e.textContent)
            click()
            return papers
        })""",
        several,
    )
    wrong = [names for names, papers in zip(several, found, strict=True) if papers != expected(*names)]
    assert wrong == []


def test_one_of_three_boxes_and_the_sum(visit: Visit) -> None:
    page = visit(PATH)
    name = TEXT["documents"]["birth-certificate"]["name"]
    have, ordered = (page.get_by_label(f"{name}: {UI[one]}", exact=True) for one in ("have", "ordered"))
    have.focus()
    page.keyboard.press("Space")
    expect(have).to_be_checked()
    ordered.check()
    expect(have).not_to_be_checked()
    count = len(expected())
    said = page.get_by_role("status").filter(has_text=UI["have"])
    expect(said).to_have_text(UI["count"].format(all=count, have=0, ordered=1, impossible=0, open=count - 1))
    pick(page, "employee").check()
    expect(ordered).to_be_checked()
    page.get_by_role("button", name=UI["clear"]).click()
    assert page.locator(".lotse-tool input:checked").count() == 0
    assert listed(page) == expected()


def test_it_prints_without_the_questions(visit: Visit) -> None:
    page = visit(PATH, size=NARROW, color_scheme="dark")
    pick(page, "protection").check()
    page.emulate_media(media="print")
    for hidden in (page.locator("h1"), page.locator(".lotse-situations"), page.get_by_role("button", name=UI["print"])):
        expect(hidden).to_be_hidden()
    expect(page.locator(".lotse-list__name")).to_be_visible()
    assert len(page.pdf(prefer_css_page_size=True)) > 10_000


@pytest.mark.parametrize("lang", ["de", "ar", "tr"])
def test_the_usual_list_is_one_sheet_with_german_beside(visit: Visit, lang: str) -> None:
    page = visit(PATH if lang == "de" else f"{lang}/{PATH}")
    for name in ("employee", "married", "applied"):
        pick(page, name).check()
    page.emulate_media(media="print")
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1
    german = page.locator(".lotse-paper tbody [lang=de][dir=ltr]").all_text_contents()
    if lang == "de":
        assert german == []
        return
    assert german == expected("employee", "married", "applied")
    own = data(f"text/{lang}")["documents"]
    assert listed(page)[0] == own["application-form"]["name"]
    heads = page.locator(".lotse-paper thead [lang=de]").all_text_contents()
    assert heads == [UI[one] for one in ("paper", "have", "ordered", "impossible")]


def test_nothing_leaves_and_nothing_stays(visit: Visit, seen: Seen) -> None:
    page = visit(PATH)
    page.wait_for_load_state("networkidle")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    state = "[location.href, history.length, document.cookie, JSON.stringify([{...localStorage}, {...sessionStorage}])]"
    before = page.evaluate(state), len(seen.requests)
    for box in page.locator(".lotse-situations input").all():
        box.check()
    for box in page.locator('.lotse-paper [data-state="have"]').all():
        box.check()
    page.wait_for_timeout(200)
    assert (page.evaluate(state), len(seen.requests)) == before
    assert said == [] and page.locator(".lotse-tool :is(form, [type=submit])").count() == 0
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("about:blank")
    page.go_back()
    expect(page.locator(".lotse-tool input:checked")).to_have_count(0)


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_it_fits_every_screen(visit: Visit, size: tuple[int, int]) -> None:
    page = visit(PATH, size=size)
    for box in page.locator(".lotse-situations input").all():
        box.check()
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    for box in page.locator(".lotse-paper td label").all()[:6]:
        found = box.bounding_box()
        assert found and found["height"] >= 24 and found["width"] >= 24


def test_without_scripts_every_situation_has_its_list(visit: Visit) -> None:
    page = visit(PATH, java_script_enabled=False)
    whole = page.locator(".lotse-documents-all")
    expect(whole).to_be_visible()
    expect(whole.locator("h4")).to_have_count(len(SITUATIONS))
    assert whole.locator("tbody tr").count() == len(LISTS["everyone"]) + sum(
        len(one["documents"]) for one in SITUATIONS.values()
    )
