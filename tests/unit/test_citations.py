"""What counts as a citation in running text, and what it is read as."""

from __future__ import annotations

import time

import pytest

from lotse.laws import citations
from lotse.laws.citations import Citation, Norm

NB, NNB, LRM = "\u00a0", "\u202f", "\u200e"
LEVELS = {"a": "absatz", "s": "satz", "n": "nummer", "b": "buchstabe", "h": "halbsatz"}


def shown(norm: Norm) -> str:
    """Compact form: para, then a(bsatz), s(atz), n(ummer), b(uchstabe), h(albsatz); ``!`` for a. F."""
    parts = [("Art" if norm.article else "") + spelled(norm.para)]
    parts += [letter + spelled(getattr(norm, level)) for letter, level in LEVELS.items() if getattr(norm, level)]
    return " ".join(parts) + ("!" if norm.old_version else "")


def spelled(part: citations.Part) -> str:
    return "-".join(part) if isinstance(part, tuple) else str(part)


def norms(text: str) -> str:
    return " | ".join(f"{one.statute}: " + ", ".join(shown(norm) for norm in one.norms) for one in citations.find(text))


SPELLINGS = [
    ("§ 10 StAG", "StAG: 10"),
    ("§10 StAG", "StAG: 10"),
    ("§ 10 Abs. 1 Satz 1 Nr. 3 Buchst. b StAG", "StAG: 10 a1 s1 n3 bb"),
    ("§ 10 Absatz 1 Satz 1 Nummer 3 Buchstabe b StAG", "StAG: 10 a1 s1 n3 bb"),
    ("§ 10 Abs.1 S.1 Nr.3 lit. b StAG", "StAG: 10 a1 s1 n3 bb"),
    ("§ 10 Abs. 1 Satz 1 Nr. 3 lit. b) StAG", "StAG: 10 a1 s1 n3 bb"),
    ("§ 10 Abs. 1 S. 2 StAG", "StAG: 10 a1 s2"),
    ("§ 10 Absatz 4a StAG", "StAG: 10 a4a"),
    ("§ 10 Abs. 4 a StAG", "StAG: 10 a4a"),
    ("§ 16 a AufenthG", "AufenthG: 16a"),
    ("§ 16 Satz 2 Halbs. 2 StAG", "StAG: 16 s2 h2"),
    ("§ 16 Satz 2 2. Halbs. StAG", "StAG: 16 s2 h2"),
    ("§ 16 Satz 2, zweiter Halbsatz StAG", "StAG: 16 s2 h2"),
    ("§ 9 Abs. 1 Satz 1 Alt. 2 StAG", "StAG: 9 a1 s1"),
    ("§ 2 Abs. 1 RDG", "RDG: 2 a1"),
    ("§ 2 Abs. 1 Nr. 10 a SGB VII", "SGB VII: 2 a1 n10 ba"),
    (f"§{NB}65a{NB}Abs.{NB}4 SGB{NB}II", "SGB II: 65a a4"),
    (f"§{NNB}10{NNB}Abs.{NNB}1{NNB}StAG", "StAG: 10 a1"),
    ("§ 10\nAbs. 1\nStAG", "StAG: 10 a1"),
    ("§ 4a Abs. 6 FreizügG/EU", "FreizügG/EU: 4a a6"),
    ("§ 41 Abs. 2 Satz 1 VwVfG NRW", "VwVfG NRW: 41 a2 s1"),
    ("§ 2 FeiertagsG NW", "FeiertagsG NW: 2"),
    ("§ 2 UkraineAufenthFGV", "UkraineAufenthFGV: 2"),
    ("§ 1 Abs. 1–3 EinbTestV", "EinbTestV: 1 a1-3"),
    ("§ 10 Abs. 1 des StAG", "StAG: 10 a1"),
    ("§ 5 XYZG", "XYZG: 5"),
    ("§ 10 des Schwangerschaftskonfliktgesetzes", "Schwangerschaftskonfliktgesetzes: 10"),
    ("Art. 116 Abs. 2 GG", "GG: Art116 a2"),
    ("Artikel 16 a GG", "GG: Art16a"),
    ("Art. 5 VO (EU) 2024/1347", "VO (EU) 2024/1347: Art5"),
    ("Art. 5, 6, 9 und 13 DSGVO", "DSGVO: Art5, Art6, Art9, Art13"),
    ("§§ 8 und 10 StAG", "StAG: 8, 10"),
    ("§§ 16a, 16b, 16d bis 16f AufenthG", "AufenthG: 16a, 16b, 16d-16f"),
    ("§§ 31–33, 37 StAG", "StAG: 31-33, 37"),
    ("§§ 16a, 17, 18f, 22, 25 Abs. 3–5 und § 104c AufenthG", "AufenthG: 16a, 17, 18f, 22, 25 a3-5, 104c"),
    ("§§ 8 Abs. 2, 10 Abs. 1 StAG", "StAG: 8 a2, 10 a1"),
    ("§§ 10 Abs. 1 und 2, 12b StAG", "StAG: 10 a1, 10 a2, 12b"),
    ("§ 10 Abs. 1 Satz 1 Nr. 1 und 1a StAG", "StAG: 10 a1 s1 n1, 10 a1 s1 n1a"),
    ("§ 10 Abs. 1 Satz 1 Nr. 3 Buchst. a, b und c StAG", "StAG: 10 a1 s1 n3 ba, 10 a1 s1 n3 bb, 10 a1 s1 n3 bc"),
    ("§ 10 Abs. 1 S. 1 Nr. 3 a–c StAG", "StAG: 10 a1 s1 n3 ba-c"),
    ("§ 10 Abs. 4 Satz 3 und Abs. 4a StAG", "StAG: 10 a4 s3, 10 a4a"),
    ("§ 12a Abs. 1 Satz 1 Nr. 2, Satz 2 StAG", "StAG: 12a a1 s1 n2, 12a a1 s2"),
    ("§ 12b Abs. 1 Satz 4–5 StAG", "StAG: 12b a1 s4-5"),
    ("§ 23 Abs. 1/2/4 AufenthG", "AufenthG: 23 a1, 23 a2, 23 a4"),
    ("§ 3 Nr. 12, 26 oder 26b EStG", "EStG: 3 n12, 3 n26, 3 n26b"),
    ("§ 8 Abs. 2 sowie § 9 StAG", "StAG: 8 a2, 9"),
    ("§ 8 oder nach § 9 StAG", "StAG: 8, 9"),
    ("§ 34 Satz 2 in Verbindung mit § 10 Abs. 1 StAG", "StAG: 34 s2, 10 a1"),
    ("§ 34 Satz 2 i. V. m. § 10 Abs. 1 StAG", "StAG: 34 s2, 10 a1"),
    ("§ 34 Satz 2 StAG i.V.m. § 82 AufenthG", "StAG: 34 s2 | AufenthG: 82"),
    ("§ 20 Abs. 1 Satz 4, auch in Verbindung mit Abs. 2 Satz 2 StAG", "StAG: 20 a1 s4, 20 a2 s2"),
    ("§§ 16a, 16b oder 19c Abs. 2 oder in Fällen", "None: 16a, 16b, 19c a2"),
    ("§ 9 Abs. 1 Satz 3 Nr. 4 Satz 2 und 5 sowie Nr. 5 Satz 6 EStG", "EStG: 9 a1 s3 n4, 9 a1 s3 n4, 9 a1 s3 n5"),
    ("§§ 8 ff. StAG", "StAG: 8"),
    ("§ 25 a. F. StAG", "StAG: 25!"),
    ("§ 25 StAG a.F.", "StAG: 25!"),
    ("§ 25 a. F. und § 30 StAG", "StAG: 25!, 30"),
    ("früher § 10 Abs. 3 StAG", "StAG: 10 a3!"),
    ("§ 10 Abs. 3 StAG in der bis zum 29.10.2025 geltenden Fassung", "StAG: 10 a3!"),
    ("§ 24 StAG ist weggefallen", "StAG: 24!"),
    ("§ 24 StAG gilt. § 25 StAG ist weggefallen", "StAG: 24 | StAG: 25!"),
    # in other languages; joining words are then often translated
    ("وفق § 10 Abs. 1 StAG، ثم", "StAG: 10 a1"),
    (f"{LRM}§{NB}10{LRM} StAG{LRM}", "StAG: 10"),
    ("و§§ 8 و10 StAG", "StAG: 8, 10"),
    ("§§ 8 ve 10 StAG’nin", "StAG: 8, 10"),
    ("согласно §§ 8 и 10 StAG", "StAG: 8, 10"),
    ("на підставі § 10 Abs. 1 Satz 1 StAG.", "StAG: 10 a1 s1"),
    ("§ 10 i § 8 StAG", "StAG: 10, 8"),
    # no statute, or words that are none
    ("§ 10 Abs. 1, dann", "None: 10 a1"),
    ("§§ 35a, 42", "None: 35a, 42"),
    ("§ 10 und 3 Jahre Aufenthalt", "None: 10"),
    ("§ 10 BVerwG", "None: 10"),
    ("§ 24 BAMF", "None: 24"),
    ("§ 15 Satz 1 StAG; § 38 Abs. 3", "StAG: 15 s1 | None: 38 a3"),
    # no citations
    ("BT-Drs. 20/9044 S. 34", ""),
    ("Paragraf 10", ""),
    ("§", ""),
    ("§ eins", ""),
    ("Art. 3 des Gesetzes", ""),
    ("jeder Art. 5 Euro", ""),
    ("Start. 5 GG", ""),
    ("BGBl. 2025 I Nr. 256", ""),
]


