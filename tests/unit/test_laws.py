"""The lock of the statutes, what resolves against it, and how it is renewed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from conftest import REPOSITORY, check, lay, lines

from lotse import laws, lawupdate, lawxml, schema
from lotse.cli import main
from lotse.laws import Laws
from lotse.lawstructure import Resolution

STAG = json.loads((Path(__file__).parent / "data/stag-structure.json").read_text("utf-8"))
DOCTYPE = '<!DOCTYPE dokumente SYSTEM "http://www.gesetze-im-internet.de/dtd/1.01/gii-norm.dtd">'


@pytest.fixture(scope="module")
def known() -> Laws:
    return laws.load(REPOSITORY)


def resolve(known: Laws, text: str, context: str = "") -> Resolution:
    """The resolution of the only norm or decision in ``text``."""
    (cited,) = known.find(text)
    (result,) = known.resolve(cited, context or text)
    return result


# --- the StAG, unit for unit ---------------------------------------------------------------------


def units() -> Iterator[tuple[str, str]]:
    """Each § / Absatz / Satz / Nummer / Buchstabe of the StAG, and the status it must have."""
    for para, absaetze in STAG.items():
        if absaetze == "repealed":
            yield f"§ {para}", "repealed"
            continue
        yield f"§ {para}", "ok"
        for absatz, content in absaetze.items():
            place = f"§ {para}" + (f" Abs. {absatz}" if absatz != "0" else "")
            if content == "repealed":
                yield place, "repealed"
                continue
            count, numbers = content[0], content[1] if len(content) > 1 else {}
            yield from ((f"{place} Satz {satz}", "ok") for satz in range(1, count + 1))
            yield f"{place} Satz {count + 1}", "unknown_satz"
            for satz, items in numbers.items():
                for number, letters in items.items():
                    here = f"{place} Satz {satz} Nr. {number}"
                    yield here, "repealed" if letters == "repealed" else "ok"
                    if letters != "repealed":
                        yield from ((f"{here} Buchst. {letter}", "ok") for letter in letters)
                        yield f"{here} Buchst. {chr(ord(max(letters, default='`')) + 1)}", "unknown_buchstabe"
                yield f"{place} Satz {satz} Nr. {len(items) + 2}", "unknown_nummer"


@pytest.mark.parametrize(("place", "status"), list(units()))
def test_stag_has_exactly_its_units(known: Laws, place: str, status: str) -> None:
    assert resolve(known, f"{place} StAG").status == status


def test_stag_has_no_other_paragraphs(known: Laws) -> None:
    assert set(known.structures["StAG"].norms) == set(STAG) - {"40b", "40c"}


# --- what becomes of a citation ------------------------------------------------------------------

RESOLUTIONS = [
    ("§ 10 Abs. 1 Satz 1 Nr. 3 Buchst. b StAG", "ok", ""),
    ("§ 99 StAG", "unknown_para", "StAG hat Paragrafen von § 1 bis 42"),
    ("§ 12b Abs. 4 StAG", "unknown_absatz", "hat keinen Abs. 4, sondern 3 Absätze: 1, 2, 3"),
    ("§ 34 Abs. 1 StAG", "unknown_absatz", "§ 34 StAG hat keine Absätze"),
    ("§ 10 Satz 1 StAG", "unknown_absatz", "ist in Absätze gegliedert"),
    ("§ 10 Abs. 2 Satz 2 StAG", "unknown_satz", "hat nur einen Satz"),
    ("§ 10 Abs. 1 Satz 4 StAG", "unknown_satz", "hat nur 3 Sätze"),
    ("§ 10 Abs. 1 Satz 1 Nr. 8 StAG", "unknown_nummer", "sondern nur Nr. 1, 1a, 2, 3, 5, 6, 7"),
    ("§ 10 Abs. 1 Satz 2 Nr. 1 StAG", "unknown_nummer", "gemeint ist vielleicht § 10 Abs. 1 Satz 1 Nr. 1 StAG"),
    ("§ 10 Abs. 1 Satz 1 Nr. 3b StAG", "unknown_nummer", "gemeint ist vielleicht § 10 Abs. 1 Satz 1 Nr. 3 Buchst. b StAG"),
    ("§ 10 Abs. 1 Satz 1 Nr. 3 Buchst. d StAG", "unknown_buchstabe", "sondern nur die Buchst. a, b, c"),
    ("§ 10 Abs. 1 Satz 1 Nr. 3 a–d StAG", "unknown_buchstabe", "keinen Buchst. d"),
    ("§ 25 Abs. 3 bis 9 AufenthG", "unknown_absatz", "keinen Abs. 9"),
    ("§ 10 Abs. 3 StAG", "repealed", "seit 30.10.2025"),
    ("§ 10 Abs. 3 Satz 2 StAG", "repealed", "§ 10 Abs. 1 Satz 1 StAG"),
    ("§ 10 Abs. 1 Nr. 4 StAG", "repealed", "Mehrstaatigkeit"),
    ("§ 12 StAG", "repealed", "Mehrstaatigkeit"),
    ("§ 40b StAG", "repealed", ""),
    ("§§ 18 bis 23 StAG", "repealed", ""),
    ("§ 25 StAG a. F.", "ok", ""),
    ("§ 99 StAG a. F.", "ok", ""),
    ("§ 37 Abs. 1 StAG", "trap", "§ 34 Satz 1 StAG"),
    ("§ 11 Abs. 1 Satz 1 StAG", "trap", "§ 11 Satz 1 StAG"),
    ("§ 12a Abs. 1 Satz 3 StAG", "ok", ""),
    ("§ 65a Abs. 4 SGB II", "ok", ""),
    ("§ 65a Abs. 1 SGB II", "unverified", ""),
    ("§ 73b Abs. 1a AsylG", "ok", ""),
    ("§ 73b Abs. 1a Nr. 2 AsylG", "unverified", ""),
    ("§ 85c AufenthG", "ok", ""),
    ("§ 3 Nr. 26a Satz 2 EStG", "ok", ""),
    ("§ 3 Nr. 999 EStG", "unknown_nummer", ""),
    ("§ 9 Abs. 1 Satz 3 Nr. 4 Satz 8 EStG", "ok", ""),
    ("§§ 8 bis 10 Abs. 4a StAG", "ok", ""),
    ("§§ 8 bis 10 Abs. 9 StAG", "unknown_absatz", "§ 10 StAG"),
    ("§ 31a BGB", "ok", ""),
    ("§ 1314 BGB", "ok", ""),
    ("§ 1314 Abs. 1 BGB", "unverified", "only"),
    ("§ 5000 BGB", "unknown_para", ""),
    ("Art. 116 Abs. 2 Satz 1 GG", "ok", ""),
    ("§ 116 GG", "unknown_para", "Art. 116 GG schreiben"),
    ("Art. 10 StAG", "unknown_para", "§ 10 StAG schreiben"),
    ("Art. 2 StaatenlMindÜbkAG", "ok", ""),
    ("Art. 2 des Gesetzes zur Verminderung der Staatenlosigkeit", "ok", ""),
    ("Art. 2 Satz 1 Nr. 3 AG-StlMindÜbk", "ok", ""),
    ("§ 10 Abs. 1 des Staatsangehörigkeitsgesetzes", "ok", ""),
    ("§ 188 Abs. 2 des Bürgerlichen Gesetzbuches", "ok", ""),
    ("§ 6 Abs. 2 BerHG", "unverified", ""),
    ("§ 41 Abs. 2 VwVfG NRW", "unverified", ""),
    ("§ 10 STAG", "unknown_statute", "gemeint ist vielleicht StAG"),
    ("§ 10 des Aufenthaltgesetzes", "unknown_statute", "gemeint ist vielleicht AufenthG"),
    ("§ 8 Abs. 2", "no_statute", "§ 8 Abs. 2 StAG"),
    ("BVerwG, 18.12.2025 - 1 C 27.24", "ok", ""),
    ("BVerwG 1 C 27.24", "ok", ""),
    ("BVerwG, 18.12.2024 - 1 C 27.24", "wrong_decision", "BVerwG, 18.12.2025 - 1 C 27.24"),
    ("OVG NRW, 01.01.2026 - 19 A 3124/25", "wrong_decision", "hinterlegt ist: OVG NRW 19 A 3124/25"),
    ("VG Köln, 18.12.2025 - 9 K 99/24", "unknown_decision", ""),
]


@pytest.mark.parametrize(("text", "status", "words"), RESOLUTIONS)
def test_resolution(known: Laws, text: str, status: str, words: str) -> None:
    found = resolve(known, text)
    assert found.status == status
    assert words in f"{found.message}; {found.help}"
    assert bool(found.message) == bool(found.help) == (status != "ok")


def test_some_traps_need_their_words(known: Laws) -> None:
    wrong = "§ 12a Abs. 1 Satz 3 StAG"
    assert resolve(known, wrong, f"Eine geringfügige Überschreitung schadet nicht ({wrong}).").status == "trap"
    both = f"Strafen werden addiert ({wrong}), eine geringfügige Überschreitung ist Einzelfall (§ 12a Abs. 1 Satz 4 StAG)."
    assert resolve(known, wrong, both).status == "ok"


def test_address_and_name(known: Laws) -> None:
    def first(text: str) -> tuple[str, str]:
        (cited,) = known.find(text)
        return known.url(cited), known.label(cited)

    site = "https://www.gesetze-im-internet.de"
    assert first("§ 10 Abs. 1 StAG") == (f"{site}/stag/__10.html", "Anspruch auf Einbürgerung")
    assert first("§§ 16a bis 16f AufenthG")[0] == f"{site}/aufenthg_2004/__16a.html"
    assert first("Art. 116 Abs. 2 GG")[0] == f"{site}/gg/art_116.html"
    assert first("§ 110 JustG NRW") == ("https://recht.nrw.de/", "Kein Vorverfahren")
    assert first("§ 5 GKG")[1] == "Gerichtskostengesetz"
    assert first("BVerwG 1 C 27.24")[0] == "https://www.bverwg.de/de/181225U1C27.24.0"
    assert first("§ 5 XYZG") == ("", "")
    assert first("§ 5") == ("", "")


def test_an_amendment_counts_only_while_it_is_newer_than_the_text() -> None:
    norm = {"1": {"absaetze": {"1": {"saetze": 1}}, "hash": "0"}}
    listed = {"statutes": {"TestG": {"name": "Testgesetz", "structure": "verified", "amendments": [
        {"norm": "§ 1 Abs. 2", "from": "2026-05-01", "note": "", "adds": ["§ 1 Abs. 2"]}]}}}  # fmt: skip
    for built, status in (("2026-04-01", "ok"), ("2026-06-01", "unknown_absatz")):
        pinned = {"statutes": {"TestG": {"builddate": built, "unit": "§", "norms": norm}}}
        assert resolve(Laws(listed, pinned), "§ 1 Abs. 2 TestG").status == status


@pytest.mark.parametrize("listed", [None, [], {}, {"statutes": 3}, {"statutes": {"StAG": None}}])
def test_broken_mappings_are_one_error(listed: Any) -> None:
    with pytest.raises(laws.LawsError):
        Laws(listed, {"statutes": {}})


@pytest.mark.parametrize("norm", [3, {"absaetze": 3}, {"absaetze": {"1": 3}}, {"absaetze": {"1": {"nummern": {"1": 3}}}}])
def test_a_damaged_lock_is_one_error(norm: Any) -> None:
    listed = {"statutes": {"TestG": {"name": "Testgesetz", "structure": "verified"}}}
    with pytest.raises(laws.LawsError):
        Laws(listed, {"statutes": {"TestG": {"norms": {"1": norm}}}})


def test_laws_are_read_again_when_a_file_changes(clean: Path) -> None:
    first = laws.load(clean)
    assert laws.load(clean) is first
    path = clean / "docs/data/laws.yml"
    path.write_text(path.read_text("utf-8") + "\n# changed\n", "utf-8")
    assert laws.load(clean) is not first


# --- reading the official XML --------------------------------------------------------------------


def law(*norms: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> bytes:
    """A statute in the form of the federal site; each norm is ``§ 1|text of its paragraphs``."""
    body = ""
    for norm in norms:
        sign, _, paragraphs = norm.partition("|")
        content = "".join(f"<P>{part}</P>" for part in paragraphs.split("¶"))
        body += (f"<norm><metadaten><jurabk>T</jurabk><enbez>{sign}</enbez></metadaten><textdaten><text>"
                 f"<Content>{content}</Content></text></textdaten></norm>")  # fmt: skip
    stand = ("<norm><metadaten><standangabe><standtyp>Stand</standtyp><standkommentar>Zuletzt geändert durch Art. 3 G v. "
             "22.12.2025 I Nr. 364</standkommentar></standangabe></metadaten></norm>")  # fmt: skip
    return f'{head}<dokumente builddate="20260227215502">{stand}{body}</dokumente>'.encode()


def items(*entries: str, inner: str = "") -> str:
    """An enumeration; an entry is ``1.|text``."""
    rows = "".join(f"<DT>{label}</DT><DD><LA>{text}{inner}</LA></DD>" for label, _, text in (e.partition("|") for e in entries))
    return f'<DL Type="arabic">{rows}</DL>'


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


def test_the_hash_follows_the_wording_and_nothing_else() -> None:
    def digest(text: str) -> str:
        return str(lawxml.pin(law(f"§ 1|{text}"))["norms"]["1"]["hash"])

    assert digest("(1) Es gilt   immer.") == digest("(1) Es\ngilt immer.")
    assert digest("(1) Es gilt immer.") != digest("(1) Es gilt nimmer.")
    assert re.fullmatch("[0-9a-f]{16}", digest("(1) Es gilt."))


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
    ],
    ids=["empty", "cut", "unclosed", "foreign", "no-norms", "utf-16", "entity", "system", "subset", "undefined", "large"],
)  # fmt: skip
def test_a_bad_file_is_refused(raw: bytes, words: str) -> None:
    with pytest.raises(lawxml.LawFileError, match=words):
        lawxml.pin(raw)


def test_the_official_doctype_is_accepted() -> None:
    assert lawxml.pin(law("§ 1|Es gilt.", head=DOCTYPE))["norms"]


# --- lotse laws update ---------------------------------------------------------------------------

NORMS = {
    "1": "§ 1|(1) Es gilt.¶(2) Es gilt nicht. Das bleibt.",
    "2": "§ 2|Frei sind " + items("1.|Hunde,", "2.|Katzen."),
    "3": "§ 3|(weggefallen)",
    "4": "§ 4|Wer liest, weiß.",
}
LISTED = {
    "text_checked": "2026-02-27",
    "researched": "2026-11-22",
    "statutes": {"TestG": {"name": "Testgesetz", "slug": "testg", "structure": "verified"}},
}
CITING = "\nDas steht in § 1 Abs. 2 Satz 2 TestG, § 2 Nr. 2 TestG und §§ 3 bis 4 TestG a. F.\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The clean site with one statute, cited by a page and by a fact, and its XML in ``laws/``."""
    root = lay(tmp_path / "site")
    for path in [*root.glob("docs/*/**/*.md"), *root.glob("docs/data/*.yml")]:
        text = re.sub(r"§ \d+(?: (?:Abs\.|Satz|Nr\.) \d+)* StAG", "§ 1 Abs. 2 TestG", path.read_text("utf-8"))
        path.write_text(text, "utf-8")
    (root / "docs/data/laws.yml").write_text(yaml.safe_dump(LISTED, allow_unicode=True), "utf-8")
    page = root / "docs/de/leitfaden/beispiel.md"
    page.write_text(page.read_text("utf-8") + CITING, "utf-8")
    (root / "laws").mkdir()
    (root / "laws/testg.xml").write_bytes(law(*NORMS.values()))
    assert update(root)[0] == 0
    return root


