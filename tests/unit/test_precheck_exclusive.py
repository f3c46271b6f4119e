"""What claims to exclude each other: every combination of answers tried one by one, and what the search says of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY, check

from lotse import model, precheck
from lotse.precheck import conditions, exclusive
from lotse.precheck.evaluate import Person
from lotse.precheck.exclusive import Group
from lotse.precheck.reach import Search
from lotse.precheck.rules import Rules

SITE = model.load(REPOSITORY)
RULES = precheck.of(SITE)
assert RULES
ON = date.fromisoformat(SITE.value("laws")["researched"])
GROUPS = precheck.exclusive_groups(SITE)


def name(group: Group) -> str:
    return f"{group.id}-{group.way.id}" if group.way else group.id


def combinations(rules: Rules, group: Group, day: date) -> Iterator[dict[str, Any]]:
    """Every combination of answers to the questions that the group reads; answers that nothing tells apart count once."""
    search = Search(rules, day)
    read = [group.within, *([group.condition] if group.condition else []), *(one.applies for one in group.members)]
    # What the conditions read, through values and through whether a question is asked.
    leaves, seen = [leaf for one in read for leaf in conditions.leaves(one)], set()
    for leaf in leaves:
        if leaf.name not in seen:
            seen.add(leaf.name)
            leaves += search._leaves(leaf.name)
            leaves += [conditions.Known(one) for one in rules.behind(leaf.name) if one not in seen]
    questions = [one for one in rules.questions.values() if one.id in seen]
    domains = [[one for one in search._distinct(question, leaves) if one is not None] for question in questions]
    assert all(domains)
    for answers in product(*domains):
        yield dict(zip((one.id for one in questions), answers, strict=True))


@pytest.mark.parametrize("group", GROUPS, ids=name)
def test_of_every_group_exactly_one_applies(group: Group) -> None:
    assert RULES
    tried = 0
    for day in group.days(ON, RULES.start):
        members = [one for one in group.members if one.validity.covers(day)]
        for answers in combinations(RULES, group, day):
            person = Person(RULES, answers, day)
            if person.holds(group.within) is not True:
                continue
            tried += 1
            applying = [one.id for one in members if person.holds(one.applies)]
            open_ = any(person.holds(one.applies) is None for one in members)
            assert len(applying) <= 1, (answers, applying)
            if group.condition and not open_:
                assert len(applying) == (person.holds(group.condition) is True), (answers, applying)
    assert tried
    print(f"{name(group)}: {tried} combinations")


def test_every_declared_group_is_tried() -> None:
    assert {one.id for one in GROUPS} == set(SITE.value("precheck")["exclusive"])
    assert RULES
    assert not list(exclusive.overlaps(RULES, GROUPS, ON)) and not list(exclusive.gaps(RULES, GROUPS, ON))


def changed(clean: Path, old: str, new: str) -> list[tuple[str, str]]:
    """Findings after a change of the clean site's rules."""
    path = clean / "docs/data/precheck.yml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return [
        (one.rule, one.message)
        for one in check(clean, "precheck")
        if one.rule in ("precheck/overlap", "precheck/gap", "precheck/unknown-name")
    ]


def test_a_rule_that_begins_later_leaves_a_gap_before(clean: Path) -> None:
    old = "        citations: [§ 10 Abs. 1 Satz 1 Nr. 5 StAG]\n"
    groups = "\nexclusive:\n  fines: {if: {fines: {min: 91}}, rules: [record]}\n"
    assert changed(clean, "\nstops:", f"{groups}\nstops:") == []
    ((rule, said),) = changed(clean, old, f'{old}        valid_from: "2026-03-01"\n')
    assert rule == "precheck/gap" and "Stichtag 28.02.2026" in said and "fines: 91" in said


def test_rules_of_different_ways_exclude_nothing(clean: Path) -> None:
    old = '      - id: german\n        if: {german: "yes"}\n'
    groups = "exclusive: {two: {rules: [title, speech]}}\n\nstops:"
    changed(clean, old, old.replace("id: german", "id: speech"))
    assert changed(clean, "stops:", groups) == [
        ("precheck/unknown-name", "Diese Regeln stehen auf keinem Weg zusammen")
    ]
