"""The cases of the guide reach every question, answer, rule, way, stop sign and paper; every title is judged as the statute sorts it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from conftest import REPOSITORY

from lotse import model, precheck
from lotse.precheck import periods
from lotse.precheck.evaluate import OUTCOMES, Result, evaluate

SITE = model.load(REPOSITORY)
_FOUND = precheck.of(SITE)
assert _FOUND
RULES = _FOUND
ON = date.fromisoformat(SITE.value("laws")["researched"])
CASES = [case for case in SITE.value("cases") if case.get("answers")]
# § 10 Abs. 1 Satz 1 Nr. 2 StAG: purposes of residence that do not suffice, by their place in the AufenthG.
EXCLUDED = ["16a", "16b", "16d", "16e", "16f", "17", "18f", "19", "19b", "19e", "20", "20a", "22", "23a", "24", "104c"]
EXCLUDED_IN_25 = {"3", "4", "4a", "4b", "5"}


def judged(case: dict[str, Any]) -> Result:
    return evaluate(RULES, case["answers"], date.fromisoformat(case["as_of"]) if "as_of" in case else ON)


RESULTS = [(case, judged(case)) for case in CASES]


def missing(what: str, every: Iterable[Any], reached: Iterable[Any]) -> list[Any]:
    every, reached = list(dict.fromkeys(every)), set(reached)
    left = [one for one in every if one not in reached]
    print(f"{what}: {len(every) - len(left)} of {len(every)}")
    return left


def test_every_case_has_its_outcome() -> None:
    wrong = {case["id"]: found.outcome for case, found in RESULTS if found.outcome != case["outcome"]}
    print(f"cases: {len(CASES) - len(wrong)} of {len(CASES)}")
    assert wrong == {} and len(CASES) >= 70
    assert missing("outcomes", OUTCOMES, (found.outcome for _, found in RESULTS)) == []


def test_every_question_and_answer_is_reached() -> None:
    used = [(name, case["answers"][name]) for case, found in RESULTS for name in found.used]
    assert missing("questions", RULES.questions, (name for name, _ in used)) == []
    options = [(one.id, option) for one in RULES.questions.values() for option in one.options]
    assert missing("options", options, (one for one in used if isinstance(one[1], str))) == []
    kinds = (period["kind"] for _, answer in used if isinstance(answer, list) for period in answer)
    assert missing("kinds of periods", periods.KINDS, kinds) == []


def test_every_rule_is_met_in_a_case_and_missed_in_another() -> None:
    rulings = [(one.rule.id, one.result) for _, found in RESULTS for way in found.ways for one in way.rulings]
    rules = [rule.id for way in RULES.ways for rule in way.rules]
    assert missing("rules met", rules, (name for name, result in rulings if result == "met")) == []
    assert missing("rules not met", rules, (name for name, result in rulings if result == "not-met")) == []


def test_every_way_sign_and_paper_is_reached() -> None:
    ways = [(way.way.id, way.outcome) for _, found in RESULTS for way in found.ways]
    assert missing("ways that succeed", ((way.id, way.result) for way in RULES.ways), ways) == []
    assert (
        missing("stop signs", (one.id for one in RULES.stops), (one for _, found in RESULTS for one in found.stop))
        == []
    )
    papers = (one for _, found in RESULTS for one in found.documents)
    assert missing("papers", (one.id for one in RULES.documents), papers) == []


@pytest.mark.parametrize("name", RULES.titles)
def test_every_title_is_judged_as_the_statute_sorts_it(name: str) -> None:
    """Somebody who has all the rest: the outcome is that of the title."""
    whole = next(case["answers"] for case in CASES if case["id"] == "f25")
    found = evaluate(RULES, {**whole, "title": name}, ON)
    title = SITE.value("precheck")["titles"][name]
    paragraphs = re.findall(r"\d+[a-z]?", title["norm"].split(" Abs.")[0])
    inside = set(re.findall(r"\d[a-z]?", title["norm"].partition(" Abs.")[2].split(" Satz")[0]))
    if title["norm"].endswith("AufenthG") and title["claim"] != "ask" and title["time"] != "break":
        excluded = all(one in EXCLUDED for one in paragraphs) or (paragraphs == ["25"] and inside <= EXCLUDED_IN_25)
        assert title["claim"] == ("no" if excluded else "yes"), title["norm"]
    expected = {"yes": "likely", "no": "not-yet", "ask": "clarify"}[title["claim"]]
    assert found.outcome == expected
    assert "title" in found.used
