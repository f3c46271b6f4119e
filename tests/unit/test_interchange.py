"""PO and XLIFF: out and back without a changed byte, and nothing half taken in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import check, fingerprint
from lxml import etree

from lotse import cli, model
from lotse.interchange import files, take, units

SECTION = "leitfaden/beispiel.md#genauer"
NAMES = {"po": "x.po", "xliff": "x.xlf"}
FORMS = list(NAMES)
XLIFF = {"x": "urn:oasis:names:tc:xliff:document:1.2"}


def run(root: Path, *arguments: str) -> tuple[int, str]:
    """Exit code and everything that was said."""
    done = CliRunner().invoke(cli.main, ["--root", str(root), "translate", *arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.exit_code, done.output


def export(root: Path, lang: str, form: str, *options: str) -> Path:
    """The exported file."""
    target = root.parent / NAMES[form]
    assert run(root, "export", lang, "--format", form, "--out", str(target), *options)[0] == 0
    return target


def edit(file: Path, old: str, new: str) -> None:
    """Replace a text that occurs in the file, once or more."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("lang", ["ar", "tr"])
def test_there_and_back_changes_no_byte(clean: Path, lang: str, form: str) -> None:
    before = fingerprint(clean)
    file = export(clean, lang, form)
    assert run(clean, "import", lang, str(file)) == (0, "Nichts Neues in dieser Datei\n")
    assert fingerprint(clean) == before


@pytest.mark.parametrize("form", FORMS)
def test_the_same_content_gives_the_same_file(clean: Path, form: str) -> None:
    first = export(clean, "ar", form).read_bytes()
    assert export(clean, "ar", form).read_bytes() == first


@pytest.mark.parametrize("form", FORMS)
def test_an_edited_section_comes_back_confirmed(clean: Path, form: str) -> None:
    page = clean / "docs/tr/leitfaden/beispiel.md"
    old = page.read_text("utf-8")
    file = export(clean, "tr", form)
    target = next(one.target for one in units.units(model.load(clean), "tr") if one.id == SECTION)
    word = re.findall(r"\w{5,}", target.split("\n", 1)[1])[0]
    edit(file, word, f"{word}XY")
    code, said = run(clean, "import", "tr", str(file))
    assert code == 0 and "docs/tr/leitfaden/beispiel.md" in said
    new = page.read_text("utf-8")
    assert f"{word}XY" in new and new.replace(f"{word}XY", word) == old
    assert [one.rule for one in check(clean) if one.path.startswith("docs/tr")] == []


@pytest.mark.parametrize("form", FORMS)
def test_a_new_page_is_made_when_all_of_it_is_there(clean: Path, form: str) -> None:
    (clean / "docs/tr/index.md").unlink()
    file = export(clean, "tr", form, "--outdated")
    given = [units_ for units_ in units.units(model.load(clean), "tr", True) if units_.id.startswith("index.md#")]
    words = {"index.md#_page.title": "Rehber", "index.md#_page.summary": "Kısa rehber.",
             "index.md#start": "# Rehber { #start }\n\nVatandaşlık için gerekenler.",
             "index.md#anfangen": "## Başlangıç { #anfangen }\n\n[Örnek](leitfaden/beispiel.md#pruefen) ile başlayın."}  # fmt: skip
    assert {one.id for one in given} == set(words)
    site = model.load(clean)
    made = [files.Given(one.id, one.source, words[one.id], True) for one in given]
    taken = take.take(site, "tr", made)
    take.write(site, taken)
    text = (clean / "docs/tr/index.md").read_text("utf-8")
    assert "status: draft" in text and text.index("{ #start }") < text.index("{ #anfangen }")
    assert [one.rule for one in check(clean) if one.path == "docs/tr/index.md"] == []
    assert file.exists()


