"""What resolves against the lock of the statutes, and what does not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from conftest import REPOSITORY, check, lines

from lotse import laws
from lotse.cli import main
from lotse.laws import Laws
from lotse.laws.structure import Resolution

STAG = json.loads((Path(__file__).parent / "data/stag-structure.json").read_text("utf-8"))


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
    (
        "§ 10 Abs. 1 Satz 1 Nr. 3b StAG",
        "unknown_nummer",
        "gemeint ist vielleicht § 10 Abs. 1 Satz 1 Nr. 3 Buchst. b StAG",
    ),
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
    both = (
        f"Strafen werden addiert ({wrong}), eine geringfügige Überschreitung ist Einzelfall (§ 12a Abs. 1 Satz 4 StAG)."
    )
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


@pytest.mark.parametrize(
    ("absaetze", "adds"),
    [
        ({"1": {"repealed": True}}, "§ 1 Abs. 1 Satz 2 Nr. 1 Buchst. e"),
        ({"0": {"saetze": None}}, "§ 1 Satz 4"),
        ({"1": {"saetze": 2, "nummern": {"1": {"1": None}}}}, "§ 1 Abs. 1 Satz 1 Nr. 1"),
        (None, "§ 1 Abs. 2"),
    ],
)
def test_an_amendment_may_bring_back_what_the_text_has_lost(absaetze: Any, adds: str) -> None:
    norm = {"repealed": True} if absaetze is None else {"absaetze": absaetze, "hash": "0"}
    listed = {"statutes": {"TestG": {"name": "Testgesetz", "structure": "verified", "amendments": [
        {"norm": "§ 1", "from": "2026-05-01", "note": "", "adds": [adds]}]}}}  # fmt: skip
    pinned = {"statutes": {"TestG": {"builddate": "2026-04-01", "unit": "§", "norms": {"1": norm}}}}
    before = json.dumps(pinned)
    assert resolve(Laws(listed, pinned), f"{adds} TestG").status == "ok"
    assert json.dumps(pinned) == before


@pytest.mark.parametrize("listed", [None, [], {}, {"statutes": 3}, {"statutes": {"StAG": None}}])
def test_broken_mappings_are_one_error(listed: Any) -> None:
    with pytest.raises(laws.LawsError):
        Laws(listed, {"statutes": {}})


@pytest.mark.parametrize(
    "norm", [3, {"absaetze": 3}, {"absaetze": {"1": 3}}, {"absaetze": {"1": {"nummern": {"1": 3}}}}]
)
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


@pytest.mark.parametrize(
    ("path", "content"), [("laws.yml", None), ("laws.lock", None), ("laws.lock", "{"), ("laws.yml", "- a\n")]
)
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
