"""Skeletons: sound as far as an unwritten text can be, and never over something that exists."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import AS_OF, check, fingerprint

from lotse import cli, model, new
from lotse.new import NewError
from lotse.source import yamlfile


def create(root: Path, kind: str, name: str, title: str | None = None) -> list[str]:
    site = model.load(root)
    site.as_of = AS_OF
    return new.create(site, kind, name, title)


def enter_in_nav(root: Path, key: str) -> None:
    config = root / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").rstrip("\n") + f"\n  - {key}\n", "utf-8")


@pytest.mark.parametrize(
    ("key", "kind"),
    [("leitfaden/einbuergerungstest.md", "guide"), ("lokal/stelle.md", "local"), ("schulung/pruefung.md", "index"),
     ("schulung/material/karten.md", "material"),
     ("konzept/einsatz.md", "concept"), ("werkzeuge/fristen.md", "tool"), ("mitwirken/form.md", "handbook"),
     ("impressum.md", "legal"), ("schulung/index.md", "index"), ("hilfe.md", "index")],
)  # fmt: skip
def test_new_page_passes_every_check(clean: Path, key: str, kind: str) -> None:
    lines = create(clean, "page", key, "Ein: „Titel“ #1")
    assert lines[1] == f"In mkdocs.yml unter nav eintragen: - {key}"
    enter_in_nav(clean, key)
    assert check(clean) == []
    page = model.load(clean).page("de", key)
    assert page and page.meta["kind"] == kind and page.meta["reviewed"] == AS_OF
    assert page.title == "Ein: „Titel“ #1" == page.doc.sections[0].title


def test_new_module_lacks_only_what_nobody_has_written(clean: Path) -> None:
    lines = create(clean, "module", "F1", "Rechtsstand")
    assert lines[0] == "docs/de/schulung/f1.md angelegt." and lines[2].endswith("- schulung/f1.md")
    enter_in_nav(clean, "schulung/f1.md")
    assert [(one.rule, one.message) for one in check(clean)] == [
        ("course/minutes", "Das Modul F1 gehört zu keinem Lehrgang"),
        ("course/unused-objective", "Zum Lernziel F1-Z1 gibt es keine Frage"),
    ]
    for name in ("f1", "X1", "L", "L01"):
        with pytest.raises(NewError, match="Kennung eines Moduls"):
            create(clean, "module", name)
    with pytest.raises(NewError, match="gibt es schon"):
        create(clean, "module", "F1")


@pytest.mark.parametrize(
    "name", ["docs/de/leitfaden/test.md", "leitfaden/test", "./leitfaden/test.md", "leitfaden\\test.md"]
)
def test_other_ways_to_write_the_path(clean: Path, name: str) -> None:
    assert create(clean, "page", name)[0] == "docs/de/leitfaden/test.md angelegt."
    page = model.load(clean).page("de", "leitfaden/test.md")
    assert page and page.title == "Test"


@pytest.mark.parametrize(
    "name", ["../x.md", "../../mkdocs", "/etc/x.md", "leitfaden/../../x.md", "", "Über uns.md", "a b.md", "leitfaden/",
             "x.txt"])  # fmt: skip
def test_bad_names(clean: Path, name: str) -> None:
    before = fingerprint(clean.parent)
    with pytest.raises(NewError, match="geht nicht als Name"):
        create(clean, "page", name)
    assert fingerprint(clean.parent) == before


def test_bad_name_comes_with_a_better_one(clean: Path) -> None:
    with pytest.raises(NewError, match=r"etwa: leitfaden/ueber-uns\.md"):
        create(clean, "page", "leitfaden/Über uns")


@pytest.mark.parametrize("title", ["", "   ", "x" * 81, "a\nb"])
def test_bad_titles(clean: Path, title: str) -> None:
    with pytest.raises(NewError, match="Titel"):
        create(clean, "page", "hilfe.md", title)


def test_nothing_is_overwritten(clean: Path) -> None:
    before = fingerprint(clean)
    for kind, name in (("page", "leitfaden/beispiel.md"), ("page", "index"), ("language", "tr")):
        with pytest.raises(NewError, match="gibt es schon"):
            create(clean, kind, name)
    assert fingerprint(clean) == before


def test_link_out_of_the_folder_is_not_followed(clean: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    os.symlink(tmp_path / "outside", clean / "docs/de/werkzeuge")
    with pytest.raises(NewError, match="außerhalb"):
        create(clean, "page", "werkzeuge/fristen.md")


def test_folder_that_is_a_file(clean: Path) -> None:
    (clean / "docs/de/werkzeuge").write_text("x", "utf-8")
    with pytest.raises(NewError, match="lässt sich nicht schreiben"):
        create(clean, "page", "werkzeuge/fristen.md")


def test_new_language_is_sound_once_its_lines_are_entered(clean: Path) -> None:
    lines = create(clean, "language", "es")
    assert lines[:2] == ["docs/es/index.md angelegt.", "docs/data/text/es.yml angelegt."]
    start = next(i for i, line in enumerate(lines) if "mkdocs.yml" in line) + 1
    stop = next(i for i, line in enumerate(lines) if "languages.yml" in line)
    config, listed = clean / "mkdocs.yml", clean / "docs/data/languages.yml"
    entry = "\n".join(lines[start:stop])
    config.write_text(config.read_text("utf-8").replace("\nnav:", f"\n{entry}\nnav:"), "utf-8")
    listed.write_text(listed.read_text("utf-8") + "\n" + "\n".join(lines[stop + 1 :]) + "\n", "utf-8")
    site = model.load(clean)
    assert site.languages["es"] == "español"
    page = site.page("es", "index.md")
    assert page and page.meta["translation"] == {"status": "machine", "sections": {}} and page.title == "Español"
    # What is new vouches for nothing yet, and says so until it is translated and confirmed.
    assert {(d.rule, d.severity) for d in check(clean)} == {
        ("translations/unconfirmed", "error"),
        ("translations/missing-section", "warning"),
        ("translations/text-missing", "info"),
    }


def test_language_words_are_the_german_ones(clean: Path) -> None:
    create(clean, "language", "es", "Guía")
    german = yamlfile.parse((clean / "docs/data/text/de.yml").read_text("utf-8"), "x").value
    words = yamlfile.parse((clean / "docs/data/text/es.yml").read_text("utf-8"), "x").value
    assert words.pop("facts") == {"aufenthalt.dauer": "Nötige Aufenthaltsdauer für den Anspruch"}
    assert words == german
    assert "title: Guía\n" in (clean / "docs/es/index.md").read_text("utf-8")


@pytest.mark.parametrize("code", ["xx", "de", "kmr", "ES", "", "../x", "data"])
def test_bad_languages(clean: Path, code: str) -> None:
    before = fingerprint(clean)
    with pytest.raises(NewError):
        create(clean, "language", code)
    assert fingerprint(clean) == before


def test_command(clean: Path) -> None:
    run = CliRunner()
    arguments = ["--root", str(clean), "--as-of", AS_OF, "new", "page", "leitfaden/test.md", "--title", "Test"]
    done = run.invoke(cli.main, arguments)
    assert done.exit_code == 0 and "In mkdocs.yml unter nav eintragen: - leitfaden/test.md" in done.output
    again = run.invoke(cli.main, arguments)
    assert again.exit_code == 1 and "gibt es schon" in again.output and "Traceback" not in again.output
