"""The deadlines tool: known days, a second computation over many days, the form, silence, paper."""

from __future__ import annotations

import calendar
import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from browsing import NARROW, WIDE, Seen
from playwright.sync_api import Page, expect

pytest_plugins = ["serving"]
pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
PATH = "werkzeuge/fristen/"
TODAY = "2026-11-22T12:00:00"
ONE = timedelta(days=1)

# --- A second computation, by other means ------------------------------------------------------


def sunday(year: int) -> date:
    """Easter by the formula of Gauss with its two exceptions; valid from 1900 to 2099."""
    a, b, c = year % 19, year % 4, year % 7
    d = (19 * a + 24) % 30
    e = (2 * b + 4 * c + 6 * d + 5) % 7
    found = date(year, 3, 22) + timedelta(days=d + e)
    return found - 7 * ONE if found == date(year, 4, 26) or (d == 28 and e == 6 and a > 10) else found


def free(day: date) -> str | None:
    """Why it is no working day, as the tool names it."""
    fixed = {
        (1, 1): "newyear",
        (5, 1): "mayday",
        (10, 3): "unity",
        (11, 1): "allsaints",
        (12, 25): "christmas",
        (12, 26): "boxingday",
    }
    moving = {-2: "goodfriday", 1: "eastermonday", 39: "ascension", 50: "whitmonday", 60: "corpuschristi"}
    week = {5: "saturday", 6: "sunday"}
    # Ascension can fall on 1 May (2008): then it is the one that is named.
    return moving.get((day - sunday(day.year)).days) or fixed.get((day.month, day.day)) or week.get(day.weekday())