def test_only_what_is_not_current(clean: Path) -> None:
    site = model.load(clean)
    assert units.units(site, "ar", only_outdated=True) == [
        one for one in units.units(site, "ar") if one.state != "current"
    ]
    german = clean / "docs/de/leitfaden/beispiel.md"
    edit(german, "Sehen Sie in den Pass", "Sehen Sie zuerst in den Pass")
    outdated = [one.id for one in units.units(model.load(clean), "ar", only_outdated=True) if one.state == "outdated"]
    assert outdated == ["leitfaden/beispiel.md#pruefen"]
    po = export(clean, "ar", "po", "--outdated").read_text("utf-8")
    assert "#, fuzzy" in po and 'msgctxt "leitfaden/beispiel.md#pruefen"' in po
    assert "needs-review-translation" in export(clean, "ar", "xliff", "--outdated").read_text("utf-8")


def test_what_is_still_fuzzy_is_not_taken(clean: Path) -> None:
    edit(clean / "docs/de/leitfaden/beispiel.md", "Sehen Sie in den Pass", "Sehen Sie zuerst in den Pass")
    file = export(clean, "ar", "po")
    before = fingerprint(clean)
    assert run(clean, "import", "ar", str(file)) == (0, "Nichts Neues in dieser Datei\n")
    assert fingerprint(clean) == before


def test_xliff_is_what_the_standard_says(clean: Path) -> None:
    root = etree.fromstring(export(clean, "ar", "xliff").read_bytes())
    assert root.tag == f"{{{XLIFF['x']}}}xliff" and root.get("version") == "1.2"
    (file,) = root.findall("x:file", XLIFF)
    assert {name: file.get(name) for name in ("original", "source-language", "target-language", "datatype")} == {
        "original": "lotse", "source-language": "de", "target-language": "ar", "datatype": "plaintext"}  # fmt: skip
    every = file.findall("x:body/x:trans-unit", XLIFF)
    ids = [one.get("id") for one in every]
    assert len(ids) == len(set(ids)) and SECTION in ids
    order = {"source": 0, "target": 1, "note": 2}
    for one in every:
        places = [order[etree.QName(child).localname] for child in one]
        assert places == sorted(places) and places.count(0) == 1 and places.count(1) <= 1
        assert one.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"


def test_the_glossary_is_beside_the_text(clean: Path) -> None:
    edit(clean / "docs/de/leitfaden/beispiel.md", "kann einen Antrag stellen", "hat den Anspruch darauf")
    noted = {one.id: one.notes for one in units.units(model.load(clean), "tr")}
    assert noted["leitfaden/beispiel.md#kurz"] == ("Anspruch = hak",)


BAD = {
    "html": ("<script>alert(1)</script>", "portability/raw-html"),
    "number": ("7", "parity/number"),
    "link": ("[x](javascript:alert)", "links/"),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", BAD)
def test_what_the_checks_refuse_is_not_written(clean: Path, form: str, kind: str) -> None:
    site = model.load(clean)
    before = fingerprint(clean)
    unit = next(one for one in units.units(site, "tr") if one.id == SECTION)
    bad, rule = BAD[kind]
    raw = files.written([unit], "tr", form)  # type: ignore[arg-type]
    given = [
        files.Given(one.id, one.source, f"{one.target}\n\nMetin {bad} metin.", True)
        for one in files.read(raw, form, "tr")
    ]  # type: ignore[arg-type]
    with pytest.raises(take.TakeError) as error:
        take.take(site, "tr", given)
    assert any(rule in line and "docs/tr/leitfaden/beispiel.md#genauer" in line for line in error.value.lines)
    assert fingerprint(clean) == before


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda g: files.Given("nirgends.md#x", g.source, "x", True), "nirgends.md#x: diesen Eintrag gibt es nicht"),
        (
            lambda g: files.Given(g.id, g.source + " Neu.", "x", True),
            f"{SECTION}: beruht auf einem anderen deutschen Text",
        ),
        (lambda g: files.Given(g.id, g.source, "Ohne Überschrift", True), "genau eine Überschrift"),
        (lambda g: files.Given(g.id, g.source, "### A { #genauer }\n\n### B { #b }", True), "genau eine Überschrift"),
    ],
)
def test_the_unit_is_named(clean: Path, change, said: str) -> None:
    site = model.load(clean)
    unit = next(one for one in units.units(site, "tr") if one.id == SECTION)
    given = files.Given(unit.id, unit.source, unit.target, True)
    with pytest.raises(take.TakeError) as error:
        take.take(site, "tr", [change(given)])
    assert any(said in line for line in error.value.lines)