def update(root: Path, *more: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["--root", str(root), "laws", "update", "--from", str(root / "laws"), *more])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def changed(root: Path) -> dict[tuple[str, str], dict[str, Any]]:
    code, output = update(root, "--report", "json")
    assert code == 0
    report = json.loads(output)
    assert list(schema.validate(REPOSITORY, "laws-output.schema.json", report)) == []
    return {(one["norm"], one["kind"]): one for one in report["changed"]}


def law_findings(root: Path) -> list[str]:
    return [line.split()[1] for line in lines(check(root, "laws"))]


def test_an_update_without_change_changes_nothing(site: Path) -> None:
    before = (site / "docs/data/laws.lock").read_bytes()
    assert changed(site) == {}
    assert (site / "docs/data/laws.lock").read_bytes() == before
    assert law_findings(site) == []


MUTATIONS = [
    ({"1": "§ 1|(1) Es gilt.¶(2) Es gilt doch. Das bleibt."}, ("§ 1", "changed"), []),
    ({"1": "§ 1|(1) Es gilt."}, ("§ 1", "changed"), ["laws/not-found"]),
    ({"1": "§ 1|(1) Es gilt.¶(2) Es gilt nicht."}, ("§ 1", "changed"), ["laws/not-found"]),
    ({"1": "§ 1|(1) Es gilt.¶(2) (weggefallen)"}, ("§ 1", "changed"), ["laws/repealed"]),
    ({"1": "§ 1|(weggefallen)"}, ("§ 1", "repealed"), ["laws/repealed"]),
    ({"1": "§ 1a|(1) Es gilt.¶(2) Es gilt nicht. Das bleibt."}, ("§ 1", "removed"), ["laws/not-found"]),
    ({"2": "§ 2|Frei sind " + items("1.|Hunde.")}, ("§ 2", "changed"), ["laws/not-found"]),
    ({"2": "§ 2|Frei sind " + items("1.|Hunde,", "2.|(weggefallen)")}, ("§ 2", "changed"), ["laws/repealed"]),
    ({"3": "§ 3|Es gilt wieder."}, ("§ 3", "added"), []),
    ({"4": "§ 4|Wer liest, weiß.", "5": "§ 5|Neu."}, ("§ 5", "added"), []),
]