def months(day: date, count: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def moved(day: date, by: timedelta = ONE) -> date:
    while free(day):
        day += by
    return day


def expected(kind: str, day: date, way: str, choice: str) -> tuple[date, date | None]:
    """The day that counts, and the later one."""
    if kind == "refusal":
        start = day + ONE * {"post": 4, "electronic": 4, "portal": 1}.get(way, 0)
        return moved(months(start, 1)), None if choice == "right" else moved(months(start, 12))
    if kind == "bamf":
        return moved(day + 7 * ONE * (2 if choice == "two" else 1)), moved(
            day + 14 * ONE
        ) if choice == "unknown" else None
    if kind == "silence":
        return months(day, 3) + ONE, None
    if kind == "marriage":
        return moved(months(day, 12), -ONE), None
    if kind == "aid":
        return moved(day + 28 * ONE, -ONE), None
    birthday = (
        date(day.year + 21, 3, 1)
        if (day.month, day.day) == (2, 29) and not calendar.isleap(day.year + 21)
        else day.replace(year=day.year + 21)
    )
    return moved(birthday - ONE, -ONE), None


RUN = """async ([url, asked]) => {
    const { deadline, holidays, easter } = await import(url + "deadlines-logic.js");
    const { dayOf, isoOf } = await import(url + "kit.js");
    const { rules } = JSON.parse(document.querySelector(".lotse-tool-data").textContent);
    return {
        found: asked.map(([kind, day, way, choice]) => {
            const one = deadline(kind, { day: dayOf(day), way, choice }, rules);
            return [isoOf(one.last), one.later ? isoOf(one.later) : null, one.steps.map((s) => [s.id, isoOf(s.day), s.off]), one.notes ?? []];
        }),
        holidays: Object.fromEntries([...Array(200).keys()].map((n) => [1900 + n, [...holidays(1900 + n)].map(([day, id]) => [isoOf(day), id])])),
        easter: Object.fromEntries([...Array(200).keys()].map((n) => [1900 + n, isoOf(easter(1900 + n))])),
    };
}"""


def computed(page: Page, address: str, asked: list[list[str]]) -> dict[str, Any]:
    """What the tool's own functions say."""
    found: dict[str, Any] = page.evaluate(RUN, [f"{address}assets/js/tools/", asked])
    return found


# Known days, worked out by hand with a calendar.
VECTORS = [
    # kind, day, way, choice, last day
    ("refusal", "2027-04-05", "post", "right", "2027-05-10"),  # the example of the guide: 9 May is a Sunday
    ("refusal", "2027-01-31", "yellow", "right", "2027-03-01"),  # 28 February 2027 is a Sunday
    ("refusal", "2026-01-31", "yellow", "right", "2026-03-02"),  # 28 February 2026 is a Saturday
    ("refusal", "2028-01-31", "yellow", "right", "2028-02-29"),  # leap year, a Tuesday
    ("refusal", "2028-01-29", "yellow", "right", "2028-02-29"),
    ("refusal", "2028-02-29", "yellow", "right", "2028-03-29"),
    ("refusal", "2025-05-31", "yellow", "right", "2025-06-30"),
    ("refusal", "2026-02-28", "hand", "right", "2026-03-30"),  # 28 March 2026 is a Saturday: no jump to the month's end
    ("refusal", "2026-03-03", "yellow", "right", "2026-04-07"),  # Good Friday to Easter Monday
    ("refusal", "2026-03-06", "yellow", "right", "2026-04-07"),  # Easter Monday
    ("refusal", "2027-02-26", "yellow", "right", "2027-03-30"),  # Good Friday 2027
    ("refusal", "2026-04-25", "yellow", "right", "2026-05-26"),  # Whit Monday 2026
    ("refusal", "2026-05-04", "yellow", "right", "2026-06-05"),  # Corpus Christi, a Thursday
    ("refusal", "2026-04-14", "yellow", "right", "2026-05-15"),  # Ascension Day
    ("refusal", "2026-04-01", "yellow", "right", "2026-05-04"),  # 1 May is a Friday
    ("refusal", "2025-09-03", "yellow", "right", "2025-10-06"),  # 3 October is a Friday
    ("refusal", "2027-10-01", "yellow", "right", "2027-11-02"),  # All Saints' Day is a Monday
    ("refusal", "2025-11-24", "yellow", "right", "2025-12-24"),  # no holiday
    ("refusal", "2025-11-25", "yellow", "right", "2025-12-29"),  # Christmas, then a weekend
    ("refusal", "2025-12-01", "yellow", "right", "2026-01-02"),  # New Year
    ("refusal", "2026-11-30", "yellow", "right", "2026-12-30"),
    ("refusal", "2025-11-30", "yellow", "right", "2025-12-30"),
    ("refusal", "2026-12-31", "yellow", "right", "2027-02-01"),  # 31 January 2027 is a Sunday
    ("refusal", "2025-10-31", "yellow", "right", "2025-12-01"),  # 30 November is a Sunday
    ("refusal", "2026-10-31", "yellow", "right", "2026-11-30"),
    ("refusal", "2025-12-29", "post", "right", "2026-02-02"),  # over the year: 2 January
    ("refusal", "2026-10-27", "electronic", "right", "2026-11-30"),  # 31 October, a Saturday, is not moved
    ("refusal", "2026-10-28", "post", "right", "2026-12-01"),  # 1 November is not moved
    ("refusal", "2026-10-27", "portal", "right", "2026-11-30"),  # 28 November 2026 is a Saturday
    ("refusal", "2026-10-28", "letter", "right", "2026-11-30"),
    ("bamf", "2026-12-10", "yellow", "two", "2026-12-24"),  # no holiday
    ("bamf", "2026-12-11", "yellow", "two", "2026-12-28"),
    ("bamf", "2026-12-24", "yellow", "one", "2026-12-31"),  # no holiday
    ("bamf", "2026-12-25", "yellow", "one", "2027-01-04"),
    ("bamf", "2026-05-28", "hand", "one", "2026-06-05"),  # Corpus Christi
    ("silence", "2026-01-15", "", "", "2026-04-16"),
    ("silence", "2025-11-30", "", "", "2026-03-01"),
    ("marriage", "2028-02-29", "", "", "2029-02-28"),
    ("marriage", "2026-03-10", "", "", "2027-03-10"),
    ("marriage", "2025-11-01", "", "", "2026-10-30"),  # a Sunday and a holiday: the working day before
    ("stateless", "2005-11-24", "", "", "2026-11-23"),
    ("stateless", "2005-03-01", "", "", "2026-02-27"),
    ("stateless", "2008-02-29", "", "", "2029-02-28"),
    ("stateless", "2006-01-01", "", "", "2026-12-31"),
    ("aid", "2026-11-09", "", "", "2026-12-07"),
    ("aid", "2025-11-27", "", "", "2025-12-24"),  # Christmas
]  # fmt: skip
LATER = [
    ("refusal", "2026-11-02", "yellow", "unknown", "2026-12-02", "2027-11-02"),
    ("refusal", "2024-02-29", "yellow", "wrong", "2024-04-02", "2025-02-28"),
    ("refusal", "2026-10-31", "hand", "wrong", "2026-11-30", "2027-11-02"),  # Sunday, then All Saints' Day
    ("bamf", "2026-11-16", "yellow", "unknown", "2026-11-23", "2026-11-30"),
]


def test_known_days(visit: Visit, address: str) -> None:
    page = visit(PATH)
    found = computed(page, address, [list(one[:4]) for one in VECTORS])["found"]
    assert [one[0] for one in found] == [one[4] for one in VECTORS]
    later = computed(page, address, [list(one[:4]) for one in LATER])["found"]
    assert [(one[0], one[1]) for one in later] == [(one[4], one[5]) for one in LATER]


def test_holidays_and_easter(visit: Visit, address: str) -> None:
    said = computed(visit(PATH), address, [])
    known = {"2025": "2025-04-20", "2026": "2026-04-05", "2027": "2027-03-28", "2028": "2028-04-16", "1954": "1954-04-18",
             "1981": "1981-04-19", "2038": "2038-04-25", "2049": "2049-04-18", "2076": "2076-04-19", "2008": "2008-03-23"}  # fmt: skip
    assert {year: said["easter"][year] for year in known} == known
    for year in range(1900, 2100):
        assert said["easter"][str(year)] == sunday(year).isoformat()
        days = (date(year, 1, 1) + n * ONE for n in range(366 if calendar.isleap(year) else 365))
        mine = [(day.isoformat(), free(day)) for day in days if free(day) not in (None, "saturday", "sunday")]
        assert sorted(map(tuple, said["holidays"][str(year)])) == mine
    names = {day: name for day, name in map(tuple, said["holidays"]["2026"])}
    assert names == {
        "2026-01-01": "newyear", "2026-04-03": "goodfriday", "2026-04-06": "eastermonday", "2026-05-01": "mayday",
        "2026-05-14": "ascension", "2026-05-25": "whitmonday", "2026-06-04": "corpuschristi", "2026-10-03": "unity",
        "2026-11-01": "allsaints", "2026-12-25": "christmas", "2026-12-26": "boxingday",
    }  # fmt: skip


def test_a_second_computation_agrees(visit: Visit, address: str) -> None:
    days = [date(2024, 1, 1) + n * ONE for n in range(3 * 366)]
    forms = [
        ("refusal", way, choice)
        for way in ("post", "yellow", "hand", "electronic", "portal", "letter")
        for choice in ("right", "wrong")
    ]
    forms += [("bamf", "yellow", choice) for choice in ("one", "two", "unknown")]
    forms += [(kind, "", "") for kind in ("silence", "marriage", "aid", "stateless")]
    asked = [(kind, day, way, choice) for kind, way, choice in forms for day in days]
    found = computed(visit(PATH), address, [[kind, day.isoformat(), way, choice] for kind, day, way, choice in asked])[
        "found"
    ]
    assert len(found) == len(asked) > 20_000
    for one, (last, later, steps, notes) in zip(asked, found, strict=True):
        kind, day, way, choice = one
        mine = expected(kind, day, way, choice)
        assert (last, later) == (mine[0].isoformat(), mine[1].isoformat() if mine[1] else None), one
        assert all(off == free(date.fromisoformat(at)) for _, at, off in steps), one
        assert steps[0][1] == day.isoformat(), one
        wait = {"post": 4, "electronic": 4, "portal": 1}.get(way, 0) if kind == "refusal" else 0
        assert ("open" in notes) == bool(wait and free(day + wait * ONE)), one


# --- The form ----------------------------------------------------------------------------------


def opened(visit: Visit, **options: Any) -> Page:
    """The tool on a day that stays the same."""
    page = visit("404.html", **options)
    page.clock.set_fixed_time(TODAY)
    page.goto(page.url.replace("404.html", PATH))
    return page


def fill(page: Page, kind: str, way: str = "", day: str = "", choice: str = "") -> None:
    page.locator(f"[data-kind] input[value={kind}]").check()
    if way:
        page.locator(f"[data-way] input[value={way}]").check()
    if day:
        page.locator("[data-date] input").fill(day)
    if choice:
        page.locator(f"[data-choice={kind}] input[value={choice}]").check()
    page.locator(".lotse-tool-run").click()


def test_a_refusal_with_every_step(visit: Visit) -> None:
    page = opened(visit)
    expect(page.locator(".lotse-tool-static")).to_be_hidden()
    fill(page, "refusal", "post", "2026-10-27", "unknown")
    expect(page.locator(".lotse-tool-answer")).to_have_text(
        "Die Klage muss beim Verwaltungsgericht angekommen sein bis: Montag, 30.11.2026"
    )
    rest = page.locator(".lotse-tool-rest")
    expect(rest.locator(".stop")).to_contain_text("Im Zweifel gilt der frühere Tag")
    rows = [" ".join(one.split()) for one in rest.locator("tbody tr").all_inner_texts()]
    assert len(rows) == 3
    assert rows[1].startswith("Bekanntgabe: 4. Tag nach der Aufgabe zur Post Samstag, 31.10.2026")
    assert "§ 41 Abs. 2 Satz 1 VwVfG NRW (geprüft 22.11.2026)" in rows[1]
    assert "§ 74 Abs. 1 Satz 2 VwGO" in rows[2] and "§ 57 Abs. 2 VwGO" in rows[2]
    expect(rest).to_contain_text("auf ein Wochenende oder einen Feiertag. Ob er sich dann verschiebt, ist offen")
    expect(rest).to_contain_text("hier bis Dienstag, 02.11.2027")
    expect(rest).to_contain_text("Gerechnet ab 27.10.2026 (Aufgabe zur Post)")
    expect(rest).to_contain_text("Am 22.11.2026 mit dem Lotsen ausgerechnet")


def test_a_holiday_is_named(visit: Visit) -> None:
    page = opened(visit)
    fill(page, "refusal", "yellow", "2026-05-04", "right")
    expect(page.locator(".lotse-tool-rest tbody tr").nth(1)).to_contain_text("Donnerstag, 04.06.2026 (Fronleichnam)")
    expect(page.locator(".lotse-tool-answer")).to_contain_text("Freitag, 05.06.2026")
    expect(page.locator(".lotse-tool-past")).to_contain_text("schon vorbei")
    expect(page.locator(".lotse-tool-past")).to_contain_text("§ 60 Abs. 1 und 2 VwGO")


def test_without_a_date_to_compute(visit: Visit) -> None:
    page = opened(visit)
    fill(page, "ban")
    expect(page.locator(".lotse-tool-answer")).to_contain_text("Es steht im Bescheid")
    expect(page.locator(".lotse-tool-rest")).to_contain_text("§ 35a StAG")
    expect(page.locator(".lotse-tool-line")).to_have_count(0)
    expect(page.locator("[data-date]")).to_be_hidden()
    fill(page, "ukraine")
    expect(page.locator(".lotse-tool-answer")).to_contain_text("Donnerstag, 04.03.2027")
    expect(page.locator(".lotse-tool-rest")).to_contain_text("§ 2 UkraineAufenthFGV")


@pytest.mark.parametrize(
    ("kind", "day", "answer"),
    [
        ("silence", "2026-10-15", "frühestens möglich am: Samstag, 16.01.2027"),
        ("marriage", "2025-11-28", "Freitag, 27.11.2026"),
        ("stateless", "2005-11-30", "Freitag, 27.11.2026"),
        ("aid", "2026-11-09", "Montag, 07.12.2026"),
    ],
)
def test_the_other_kinds(visit: Visit, kind: str, day: str, answer: str) -> None:
    page = opened(visit)
    fill(page, kind, day=day)
    expect(page.locator(".lotse-tool-answer")).to_contain_text(answer)
    assert page.locator(".lotse-tool-rest tbody td:last-child").last.inner_text() or kind in ("marriage", "stateless")


def test_errors_stand_at_the_field(visit: Visit) -> None:
    page = opened(visit)
    page.locator("[data-kind] input[value=refusal]").check()
    run, day = page.locator(".lotse-tool-run"), page.locator("[data-date] input")
    run.click()
    expect(page.locator("#deadlines-way-error")).to_contain_text("Wählen Sie, wie der Brief kam")
    assert page.evaluate("document.activeElement.value") == "post"
    page.locator("[data-way] input[value=yellow]").check()
    expect(page.locator("#deadlines-way-error")).to_be_hidden()
    for value, message in (("", "Tragen Sie den Tag ein"), ("2026-11-23", "Zukunft"), ("2024-12-31", "01.01.2025")):
        day.fill(value)
        run.click()
        expect(page.locator("#deadlines-date-error")).to_contain_text(message)
        expect(day).to_have_attribute("aria-invalid", "true")
        expect(day).to_be_focused()
        expect(page.locator(".lotse-tool-answer")).to_be_empty()
    day.fill("")
    day.press("ArrowUp")  # only the day or month: not yet a date
    run.click()
    expect(page.locator("#deadlines-date-error")).to_contain_text("nicht ganz ausgefüllt")
    day.fill("2026-11-22")
    run.click()
    expect(page.locator("#deadlines-date-error")).to_be_hidden()
    expect(page.locator(".lotse-tool-answer")).to_contain_text("Dienstag, 22.12.2026")
    day.fill("2026-11-20")  # a result never stands beside other inputs
    expect(page.locator(".lotse-tool-answer")).to_be_empty()


def test_by_keys_alone(visit: Visit) -> None:
    page = opened(visit)
    page.locator("[data-kind] input").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.value") == "yellow"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.type") == "date"
    page.keyboard.type("11202026")  # Chromium of the tests writes month, day, year
    for _ in range(5):
        if page.evaluate("document.activeElement.matches('.lotse-tool-run')"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".lotse-tool-answer")).to_contain_text("Montag, 21.12.2026")


