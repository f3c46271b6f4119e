"""Everything made from docs/data is committed as it would be made today."""

import shutil
from pathlib import Path

import pytest

from lotse import checks, generate, model
from lotse.generate import cases, changes, rules

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def site():
    return model.load(ROOT)


@pytest.fixture
def generated(tmp_path):
    """A copy of the real site with everything generated anew; on main, .ci/run compares the committed files."""
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    generate.generate(model.load(tmp_path), write=True)
    return tmp_path


def test_generating_again_changes_nothing(generated):
    assert generate.generate(model.load(generated), write=False) == []


def test_a_changed_word_makes_the_diagram_stale(generated):
    loaded = model.load(generated)
    loaded.data["text/tr"].value["ways"]["way_family"] = "Başka bir söz"
    assert generate.generate(loaded, write=False) == ["docs/assets/diagrams/wege.tr.svg"]


def test_checking_writes_nothing(generated):
    (generated / "docs/de/glossar.md").write_text("von Hand geändert", "utf-8")
    assert generate.generate(model.load(generated), write=False) == ["docs/de/glossar.md"]
    assert (generated / "docs/de/glossar.md").read_text("utf-8") == "von Hand geändert"


def test_the_handbook_names_every_rule(site):
    page = rules.rules(site)
    for name in checks.rules():
        assert f"### {name} " in page


def test_examples_are_fenced_and_prose_is_not():
    lines = rules.docstring("Was.\n\nWarum: darum.\n\nSchlecht:\n    # Eins\n\n    Zwei\n\nGut:\n    Drei\n")
    assert lines.count("~~~~text") == lines.count("~~~~") == 2
    assert lines[lines.index("~~~~text") + 1 :][:3] == ["# Eins", "", "Zwei"]


def test_two_links_of_a_case_to_one_page_name_the_headings(site, monkeypatch):
    see = ["leitfaden/sprache.md#kurz", "leitfaden/sprache.md#pruefen", "leitfaden/antrag.md#kurz"]
    monkeypatch.setitem(site.value("cases")[0], "see", see)
    links = ["[Sprache: Kurz gesagt]", "[Sprache: So prüfen Sie das]", "[Den Antrag stellen]"]
    assert "Mehr dazu: " + ", ".join(f"{a}(../{b})" for a, b in zip(links, see, strict=True)) in cases.cases(site)


def test_changes_are_listed_newest_first(site):
    dates = [one["date"] for one in site.value("changes")]
    ids = [one["id"] for one in sorted(site.value("changes"), key=lambda one: one["date"], reverse=True)]
    page = changes.changes(site)
    places = [page.index(f"{{ #{one} }}") for one in ids]
    assert len(dates) >= 10
    assert places == sorted(places)