def test_twice_the_same_unit(clean: Path) -> None:
    site = model.load(clean)
    unit = next(one for one in units.units(site, "tr") if one.id == SECTION)
    given = files.Given(unit.id, unit.source, unit.target, True)
    with pytest.raises(take.TakeError, match="steht doppelt"):
        take.take(site, "tr", [given, given])


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("a.po", b"\xff\xfe\x00", "beschädigt"),
        ("a.po", b'msgid "a\nmsgstr', "beschädigt"),
        ("a.po", b"", "ohne Angabe"),
        ("a.xlf", b"", "beschädigt"),
        ("a.xlf", b"<xliff><file>", "beschädigt"),
        ("a.xlf", b"<html/>", "beschädigt"),
        ("a.xlf", b'<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0"/>', "beschädigt"),
        ("a.txt", b"x", "endet weder auf .po"),
        ("fehlt.po", None, "lässt sich nicht lesen"),
    ],
)
def test_a_damaged_file_gets_one_sentence(clean: Path, tmp_path: Path, name: str, raw: bytes | None, said: str) -> None:
    before = fingerprint(clean)
    file = tmp_path / name
    if raw is not None:
        file.write_bytes(raw)
    code, output = run(clean, "import", "tr", str(file))
    assert code in (1, 2) and said in output and "Traceback" not in output
    assert fingerprint(clean) == before


@pytest.mark.parametrize("form", FORMS)
def test_the_wrong_language_is_refused(clean: Path, form: str) -> None:
    file = export(clean, "ar", form)
    code, output = run(clean, "import", "tr", str(file))
    assert code == 1 and "für die Sprache „ar“, nicht für „tr“" in output


def test_broken_tags_are_named(clean: Path) -> None:
    file = export(clean, "tr", "xliff")
    edit(file, ">Rehber</target>", ">Reh<g id='1'>ber</g></target>")
    code, output = run(clean, "import", "tr", str(file))
    assert code == 1 and "index.md#_page.title" in output


def test_entities_from_outside_are_not_read(clean: Path, tmp_path: Path) -> None:
    secret = tmp_path / "geheim"
    secret.write_text("geheimnis")
    text = export(clean, "tr", "xliff").read_text("utf-8")
    text = text.replace("?>", f'?><!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>', 1).replace(
        ">Rehber</target>", ">Reh&e;ber</target>", 1
    )
    file = tmp_path / "e.xlf"
    file.write_text(text, "utf-8")
    run(clean, "import", "tr", str(file))
    assert "geheimnis" not in (clean / "docs/tr/index.md").read_text("utf-8")


def test_all_or_nothing(clean: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = model.load(clean)
    before = fingerprint(clean)
    real, calls = take.fixes.write, []

    def failing(file: Path, raw: bytes) -> None:
        calls.append(file)
        if len(calls) == 2:
            raise OSError(28, "Kein Platz", str(file))
        real(file, raw)

    monkeypatch.setattr(take.fixes, "write", failing)
    page = "docs/tr/leitfaden/beispiel.md"
    taken = take.Taken({page: b"neu", "docs/tr/index.md": b"neu"}, 2)
    with pytest.raises(take.TakeError, match="nichts ist geändert"):
        take.write(site, taken)
    assert fingerprint(clean) == before


def test_words_of_the_interface(clean: Path) -> None:
    file = export(clean, "tr", "po")
    edit(file, "Ne zaman doğdunuz?", "Hangi gün doğdunuz?")
    code, said = run(clean, "import", "tr", str(file))
    assert code == 0 and "docs/data/text/tr.yml" in said
    assert "Hangi gün doğdunuz?" in (clean / "docs/data/text/tr.yml").read_text("utf-8")
    assert [one.rule for one in check(clean)] == []