@pytest.mark.parametrize(("text", "expected"), SPELLINGS)
def test_spelling(text: str, expected: str) -> None:
    assert norms(text) == expected


DECISIONS = [
    ("BVerwG, 18.12.2025 - 1 C 27.24", ("BVerwG", "2025-12-18", "1 C 27.24")),
    ("BVerwG, Urteil vom 18. Dezember 2025 – 1 C 27.24", ("BVerwG", "2025-12-18", "1 C 27.24")),
    ("BVerwG, Urt. v. 18.12.2025 – 1 C 27.24 –", ("BVerwG", "2025-12-18", "1 C 27.24")),
    (f"BVerwG, 18.12.2025{NB}- 1{NB}C{NB}27.24", ("BVerwG", "2025-12-18", "1 C 27.24")),
    ("BVerwG 1 C 36.19", ("BVerwG", "", "1 C 36.19")),
    ("OVG NRW, 17.09.2025 - 19 E 310/25", ("OVG NRW", "2025-09-17", "19 E 310/25")),
    ("VGH Hessen 5 A 2213/13", ("VGH Hessen", "", "5 A 2213/13")),
    ("VG Köln, 26.02.2025 - 10 K 1179/23", ("VG Köln", "2025-02-26", "10 K 1179/23")),
    ("VG Regensburg, 07.10.2024 - RO 9 K 24.782", ("VG Regensburg", "2024-10-07", "RO 9 K 24.782")),
    ("EuGH, 25.04.2024 - C‑684/22 u. a.", ("EuGH", "2024-04-25", "C-684/22")),
]