@pytest.mark.parametrize(("norms", "expected", "rules"), MUTATIONS)
def test_a_changed_law_is_reported_and_checked(
    site: Path, norms: dict[str, str], expected: tuple[str, str], rules: list[str]
) -> None:
    (site / "laws/testg.xml").write_bytes(law(*(NORMS | norms).values()))
    found = changed(site)
    assert expected in found
    if expected[0] in ("§ 1", "§ 2", "§ 3"):
        assert "docs/de/leitfaden/beispiel.md" in found[expected]["pages"]
    if expected[0] == "§ 1":
        assert found[expected]["facts"] == ["aufenthalt.dauer"]
        assert found[expected]["cases"] == ["f01"]
        assert "docs/tr/leitfaden/beispiel.md" in found[expected]["pages"]
    assert sorted(set(law_findings(site))) == rules
    assert changed(site) == {}


def test_reports_for_people(site: Path) -> None:
    (site / "laws/testg.xml").write_bytes(law(*(NORMS | {"1": "§ 1|(weggefallen)"}).values()))
    lock = (site / "docs/data/laws.lock").read_bytes()
    code, output = update(site)
    assert code == 0 and output.startswith("§ 1 TestG: weggefallen\n    Seiten: docs/ar/leitfaden/beispiel.md, ")
    (site / "docs/data/laws.lock").write_bytes(lock)
    code, output = update(site, "--report", "markdown")
    assert code == 0 and output.startswith("- **§ 1 TestG**: weggefallen\n    - Seiten: `docs/ar/leitfaden/beispiel.md`, ")


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        ("testg.xml", law(*NORMS.values())[:-30], "kein vollständiges XML"),
        ("testg.xml", law("§ 1|Es gilt.", head='<!DOCTYPE a [<!ENTITY b "c">]>'), "ENTITY"),
        ("testg.xml", b" " * (lawxml.MAX_BYTES + 1), "größer als 20 MB"),
        ("other.xml", law(*NORMS.values()), "fehlt"),
    ],
    ids=["cut", "entity", "large", "missing"],
)
def test_a_failed_update_leaves_the_lock_alone(site: Path, name: str, raw: bytes, words: str) -> None:
    before = (site / "docs/data/laws.lock").read_bytes()
    (site / "laws/testg.xml").unlink()
    (site / "laws" / name).write_bytes(raw)
    code, output = update(site)
    assert code == 1
    assert output.count("\n") == 1 and words in output and "TestG" in output and "laws.lock bleibt" in output
    assert (site / "docs/data/laws.lock").read_bytes() == before
    assert list(site.glob("docs/data/*.new")) == []


