"""Days when something falls due, law that changed since, and the notice that readers get of it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import AS_OF, EXAMPLE, REPOSITORY, check, lines

from lotse import checks, freshness, model
from lotse.finish import article
from lotse.finish.context import Context
from lotse.finish.html import parse
from lotse.laws.citations import Norm
from lotse.laws.structure import norm_of
from lotse.model import Page, Site

Edit = Callable[[str, str, str], None]
AMENDED = "§ 10 Abs. 1 Satz 1 Nr. 3"
LAWS = "docs/data/laws.yml"


def reviewed(root: Path, day: str) -> Site:
    """The clean site, its example page last looked at on ``day``."""
    page = root / EXAMPLE
    page.write_text(page.read_text("utf-8").replace(f"reviewed: {AS_OF}", f"reviewed: {day}"), "utf-8")
    return model.load(root)


def page(site: Site, lang: str = "de") -> Page:
    """The example page."""
    found = site.page(lang, "leitfaden/beispiel.md")
    assert found
    return found


def named(site: Site, lang: str = "de") -> list[tuple[str, str]]:
    """Norm and day of each change that concerns the example page."""
    return [(one.name, one.date) for one in freshness.changed_norms(site, page(site, lang))]


# --- Days --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "after", "expected"),
    [
        ("2026-08-31", "6 months", "2027-02-28"),
        ("2024-02-29", "4 years", "2028-02-29"),
        ("2026-11-22", "0 days", "2026-11-22"),
        ("2026-12-25", "1 weeks", "2027-01-01"),
        ("2026-11-22", "99999 years", ""),
        ("2026-11-22", "99999999999 days", ""),
        ("2026-11-22", "6 moons", ""),
        ("2026-11-22", "six months", ""),
        ("2026-02-30", "6 months", ""),
    ],
)
def test_due(start: str, after: str, expected: str) -> None:
    assert freshness.due(start, after) == expected


@pytest.mark.parametrize(
    ("checked", "own", "expected"),
    [
        ("2026-11-22", "", "2027-11-22"),
        ("2026-11-22", "3 months", "2027-02-22"),
        ("2026-11-22", "24 months", "2027-11-22"),
        ("2026-11-22", "bald", "2027-11-22"),
        ("gestern", "3 months", ""),
    ],
)
def test_a_look_at_a_source_counts_a_year_at_most(checked: str, own: str, expected: str) -> None:
    assert freshness.unchecked_since(checked, own) == expected


@pytest.mark.parametrize("value", ["2026-13-01", "26-11-22", "20261122", "", None, 20261122, ["2026-11-22"]])
def test_no_date(value: object) -> None:
    assert not freshness.is_date(value)


# --- Norms above and below ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("§ 10 Abs. 1 Satz 1 Nr. 3", "§ 10 Abs. 1 Satz 1 Nr. 3", True),
        ("§ 10", "§ 10 Abs. 1 Satz 1 Nr. 3", True),
        ("§ 10 Abs. 1 Satz 1 Nr. 3 Buchst. b", "§ 10 Abs. 1 Satz 1 Nr. 3", True),
        ("§ 10 Abs. 1 Satz 1 Nr. 2", "§ 10 Abs. 1 Satz 1 Nr. 3", False),
        ("§ 10 Abs. 2", "§ 10 Abs. 1 Satz 1", False),
        ("§ 10a", "§ 10", False),
        ("§ 1", "§ 10", False),
        ("§§ 85a bis 85d", "§ 85b Abs. 2", True),
        ("§§ 85a bis 85d", "§ 85e", False),
        ("§§ 85a bis 85d", "§ 85", False),
        ("§§ 9 bis 12", "§ 10 Abs. 3", True),
        ("§ 10 Abs. 1 bis 3", "§ 10 Abs. 2 Satz 1", True),
        ("§ 10 Abs. 1 bis 3", "§ 10 Abs. 4", False),
        ("§ 3 Nr. 26 Satz 2", "§ 3 Satz 1 Nr. 26", True),
    ],
)
def test_touches(one: str, other: str, expected: bool) -> None:
    first, second = norm_of(one), norm_of(other)
    assert freshness.touches(first, second) is expected
    assert freshness.touches(second, first) is expected


# --- What changed ------------------------------------------------------------------------------


def test_all_changes_in_the_order_of_time(clean: Path, edit: Edit) -> None:
    edit(LAWS, "    amendments:\n", '    amendments:\n      - {norm: §§ 8 und 9, from: "2026-01-01"}\n')
    found = freshness.changes(model.load(clean))
    assert [(one.name, one.date) for one in found] == [
        ("§ 8 StAG", "2026-01-01"), ("§ 9 StAG", "2026-01-01"), (f"{AMENDED} StAG", "2026-06-12")
    ]  # fmt: skip
    assert (found[2].title, found[2].url) == ("§ 10 StAG", "https://www.gesetze-im-internet.de/stag/__10.html")


@pytest.mark.parametrize(("day", "changed"), [("2026-06-11", True), ("2026-06-12", False), ("gestern", False)])
def test_only_what_changed_after_the_last_look(clean: Path, day: str, changed: bool) -> None:
    assert named(reviewed(clean, day)) == ([(f"{AMENDED} StAG", "2026-06-12")] if changed else [])


def test_a_translation_is_as_old_as_its_german_page(clean: Path) -> None:
    site = reviewed(clean, "2026-06-11")
    assert named(site, "tr") == named(site, "ar") == named(site)
    assert freshness.changed_norms(site, model.Page(page(site).file, "tr", "leitfaden/fremd.md")) == []


def test_a_translation_rests_on_what_it_cites_itself(clean: Path, edit: Edit) -> None:
    edit(LAWS, f"- norm: {AMENDED}\n", "- norm: § 8\n")
    site = reviewed(clean, "2026-06-11")
    assert named(site) == named(site, "tr") == []
    turkish = clean / "docs/tr/leitfaden/beispiel.md"
    turkish.write_text(turkish.read_text("utf-8") + "\n§ 8 Abs. 2 StAG\n", "utf-8")
    site = model.load(clean)
    assert named(site) == named(site, "ar") == []
    assert named(site, "tr") == [("§ 8 StAG", "2026-06-12")]


def test_old_law_and_other_law_do_not_count(clean: Path) -> None:
    site = reviewed(clean, "2026-06-11")
    for run in page(site).doc.runs:
        run.text = run.text.replace(" StAG", " StAG a. F.")
    assert named(site) == []
    for run in page(site).doc.runs:
        run.text = run.text.replace(" StAG a. F.", " BerHG")
    assert named(site) == []


def test_the_lock_tells_of_changes_too(clean: Path) -> None:
    lock = clean / "docs/data/laws.lock"
    pinned = json.loads(lock.read_text("utf-8"))
    pinned["statutes"]["StAG"]["norms"]["10"]["changed"] = "2026-08-19"
    pinned["statutes"]["StAG"]["norms"]["9"]["changed"] = "2026-08-19"
    lock.write_text(json.dumps(pinned), "utf-8")
    site = reviewed(clean, "2026-07-01")
    assert named(site) == [("§ 10 StAG", "2026-08-19")]
    change = freshness.changed_norms(site, page(site))[0]
    assert change.url == "https://www.gesetze-im-internet.de/stag/__10.html"


def test_an_amendment_is_more_precise_than_the_lock(clean: Path) -> None:
    lock = clean / "docs/data/laws.lock"
    pinned = json.loads(lock.read_text("utf-8"))
    pinned["statutes"]["StAG"]["norms"]["10"]["changed"] = "2026-08-19"
    lock.write_text(json.dumps(pinned), "utf-8")
    site = reviewed(clean, "2026-06-11")
    assert named(site) == [(f"{AMENDED} StAG", "2026-06-12")]


def test_broken_law_files_tell_of_no_change(clean: Path) -> None:
    (clean / LAWS).write_text("statutes: [", "utf-8")
    assert freshness.changes(reviewed(clean, "2026-06-11")) == []


@pytest.mark.parametrize(
    "entry", ["amendments: 7", "amendments: [7]", "amendments: [{norm: § 8}]", "amendments: [{norm: § 8, from: bald}]"]
)
def test_malformed_amendments_tell_of_no_change(clean: Path, edit: Edit, entry: str) -> None:
    edit(LAWS, "    slug: berathig\n", f"    slug: berathig\n    {entry}\n")
    assert [one.statute for one in freshness.changes(model.load(clean))] == ["StAG"]


def test_first_mention_is_where_the_norm_stands(clean: Path) -> None:
    site = reviewed(clean, "2026-06-11")
    change = freshness.changed_norms(site, page(site))[0]
    file = page(site).file
    assert file.raw[freshness.first_mention(site, page(site), change) :].decode().startswith(f"{AMENDED} StAG")
    above = freshness.Change("StAG", norm_of("§ 10 Abs. 1 Satz 1 Nr. 7"), "2026-06-12", "", "")
    assert file.raw[freshness.first_mention(site, page(site), above) :].decode().startswith("§ 10 Abs. 1 Satz 1 StAG")
    gone = freshness.Change("StAG", Norm("99"), "2026-06-12", "", "")
    assert freshness.first_mention(site, page(site), gone) == page(site).body_start


# --- The rules ---------------------------------------------------------------------------------


def test_a_change_that_is_still_to_come_warns_nobody_yet(clean: Path, edit: Edit) -> None:
    edit(LAWS, 'from: "2026-06-12"', 'from: "2026-12-01"')
    assert lines(check(clean, "freshness")) == []
    site = model.load(clean)
    site.as_of = "2026-12-01"
    assert [one.rule for one in checks.run(site, ["freshness/law-changed"])] == ["freshness/law-changed"]


def test_without_a_day_nothing_is_due(clean: Path) -> None:
    site = reviewed(clean, "2020-01-01")
    assert checks.run(site, ["freshness"]) == []


def test_a_generated_page_is_renewed_through_its_data(clean: Path, edit: Edit) -> None:
    edit("docs/de/probe.md", f"reviewed: {AS_OF}", "# Erzeugt von „lotse generate“\nreviewed: 2025-01-01")
    found = check(clean, "freshness/due")
    assert [one.help for one in found] == [
        "die Daten hinter der Seite prüfen, dann „researched“ in docs/data/laws.yml und: lotse generate"
    ]


def test_what_may_lie_in_the_future(clean: Path, edit: Edit) -> None:
    edit("docs/data/facts.yml", 'valid_from: "2024-06-27"', 'valid_from: "2027-01-01"')
    edit("docs/data/changes.yml", 'date: "2024-06-27"', 'date: "2027-01-01"')
    edit(LAWS, 'from: "2026-06-12"', 'from: "2027-01-01"')
    assert lines(check(clean, "freshness")) == []


# --- The notice --------------------------------------------------------------------------------


def notice(root: Path, lang: str, key: str = "leitfaden/beispiel.md") -> list[tuple[str, str]]:
    """Text and HTML of each notice about changed law above a page."""
    for name in ("de", "ar", "tr"):
        shutil.copy(REPOSITORY / f"docs/data/text/{name}.yml", root / "docs/data/text")
    made = Context(model.load(root), root / "site", None, "https://lotse.example/")
    shown = next(one for one in made.pages() if (one.lang, one.key) == (lang, key))
    tree = parse("<html><head></head><body><article><h1>Titel</h1><p>Text</p></article></body></html>")
    article.finish(made, shown, tree)
    text = tree.html or ""
    found = tree.css(".lotse-head .lotse-notice--law_changed")
    assert not found or text.index("lotse-notice--law_changed") < text.index("<p>Text</p>")
    return [(" ".join(one.text().split()), one.html or "") for one in found]


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("de", f"Seit der Durchsicht hat sich geändert: {AMENDED} StAG (12. Juni 2026)."),
        ("tr", f"Bu sayfa son gözden geçirildiğinden beri yasa değişti: {AMENDED} StAG (12 Haziran 2026)."),
        ("ar", f"تغيّر القانون منذ آخر مراجعة لهذه الصفحة: {AMENDED} StAG (12 يونيو 2026)."),
    ],
)
def test_readers_are_told_in_their_language(clean: Path, lang: str, expected: str) -> None:
    reviewed(clean, "2026-06-11")
    ((text, html),) = notice(clean, lang)
    assert text == expected
    assert '<bdi dir="ltr">§' in html


def test_no_notice_when_nothing_changed(clean: Path) -> None:
    assert notice(clean, "de") == notice(clean, "tr") == []


def test_one_sentence_a_day(clean: Path, edit: Edit) -> None:
    norms = ("§ 10 Abs. 1 Satz 1 Nr. 1", "§ 10 Abs. 1 Satz 2")
    more = "".join(f'      - {{norm: {norm}, from: "2026-07-01"}}\n' for norm in norms)
    edit(LAWS, "    repealed:\n", more + "    repealed:\n")
    reviewed(clean, "2026-06-11")
    assert [text.partition(": ")[2] for text, _ in notice(clean, "de")] == [
        f"{AMENDED} StAG (12. Juni 2026).",
        "§ 10 Abs. 1 Satz 1 Nr. 1 StAG, § 10 Abs. 1 Satz 2 StAG (1. Juli 2026).",
    ]


def test_a_page_shown_in_german_has_the_notice_in_the_language_of_the_menus(clean: Path) -> None:
    reviewed(clean, "2026-06-11")
    (clean / "docs/tr/leitfaden/beispiel.md").unlink()
    ((text, _),) = notice(clean, "tr")
    assert text.startswith("Bu sayfa")


def test_a_withdrawn_page_has_no_other_notice(clean: Path) -> None:
    reviewed(clean, "2026-06-11\nwithdrawn: falsch")
    assert notice(clean, "de") == notice(clean, "tr") == []


@pytest.mark.parametrize("file", sorted((REPOSITORY / "docs/data/text").glob("*.yml")), ids=lambda file: file.stem)
def test_every_language_says_norm_and_date(file: Path) -> None:
    text = model.load(REPOSITORY).text(file.stem)["notice"]["law_changed"]
    assert text.format(norm="§ 1", date="heute").count("§ 1 (heute)") == 1