@pytest.mark.parametrize(("text", "expected"), DECISIONS)
def test_decision(text: str, expected: tuple[str, str, str]) -> None:
    (found,) = citations.find(f"So auch {text}, wie gesagt.")
    assert (found.kind, found.court, found.date, found.docket) == ("decision", *expected)


@pytest.mark.parametrize(
    "text", ["Das BVerwG hat entschieden.", "OVG NRW, 17.09.2025", "IVG 1 C 2.3", "beim VG Aachen"]
)
def test_no_decision(text: str) -> None:
    assert citations.find(text) == []


def test_full_names_are_found_in_any_case_of_the_noun() -> None:
    names = ("Staatsangehörigkeitsgesetz", "Gesetz zur Verminderung der Staatenlosigkeit")
    first, second = citations.find(
        "§ 10 des Staatsangehörigkeitsgesetzes und Art. 2 des Gesetzes zur\nVerminderung der Staatenlosigkeit.", names
    )
    assert first.statute == "Staatsangehörigkeitsgesetzes"
    assert second.statute == "Gesetzes zur Verminderung der Staatenlosigkeit"


@pytest.mark.parametrize("text", ["§ 3 Nr. 26 Satz 2 und 3 EStG", "§ 3 Nr. 26 Satz 2 oder Satz 3 EStG"])
def test_sentence_inside_a_number(text: str) -> None:
    (found,) = citations.find(text)
    assert [(norm.nummer, norm.satz, norm.inner) for norm in found.norms] == [("26", "2", True), ("26", "3", True)]
    assert not citations.find("§ 10 Abs. 1 Satz 1 Nr. 3 StAG")[0].norms[0].inner


def test_positions_are_those_of_the_text() -> None:
    text = "Nach §§ 8 und 10 Abs. 1 StAG sowie BVerwG 1 C 27.24: ja."
    first, second = citations.find(text)
    assert text[first.start : first.end] == "§§ 8 und 10 Abs. 1 StAG"
    assert [text[norm.start : norm.end] for norm in first.norms] == ["§§ 8", "10 Abs. 1 StAG"]
    assert text[second.start : second.end] == "BVerwG 1 C 27.24"


def test_old_version_of_a_whole_citation() -> None:
    assert citations.find("§§ 12 und 25 StAG a. F.")[0].old_version
    assert not citations.find("§ 25 a. F. und § 30 StAG")[0].old_version
    assert not Citation(0, 1, "decision").old_version


def test_a_paragraph_break_ends_a_citation() -> None:
    assert norms("§ 10\n\nStAG") == "None: 10"


@pytest.mark.parametrize(
    "text",
    ["§ 10 Abs. 1 Satz 1 Nr. 3 StAG und Text, der weitergeht. " * 2000, "§ 1, " * 20_000, "§§ 1" + ", 1" * 30_000,
     "§ 1 in der bis " * 7_000, "§ " * 50_000, "BVerwG, Urteil vom 1. " * 5_000, "a " * 50_000],
    ids=["usual", "signs", "numbers", "versions", "empty", "courts", "words"],
)  # fmt: skip
def test_time_stays_linear(text: str) -> None:
    """A generous limit, so that only a grammar gone wild is found; the benchmark measures."""
    citations.find("§ 1 StAG")
    start = time.process_time()
    citations.find(text[:100_000])
    assert time.process_time() - start < 2


@pytest.mark.parametrize("text", ["(§ 25 StAG a. F.) weg", "(§ 25 StAG a.F.)", "(früher § 25 StAG (a. F.))"])
def test_a_closing_bracket_belongs_to_the_old_version_only_with_its_opening(text: str) -> None:
    (one,) = citations.find(text)
    cited = text[one.start : one.end]
    assert one.old_version and cited.count("(") == cited.count(")") and "F." in cited
