"""Which changes of the German text make a translation fall behind, and which findings that gives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import check

from lotse import model
from lotse.source.textfile import TextFile
from lotse.translation import PAGE, hashes, overview, states
from lotse.words import leaves

GERMAN = "docs/de/leitfaden/beispiel.md"
HEAD = "---\ntitle: Fristen\nsummary: Wie lange.\n---\n\n"
TEXT = """# Fristen { #fristen }

Wer seit **5 Jahren** hier lebt, kann einen Antrag stellen;
siehe [Nachweise](sprache.md#nachweise) und [51 €](fact:gebuehr.kind).

- Pass
- Miete

| Lage | Frist |
| --- | --- |
| Klage | 1 Monat |
"""


def page(text: str, lang: str = "de", head: str = HEAD) -> model.Page:
    return model.Page(TextFile(f"docs/{lang}/fristen.md", (head + text).encode()), lang, "fristen.md")


def changed(old: str, new: str) -> bool:
    assert TEXT.count(old) == 1
    return hashes(page(TEXT)) != hashes(page(TEXT.replace(old, new)))


@pytest.mark.parametrize(
    ("old", "new"),
    [(" hier lebt, kann einen", "\nhier lebt,\nkann  einen"), ("**5 Jahren**", "*5 Jahren*"),
     ("**5 Jahren**", "__5 Jahren__"), ("5 Jahren", "5\u00a0Jahren"), ("sprache.md#nachweise", "lebensunterhalt.md"),
     ("{ #fristen }", "{ #fristen .wide }"),
     ("[51 €](fact", "[25 €](fact"), ("| Klage | 1 Monat |", "|Klage|1 Monat|"), ("- Pass", "* Pass"),
     ("- Miete\n\n", "- Miete\n\n\n\n")],
)  # fmt: skip
def test_hash_stays(old: str, new: str) -> None:
    assert not changed(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [("5 Jahren", "3 Jahren"), ("1 Monat", "2 Monate"), ("- Miete", "- Strom"), ("kann einen", "kann keinen"),
     ("fact:gebuehr.kind", "fact:gebuehr.erwachsene"), ("# Fristen", "# Dauer"), ("[Nachweise]", "[Unterlagen]"),
     ("- Pass\n- Miete", "Pass, Miete"), ("\n- Pass", "\n\n/// note | Achtung\n\n- Pass")],
)  # fmt: skip
def test_hash_changes(old: str, new: str) -> None:
    assert changed(old, new)


def test_title_and_summary_are_a_section_of_their_own() -> None:
    other = page(TEXT, head=HEAD.replace("Wie lange", "Wie kurz"))
    assert {name for name, value in hashes(page(TEXT)).items() if hashes(other)[name] != value} == {PAGE}
    assert hashes(page(TEXT)) == hashes(page(TEXT, head=HEAD.replace("title:", "reviewed: 2026-01-01\ntitle:")))


def test_hash_has_the_agreed_form() -> None:
    assert all(len(value) == 8 and int(value, 16) >= 0 for value in hashes(page(TEXT)).values())


def confirmed(**sections: str) -> str:
    lines = "".join(f'    {name}: "{value}"\n' for name, value in sections.items())
    return f"---\ntitle: X\ntranslation:\n  status: machine\n  sections:\n{lines or '    {}'}\n---\n\n"


def test_states_of_a_translation() -> None:
    german = page("# A { #a }\n\n1\n\n## B { #b }\n\n2\n\n## C { #c }\n\n3\n\n## D { #d }\n\n4\n")
    known = hashes(german)
    front = confirmed(a=known["a"], b="00000000", _page=known[PAGE])
    other = page("# A { #a }\n\n## B { #b }\n\n## C { #c }\n", "tr", front)
    assert {s.id: s.state for s in states(german, other)} == {
        PAGE: "current", "a": "current", "b": "outdated", "c": "unconfirmed", "d": "missing"}  # fmt: skip


def test_an_adaptation_answers_only_for_what_it_confirms() -> None:
    german = page("# A { #a }\n\n1\n\n## B { #b }\n\n2\n")
    adapted = page("# A { #a }\n\n## Eigenes { #eigenes }\n", "ls", confirmed(b=hashes(german)["b"]))
    assert [(s.id, s.state) for s in states(german, adapted)] == [("b", "current")]
    silent = page("# A { #a }\n", "ls", "---\ntitle: X\n---\n")
    assert [(s.id, s.state) for s in states(german, silent)] == [(PAGE, "unconfirmed")]


def test_unquoted_hash_is_not_current() -> None:
    german = page("# A { #a }\n\n1\n")
    other = page("# A { #a }\n", "tr", "---\ntranslation:\n  sections:\n    a: 12345678\n---\n")
    assert {s.id: s.state for s in states(german, other)}["a"] == "outdated"


def test_overview_names_every_german_page(clean: Path) -> None:
    (clean / "docs/tr/index.md").unlink()
    site = model.load(clean)
    found = {one.key: one.state for one in overview(site, "tr")}
    assert list(found) == [german.key for german in site.in_language("de")]
    assert (found["index.md"], found["leitfaden/beispiel.md"]) == ("missing", "current")


def test_leaves() -> None:
    assert dict(leaves({"a": {"b": " x ", "c": None}, "d": ["1", "2"], "e": {}})) == {
        ("a", "b"): "x", ("a", "c"): "", ("d",): "1, 2", ("e",): ""}  # fmt: skip


def german_moves(clean: Path, edit: Callable[[str, str, str], None], old: str, new: str) -> set[tuple[str, str]]:
    edit(GERMAN, old, new)
    return {(d.rule, d.severity) for d in check(clean, "translations")}


def test_a_changed_german_text_is_a_warning(clean: Path, edit: Callable[[str, str, str], None]) -> None:
    assert german_moves(clean, edit, "Lassen Sie erst raten.", "Geben Sie 5 Minuten Zeit.") == {
        ("translations/outdated", "warning")}  # fmt: skip


def test_a_new_german_section_is_a_warning(clean: Path, edit: Callable[[str, str, str], None]) -> None:
    old = "## Nachweise { #nachweise }"
    assert german_moves(clean, edit, old, f"### Neu {{ #neu }}\n\nText.\n\n{old}") == {
        ("translations/missing-section", "warning")}  # fmt: skip


def test_a_renamed_german_section_is_a_warning(clean: Path, edit: Callable[[str, str, str], None]) -> None:
    assert german_moves(clean, edit, "{ #genauer }", "{ #einzelheiten }") == {
        ("translations/missing-section", "warning"), ("translations/extra-section", "warning")}  # fmt: skip


def test_reflowing_german_is_silent(clean: Path, edit: Callable[[str, str, str], None]) -> None:
    assert german_moves(clean, edit, "Pass und gehen", "Pass\nund gehen") == set()


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"---\ntitle: [\n---\n\n# A { #a }\n", b"# Ohne Kopf\n"])
def test_an_unreadable_german_page_says_nothing_about_translations(clean: Path, content: bytes) -> None:
    (clean / GERMAN).write_bytes(content)
    assert check(clean, "translations") == []


def test_hash_of_a_lost_section_can_be_taken_out(clean: Path, edit: Callable[[str, str, str], None]) -> None:
    from lotse import fixes

    before = (clean / "docs/tr/index.md").read_bytes()
    edit("docs/tr/index.md", "  sections:\n", '  sections:\n    weg: "12345678"\n')
    assert fixes.apply(model.load(clean), check(clean, "translations")) == 1
    assert (clean / "docs/tr/index.md").read_bytes() == before


def test_a_new_german_word_is_a_warning_until_it_is_translated(clean: Path) -> None:
    words = clean / "docs/data/text/de.yml"
    words.write_text(words.read_text("utf-8").replace("  name: Lotse\n", "  name: Lotse\n  neu: Wort\n"), "utf-8")
    found = check(clean, "translations")
    named = {("translations/text-missing", "warning"), ("translations/outdated", "warning")}
    assert {(d.rule, d.severity) for d in found} == named
    assert {d.path for d in found} == {"docs/data/text/ar.yml", "docs/data/text/tr.yml"}


def test_a_new_german_group_is_one_hint_a_language(clean: Path) -> None:
    words = clean / "docs/data/text/de.yml"
    words.write_text(words.read_text("utf-8") + "neu:\n  wort: Neues Wort\n  satz: Neuer Satz\n", "utf-8")
    found = [(d.path, d.severity, d.message) for d in check(clean, "translations")]
    message = "Die ganze Gruppe „neu“ ist noch nicht übersetzt"
    assert found == [(f"docs/data/text/{lang}.yml", "info", message) for lang in ("ar", "tr")]
