"""The pre-check: logic, periods, the evaluator on a small rule base, and every kind of bad answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from conftest import REPOSITORY, check, fingerprint, lines

from lotse import model, precheck
from lotse.cli import main
from lotse.precheck import bundle, conditions, judge, periods, report, rules
from lotse.precheck.evaluate import evaluate
from lotse.precheck.periods import Limits, add_months, add_years, whole_years
from lotse.precheck.rules import Rules
from lotse.source import schema

ON = date(2026, 11, 22)
LIMITS = Limits(abroad_months=6, credit_years=3)
TRUTHS = (True, False, None)


# --- logic ----------------------------------------------------------------------------------------


def truth(raw: dict[str, Any], **known: Any) -> conditions.Truth:
    return conditions.holds(conditions.parse(raw), known.get)


@pytest.mark.parametrize(("left", "right"), list(product(TRUTHS, TRUTHS)))
def test_all_any_not_are_kleene(left: bool | None, right: bool | None) -> None:
    words = {True: "yes", False: "no", None: None}
    known = {"a": words[left], "b": words[right]}
    both = [{"a": "yes"}, {"b": "yes"}]
    order = {False: 0, None: 1, True: 2}
    assert truth({"all": both}, **known) is min(left, right, key=order.__getitem__)
    assert truth({"any": both}, **known) is max(left, right, key=order.__getitem__)
    assert truth({"not": {"a": "yes"}}, **known) is (None if left is None else not left)


@pytest.mark.parametrize(
    ("raw", "value", "expected"),
    [
        ({"x": "b1"}, "b1", True),
        ({"x": "b1"}, "b2", False),
        ({"x": "b1"}, None, None),
        ({"x": ["b1", "b2"]}, "b2", True),
        ({"x": ["b1", "b2"]}, "c1", False),
        ({"x": {"min": 5}}, 5, True),
        ({"x": {"min": 5}}, 4, False),
        ({"x": {"max": 5}}, 5, True),
        ({"x": {"max": 5}}, 6, False),
        ({"x": {"below": 5}}, 5, False),
        ({"x": {"below": 5}}, 4, True),
        ({"x": {"min": 3, "below": 5}}, 5, False),
        ({"x": {"min": 5}}, None, None),
        ({"x": {"min": 0}}, 0, True),
        ({"x": {"min": "2000-01-01"}}, "2000-01-01", True),
        ({"x": {"below": "2000-01-01"}}, "1999-12-31", True),
        ({"x": "5"}, 5, False),
        ({"known": "x"}, None, False),
        ({"known": "x"}, 0, True),
        ({"all": []}, None, True),
        ({"any": []}, None, False),
    ],
)
def test_leaves(raw: dict[str, Any], value: Any, expected: bool | None) -> None:
    assert truth(raw, x=value) is expected


def test_no_condition_is_true() -> None:
    assert conditions.holds(conditions.parse(None), lambda name: None) is True


# --- periods --------------------------------------------------------------------------------------


def stay(*listed: tuple[str, str, str | None] | tuple[str, str, str | None, bool]) -> list[dict[str, Any]]:
    """Periods from (kind, from, to[, deadline])."""
    return [
        {"kind": one[0], "from": one[1], "to": one[2], **({"deadline": one[3]} if len(one) == 4 else {})}
        for one in listed
    ]


def days(
    listed: list[dict[str, Any]], years: int = 5, on: date = ON, *, credit: bool = False
) -> tuple[str | None, str | None]:
    found = periods.earliest(listed, years, on, LIMITS, credit=credit)
    return tuple(one.isoformat() if one else None for one in (found.sure, found.perhaps))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        ("2020-02-29", 5, "2025-03-01"),
        ("2020-02-29", 4, "2024-02-29"),
        ("2024-02-29", -3, "2021-03-01"),
        ("2021-10-01", 5, "2026-10-01"),
    ],
)
def test_years_are_calendar_years(day: str, years: int, expected: str) -> None:
    assert add_years(date.fromisoformat(day), years).isoformat() == expected


def test_months_end_on_the_last_day() -> None:
    assert add_months(date(2025, 8, 31), 6) == date(2026, 2, 28)
    assert add_months(date(2023, 8, 31), 6) == date(2024, 2, 29)
    assert add_months(date(2025, 7, 15), 6) == date(2026, 1, 15)


@pytest.mark.parametrize(
    ("since", "on", "years"),
    [
        ("2008-02-29", "2026-02-28", 17),
        ("2008-02-29", "2026-03-01", 18),
        ("2008-02-29", "2024-02-29", 16),
        ("2010-11-22", "2026-11-22", 16),
        ("2010-11-23", "2026-11-22", 15),
        ("2026-11-22", "2026-11-22", 0),
        ("2026-11-23", "2026-11-22", None),
    ],
)
def test_whole_years(since: str, on: str, years: int | None) -> None:
    assert whole_years(date.fromisoformat(since), date.fromisoformat(on)) == years


def test_one_title_for_the_whole_time() -> None:
    assert days(stay(("permit", "2021-10-01", None))) == ("2026-10-01", "2026-10-01")
    assert days(stay(("permit", "2020-02-29", None))) == ("2025-03-01", "2025-03-01")
    assert days(stay(("permit", "2024-01-01", "2030-01-01"))) == ("2029-01-01", "2029-01-01")


def test_nothing_leads_to_today() -> None:
    assert days([]) == (None, None)
    assert days(stay(("permit", "2010-01-01", "2026-11-21"))) == (None, None)
    assert days(stay(("permit", "2010-01-01", "2026-11-01"), ("toleration", "2026-11-02", None))) == (None, None)
    assert days(stay(("permit", "2027-01-01", None))) == (None, None)


def test_study_only_perhaps_counts() -> None:
    assert days(stay(("study", "2019-10-01", "2024-03-31"), ("permit", "2024-04-01", None))) == (
        "2029-04-01",
        "2024-10-01",
    )
    assert days(stay(("study", "2019-10-01", None))) == (None, "2024-10-01")


def test_a_day_without_period_breaks_the_chain() -> None:
    assert days(stay(("permit", "2018-01-01", "2022-12-31"), ("permit", "2023-01-02", None))) == (
        "2028-01-02",
        "2028-01-02",
    )
    assert days(stay(("permit", "2018-01-01", "2022-12-31"), ("permit", "2023-01-01", None)))[0] == "2023-01-01"


def test_a_late_application_puts_the_day_off_but_breaks_nothing() -> None:
    listed = stay(
        ("permit", "2020-01-01", "2022-06-30"), ("late", "2022-07-01", "2022-07-10"), ("permit", "2022-07-11", None)
    )
    assert days(listed) == ("2025-01-11", "2025-01-01")


def test_a_bridge_after_the_day_changes_nothing() -> None:
    listed = stay(("permit", "2018-01-01", "2024-06-30"), ("late", "2024-07-01", None))
    assert days(listed) == ("2023-01-01", "2023-01-01")


def test_a_bridge_that_begins_within_the_time_won_through_another_bridge() -> None:
    listed = stay(
        ("permit", "2020-01-01", "2024-12-25"), ("late", "2024-12-26", "2025-01-04"),
        ("permit", "2025-01-05", "2025-01-08"), ("late", "2025-01-09", "2025-01-10"), ("permit", "2025-01-11", None),
    )  # fmt: skip
    assert days(listed)[0] == "2025-01-13"


def test_leading_bridge_days_are_dropped() -> None:
    listed = stay(("late", "2019-12-01", "2019-12-31"), ("permit", "2020-01-01", None))
    assert days(listed) == ("2025-01-01", "2024-12-01")
    assert days(stay(("late", "2020-01-01", None))) == (None, "2025-01-01")


def test_overlaps_take_the_better_class() -> None:
    listed = stay(
        ("permit", "2020-01-01", "2023-01-31"), ("gap", "2023-01-15", "2023-02-15"), ("fiction", "2023-02-01", None)
    )
    assert days(listed)[0] == "2025-01-01"
    assert days(stay(("study", "2020-01-01", None), ("toleration", "2021-01-01", "2021-12-31"))) == (None, "2025-01-01")


def test_a_journey_counts_before_the_title_that_covers_it() -> None:
    journey = ("abroad", "2022-01-01", "2022-11-30")
    assert days(stay(("permit", "2018-01-01", None), journey)) == ("2027-12-01", "2027-12-01")
    assert days(stay(("permit", "2018-01-01", None), (*journey, True)))[0] == "2023-01-01"


@pytest.mark.parametrize(
    ("last", "short"), [("2022-07-01", True), ("2022-07-02", False)], ids=["six months", "a day more"]
)
def test_six_months_abroad(last: str, short: bool) -> None:
    found = days(stay(("permit", "2018-01-01", None), ("abroad", "2022-01-01", last)))
    assert (found[0] == "2023-01-01") is short


def test_a_journey_that_goes_on_is_judged_until_today() -> None:
    assert days(stay(("permit", "2018-01-01", None), ("abroad", "2026-08-01", None)))[0] == "2023-01-01"
    assert days(stay(("permit", "2018-01-01", None), ("abroad", "2026-01-01", None))) == (None, None)


def test_of_two_journeys_on_one_day_the_worse_counts() -> None:
    listed = stay(
        ("permit", "2018-01-01", None), ("abroad", "2022-03-01", "2022-03-31"), ("abroad", "2022-01-01", "2022-12-31")
    )
    assert days(listed) == ("2028-01-01", "2028-01-01")


@pytest.mark.parametrize(("extra", "sure"), [("2022-09-18", "2025-01-01"), ("2022-09-19", None)])
def test_more_than_half_abroad_is_not_sure(extra: str, sure: str | None) -> None:
    # 1827 days from 2020 to 2025: half are 913.5; the journeys before the last have 5 × 184 - 6 = 652 days.
    listed = stay(
        ("permit", "2020-01-01", None), ("abroad", "2020-01-01", "2020-12-31", True),
        ("abroad", "2021-01-01", "2021-10-13", True), ("abroad", "2022-01-01", extra, True),
    )  # fmt: skip
    assert days(listed) == (sure, "2025-01-01")


def test_credit_moves_the_start_back() -> None:
    broken = stay(
        ("permit", "2015-01-01", "2015-12-31"), ("gap", "2016-01-01", "2022-12-31"), ("permit", "2023-01-01", None)
    )
    assert days(broken) == ("2028-01-01", "2028-01-01")
    assert days(broken, credit=True) == ("2027-01-01", "2027-01-01")
    long = stay(("permit", "2010-01-01", "2020-12-31"), ("permit", "2023-01-01", None))
    assert days(long, credit=True) == ("2025-01-01", "2025-01-01")
    study = stay(("study", "2010-01-01", "2020-12-31"), ("permit", "2023-01-01", None))
    assert days(study, credit=True) == ("2028-01-01", "2025-01-01")


def test_credit_adds_up_over_several_breaks() -> None:
    listed = stay(
        ("permit", "2010-01-01", "2010-01-10"), ("permit", "2015-01-01", "2015-01-10"), ("permit", "2023-01-21", None)
    )
    assert days(listed, credit=True)[0] == "2028-01-01"


def test_every_kind_of_period_has_a_class() -> None:
    listed = {kind: days(stay((kind, "2020-01-01", None)))[0] is not None for kind in periods.KINDS}
    assert {kind for kind, counts in listed.items() if counts} == {"permit", "fiction", "eu", "asylum-protected"}


# --- evaluator ------------------------------------------------------------------------------------


def small(**changes: Any) -> dict[str, Any]:
    """A bundle: spouses after three years of residence, everybody after five, a passing way, a stop sign."""
    whole: dict[str, Any] = {
        "from": "2024-06-27",
        "titles": {
            "good": {"claim": "yes", "time": "counts", "unlimited": True},
            "bad": {"claim": "no", "time": "ask"},
            "open": {"claim": "ask", "time": "ask"},
            "old": {"claim": "yes", "time": "counts", "valid_to": "2025-10-29"},
        },
        "questions": [
            {"id": "birth-date", "kind": "date"},
            {"id": "title", "kind": "title"},
            {"id": "stay", "kind": "periods"},
            {"id": "married", "kind": "choice", "options": ["yes", "no"]},
            {"id": "convicted", "kind": "choice", "options": ["yes", "no"]},
            {"id": "fines", "kind": "number", "min": 0, "max": 3600, "when": {"convicted": "yes"}},
            {"id": "lies", "kind": "choice", "options": ["yes", "no"]},
        ],
        "values": [
            {"id": "age", "years-since": "birth-date"},
            {"id": "claim", "title": "claim"},
            {"id": "unlimited", "title": "unlimited"},
            {"id": "five", "residence": {"of": "stay", "years": 5}},
            {"id": "clean", "if": {"any": [{"convicted": "no"}, {"fines": {"max": 90}}]}},
        ],
        "ways": [
            {
                "id": "spouse", "result": "should", "if": {"married": "yes"},
                "rules": [{"id": "clean", "if": {"clean": "yes"}, "otherwise": "clarify", "documents": ["record"]}],
            },
            {
                "id": "passing", "result": "already-german", "valid_to": "2025-10-29",
                "rules": [{"id": "unlimited", "if": {"unlimited": "yes"}, "otherwise": "no"}],
            },
            {
                "id": "claim", "result": "likely",
                "rules": [
                    {"id": "stay", "if": {"five": "yes"}, "otherwise": "not-yet", "citations": ["§ 10 StAG"], "documents": ["proof"]},
                    {"id": "title", "if": {"claim": "yes"}, "otherwise": "not-yet", "documents": ["permit"]},
                    {"id": "clean", "if": {"clean": "yes"}, "otherwise": "no", "documents": ["record"]},
                    {"id": "late", "if": {"age": {"min": 18}}, "otherwise": "no", "valid_from": "2027-01-01"},
                ],
            },
        ],
        "stops": [{"id": "lies", "if": {"lies": "yes"}}],
        "documents": [{"id": "permit"}, {"id": "record", "if": {"not": {"convicted": "no"}}}, {"id": "proof"}],
        "limits": {"abroad_months": 6, "credit_years": 3},
    }  # fmt: skip
    return {**whole, **changes}


GOOD = {"title": "good", "stay": stay(("permit", "2020-01-01", None)), "married": "no", "convicted": "no"}


def result(answers: dict[str, Any], on: date = ON, **changes: Any) -> dict[str, Any]:
    found = evaluate(rules.parse(small(**changes)), answers, on).as_dict()
    assert not list(schema.validate(REPOSITORY, "precheck-output.schema.json", found))
    return found


def test_all_rules_met() -> None:
    found = result(GOOD)
    assert found["outcome"] == "likely"
    assert found["ways"] == [{"id": "claim", "outcome": "likely"}]
    assert found["rules"][0] == {"id": "stay", "way": "claim", "result": "met", "citations": ["§ 10 StAG"]}
    assert found["unknown"] == [] and found["stop"] == []
    assert found["documents"] == ["permit", "proof"]
    assert found["used"] == ["title", "stay", "married", "convicted"]
    assert found["residence"] == {"five": {"sure": "2025-01-01", "perhaps": "2025-01-01"}}
    assert found["as_of"] == "2026-11-22"


def test_nothing_known_is_never_no() -> None:
    found = result({})
    assert found["outcome"] == "clarify"
    assert {one["result"] for one in found["rules"]} == {"open"}
    assert found["unknown"] == ["title", "stay", "married", "convicted", "fines"]
    assert found["used"] == [] and found["documents"] == ["permit", "record", "proof"]
    assert result(dict.fromkeys(GOOD)) == found
    assert result({"stay": []}) == found


def test_the_gravest_failure_decides_a_way() -> None:
    assert result({**GOOD, "title": "bad"})["outcome"] == "not-yet"
    both = result({**GOOD, "title": "bad", "convicted": "yes", "fines": 200})
    assert both["outcome"] == "no"
    assert both["documents"] == ["proof"]


def test_a_decided_way_asks_nothing_more() -> None:
    assert result({"title": "bad", "married": "no"})["unknown"] == []


def test_a_way_with_an_open_condition_is_to_be_clarified() -> None:
    found = result({**GOOD, "married": None})
    assert found["ways"] == [{"id": "spouse", "outcome": "clarify"}, {"id": "claim", "outcome": "likely"}]
    assert found["outcome"] == "likely" and found["unknown"] == ["married"]


def test_what_is_not_met_but_to_be_clarified_needs_its_papers() -> None:
    found = result({"married": "yes", "convicted": "yes", "fines": 200, "title": "bad"})
    assert found["ways"] == [{"id": "spouse", "outcome": "clarify"}, {"id": "claim", "outcome": "no"}]
    assert found["documents"] == ["record"]


def test_a_question_that_is_not_asked_has_no_answer() -> None:
    found = result({**GOOD, "fines": 3000})
    assert found["outcome"] == "likely" and "fines" not in found["used"]
    unknown = result({**GOOD, "convicted": None, "fines": 50})
    assert unknown["outcome"] == "likely"


def test_titles() -> None:
    assert result({**GOOD, "title": "open"})["outcome"] == "clarify"
    assert result({**GOOD, "title": "open"})["unknown"] == []
    assert result({**GOOD, "title": "old"})["outcome"] == "clarify"


def test_validity_by_date() -> None:
    def ways(on: str) -> list[str]:
        return [one["id"] for one in result(GOOD, date.fromisoformat(on))["ways"]]

    assert ways("2025-10-29") == ["passing", "claim"] and ways("2025-10-30") == ["claim"]
    assert result(GOOD, date(2025, 10, 29))["outcome"] == "already-german"
    assert result({**GOOD, "title": "old"}, date(2025, 10, 29))["rules"][2]["result"] == "met"
    assert [one["id"] for one in result(GOOD, date(2026, 12, 31))["rules"]] == ["stay", "title", "clean"]
    assert [one["id"] for one in result(GOOD, date(2027, 1, 1))["rules"]] == ["stay", "title", "clean", "late"]


def test_residence_that_perhaps_suffices_is_open() -> None:
    found = result({**GOOD, "stay": stay(("study", "2019-10-01", "2024-03-31"), ("permit", "2024-04-01", None))})
    assert found["outcome"] == "clarify" and found["unknown"] == []


def test_stop_signs_stand_beside_the_outcome() -> None:
    found = result({**GOOD, "lies": "yes"})
    assert found["stop"] == ["lies"] and found["outcome"] == "likely" and "lies" in found["used"]


def test_no_way_left_is_no() -> None:
    found = result({"married": "no"}, ways=small()["ways"][:1])
    assert (found["outcome"], found["ways"], found["documents"]) == ("no", [], [])


# --- the bundle -----------------------------------------------------------------------------------


def test_bundle_inserts_facts_and_inherits_rules(clean: Path) -> None:
    path = clean / "docs/data/precheck.yml"
    more = (
        "  again:\n    result: should\n    like: claim\n    except: [title, record]\n    rules:\n"
        '      - {id: adult, if: {age: {min: 18}}, otherwise: "no", citations: [§ 8 Abs. 1 StAG]}\n\nstops:'
    )
    path.write_text(path.read_text("utf-8").replace("\nstops:", more), "utf-8")
    found = precheck.bundle_of(model.load(clean))
    assert found is not None
    claim, _, again = found["ways"]
    assert claim["rules"][0]["if"] == {"years": {"min": 5}}
    assert [one["id"] for one in again["rules"]] == ["residence", "german", "adult"]
    assert "like" not in again and "except" not in again
    assert found["questions"][5] == {
        "id": "fines", "group": "person", "kind": "number", "min": 0, "max": 3600, "when": {"convicted": "yes"},
    }  # fmt: skip
    assert found["documents"][1] == {"id": "certificate", "guide": "leitfaden/beispiel.md#nachweise", "originals": True}
    assert json.loads(bundle.compact(found)) == found
    assert isinstance(precheck.of(model.load(clean)), Rules)


@pytest.mark.parametrize("name", ["precheck", "documents", "facts"])
@pytest.mark.parametrize("text", ["", "- 1\n", "a: [\n", "5\n", "from: 3\n", 'from: "2024-13-01"\n', "\x00"])
def test_broken_files_give_one_kind_of_finding(clean: Path, name: str, text: str) -> None:
    (clean / f"docs/data/{name}.yml").write_text(text, "utf-8")
    assert not [line for line in lines(check(clean, "precheck"))]
    assert precheck.of(model.load(clean)) is None
    done = run(clean, "{}")
    assert done.exit_code == 1 and done.stderr.count("\n") == 1 and "lotse check" in done.stderr


def test_without_rules_there_is_nothing_to_check(clean: Path) -> None:
    (clean / "docs/data/precheck.yml").unlink()
    assert lines(check(clean, "precheck")) == []


# --- the command ----------------------------------------------------------------------------------


def run(root: Path, text: str | bytes | None, *arguments: str, before: tuple[str, ...] = ()) -> Result:
    """``lotse precheck`` on a file with this text; nothing may be written, nothing may crash."""
    file = root.parent / "fall.json"
    if text is not None:
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    old = fingerprint(root.parent)
    done = CliRunner().invoke(main, ["--root", str(root), *before, "precheck", str(file), *arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert fingerprint(root.parent) == old
    return done


def faults(root: Path, text: str | bytes | None, *arguments: str) -> list[str]:
    """The lines of a refused file, without its folder and the name of the rule."""
    done = run(root, text, *arguments)
    assert done.exit_code == 1 and done.stdout == ""
    found = done.stderr.splitlines()
    assert all(line.endswith(" [precheck/answer]") and "fall.json:" in line for line in found)
    return [line.split("fall.json:")[1].removesuffix(" [precheck/answer]") for line in found]


ANSWERS: dict[str, Any] = {
    "birth-date": "1990-05-04", "arrival": "2020-01-15", "title": "familie", "german": "yes", "convicted": "no"
}  # fmt: skip


def given(as_of: str | None = "2026-11-22", **changes: Any) -> str:
    """An answers file; names with underscores become ids."""
    answers = {**ANSWERS, **{name.replace("_", "-"): value for name, value in changes.items()}}
    return json.dumps({"answers": answers, **({"as_of": as_of} if as_of else {})}, ensure_ascii=False)


def test_json_is_the_agreed_form(clean: Path) -> None:
    done = run(clean, given(), "--json")
    assert done.exit_code == 0 and done.stderr == ""
    found = json.loads(done.stdout)
    assert not list(schema.validate(clean, "precheck-output.schema.json", found))
    assert found["outcome"] == "likely" and found["as_of"] == "2026-11-22"


def test_reference_date_of_command_then_site_then_file(clean: Path) -> None:
    def as_of(*arguments: str, before: tuple[str, ...] = ()) -> str:
        return str(json.loads(run(clean, given(), "--json", *arguments, before=before).stdout)["as_of"])

    assert as_of() == "2026-11-22"
    assert as_of(before=("--as-of", "2026-10-01")) == "2026-10-01"
    assert as_of("--as-of", "2026-09-01", before=("--as-of", "2026-10-01")) == "2026-09-01"


def test_view_of_the_fachkraft(clean: Path) -> None:
    shown = run(clean, given(german="no", lies="yes")).stdout
    assert "Stichtag 22.11.2026" in shown and "Ergebnis: Noch nicht" in shown and "Keine Zusage" in shown
    assert "! Falsche Angaben (§ 10 Abs. 1 Satz 1 StAG)" in shown
    assert "- nicht erfüllt: gutes Deutsch (§ 10 Abs. 1 Satz 1 Nr. 6 StAG)\n  → Kurs besuchen" in shown
    assert "[ ] Meldebescheinigung – Meldeamt\n    belegt die Dauer" in shown


def test_residence_is_told_in_years() -> None:
    whole = rules.parse(small())
    found = evaluate(whole, GOOD, ON)
    shown = report.report(model.load(REPOSITORY), whole, found, "fachkraft")
    assert "- 5 Jahre: sicher ab 01.01.2025, vielleicht ab 01.01.2025" in shown


def test_view_of_the_lotse_judges_nothing(clean: Path) -> None:
    shown = run(clean, given(german=None, lies="yes"), "--view", "lotse").stdout
    assert "! Falsche Angaben\n" in shown and "docs/de/index.md#anfangen" in shown
    assert "- Sprechen Sie gut Deutsch?" in shown and "[ ] Meldebescheinigung" in shown
    words = model.load(clean).text("de")
    assert not [word for word in (*words["outcome"].values(), "erfüllt", "Ergebnis", "§") if word in shown]
    assert not [word for word in words["precheck"]["ways"].values() if word in shown]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"xyz": "1990-01-01"}, "Die Frage „xyz“ gibt es nicht"),
        ({"germann": "yes"}, "Die Frage „germann“ gibt es nicht; gemeint ist vielleicht „german“"),
        ({"german": True}, "„german“: Die Antwort ist true oder false; verlangt ist eine dieser Antworten: yes, no"),
        ({"german": "fluent"}, "„german“: „fluent“ ist keine mögliche Antwort; möglich: yes, no"),
        ({"title": "famili"}, "„title“: „famili“ ist keine mögliche Antwort; gemeint ist vielleicht „familie“"),
        ({"title": 3}, "„title“: 3 ist eine Zahl; verlangt ist eine dieser Antworten: niederlassung, familie, studium"),
        ({"arrival": "2020-02-30"}, "„arrival“: Den Tag „2020-02-30“ gibt es nicht; Form JJJJ-MM-TT, ab 1900"),
        ({"arrival": "15.01.2020"}, "„arrival“: Den Tag „15.01.2020“ gibt es nicht; Form JJJJ-MM-TT, ab 1900"),
        ({"arrival": "20200115"}, "„arrival“: Den Tag „20200115“ gibt es nicht; Form JJJJ-MM-TT, ab 1900"),
        ({"arrival": "1899-12-31"}, "„arrival“: Den Tag „1899-12-31“ gibt es nicht; Form JJJJ-MM-TT, ab 1900"),
        ({"arrival": 2020}, "„arrival“: 2020 ist eine Zahl; verlangt ist ein Datum in der Form JJJJ-MM-TT"),
        ({"arrival": "2026-11-23"}, "„arrival“: 23.11.2026 liegt nach dem Stichtag 22.11.2026"),
        ({"arrival": "1990-05-03"}, "„arrival“: 03.05.1990 liegt vor der Geburt am 04.05.1990"),
        ({"fines": "90"}, "„fines“: 90 ist Text; verlangt ist eine ganze Zahl"),
        ({"fines": 90.5}, "„fines“: 90.5 ist keine ganze Zahl; verlangt ist eine ganze Zahl"),
        ({"fines": True}, "„fines“: Die Antwort ist true oder false; verlangt ist eine ganze Zahl"),
        ({"fines": -1}, "„fines“: -1 ist zu klein; mindestens 0"),
        ({"fines": 3601}, "„fines“: 3601 ist zu groß; höchstens 3600"),
        ({"fines": float("nan")}, "„fines“: nan ist keine ganze Zahl; verlangt ist eine ganze Zahl"),
        ({"fines": float("inf")}, "„fines“: inf ist keine ganze Zahl; verlangt ist eine ganze Zahl"),
        ({"fines": [1]}, "„fines“: Die Antwort ist eine Liste; verlangt ist eine ganze Zahl"),
        ({"german": {"a": 1}}, "„german“: Die Antwort ist eine Gruppe von Feldern; verlangt ist eine dieser Antworten: yes, no"),
    ],
)  # fmt: skip
def test_bad_answers(clean: Path, changes: dict[str, Any], expected: str) -> None:
    (found,) = faults(clean, given(**changes))
    assert found.partition(": Fehler: ")[2] == expected


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ("since 2020", ["type"]),
        ({"from": "2020-01-01"}, ["type"]),
        ([5], ["type"]),
        ([{"from": "2020-01-01"}], ["type"]),
        ([{"from": "2020-01-01", "kind": "permit", "bis": None}], ["type"]),
        ([{"from": "2020-01-01", "kind": "permit", "deadline": "yes"}], ["type"]),
        ([{"from": "2020-01-01", "kind": "visa", "to": None}], ["option"]),
        ([{"from": "2020-01-01", "kind": 1, "to": None}], ["type"]),
        ([{"from": "2020-13-01", "kind": "permit", "to": None}], ["date"]),
        ([{"from": None, "kind": "permit", "to": None}], ["type"]),
        ([{"from": "2020-01-01", "kind": "permit", "to": "2020-02-31"}], ["date"]),
        ([{"from": "2020-01-01", "kind": "permit", "to": 7}], ["type"]),
        ([{"from": "2020-01-01", "kind": "permit", "to": "2019-12-31"}], ["order"]),
        ([{"from": "2026-11-23", "kind": "permit", "to": None}], ["future"]),
        ([{"from": "1990-05-03", "kind": "permit", "to": None}], ["before-birth"]),
        ([{"from": "2020-01-01", "kind": "permit", "to": "2031-01-01"}], []),
        ([{"from": "2020-01-01", "kind": "permit", "to": "2020-01-01"}], []),
        ([{"from": "x", "kind": "y", "to": "z"}], ["option", "date", "date"]),
        ([], []),
        (None, []),
    ],
)
def test_bad_periods(listed: Any, expected: list[str]) -> None:
    answers = {"stay": listed, "birth-date": "1990-05-04"}
    found = list(judge.problems(rules.parse(small()), answers, ON))
    assert [one.code for one in found] == expected
    assert all(one.key[0] == "stay" and "„stay“" in one.message for one in found)


def test_every_fault_is_said_at_its_place(clean: Path) -> None:
    text = '{\n\t"answers": {\n\t\t"german": "ja",\n\t\t"fines": -1, "strange": 1\n\t},\n\t"as_of": "2026-11-22"\n}\n'
    assert [line.partition(": Fehler")[0] for line in faults(clean, text)] == ["4:16", "3:3", "4:3"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "1:1: Fehler: Die Datei ist leer"),
        ("{", "1:2: Fehler: Die Datei ist hier kein lesbares JSON: ein Name in Anführungszeichen fehlt"),
        ('{"answers": {"german" "yes"}}', "1:23: Fehler: Die Datei ist hier kein lesbares JSON: ein Doppelpunkt fehlt"),
        ('{"answers": {}\n "as_of": 1}', "2:2: Fehler: Die Datei ist hier kein lesbares JSON: ein Komma oder eine Klammer fehlt"),
        ('{"answers": {}} x', "1:17: Fehler: Die Datei ist hier kein lesbares JSON: nach dem Ende steht noch etwas"),
        ("answers: {}", "1:1: Fehler: Die Datei ist hier kein lesbares JSON"),
        ("[]", '1:1: Fehler: Die Datei muss mit {"answers": {…}} beginnen'),
        ("null", '1:1: Fehler: Die Datei muss mit {"answers": {…}} beginnen'),
        ("{}", "1:1: Fehler: Das Feld „answers“ fehlt oder ist keine Gruppe von Antworten"),
        ('{"answers": []}', "1:2: Fehler: Das Feld „answers“ fehlt oder ist keine Gruppe von Antworten"),
        ('{"answers": {}, "name": "X"}', "1:17: Fehler: Das Feld „name“ ist unbekannt; möglich: answers, as_of"),
        ('{"answers": {}, "as_of": 2026}', "1:17: Fehler: Das Feld „as_of“ muss ein Datum in der Form JJJJ-MM-TT sein"),
        ('{"answers": {"german": "yes", "german": "no"}}', "1:31: Fehler: „german“ steht zweimal in dieser Datei oder diesem Eintrag"),
        (b'{"answers": {"german": "\xe4"}}', "1:25: Fehler: Die Datei ist nicht in UTF-8 gespeichert"),
        ("[" * 100_000, "1:1: Fehler: Die Datei ist zu tief verschachtelt oder enthält eine zu lange Zahl"),
        ('{"answers": {"fines": ' + "9" * 5000 + "}}", "1:1: Fehler: Die Datei ist zu tief verschachtelt oder enthält eine zu lange Zahl"),
        (b" " * 1_000_001, "1:1: Fehler: Datei ist 1,0 MB groß und wird nicht gelesen"),
        (None, "1:1: Fehler: Datei fehlt"),
    ],
)  # fmt: skip
def test_bad_files(clean: Path, text: str | bytes | None, expected: str) -> None:
    assert faults(clean, text) == [expected]


def test_a_folder_is_no_file(clean: Path) -> None:
    (clean.parent / "fall.json").mkdir()
    assert faults(clean, None) == ["1:1: Fehler: Datei lässt sich nicht lesen"]


@pytest.mark.parametrize("change", [lambda text: "\ufeff" + text, lambda text: text.replace(" ", "\r\n")])
def test_how_windows_saves_is_no_fault(clean: Path, change: Callable[[str], str]) -> None:
    assert run(clean, change(given())).exit_code == 0
    assert faults(clean, "\ufeff" + '{"answers": 1}') == [
        "1:2: Fehler: Das Feld „answers“ fehlt oder ist keine Gruppe von Antworten"
    ]


def test_characters_that_cannot_be_written(clean: Path) -> None:
    (found,) = faults(clean, '{"answers": {"german": "\\ud800\\n\\u001b[2J"}, "as_of": "2026-11-22"}')
    assert "?" in found and "\x1b" not in found
    (found,) = faults(clean, '{"answers": {"\\ud800\u2028": 1}, "as_of": "2026-11-22"}')
    assert "gibt es nicht" in found


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2024-06-26", "26.06.2024 ist nicht abgedeckt; der Vorab-Check kennt das Recht ab 27.06.2024"),
        ("2026-02-30", "Den Stichtag „2026-02-30“ gibt es nicht oder er liegt zu fern; Form JJJJ-MM-TT"),
        ("9999-12-31", "Den Stichtag „9999-12-31“ gibt es nicht oder er liegt zu fern; Form JJJJ-MM-TT"),
        ("heute", "Den Stichtag „heute“ gibt es nicht oder er liegt zu fern; Form JJJJ-MM-TT"),
    ],
)
def test_reference_dates_out_of_range(clean: Path, as_of: str, expected: str) -> None:
    text = given(as_of, arrival=None)
    place = text.index('"as_of"') + 1
    assert faults(clean, text) == [f"1:{place}: Fehler: {expected}"]
    assert faults(clean, given(arrival=None), "--as-of", as_of) == [f"1:1: Fehler: {expected}"]


def test_the_first_day_is_covered(clean: Path) -> None:
    assert run(clean, given("2024-06-27")).exit_code == 0


def test_today_is_the_reference_date_of_a_file_without(clean: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lotse.cli._today", lambda: "2026-05-01")
    assert json.loads(run(clean, given(None), "--json").stdout)["as_of"] == "2026-05-01"


def test_cases_do_not_depend_on_today(clean: Path) -> None:
    site = model.load(clean)
    site.as_of = "2031-01-01"
    from lotse import checks

    assert [d for d in checks.run(site, ["precheck"])] == []
