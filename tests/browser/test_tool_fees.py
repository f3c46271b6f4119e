"""The fees tool: sums against the facts, the form, silence, paper."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from browsing import NARROW, WIDE, Seen
from built import Built
from playwright.sync_api import Page, expect

from lotse import facts

pytest_plugins = ["serving"]
pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
PATH = "werkzeuge/kosten/"
FACTS = {
    "adults": "gebuehr.erwachsene", "young": "gebuehr.erwachsene", "children": "gebuehr.kind",
    "earning": "gebuehr.erwachsene", "alone": "gebuehr.erwachsene", "test": "test.gebuehr", "card": "ausweis.gebuehr",
    "card_young": "ausweis.gebuehr-jung", "card_photo": "ausweis.lichtbild", "passport": "pass.gebuehr",
    "passport_young": "pass.gebuehr-jung", "passport_express": "pass.express", "passport_photo": "pass.lichtbild",
}  # fmt: skip
PEOPLE = ("adults", "young", "children", "earning", "alone")
RUN = """async ([url, asked]) => {
    const { bill, refusal } = await import(url);
    const { groups, prices, least } = JSON.parse(document.querySelector(".lotse-tool-data").textContent);
    return asked.map((counts) => [bill(counts, groups, prices), refusal(counts, groups[0], prices, least.value)]);
}"""


@pytest.fixture
def price(built: Built) -> Callable[[str], Decimal]:
    """The price of a field, from the data."""
    known = facts.of(built.site).facts
    return lambda field: Decimal(str(known[FACTS.get(field, field)].value))


def fill(page: Page, **counts: Any) -> None:
    for name in FACTS:
        page.locator(f"[data-field={name}]").fill(str(counts.get(name, "")))
    page.locator(".lotse-tool-run").click()


def text(page: Page, selector: str) -> str:
    """Its text with single plain spaces."""
    return " ".join(page.locator(selector).inner_text().replace("\u00a0", " ").split())


def test_the_family_of_the_guide(visit: Visit) -> None:
    page = visit(PATH)
    fill(page, adults=2, children=1, earning=1, test=2, card=2, card_young=1)
    assert text(page, ".lotse-tool-answer").endswith("985,60 €")
    sums = page.locator(".lotse-bill tbody tr:last-child").all_inner_texts()
    assert [one.split("\t")[1].replace("\u00a0", " ") for one in sums] == ["816,00 €", "50,00 €", "119,60 €"]
    table = text(page, ".lotse-bill")
    for norm in (
        "§ 38 Abs. 2 Satz 1 Nr. 1 StAG (geprüft 22.11.2026)",
        "§ 38 Abs. 2 Satz 2 StAG",
        "§ 2 Abs. 1 Satz 2 EinbTestV",
    ):
        assert norm in table
    rest = text(page, ".lotse-tool-rest")
    assert "100,00 € bis 816,00 €: § 38 Abs. 2 Satz 3 StAG" in rest
    assert "Nicht dabei: Deutschprüfung" in rest and "§ 38 Abs. 4 StAG" in rest


def test_many_families(visit: Visit, address: str, price: Callable[[str], Decimal]) -> None:
    chance = random.Random(38)
    asked = [{name: chance.randint(0, 20) for name in FACTS} for _ in range(2000)]
    asked += [dict(zip(PEOPLE, one, strict=True)) for one in itertools.product(range(3), repeat=5)]
    found = visit(PATH).evaluate(RUN, [f"{address}assets/js/tools/fees-logic.js", asked])
    least = price("gebuehr.mindestens")
    for counts, (bill, (low, high)) in zip(asked, found, strict=True):
        assert bill["total"] == sum(price(name) * count for name, count in counts.items()) * 100
        assert bill["total"] == sum(group["sum"] for group in bill["groups"])
        assert high == sum(price(name) * counts[name] for name in PEOPLE) * 100
        assert low == least * 100 * sum(counts[name] for name in PEOPLE)


@pytest.mark.parametrize(
    ("counts", "total"),
    [
        ({"adults": 1}, "255,00 €"),
        ({"alone": 1, "test": 1}, "280,00 €"),
        ({"adults": 1, "children": 3}, "408,00 €"),
        ({"young": 1, "card_young": 1, "card_photo": 1}, "288,60 €"),
        ({"adults": 1, "passport": 1, "passport_express": 1, "passport_photo": 1}, "363,00 €"),
        ({"adults": 2, "children": 2, "passport_young": 2}, "687,00 €"),
        ({"adults": 20, "children": 20}, "6.120,00 €"),
    ],
)
def test_known_sums(visit: Visit, counts: dict[str, int], total: str) -> None:
    page = visit(PATH)
    fill(page, **counts)
    assert text(page, ".lotse-tool-answer").endswith(f": {total}")


@pytest.mark.parametrize(
    ("counts", "field", "message"),
    [
        ({}, "adults", "mindestens eine Person"),
        ({"test": 1}, "test", "Höchstens 0"),
        ({"adults": 21}, "adults", "von 0 bis 20"),
        ({"adults": -1}, "adults", "von 0 bis 20"),
        ({"adults": "1.5"}, "adults", "von 0 bis 20"),
        ({"adults": 1, "test": 2}, "test", "Höchstens 1"),
        ({"adults": 1, "card_young": 1}, "card_young", "Höchstens 0"),
        ({"children": 1, "card": 1}, "card", "Höchstens 0"),
        ({"adults": 1, "card": 1, "card_photo": 2}, "card_photo", "Höchstens 1"),
        ({"adults": 1, "passport_express": 1}, "passport_express", "Höchstens 0"),
    ],
)
def test_errors_stand_at_the_field(visit: Visit, counts: dict[str, Any], field: str, message: str) -> None:
    page = visit(PATH)
    fill(page, **counts)
    expect(page.locator(f"#fees-{field}-error")).to_contain_text(message)
    expect(page.locator(f"[data-field={field}]")).to_have_attribute("aria-invalid", "true")
    expect(page.locator(f"[data-field={field}]")).to_be_focused()
    expect(page.locator(".lotse-error:visible")).to_have_count(1)
    expect(page.locator(".lotse-tool-answer")).to_be_empty()
    fill(page, adults=1)
    expect(page.locator(".lotse-error:visible")).to_have_count(0)
    expect(page.locator(".lotse-tool-answer")).not_to_be_empty()


def test_by_keys_alone(visit: Visit) -> None:
    page = visit(PATH)
    page.locator("[data-field=adults]").focus()
    page.keyboard.type("2")
    for _ in range(len(FACTS)):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.lotse-tool-run')")
    page.keyboard.press("Enter")
    assert text(page, ".lotse-tool-answer").endswith("510,00 €")
    page.locator("[data-field=adults]").fill("3")  # a result never stands beside other inputs
    expect(page.locator(".lotse-tool-answer")).to_be_empty()


def test_silent(visit: Visit, seen: Seen) -> None:
    page = visit(PATH)
    page.wait_for_load_state("networkidle")
    logged: list[str] = []
    page.on("console", lambda message: logged.append(message.text))
    state = """() => JSON.stringify([location.href, history.length, document.title, {...localStorage}, {...sessionStorage}, document.cookie])"""
    before, asked = page.evaluate(state), len(seen.requests)
    fill(page, **{name: 2 for name in FACTS})
    fill(page, adults=99)
    page.wait_for_timeout(300)
    assert (page.evaluate(state), len(seen.requests), logged) == (before, asked, [])
    assert page.evaluate("indexedDB.databases().then((all) => all.length)") == 0
    assert page.locator(".lotse-tool form, .lotse-tool [type=submit], .lotse-tool [name]").count() == 0


@pytest.mark.parametrize("size", [NARROW, WIDE, (320, 700)], ids=["narrow", "wide", "smallest"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_fits(visit: Visit, size: tuple[int, int], scheme: str) -> None:
    page = visit(PATH, size=size, color_scheme=scheme)
    fill(page, **{name: 2 for name in FACTS})
    expect(page.locator(".lotse-tool-answer")).not_to_be_empty()
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    small = page.evaluate(
        "[...document.querySelectorAll('.lotse-tool :is(label, button, input)')].filter((e) => e.checkVisibility())"
        ".map((e) => e.getBoundingClientRect()).filter((r) => r.height < 24 || r.width < 24).length"
    )
    assert small == 0


def test_without_scripts_the_fees_stand_there(visit: Visit, built: Built, price: Callable[[str], Decimal]) -> None:
    page = visit(PATH, java_script_enabled=False)
    expect(page.locator(".lotse-tool-static tbody tr")).to_have_count(len(FACTS))
    shown = text(page, ".lotse-tool-static")
    for amount in ("255 €", "51 €", "25 €", "46 €", "27,60 €", "70 €", "37,50 €", "32 €", "6 €"):
        assert amount in shown
    expect(page.locator(".lotse-tool-form")).to_be_hidden()


def test_prints_one_sheet(visit: Visit) -> None:
    page = visit(PATH)
    fill(page, **{name: 2 for name in FACTS})
    page.emulate_media(media="print")
    expect(page.locator(".lotse-tool-form")).to_be_hidden()
    expect(page.locator("#daten")).to_be_hidden()
    expect(page.locator(".lotse-bill")).to_be_visible()
    expect(page.locator(".lotse-tool-print")).to_be_hidden()
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1
