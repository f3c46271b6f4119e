"""Reading the official XML: structure, hashes, and files that are no statute."""

from __future__ import annotations

import json
import re
import time
from typing import Any

import pytest
from statutes import DOCTYPE, items, law

from lotse.laws import gii as lawxml


def absatz(text: str) -> dict[str, Any]:
    """Structure of the only paragraph of a one-norm statute."""
    return lawxml.pin(law(f"§ 1|{text}"))["norms"]["1"]["absaetze"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der Hund bellt.", {"0": {"saetze": 1}}),
        ("(1) Der Hund bellt. Die Katze schläft.¶(2) § 3 gilt. Dies gilt nicht.", {"1": {"saetze": 2}, "2": {"saetze": 2}}),
        ("(1) Das Fest ist am 3. Oktober. Es dauert bis zum 4. Kalendertag.", {"1": {"saetze": 2}}),
        ("(1) Nach Nr. 3 und Abs. 4 Satz 1 gilt das z. B. Montags.", {"1": {"saetze": 1}}),
        ("(1) Wer liest, erklärt: „Ich lese. Du nicht.“ Das genügt.", {"1": {"saetze": None}}),
        ("(1) Es gilt § 2. Satz 1 bleibt.", {"1": {"saetze": 2}}),
        ("(1) Es gilt § 2. Hunde bellen.", {"1": {"saetze": None}}),
        ("(1) <SUP class='Rec'>1</SUP>Es gilt § 2. <SUP class='Rec'>2</SUP>Hunde bellen.", {"1": {"saetze": 2}}),
        ("(1) (weggefallen)¶(2) Es gilt.", {"1": {"repealed": True}, "2": {"saetze": 1}}),
        ("(1) Es gilt.¶(2) bis (4) (weggefallen)",
         {"1": {"saetze": 1}, "2": {"repealed": True}, "3": {"repealed": True}, "4": {"repealed": True}}),
        ("(1) Frei sind " + items("1.|Hunde,", "2.|(weggefallen)", "3a.|Katzen.") + "Das gilt immer. Es endet nie.",
         {"1": {"saetze": 3, "nummern": {"1": {"1": "", "2": None, "3a": ""}}}}),
        ("(1) Es gilt. Frei sind " + items("1.|Hunde", "2.|Katzen") + "im Haus.",
         {"1": {"saetze": 2, "nummern": {"2": {"1": "", "2": ""}}}}),
        ("(1) Frei sind " + items("1.|Tiere: ", inner=items("a)|Hunde,", "b)|(weggefallen)", "c)|Katzen.")),
         {"1": {"saetze": 1, "nummern": {"1": {"1": "a c"}}}}),
        ("(1) Frei sind " + items("a)|Hunde,", "b)|Katzen."), {"1": {"saetze": 1, "nummern": {"1": {"": "a b"}}}}),
        ("(1) Kosten: <table><tgroup><tbody><row><entry>1.</entry><entry>Hund</entry></row><row><entry>2.</entry>"
         "<entry>Katze</entry></row></tbody></tgroup></table>Die Kosten sinken.",
         {"1": {"saetze": 2, "nummern": {"1": {"1": "", "2": ""}}}}),
    ],
)  # fmt: skip
def test_structure_of_a_paragraph(text: str, expected: dict[str, Any]) -> None:
    assert absatz(text) == expected


def test_groups_articles_and_repealed_norms() -> None:
    pinned = lawxml.pin(law("§ 1|Es gilt.", "§ 2|(weggefallen)", "(XXXX) §§ 3 und 4|", "(XXXX) §§ 5 bis 8|-",
                            "(XXXX)§§ 9b bis 9d|(weggefallen)", "Anlage 1|Text."))  # fmt: skip
    gone = {para for para, norm in pinned["norms"].items() if norm.get("repealed")}
    assert gone == {"2", "3", "4", "5", "6", "7", "8", "9b", "9c", "9d"}
    assert set(pinned["norms"]) == gone | {"1"}
    assert (pinned["unit"], pinned["builddate"], pinned["stand"]) == ("§", "2026-02-27", "22.12.2025 I Nr. 364")
    assert lawxml.pin(law("Art 1|Es gilt."))["unit"] == "Art."


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ("§§ 7 und 9", ["7", "9"]),
        ("§§ 7 bis 9", ["7", "8", "9"]),
        ("§§ 7a bis 9", ["7a", "8", "9"]),
        ("§§ 7 bis 7c", ["7", "7a", "7b", "7c"]),
        ("§§ 7b bis 7d", ["7b", "7c", "7d"]),
        ("§§ 7 bis 7", ["7"]),
        ("§§ 9 bis 7", ["9", "7"]),
    ],
)
def test_sections_that_are_gone_together(span: str, expected: list[str]) -> None:
    assert list(lawxml.pin(law(f"{span}|(weggefallen)"))["norms"]) == expected


def test_the_day_and_the_stand_may_be_broken_over_lines() -> None:
    broken = law("§ 1|Es gilt.").replace(b"22.12.2025 I Nr. 364", b"22.12.2025\n      I Nr.\n364")
    assert lawxml.pin(broken)["stand"] == "22.12.2025 I Nr. 364"


def digest(text: str) -> str:
    return str(lawxml.pin(law(f"§ 1|{text}"))["norms"]["1"]["hash"])