@pytest.mark.parametrize("text", ["- a\n", "statutes: {StAG: {name: a, structure: verified}}\n", "a: [\n", "\u0000"])
def test_an_unreadable_list_of_laws_is_one_line(site: Path, text: str) -> None:
    (site / "docs/data/laws.yml").write_text(text, "utf-8")
    code, output = update(site)
    assert code == 1 and output.count("\n") == 1 and "laws.yml" in output


def test_a_broken_lock_is_written_anew(site: Path) -> None:
    (site / "docs/data/laws.lock").write_text('{"statutes": {"TestG"', "utf-8")
    assert changed(site).keys() == {("", "pinned")}
    assert law_findings(site) == []


def test_a_section_outside_only_is_known_by_its_number(site: Path) -> None:
    listed = {**LISTED, "statutes": {"TestG": {**LISTED["statutes"]["TestG"], "only": ["1"]}}}  # type: ignore[index]
    (site / "docs/data/laws.yml").write_text(yaml.safe_dump(listed, allow_unicode=True), "utf-8")
    assert changed(site) == {}
    assert law_findings(site) == ["laws/unverified"]
    (site / "laws/testg.xml").write_bytes(law(*(NORMS | {"2": "§ 2|(weggefallen)"}).values()))
    assert changed(site).keys() == {("§ 2", "repealed")}