def test_silent(visit: Visit, seen: Seen) -> None:
    page = opened(visit)
    page.wait_for_load_state("networkidle")
    logged: list[str] = []
    page.on("console", lambda message: logged.append(message.text))
    state = """() => JSON.stringify([location.href, history.length, document.title, {...localStorage}, {...sessionStorage}, document.cookie])"""
    before, asked = page.evaluate(state), len(seen.requests)
    for kind, way, day in (
        ("refusal", "post", "2026-11-02"),
        ("bamf", "yellow", "2026-11-18"),
        ("stateless", "", "2006-05-05"),
    ):
        fill(page, kind, way, day)
    page.wait_for_timeout(300)
    assert (page.evaluate(state), len(seen.requests), logged) == (before, asked, [])
    assert page.evaluate("indexedDB.databases().then((all) => all.length)") == 0
    assert page.locator(".lotse-tool form, .lotse-tool [type=submit]").count() == 0


@pytest.mark.parametrize("size", [NARROW, WIDE, (320, 700)], ids=["narrow", "wide", "smallest"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_fits(visit: Visit, size: tuple[int, int], scheme: str) -> None:
    page = opened(visit, size=size, color_scheme=scheme)
    fill(page, "refusal", "post", "2026-11-16", "unknown")
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    small = page.evaluate(
        "[...document.querySelectorAll('.lotse-tool :is(label, button, input[type=date])')].filter((e) => e.checkVisibility())"
        ".map((e) => e.getBoundingClientRect()).filter((r) => r.height < 24 || r.width < 24).length"
    )
    assert small == 0


def test_without_scripts_the_rules_stand_there(visit: Visit) -> None:
    page = visit(PATH, java_script_enabled=False)
    table = page.locator(".lotse-tool-static table")
    expect(table.locator("tbody tr")).to_have_count(8)
    for text in ("1 Monat", "§ 74 Abs. 1 Satz 2 VwGO", "2 Wochen", "4 Wochen", "04.03.2027", "Fronleichnam"):
        assert text in page.locator(".lotse-tool-static").inner_text().replace("\u00a0", " "), text
    expect(page.locator(".lotse-tool-form")).to_be_hidden()


def test_prints_one_sheet(visit: Visit) -> None:
    page = opened(visit)
    fill(page, "refusal", "post", "2026-11-16", "unknown")
    page.emulate_media(media="print")
    expect(page.locator(".lotse-tool-form")).to_be_hidden()
    expect(page.locator("#daten")).to_be_hidden()
    expect(page.locator(".lotse-tool-line").first).to_be_visible()
    expect(page.locator(".lotse-tool-print")).to_be_hidden()
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1


def test_the_line_for_the_folder_is_german_too(visit: Visit) -> None:
    page = visit(f"ar/{PATH}", size=NARROW)
    page.locator('input[value="refusal"]').check()
    page.locator('[data-way] input[value="post"]').check()
    page.locator("[data-date] input").fill("2026-10-23")
    page.locator("button.lotse-tool-run").click()
    line = page.locator(".lotse-tool-line [lang=de]")
    expect(line).to_contain_text("Klage gegen den Bescheid: Freitag, 27.11.2026")
    expect(line).to_have_attribute("dir", "ltr")
    # Norms keep their order in a text that runs from the right.
    norm = page.locator(".lotse-tool-rest tbody tr").nth(1).locator("td").last.text_content() or ""
    assert "\u2066§" in norm.replace("\u00a0", " ").replace("§ ", "§")


def test_small(visit: Visit, address: str) -> None:
    page = visit(PATH)
    sizes = page.evaluate(
        "async (url) => (await Promise.all(['deadlines.js', 'deadlines-logic.js'].map(async (f) => (await (await fetch(url + f)).text()).length)))",
        f"{address}assets/js/tools/",
    )
    assert sum(sizes) <= 12_000, json.dumps(sizes)