LIST = "(1) Frei sind " + items("1.|große Hunde,", "2.|Katzen.")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("(1) Es gilt   immer.", "(1) Es\ngilt immer."),
        ("(1) Es gilt immer.", "\r\n\t(1)\u00a0Es\u202fgilt immer.\n"),
        ("(1) Es gilt immer.", "(1) Es <B>gilt</B> immer."),
        ("(1) Es gilt immer.", "(1) Es gilt <!-- seit je --> immer."),
        ("(1) Es gilt immer.", "(1) Es gilt im\u00admer."),
        ("(1) Es gilt für Künstler.", "(1) Es gilt für Ku\u0308nstler."),
        (LIST, LIST.replace("><", ">\n    <").replace('Type="arabic"', "Font='normal' Type='arabic'")),
    ],
    ids=["break", "blanks", "bold", "comment", "soft-hyphen", "unicode", "indented"],
)
def test_the_hash_is_the_same_for_the_same_words(one: str, other: str) -> None:
    assert digest(one) == digest(other)


@pytest.mark.parametrize(
    "other", ["(1) Es gilt nimmer.", "(1) Es gilt immer", "(2) Es gilt immer.", "(1) Es gilt 2 Mal."]
)
def test_the_hash_differs_for_other_words(other: str) -> None:
    assert digest("(1) Es gilt immer.") != digest(other)
    assert re.fullmatch("[0-9a-f]{16}", digest(other))


def test_no_wording_leaves_the_reader() -> None:
    text = json.dumps(lawxml.pin(law("§ 1|(1) Unverwechselbar gilt " + items("1.|dies", "2.|das") + "immer.")))
    assert not any(word in text for word in ("Unverwechselbar", "gilt", "dies", "immer"))


def test_only_pins_what_is_asked_for() -> None:
    pinned = lawxml.pin(law("§ 1|Es gilt.", "§ 2|Es gilt.", "§ 3|(weggefallen)"), only=["2"])
    assert list(pinned["norms"]) == ["2"]
    assert (pinned["further"], pinned["further_repealed"]) == (["1"], ["3"])


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "kein vollst"),
        (law("§ 1|Es gilt.")[:-20], "kein vollst"),
        (law("§ 1|Es gilt.").replace(b"</P>", b"", 1), "kein vollst"),
        (b"<html></html>", "gii-norm"),
        (law(), "keine Paragrafen"),
        (law("§ 1|Es gilt.").decode().encode("utf-16"), "UTF-8"),
        (law("§ 1|Es gilt.", head='<!DOCTYPE a [<!ENTITY b "c">]>'), "DOCTYPE"),
        (law("§ 1|Es gilt.", head='<!DOCTYPE a SYSTEM "file:///etc/passwd">'), "DOCTYPE"),
        (law("§ 1|Es gilt.", head=DOCTYPE[:-1] + ' [<!ENTITY b "c">]>'), "DOCTYPE"),
        (law("§ 1|Es &b; gilt.", head=DOCTYPE), "kein vollst"),
        (b" " * (lawxml.MAX_BYTES + 1), "20 MB"),
        (law("§ 1|Es gilt <Absatz>immer</Absatz>."), "in § 1 das unbekannte Element <Absatz>"),
        (law("§ 1|Es gilt.").replace(b' builddate="20260227215502"', b""), "builddate"),
        (law("§ 1|Es gilt.", built="20261399"), "builddate"),
        (law("§§ 1 bis 99999|(weggefallen)"), "zu viele Paragrafen"),
        (law("§ 1|" + "<B>" * 50_000 + "tief" + "</B>" * 50_000), "zu tief"),
    ],
    ids=["empty", "cut", "unclosed", "foreign", "no-norms", "utf-16", "entity", "system", "subset", "undefined", "large",
         "element", "no-date", "wrong-date", "span", "deep"],
)  # fmt: skip
def test_a_bad_file_is_refused(raw: bytes, words: str) -> None:
    with pytest.raises(lawxml.LawFileError, match=words):
        lawxml.pin(raw)


def test_the_official_doctype_is_accepted() -> None:
    assert lawxml.pin(law("§ 1|Es gilt.", head=DOCTYPE))["norms"]


@pytest.mark.parametrize(
    "text",
    ["Kosten: <table><tgroup><tbody><row></row></tbody></tgroup></table>", "\ue000\ue001 &#xE000;", "(1)", "<DL></DL>",
     "<DL><DT>1.</DT></DL>", "(1) bis (2)", "<P></P>", "("],
)  # fmt: skip
def test_odd_content_is_read_without_complaint(text: str) -> None:
    assert lawxml.pin(law(f"§ 1|{text}", "§ 2|Es gilt."))["norms"]["2"]


@pytest.mark.parametrize(
    "text",
    [
        "(1) Es gilt. „Nun. " * 20_000,
        "Nach 3. Hunde. " * 20_000,
        "(1) Es gilt.¶" * 20_000,
        items("1.|Hund. ") * 5_000 + "Ende.",
    ],
    ids=["quotes", "ordinals", "paragraphs", "lists"],
)
def test_time_stays_linear(text: str) -> None:
    """A generous limit, so that only a reader gone wild is found; the benchmark measures."""
    start = time.process_time()
    lawxml.pin(law(f"§ 1|{text}"))
    assert time.process_time() - start < 3
