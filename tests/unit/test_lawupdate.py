"""``lotse laws update`` from a folder: the lock it writes, its report of who is concerned, and what it refuses."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import REPOSITORY, check, fingerprint, lines
from statutes import (
    ARABIC,
    LISTED,
    LOCK,
    NORMS,
    PAGE,
    TURKISH,
    changed,
    citing_site,
    items,
    law,
    listed,
    publish,
    run,
    update,
)

from lotse.laws import gii as lawxml
from lotse.laws import lock as lawlock
from lotse.laws import report as lawreport
from lotse.source import schema

LATER = "20260501210000"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return citing_site(tmp_path / "site")


def findings(root: Path) -> list[str]:
    return [line.split()[1] for line in lines(check(root, "laws"))]


def norm(root: Path, para: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((root / LOCK).read_text("utf-8"))["statutes"]["TestG"]["norms"][para]
    return found


def test_an_update_without_change_changes_nothing(site: Path) -> None:
    before = fingerprint(site)
    assert changed(site) == {}
    assert fingerprint(site) == before
    assert findings(site) == []


# --- a changed law: what is reported, and what the checks then say --------------------------------

FRIST = "§ 5|(1) Wer 16 Jahre alt ist, darf wählen.¶(2) Die Frist beträgt 3 Monate. Sie ist verlängerbar."
CHANGES = [
    ("a number", {"_5": FRIST.replace("3 Monate", "6 Monate")}, ("§ 5", "reworded"), []),
    ("another number", {"_5": FRIST.replace("16 Jahre", "18 Jahre")}, ("§ 5", "reworded"), []),
    ("a sentence", {"_1": "§ 1|(1) Es gilt.¶(2) Es gilt doch. Das bleibt."}, ("§ 1", "reworded"), []),
    ("an Absatz gone", {"_1": "§ 1|(1) Es gilt."}, ("§ 1", "structure"), ["laws/not-found"]),
    ("a sentence gone", {"_1": "§ 1|(1) Es gilt.¶(2) Es gilt nicht."}, ("§ 1", "structure"), ["laws/not-found"]),
    ("an Absatz repealed", {"_1": "§ 1|(1) Es gilt.¶(2) (weggefallen)"}, ("§ 1", "structure"), ["laws/repealed"]),
    ("an Absatz inserted", {"_1": NORMS["1"] + "¶(2a) Neu."}, ("§ 1", "structure"), []),
    ("a section repealed", {"_1": "§ 1|(weggefallen)"}, ("§ 1", "repealed"), ["laws/repealed"]),
    ("a section gone", {"_1": "", "_0": "§ 0|Etwas anderes."}, ("§ 1", "removed"), ["laws/not-found"]),
    ("a section moved", {"_5": "§ 5a|" + FRIST[4:]}, ("§ 5", "moved"), ["laws/not-found"]),
    ("moved, a gap left", {"_5": "§ 5|(weggefallen)", "_6": "§ 6|" + FRIST[4:]}, ("§ 5", "moved"), ["laws/repealed"]),
    ("moved, another in its place", {"_5": "§ 5|(1) A.¶(2) B.", "_6": "§ 6|" + FRIST[4:]}, ("§ 5", "moved"), []),
    ("a Nummer inserted", {"_2": "§ 2|Frei sind " + items("1.|Hunde,", "1a.|Esel,", "2.|Katzen.")}, ("§ 2", "structure"), []),
    ("a Nummer gone", {"_2": "§ 2|Frei sind " + items("1.|Hunde.")}, ("§ 2", "structure"), ["laws/not-found"]),
    ("a Nummer repealed", {"_2": "§ 2|Frei sind " + items("1.|Hunde,", "2.|(weggefallen)")}, ("§ 2", "structure"), ["laws/repealed"]),
    ("a section back", {"_3": "§ 3|Es gilt wieder."}, ("§ 3", "new"), []),
    ("a section in a range", {"_4": "§ 4|Wer liest, weiß viel."}, ("§ 4", "reworded"), []),
]  # fmt: skip
CITED_BY = {
    "§ 1": {PAGE, TURKISH, ARABIC},
    "§ 2": {PAGE},
    "§ 3": {PAGE},
    "§ 4": {PAGE},
    "§ 5": {PAGE, TURKISH, ARABIC},
}


@pytest.mark.parametrize(("norms", "expected", "rules"), [one[1:] for one in CHANGES], ids=[one[0] for one in CHANGES])
def test_a_changed_law_is_reported_and_checked(
    site: Path, norms: dict[str, str], expected: tuple[str, str], rules: list[str]
) -> None:
    publish(site, LATER, **norms)
    found = changed(site)
    one = found[expected]
    assert set(one["pages"]) == CITED_BY[expected[0]]
    assert (one["facts"], one["cases"]) == ((["aufenthalt.dauer"], ["f01"]) if expected[0] == "§ 1" else ([], []))
    assert {place.rsplit(":", 1)[0] for place in one["places"]} >= CITED_BY[expected[0]]
    assert {key for key in found if key[1] != "new"} <= {expected}
    assert sorted(set(findings(site))) == rules
    assert changed(site) == {}


REFLOWED = [
    NORMS["1"].replace(" ", "\n   "),
    NORMS["1"].replace("¶", " ¶\r\n\t"),
    NORMS["1"].replace(" ", "\u00a0"),
    NORMS["1"].replace("gilt nicht", "<B>gilt</B> nicht"),
]


@pytest.mark.parametrize("text", REFLOWED, ids=["lines", "ends", "no-break", "bold"])
def test_a_reflowed_law_has_not_changed(site: Path, text: str) -> None:
    publish(site, LATER, _1=text)
    assert changed(site) == {}
    assert "changed" not in norm(site, "1")
    assert findings(site) == []


def test_where_a_moved_section_went(site: Path) -> None:
    publish(site, _5="§ 5a|" + FRIST[4:])
    assert changed(site)["§ 5", "moved"]["to"] == "§ 5a"


def test_places_are_lines_of_pages_and_of_data(site: Path) -> None:
    publish(site, _1="§ 1|Neu.")
    places = changed(site)["§ 1", "structure"]["places"]
    cited = re.compile(r"§ 1 Abs. 2(?: Satz 2)? TestG")
    for place in places:
        path, line = place.rsplit(":", 1)
        assert cited.search((site / path).read_text("utf-8").splitlines()[int(line) - 1])
    expected = sum(
        len([line for line in path.read_text("utf-8").splitlines() if cited.search(line) and " title:" not in line])
        for path in [*site.glob("docs/*/**/*.md"), *site.glob("docs/data/**/*.yml")]
    )
    assert len(places) == expected > 6


def test_any_data_file_that_cites_is_named(site: Path) -> None:
    rules = [{"id": "r7", "when": {"all": [{"id": "inner"}]}, "citations": ["§ 1 Abs. 2 TestG"]}]
    quiz = {"questions": [{"id": "q3", "text": "Was sagt § 1 TestG?"}]}
    for name, content in (
        ("precheck", {"rules": rules}),
        ("quiz", quiz),
        ("costs", {"stamp": {"why": "§ 1 Abs. 1 TestG"}}),
    ):
        (site / f"docs/data/{name}.yml").write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    publish(site, _1="§ 1|(weggefallen)")
    lock = (site / LOCK).read_bytes()
    one = changed(site)["§ 1", "repealed"]
    assert (one["rules"], one["questions"]) == (["r7"], ["q3"])
    (site / LOCK).write_bytes(lock)
    output = update(site)[1]
    assert (
        "    Regeln: r7\n" in output and "    Fragen: q3\n" in output and "    docs/data/costs.yml: stamp\n" in output
    )


def test_front_matter_and_links_to_sources_count_too(site: Path) -> None:
    page = site / PAGE
    text = page.read_text("utf-8").replace("summary: Zeigt", "summary: § 4 TestG zeigt")
    page.write_text(text + "\n[Hinweise zu § 2 Nr. 9 TestG](https://www.example.org/hinweise).\n", "utf-8")
    assert findings(site) == []
    publish(site, _2="§ 2|Neu.", _4="§ 4|Neu.")
    found = changed(site)
    last = len(page.read_text("utf-8").splitlines())
    assert f"{PAGE}:{last}" in found["§ 2", "structure"]["places"]
    assert f"{PAGE}:3" in found["§ 4", "reworded"]["places"]


def test_reports_for_people(site: Path) -> None:
    publish(site, _1="§ 1|(weggefallen)", _6="§ 6|Neu.")
    lock = (site / LOCK).read_bytes()
    line = next(n for n, text in enumerate((site / TURKISH).read_text("utf-8").splitlines(), 1) if "§ 1 " in text)
    code, output = update(site)
    assert code == 0 and output.startswith("§ 1 TestG: weggefallen\n    docs/ar/leitfaden/beispiel.md:")
    assert re.search(rf"^    {TURKISH}:{line}\b", output, re.M)
    rules = "residence, title, german, record, lies"
    assert f"    Fakten: aufenthalt.dauer\n    Regeln: {rules}\n    Fälle: f01\n" in output
    assert f"    stimmt nicht mehr: {TURKISH}:{line} § 1 Abs. 2 TestG ist weggefallen\n" in output
    assert output.endswith("TestG, nirgends zitiert: § 6 (neu im Gesetz)\n")
    (site / LOCK).write_bytes(lock)
    code, output = update(site, "--report", "markdown")
    assert code == 0 and output.startswith(
        "- **§ 1 TestG**: weggefallen\n    - `docs/ar/leitfaden/beispiel.md`, Zeile "
    )
    assert f"    - stimmt nicht mehr: `{TURKISH}:{line}` § 1 Abs. 2 TestG ist weggefallen\n" in output
    assert update(site)[1] == "Kein hinterlegter Paragraf hat sich geändert.\n"


# --- pages that cite wrongly ----------------------------------------------------------------------

WRONG = [
    ("§ 5 Abs. 2 Satz 1 TestG", "§ 6 Abs. 2 Satz 1 TestG", "laws/not-found"),
    ("§ 5 Abs. 2 Satz 1 TestG", "§ 3 TestG", "laws/repealed"),
    ("§ 5 Abs. 2 Satz 1 TestG", "§ 5 Abs. 3 Satz 1 TestG", "laws/not-found"),
    ("§ 5 Abs. 2 Satz 1 TestG", "§ 5 Satz 1 TestG", "laws/not-found"),
    ("§ 5 Abs. 2 Satz 1 TestG", "§ 5 Abs. 2 Satz 3 TestG", "laws/not-found"),
    ("§ 5 Abs. 2 Satz 1 TestG", "§ 5 Abs. 2 Satz 1 Nr. 1 TestG", "laws/not-found"),
    ("§ 5 Abs. 2 Satz 1 TestG", "§ 5 Abs. 2 Satz 1 Buchst. a TestG", "laws/not-found"),
    ("§ 5 Abs. 2 Satz 1 TestG", "§ 5 Abs. 2 Satz 1 TesG", "laws/unknown-statute"),
    ("§ 5 Abs. 2 Satz 1 TestG", "§ 5 Abs. 2 Satz 1", "laws/no-statute"),
    ("§ 5 Abs. 2 Satz 1 TestG", "Art. 5 Abs. 2 Satz 1 TestG", "laws/not-found"),
]


@pytest.mark.parametrize("path", [PAGE, TURKISH, ARABIC])
@pytest.mark.parametrize(("right", "wrong", "rule"), WRONG)
def test_a_wrong_citation_is_found_in_every_language(site: Path, path: str, right: str, wrong: str, rule: str) -> None:
    text = (site / path).read_text("utf-8")
    assert text.count(right) == 1
    (site / path).write_text(text.replace(right, wrong), "utf-8")
    line = next(n for n, one in enumerate(text.splitlines(), 1) if right in one)
    column = text.splitlines()[line - 1].index(right) + 1
    assert lines(check(site, "laws")) == [f"{path}:{line}:{column} {rule}"]


# --- the lock -------------------------------------------------------------------------------------


def test_a_changed_norm_is_dated_until_it_changes_again(site: Path) -> None:
    assert "changed" not in norm(site, "1")
    publish(site, "20260501210000", _1="§ 1|(1) Es gilt.¶(2) Es gilt doch. Das bleibt.")
    update(site)
    assert (norm(site, "1")["changed"], "changed" in norm(site, "2")) == ("2026-05-01", False)
    publish(site, "20260601210000", _1="§ 1|(1) Es gilt.¶(2) Es gilt doch. Das bleibt.", _2="§ 2|(weggefallen)")
    update(site)
    assert (norm(site, "1")["changed"], norm(site, "2")) == ("2026-05-01", {"changed": "2026-06-01", "repealed": True})
    publish(site, "20260701210000", _2="§ 2|Wieder da.", _9="§ 9|Neu.")
    update(site)
    assert (norm(site, "1")["changed"], norm(site, "2")["changed"]) == ("2026-07-01", "2026-07-01")
    assert "changed" not in norm(site, "9")
    assert findings(site) == ["laws/not-found"]


def test_a_section_outside_only_is_known_by_its_number(site: Path) -> None:
    listed(site, {**LISTED, "statutes": {"TestG": {**LISTED["statutes"]["TestG"], "only": ["1", "5"]}}})
    assert changed(site) == {}
    assert findings(site) == ["laws/unverified"]
    publish(site, _2="§ 2|(weggefallen)")
    assert changed(site).keys() == {("§ 2", "repealed")}
    publish(site, _2="§ 2|(weggefallen)", _5="§ 5a|" + FRIST[4:])
    assert changed(site).keys() == {("§ 5", "removed"), ("§ 5a", "new")}
    assert "docs/data/laws.yml" in {one.path for one in check(site, "laws/pinned")}


def edit_number(lock: dict[str, Any]) -> None:
    lock["statutes"]["TestG"]["norms"]["5"]["absaetze"]["2"]["saetze"] = 9


def edit_date(lock: dict[str, Any]) -> None:
    lock["statutes"]["TestG"]["norms"]["5"]["changed"] = "2026-11-01"


def edit_statute(lock: dict[str, Any]) -> None:
    lock["statutes"]["TestG"]["norms"].pop("4")


def edit_digest(lock: dict[str, Any]) -> None:
    lock["digest"] = "0" * 64


def drop_digest(lock: dict[str, Any]) -> None:
    lock.pop("digest")


@pytest.mark.parametrize("edit", [edit_number, edit_date, edit_statute, edit_digest, drop_digest])
def test_a_lock_edited_by_hand_is_noticed(site: Path, edit: Any) -> None:
    lock = json.loads((site / LOCK).read_text("utf-8"))
    edit(lock)
    (site / LOCK).write_text(json.dumps(lock), "utf-8")
    assert f"{LOCK}:1:1 laws/pinned" in lines(check(site, "laws"))
    before = fingerprint(site)
    code, output = update(site)
    assert code == 1 and output.count("\n") == 1 and "von Hand geändert" in output and "laws.lock bleibt" in output
    assert fingerprint(site) == before


@pytest.mark.parametrize(
    "text", ["", "{", '{"statutes": {"TestG"', "[]", "3", "\u0000", '{"statutes": 3}', "<<<<<<< HEAD\n{}"]
)
def test_a_broken_lock_is_one_line_until_it_is_deleted(site: Path, text: str) -> None:
    (site / LOCK).write_text(text, "utf-8")
    code, output = update(site)
    assert code == 1 and output.count("\n") == 1 and "beschädigt" in output
    assert (site / LOCK).read_text("utf-8") == text
    assert "laws/pinned" in findings(site)
    (site / LOCK).unlink()
    assert changed(site).keys() == {("", "pinned")}
    assert findings(site) == []


def test_white_space_and_the_order_of_keys_are_no_edit(site: Path) -> None:
    lock = json.loads((site / LOCK).read_text("utf-8"))
    text = json.dumps({"digest": lock["digest"], "statutes": lock["statutes"]}, indent=3).replace("\n", "\r\n")
    (site / LOCK).write_bytes(text.encode())
    assert findings(site) == []


def test_the_lock_of_the_guide_is_intact_stable_and_small(site: Path) -> None:
    text = (REPOSITORY / LOCK).read_text("utf-8")
    assert len(text.encode()) < 1_500_000
    lock = json.loads(text)
    assert lawlock.intact(lock)
    assert list(schema.validate(REPOSITORY, "laws-lock.schema.json", lock)) == []
    lawlock.write(site, lock)
    assert (site / LOCK).read_text("utf-8") == text
    statutes = yaml.safe_load((REPOSITORY / "docs/data/laws.yml").read_text("utf-8"))["statutes"]
    assert set(lock["statutes"]) == {name for name, entry in statutes.items() if entry["structure"] == "verified"}


def test_every_lock_an_update_writes_fits_its_schema(site: Path) -> None:
    publish(site, LATER, _1="§ 1|(weggefallen)", _2="§ 2|(1) Neu: " + items("a)|Hund.") + "¶(2) bis (4) (weggefallen)")
    update(site)
    assert list(schema.validate(REPOSITORY, "laws-lock.schema.json", lawlock.read(site))) == []


# --- refusals -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        ("testg.xml", law(*NORMS.values())[:-30], "kein vollständiges XML"),
        ("testg.xml", law(*NORMS.values()).replace(b"</P>", b"", 1), "kein vollständiges XML"),
        ("testg.xml", b"PK\x03\x04", "kein vollständiges XML"),
        ("testg.xml", law("§ 1|Es gilt.", head='<!DOCTYPE a [<!ENTITY b "c">]>'), "ENTITY"),
        ("testg.xml", law("§ 1|Es gilt <Neu>immer</Neu>."), "unbekannte Element <Neu>"),
        ("testg.xml", b" " * (lawxml.MAX_BYTES + 1), "größer als 20 MB"),
        ("other.xml", law(*NORMS.values()), "fehlt"),
    ],
    ids=["cut", "unclosed", "zip", "entity", "element", "large", "missing"],
)
def test_a_failed_update_leaves_everything_alone(site: Path, name: str, raw: bytes, words: str) -> None:
    (site / "laws/testg.xml").unlink()
    (site / "laws" / name).write_bytes(raw)
    before = fingerprint(site)
    code, output = update(site)
    assert code == 1
    assert output.count("\n") == 1 and words in output and "TestG" in output and "laws.lock bleibt" in output
    assert fingerprint(site) == before


def test_every_statute_that_fails_has_its_line(site: Path) -> None:
    more = {name: {"name": name, "slug": name.lower(), "structure": "verified"} for name in ("AG", "BG")}
    listed(site, {**LISTED, "statutes": LISTED["statutes"] | more})
    (site / "laws/bg.xml").write_bytes(b"<dokumente/>")
    before = fingerprint(site)
    code, output = update(site)
    assert code == 1 and fingerprint(site) == before
    first, second = output.splitlines()
    assert (
        "ag.xml fehlt" in first and "bg.xml nennt den Tag" in second and second.endswith("laws.lock bleibt, wie es ist")
    )


@pytest.mark.parametrize(
    "text",
    ["- a\n", "statutes: {StAG: {name: a, structure: verified}}\n", "a: [\n", "\u0000", "statutes: {T: {structure: verified, slug: testg}}\n"],
)  # fmt: skip
def test_an_unreadable_list_of_laws_is_one_line(site: Path, text: str) -> None:
    (site / "docs/data/laws.yml").write_text(text, "utf-8")
    before = fingerprint(site)
    code, output = update(site)
    assert code == 1 and output.count("\n") == 1 and "laws.yml" in output
    assert fingerprint(site) == before


def test_a_lock_that_cannot_be_written_is_one_line(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    publish(site, _1="§ 1|Neu.")
    before = fingerprint(site)
    monkeypatch.setattr(os, "replace", full)
    code, output = update(site)
    assert code == 1 and output.count("\n") == 1 and LOCK in output
    assert fingerprint(site) == before


def test_a_folder_is_no_statute(site: Path) -> None:
    (site / "laws/testg.xml").unlink()
    (site / "laws/testg.xml").mkdir()
    code, output = run(site, "laws", "update", "--from", str(site / "laws"))
    assert code == 1 and "darf nicht gelesen werden" in output


def test_covers_ranges_in_the_order_of_sections() -> None:
    from lotse.laws import citations

    (one,) = citations.find("§§ 16a bis 16f AufenthG")[0].norms
    assert [para for para in ("16", "16a", "16d", "16f", "16g", "17") if lawreport.covers(one, para)] == [
        "16a",
        "16d",
        "16f",
    ]
