"""The pre-check answers alike in Python and in the browser: every case, many random people, every faulty answer."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from built import Built
from people import REFERENCE, People
from playwright.sync_api import Page

from lotse import precheck
from lotse.precheck import judge
from lotse.precheck.evaluate import evaluate
from lotse.precheck.rules import parse

pytest_plugins = ["serving"]
pytestmark = pytest.mark.browser
AS_OF = "2026-11-22"
PEOPLE = 3_000  # enough to reach every rule; tests/benchmarks/bench_precheck.py asks 20,000
# One call for all, as text: the way through the browser's protocol is dearer than the evaluation. A result has some
# two hundred rules, which all say one of a few things: each of these is sent once.
RUN = """async ([url, name, rules, asked]) => {
    const run = (await import(url))[name];
    [rules, asked] = [JSON.parse(rules), JSON.parse(asked)];
    const numbers = new Map();
    const short = (one) => {
        const text = JSON.stringify(one);
        if (!numbers.has(text)) numbers.set(text, numbers.size);
        return numbers.get(text);
    };
    let spent = 0;
    const found = asked.map(([answers, asOf]) => {
        const start = performance.now();
        const one = run(rules, answers, asOf);
        spent += performance.now() - start;
        return one.rules ? { ...one, rules: one.rules.map(short) } : one;
    });
    return [JSON.stringify(found), [...numbers.keys()], spent / asked.length];
}"""
Asked = list[tuple[dict[str, Any], str]]
Run = Callable[[str, dict[str, Any], Asked], list[Any]]


@pytest.fixture(scope="module")
def rules(built: Built) -> dict[str, Any]:
    found = precheck.bundle_of(built.site)
    assert found
    return found


@pytest.fixture(scope="module")
def cases(built: Built) -> list[dict[str, Any]]:
    """The cases that the pre-check can judge."""
    return [case for case in built.site.value("cases") if "answers" in case]


@pytest.fixture
def browser(visit: Callable[..., Page], address: str) -> Run:
    """``browser("evaluate", rules, asked)``: what that function says in Chromium, one result for each."""
    page = visit("404.html")  # no page needs less

    def run(name: str, by: dict[str, Any], asked: Asked) -> list[Any]:
        url = f"{address}assets/js/precheck/{name}.js"
        text, listed, each = page.evaluate(RUN, [url, name, json.dumps(by), json.dumps(asked)])
        print(f"{name}: {len(asked)} answers, {each:.3f} ms each in Chromium")
        said, found = [json.loads(one) for one in listed], json.loads(text)
        return [{**one, "rules": [said[at] for at in one["rules"]]} if "rules" in one else one for one in found]

    return run


def alike(rules: dict[str, Any], asked: Asked, there: list[Any]) -> Iterator[dict[str, Any]]:
    """What Python says, one by one; at the end, fail if the browser does not say the same of everybody."""
    parsed = parse(rules)
    spent, different, first = 0.0, 0, ""
    for (answers, as_of), theirs in zip(asked, there, strict=True):
        start = time.perf_counter()
        ours = evaluate(parsed, answers, date.fromisoformat(as_of)).as_dict()
        spent += time.perf_counter() - start
        if ours != theirs:
            different += 1
            keys = sorted(key for key in ours.keys() | theirs.keys() if ours.get(key) != theirs.get(key))
            shown = [f"{key}: Python {ours.get(key)}, browser {theirs.get(key)}" for key in keys]
            first = first or "\n".join([json.dumps(answers), as_of, *shown])
        yield ours
    print(
        f"evaluate: {spent / len(asked) * 1000:.3f} ms each in Python; {len(asked) - different} of {len(asked)} alike"
    )
    assert not different, f"{different} of {len(asked)} differ\n{first}"


def test_every_case(browser: Run, rules: dict[str, Any], cases: list[dict[str, Any]]) -> None:
    asked = [(case["answers"], case.get("as_of") or AS_OF) for case in cases]
    assert asked
    found = list(alike(rules, asked, browser("evaluate", rules, asked)))
    outcomes = {case["id"]: result["outcome"] for case, result in zip(cases, found, strict=True)}
    assert outcomes == {case["id"]: case["outcome"] for case in cases}


def test_random_people(browser: Run, rules: dict[str, Any], cases: list[dict[str, Any]]) -> None:
    people = People(rules, random.Random(20261122), [case["answers"] for case in cases])
    asked = [people.one() for _ in range(PEOPLE)]
    outcomes, reached = set(), set()
    for result in alike(rules, asked, browser("evaluate", rules, asked)):
        outcomes.add(result["outcome"])
        reached |= {(one["way"], one["id"], one["result"]) for one in result["rules"]}
    # Parity says little about what no answer reaches.
    assert outcomes >= {case["outcome"] for case in cases}
    there = {
        (way["id"], rule["id"])
        for on in REFERENCE
        for way in rules["ways"]
        for rule in way["rules"]
        if valid(way, on) and valid(rule, on)
    }
    assert there - {(way, rule) for way, rule, _ in reached} == set()
    every = {(rule, result) for _, rule in there for result in ("met", "not-met", "open")}
    assert every - {(rule, result) for _, rule, result in reached} == set()


def valid(one: dict[str, Any], on: str) -> bool:
    """Whether a way or rule exists on a day."""
    return (one.get("valid_from") or on) <= on <= (one.get("valid_to") or on)


QUESTIONS = {
    "from": "2024-06-27",
    "titles": {"permit": {}},
    "questions": [
        {"id": "birth-date", "kind": "date"},
        {"id": "appointment", "kind": "date", "future": True},
        {"id": "title", "kind": "title"},
        {"id": "stay", "kind": "periods"},
        {"id": "convicted", "kind": "choice", "options": ["yes", "no"]},
        {"id": "fines", "kind": "number", "min": 0, "max": 3600, "when": {"convicted": "yes"}},
    ],
    **{"values": [], "ways": [], "stops": [], "documents": [], "limits": {}},
}


def period(first: Any, last: Any = None, kind: Any = "permit", **more: Any) -> dict[str, Any]:
    return {"from": first, "to": last, "kind": kind, **more}


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, []),
        ({"birth-date": None, "stay": None, "fines": None}, []),
        ({"birth-date": "2004-02-29", "title": "permit", "convicted": "no", "fines": 3600, "stay": []}, []),
        ({"birth-date": "2003-02-29"}, ["birth-date date"]),
        ({"birth-date": "2003-06-31"}, ["birth-date date"]),
        ({"birth-date": "1.2.2003"}, ["birth-date date"]),
        ({"birth-date": "2003-2-1"}, ["birth-date date"]),
        ({"birth-date": "0203-02-01"}, ["birth-date date"]),
        ({"birth-date": "1900-01-01"}, []),
        ({"birth-date": ""}, ["birth-date date"]),
        ({"birth-date": 2003}, ["birth-date type"]),
        ({"birth-date": AS_OF}, []),
        ({"birth-date": "2026-11-23"}, ["birth-date future"]),
        ({"appointment": "2027-11-23"}, []),
        ({"appointment": "1999-12-31", "birth-date": "2000-01-01"}, ["appointment before-birth"]),
        ({"appointment": "1999-12-31", "birth-date": "2000-00-01"}, ["birth-date date"]),
        ({"title": "none"}, ["title option"]),
        ({"title": "toString"}, ["title option"]),
        ({"title": ["permit"]}, ["title type"]),
        ({"convicted": "maybe", "fines": -1}, ["convicted option", "fines range"]),
        ({"convicted": True, "fines": 3601}, ["convicted type", "fines range"]),
        ({"fines": 0.5}, ["fines type"]),
        ({"fines": "90"}, ["fines type"]),
        ({"fines": True}, ["fines type"]),
        ({"wishes": "yes", "fines": 1}, ["wishes question"]),
        ({"stay": {}}, ["stay type"]),
        ({"stay": ["2020-01-01", None]}, ["stay 0 type", "stay 1 type"]),
        ({"stay": [period("2020-01-01"), period("2027-01-01", "2027-02-01")]}, ["stay 1 from future"]),
        ({"stay": [period("2020-01-01", "2030-01-01", "abroad", deadline=True)]}, []),
        ({"stay": [period("2020-01-01", "2020-01-01")]}, []),
        ({"stay": [period("2020-01-02", "2020-01-01")]}, ["stay 0 to order"]),
        ({"stay": [period("2020-01-02", "2020-13-01")]}, ["stay 0 to date"]),
        ({"stay": [{"from": "2020-01-01", "to": None}]}, ["stay 0 type"]),
        ({"stay": [period("2020-01-01", until="2021-01-01")]}, ["stay 0 type"]),
        (
            {"stay": [period("2020-02-30", 2021, "holiday", deadline=1)]},
            ["stay 0 deadline type", "stay 0 kind option", "stay 0 from date", "stay 0 to type"],
        ),
        ({"stay": [period(None)]}, ["stay 0 from type"]),
        ({"stay": [period("2020-01-01", kind="holiday")]}, ["stay 0 kind option"]),
        ({"stay": [period("2020-01-01", kind=None)]}, ["stay 0 kind type"]),
        ({"stay": [period("2020-01-01", deadline="yes")]}, ["stay 0 deadline type"]),
        ({"stay": [period("1999-12-31")], "birth-date": "2000-01-01"}, ["stay 0 from before-birth"]),
    ],
)
def test_faulty_answers(browser: Run, answers: dict[str, Any], expected: list[str]) -> None:
    """Each fault has a code, at its question, its period and its field; the same in both."""
    (there,) = browser("problems", QUESTIONS, [(answers, AS_OF)])
    assert coded(there) == expected
    assert judged(QUESTIONS, answers, AS_OF) == expected


def coded(found: list[dict[str, Any]]) -> list[str]:
    """What the browser says of answers, a line each."""
    return [" ".join(str(one[key]) for key in ("question", "index", "field", "code") if key in one) for one in found]


def judged(by: dict[str, Any], answers: dict[str, Any], as_of: str) -> list[str]:
    """The same of Python."""
    found = judge.problems(parse(by), answers, date.fromisoformat(as_of))
    return [" ".join(map(str, (*one.key, one.code))) for one in found]


def test_random_faults(browser: Run, rules: dict[str, Any]) -> None:
    """Nobody's answers with one or two things put into them that do not belong there."""
    chance = random.Random(20261122)
    people = People(rules, chance)
    asked = [people.faulty() for _ in range(1000)]
    there = [coded(found) for found in browser("problems", rules, asked)]
    here = [judged(rules, answers, as_of) for answers, as_of in asked]
    assert [(asked[at], there[at], here[at]) for at in range(len(asked)) if there[at] != here[at]][:3] == []
    assert sum(map(bool, here)) > len(here) / 2


@pytest.mark.parametrize("as_of", ["2024-06-26", "2026-02-29", "1899-12-31", "3000-01-01", "today", ""])
def test_a_reference_date_out_of_range(browser: Run, as_of: str) -> None:
    assert browser("problems", QUESTIONS, [({}, as_of)]) == [[{"question": None, "code": "as-of"}]]
    problem = judge.as_of_problem(parse(QUESTIONS), as_of)
    assert problem and problem.code == "as-of"
