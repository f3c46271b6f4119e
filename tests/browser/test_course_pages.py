"""The course in the browser and on paper: self-tests in both views, ways to print, run sheets, documents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise

import pytest
from browsing import NARROW, WIDE, Seen
from built import Built
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from lotse.course import module, planning, quiz
from lotse.course.module import under
from lotse.course.sheet import fill

pytest_plugins = ["serving"]
pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
PATH = "schulung/l2/"
MODULE = "L2"
STORED = "() => [localStorage.length, sessionStorage.length, document.cookie]"
PAGE_WIDTH, PAGE_HEIGHT = 595, 842  # points of A4


def questions(page: Page) -> Locator:
    return page.locator(".lotse-quiz fieldset")


def answer(fields: Locator, *, right: bool) -> None:
    """Click in each question all right answers, or all wrong ones (of which a choice of one keeps the last)."""
    fields.evaluate_all(
        """(all, right) => { for (const field of all) for (const one of field.querySelectorAll('input'))
          if (one.checked !== (('right' in one.dataset) === right) && (one.type === 'checkbox' || !one.checked)) one.click() }""",
        right,
    )


def paper(page: Page) -> PdfReader:
    """What the printer gets."""
    return PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))


def bare(text: str) -> str:
    """Letters and digits only: lines of a page end where they like, and fonts join letters."""
    return re.sub(r"[^\w:]|_", "", unicodedata.normalize("NFKC", text))


def written(reader: PdfReader) -> str:
    return bare("".join(one.extract_text() for one in reader.pages))


def printed(visit: Visit, path: str, selector: str) -> PdfReader:
    """The paper that comes out when a button is pressed."""
    page = visit(path)
    page.evaluate("window.print = () => {}")
    page.locator(selector).click()
    return paper(page)


# --- Self-test ----------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_the_self_test_says_what_is_right_and_why(visit: Visit, built: Built, size: tuple[int, int]) -> None:
    page = visit(PATH, size=size)
    pool = quiz.of(built.site, MODULE)
    fields = questions(page)
    assert fields.count() == len(pool)
    first, second, third = (fields.nth(number) for number in range(3))
    expect(first.locator(".lotse-quiz__why")).to_be_hidden()
    answer(first, right=True)
    answer(second, right=False)
    page.locator(".lotse-quiz__check").click()
    expect(first.locator(".lotse-quiz__says")).to_have_text("Richtig.")
    expect(second.locator(".lotse-quiz__says")).to_have_text("Noch nicht richtig.")
    expect(third.locator(".lotse-quiz__says")).to_have_text("Noch keine Antwort.")
    expect(second.locator(".lotse-quiz__why")).to_be_visible()
    expect(third.locator(".lotse-quiz__why")).to_be_hidden()
    expect(first.locator(".lotse-quiz__level")).to_be_hidden()
    expect(page.locator(".lotse-quiz__count")).to_have_text(f"1 von {len(pool)} Fragen richtig")
    # Another answer is not yet judged.
    answer(second, right=True)
    expect(second.locator(".lotse-quiz__says")).to_be_empty()
    expect(second.locator(".lotse-quiz__why")).to_be_hidden()
    expect(page.locator(".lotse-quiz__count")).to_be_empty()
    answer(fields, right=True)
    page.locator(".lotse-quiz__check").click()
    expect(page.locator(".lotse-quiz__count")).to_have_text(f"{len(pool)} von {len(pool)} Fragen richtig")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator(".lotse-quiz__again").click()
    expect(page.locator(".lotse-quiz input:checked")).to_have_count(0)
    expect(first.locator("input").first).to_be_focused()


def test_a_right_answer_with_a_wrong_one_is_not_right(visit: Visit) -> None:
    page = visit(PATH)
    field = page.locator(".lotse-quiz fieldset:has([type=checkbox])").first
    for one in field.locator("input").all():
        one.check()
    page.locator(".lotse-quiz__check").click()
    expect(field.locator(".lotse-quiz__says")).to_have_text("Noch nicht richtig.")


def test_the_guide_page_behind_an_answer_is_there(visit: Visit, seen: Seen) -> None:
    page = visit(PATH)
    field = questions(page).first
    answer(field, right=True)
    page.locator(".lotse-quiz__check").click()
    field.locator(".lotse-quiz__source a:not(.citation)").click()
    page.wait_for_load_state()
    target = page.url.partition("#")[2]
    assert target and page.locator(f"article #{target}").count() == 1


def test_the_self_test_works_with_keys_alone(visit: Visit) -> None:
    page = visit(PATH)
    single = page.locator(".lotse-quiz fieldset:has([type=radio])").first
    single.locator("input").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(single.locator("input").nth(1)).to_be_checked()
    page.locator(".lotse-quiz fieldset").last.locator("input").last.focus()
    page.keyboard.press("Tab")
    expect(page.locator(".lotse-quiz__check")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".lotse-quiz__count")).to_contain_text("Fragen richtig")
    assert page.locator(".lotse-quiz__count").get_attribute("role") == "status"
    page.locator('[name="lotse-view"]').first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".trainer-note").first).to_be_visible()


def test_nothing_is_stored_or_sent(visit: Visit, seen: Seen) -> None:
    page = visit(PATH)
    page.wait_for_load_state("networkidle")
    before, stored = len(seen.requests), page.evaluate(STORED)
    answer(questions(page), right=False)
    page.locator(".lotse-quiz__check").click()
    page.locator('[value="trainer"]').check()
    page.locator('[value="participant"]').check()
    assert [one for one in seen.requests[before:] if one.startswith("http")] == []
    assert page.evaluate(STORED) == stored  # what the theme keeps about itself
    page.locator('[value="trainer"]').check()
    page.reload()
    expect(page.locator('[value="participant"]')).to_be_checked()
    expect(page.locator(".lotse-quiz input:checked")).to_have_count(0)
    assert page.evaluate(STORED) == stored


def test_the_trainer_sees_notes_solutions_and_right_answers(visit: Visit, built: Built) -> None:
    page = visit(PATH)
    notes, solutions = page.locator(".trainer-note"), page.locator("details.lotse-solution")
    assert notes.count() and solutions.count()
    expect(notes.first).to_be_hidden()
    is_open = "all => all.map(one => one.open)"
    assert not any(solutions.evaluate_all(is_open))
    page.locator('[value="trainer"]').check()
    expect(notes.first).to_be_visible()
    assert all(solutions.evaluate_all(is_open))
    marked = questions(page).evaluate_all(
        "all => all.map(field => [...field.querySelectorAll('input')].map(one => one.checked))"
    )
    assert marked == [[option.right for option in one.options] for one in quiz.of(built.site, MODULE)]
    levels = page.locator(".lotse-quiz__level")
    assert levels.count() == page.locator(".lotse-quiz__level:visible").count() == len(marked)
    expect(page.locator(".lotse-quiz__check")).to_be_hidden()
    expect(questions(page).first.locator("input").first).to_be_disabled()
    page.locator('[value="participant"]').check()
    expect(notes.first).to_be_hidden()
    expect(page.locator(".lotse-quiz input:checked")).to_have_count(0)
    expect(questions(page).first.locator("input").first).to_be_enabled()


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_without_scripts_a_sheet_with_its_key(visit: Visit, size: tuple[int, int]) -> None:
    page = visit(PATH, size=size, java_script_enabled=False)
    expect(page.locator(".lotse-views")).to_be_hidden()
    expect(page.locator(".lotse-quiz__check")).to_be_hidden()
    expect(page.locator(".trainer-note").first).to_be_visible()
    key = page.locator(".lotse-quiz__key")
    expect(key.locator(".lotse-quiz__why").first).to_be_hidden()
    key.locator("summary").click()
    expect(key.locator(".lotse-quiz__why")).to_have_count(questions(page).count())
    expect(key.locator(".lotse-quiz__why").first).to_contain_text("Richtig:")


# --- Paper --------------------------------------------------------------------------------------


@pytest.fixture
def text(built: Built) -> dict[str, str]:
    """The beginning of a paragraph of each kind on the module page, such as stands there only once."""
    page = module.modules(built.site)[MODULE].page
    whole = bare("".join(run.text for run in page.doc.runs))
    kinds: dict[str, str] = {"step": bare("Kernpunkte")}
    for block in page.doc.blocks:
        for run in page.doc.runs:
            inside = run.marks and block.start < run.offset(0) < (block.end or 0)
            if inside and len(run.text) > 40 and whole.count(bare(run.text)[:40]) == 1:
                kinds.setdefault(block.name, bare(run.text)[:40])
    reasons = (bare(fill(built.site, one.why))[:40] for one in quiz.of(built.site, MODULE))
    return kinds | {"why": next(one for one in reasons if one not in whole)}


def test_handout_and_trainers_copy(visit: Visit, text: dict[str, str]) -> None:
    handout = printed(visit, PATH, '[data-print="handout"]')
    copy = printed(visit, PATH, '[data-print="trainer"]')
    hidden = {kind: text.pop(kind) for kind in ("trainer-note", "solution", "why")}
    on_handout, on_copy = written(handout), written(copy)
    assert text and all(one in on_handout and one in on_copy for one in text.values())
    assert all(one in on_copy and one not in on_handout for one in hidden.values())
    assert len(handout.pages) < len(copy.pages)


def test_large_print_is_the_handout_in_18_points(visit: Visit) -> None:
    page = visit(PATH)
    page.evaluate("window.print = () => {}")
    page.locator('[data-print="large"]').click()
    page.emulate_media(media="print")
    sizes = page.evaluate(
        """() => [...document.querySelectorAll('article :is(p, li, td, th, dd, legend, label span)')]
          .filter(e => e.checkVisibility() && e.textContent.trim()).map(e => parseFloat(getComputedStyle(e).fontSize))"""
    )
    assert len(sizes) > 50 and min(sizes) >= 24  # 18 points
    assert page.locator(":is(.trainer-note, details.lotse-solution, .lotse-quiz__why):visible").count() == 0


def test_one_slide_for_each_step(visit: Visit, built: Built) -> None:
    page = module.modules(built.site)[MODULE].page
    steps = [one for one in under(page, "inhalt")[1:] if one.level == 3]
    reader = printed(visit, PATH, '[data-print="slides"]')
    assert len(reader.pages) == len(steps)
    for slide, step in zip(reader.pages, steps, strict=True):
        assert slide.mediabox.width > slide.mediabox.height
        said = bare(slide.extract_text())
        assert bare(step.title) in said
        assert all(bare(point.text)[:20] in said for point in module.points(step))


def test_after_printing_the_page_is_as_before(visit: Visit) -> None:
    page = visit(PATH)
    page.evaluate("window.print = () => dispatchEvent(new Event('afterprint'))")
    page.locator('[data-print="slides"]').click()
    assert "lotse-print" not in page.evaluate("document.documentElement.className")
    assert all(one.mediabox.width < one.mediabox.height for one in paper(page).pages)


def test_material_has_large_print_and_no_views(visit: Visit, built: Built) -> None:
    one = next(shown for shown in built.pages if shown.lang == "de" and shown.german.meta.get("kind") == "material")
    page = visit(built.context.url("de", one.key))
    expect(page.locator('.lotse-views [data-print="large"]')).to_be_visible()
    expect(page.locator('[name="lotse-view"]')).to_have_count(0)
    assert page.locator(".trainer-note:visible").count() == page.locator(".trainer-note").count()


def test_material_with_answers_can_be_handed_out_without_them(visit: Visit) -> None:
    path = "schulung/material/satzwerkstatt/"
    handout, whole = (written(printed(visit, path, f'[data-print="{mode}"]')) for mode in ("handout", "plain"))
    for answer in ("Lösung der Sätze", "Prüffragen zum Vergleichen", "Hinweis für die Leitung"):
        assert bare(answer) in whole and bare(answer) not in handout
    assert bare("Satz 3: Anhörung") in handout
    expect(visit("schulung/material/rollenkarten-gespraech/").locator('[data-print="handout"]')).to_have_count(0)


def test_no_sheet_of_the_sample_folder_is_torn(visit: Visit) -> None:
    """A page of paper never ends with a heading or the line below it: what they belong to would be on the next."""
    reader = printed(visit, "schulung/material/musterordner/", '[data-print="plain"]')
    ends = [one.extract_text().strip().splitlines()[-1] for one in reader.pages]
    assert not [line for line in ends if re.match("Blatt|Muster, nur", line)]


@pytest.mark.parametrize("name", ["l-fr1", "l-sa1", "l-mi", "l-fr2", "l-sa2", "l-ab", "f-1", "f-2", "t-1"])
def test_a_day_can_be_run_from_its_sheet_alone(visit: Visit, built: Built, name: str) -> None:
    plan = planning.plan(built.site)
    day = plan and plan.day(name)
    assert plan and day
    reader = printed(visit, "schulung/laufzettel/", f'[data-day="{name}"] button')
    said = written(reader)
    assert 1 <= len(reader.pages) <= 2
    assert abs(float(reader.pages[0].mediabox.width) - PAGE_WIDTH) < 1
    assert abs(float(reader.pages[0].mediabox.height) - PAGE_HEIGHT) < 1
    steps = planning.steps(built.site, day)
    assert len(steps) > 5
    for step in steps:
        time = f"{planning.clock(step.start)}{planning.clock(step.end)}{step.end - step.start}"
        what = step.row.step + step.row.form if step.row else "ause"
        assert time in said, time
        assert bare(what) in said, what
    for one in {step.module.id: step.module for step in steps if step.module}.values():
        for thing in one.materials:
            assert bare(thing.name) in said, thing.name
    others = {
        other.title for course in plan.courses.values() for other in course.days if not other.id.startswith(name[0])
    }
    assert not any(bare(other) in said for other in others - {day.title})


# --- Pages made of data, and documents ------------------------------------------------------------


@pytest.mark.parametrize("path", ["lehrplan", "laufzettel", "materialliste", "matrix", "l2", "trainerheft"])
def test_pages_of_the_course_fit_a_phone(visit: Visit, path: str) -> None:
    page = visit(f"schulung/{path}/", size=NARROW)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator(".admonition.data").count() == 0


@pytest.mark.parametrize(
    ("path", "first"), [("schulung/trainerheft/", "l0--l0"), ("schulung/trainerheft-f/", "f1--f1"),
                        ("schulung/trainerheft-t/", "t1--t1"), ("konzept/dokument/", "")],
)  # fmt: skip
def test_a_document_is_whole_and_its_links_stay_inside(visit: Visit, address: str, path: str, first: str) -> None:
    page = visit()
    page.set_default_timeout(20_000)  # hundreds of pages of paper
    page.goto(address + path)
    chapters = page.locator(".lotse-contents > ol > li > a").evaluate_all(
        "all => all.map(a => a.getAttribute('href').slice(1))"
    )
    headings = page.locator(".lotse-chapter > h2:first-child").evaluate_all("all => all.map(h => h.id)")
    assert len(chapters) > 2 and chapters == headings and chapters[0].startswith(first)
    lost = "all => all.filter(a => !document.getElementById(decodeURIComponent(a.getAttribute('href').slice(1)))).map(a => a.outerHTML)"
    assert page.locator('article a[href^="#"]').evaluate_all(lost) == []
    ids = page.locator("article [id]").evaluate_all("all => all.map(e => e.id)")
    assert len(ids) == len(set(ids))
    assert page.locator(".trainer-note").count() == page.locator(".trainer-note:visible").count()
    levels = page.locator("article :is(h1, h2, h3, h4, h5, h6)").evaluate_all(
        "all => all.map(h => Number(h.tagName[1]))"
    )
    assert levels[0] == 1 and all(later <= before + 1 for before, later in pairwise(levels))


def test_the_links_of_a_document_lead_to_pages(visit: Visit, address: str) -> None:
    page = visit("schulung/trainerheft-t/")
    inside = page.locator("article .lotse-document a[href]").evaluate_all("all => all.map(a => a.href.split('#')[0])")
    for one in sorted({href for href in inside if href.startswith(address)}):
        assert page.request.get(one).ok, one