def test_the_lock_is_stable_and_small(site: Path) -> None:
    text = (REPOSITORY / "docs/data/laws.lock").read_text("utf-8")
    assert len(text.encode()) < 1_500_000
    lock = json.loads(text)
    lawupdate.write(site, lock)
    assert (site / "docs/data/laws.lock").read_text("utf-8") == text
    listed = yaml.safe_load((REPOSITORY / "docs/data/laws.yml").read_text("utf-8"))["statutes"]
    assert set(lock["statutes"]) == {name for name, entry in listed.items() if entry["structure"] == "verified"}


@pytest.mark.parametrize(("path", "content"), [("laws.yml", None), ("laws.lock", None), ("laws.lock", "{"), ("laws.yml", "- a\n")])
def test_without_readable_laws_one_finding_says_so(clean: Path, path: str, content: str | None) -> None:
    file = clean / "docs/data" / path
    file.unlink() if content is None else file.write_text(content, "utf-8")
    found = [line for line in lines(check(clean)) if "laws/" in line]
    assert found == ["docs/data/laws.yml:1:1 laws/pinned"]


def test_show(known: Laws) -> None:
    def show(text: str) -> tuple[int, str]:
        result = CliRunner().invoke(main, ["--root", str(REPOSITORY), "laws", "show", text])
        return result.exit_code, result.output

    assert show("§ 10 Abs. 1 StAG")[0] == 0
    assert "Anspruch auf Einbürgerung" in show("§ 10 Abs. 1 StAG")[1]
    assert show("§ 10 Abs. 3 StAG")[0] == 1 and "weggefallen" in show("§ 10 Abs. 3 StAG")[1]
    code, output = show("kein Zitat")
    assert code == 1 and output.count("\n") == 1
