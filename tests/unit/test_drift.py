"""What changed in German since a translation was confirmed: found in the history, shown word by word."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import lay

from lotse import cli, git, model
from lotse.confirm import confirm
from lotse.drift import changes, outdated, show

PAGE = "docs/de/leitfaden/beispiel.md"
GERMAN = "docs/data/text/de.yml"


def run(root: Path, *arguments: str) -> None:
    """Run git in ``root`` as somebody whose name and clock are always the same."""
    named = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "init.defaultBranch=main"]
    day = {"GIT_AUTHOR_DATE": "2026-11-01T12:00:00Z", "GIT_COMMITTER_DATE": "2026-11-01T12:00:00Z"}
    subprocess.run(
        ["git", *named, "-C", str(root), *arguments],
        check=True,
        capture_output=True,
        env={"PATH": "/usr/bin:/bin", **day},
    )


def replace(root: Path, path: str, old: str, new: str) -> None:
    """Replace a text that occurs exactly once."""
    text = (root / path).read_text("utf-8")
    assert text.count(old) == 1
    (root / path).write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def history(tmp_path: Path) -> Path:
    """A clean site under git whose German page and words then changed, committed."""
    root = lay(tmp_path / "site")
    run(root, "init", "--quiet")
    run(root, "add", ".")
    run(root, "commit", "--quiet", "-m", "Eins")
    replace(root, PAGE, "kann einen Antrag stellen", "kann jetzt einen Antrag auf Papier stellen")
    replace(root, GERMAN, "Wann sind Sie geboren?", "Wann genau sind Sie geboren?")
    run(root, "commit", "--quiet", "-am", "Zwei")
    return root


def test_the_confirmed_text_is_found_again(history: Path) -> None:
    found = changes.changes(model.load(history), "tr", PAGE)
    assert [(one.path, one.section, one.state) for one in found] == [
        ("docs/tr/leitfaden/beispiel.md", "kurz", "outdated")
    ]
    assert found[0].before and "kann einen Antrag stellen" in found[0].before
    assert "jetzt einen Antrag auf Papier" in found[0].now
    assert "5 yıl" in found[0].translated
    assert found[0].since.endswith(", 01.11.2026")


def test_the_translated_path_means_the_same(history: Path) -> None:
    site = model.load(history)
    assert changes.changes(site, "ar", "docs/ar/leitfaden/beispiel.md") == changes.changes(site, "ar", PAGE)


def test_words_shows_what_goes_and_comes() -> None:
    parts = show.words("Nach 8 Jahren.", "Nach genau 5 Jahren.")
    assert "".join(part for kind, part in parts if kind != "new") == "Nach 8 Jahren."
    assert "".join(part for kind, part in parts if kind != "gone") == "Nach genau 5 Jahren."
    assert ("same", " Jahren.") in parts


def test_text_markdown_and_html(history: Path) -> None:
    found = changes.changes(model.load(history), "ar", PAGE)
    told = show.text(found, shallow=False)
    assert "docs/ar/leitfaden/beispiel.md#kurz (veraltet)" in told
    assert "{+jetzt +}" in told or "{+ jetzt+}" in told
    assert "**jetzt**" in show.markdown(found, shallow=False)
    page = show.html(found, shallow=False)
    assert "<ins>" in page and 'lang="ar" dir="rtl"' in page and page.count("<section>") == 1


def test_what_stands_in_a_page_is_no_markup_elsewhere() -> None:
    hostile = changes.Change(
        "docs/tr/a.md", "tr", "a", "outdated", "Alt", "", "<script>x</script> [a](javascript:b)", "<b>"
    )
    assert "<script>" not in show.html([hostile], shallow=False)
    shown = show.markdown([hostile], shallow=False)
    assert "<script>" not in shown and "[a](" not in shown


def test_only_the_words_that_changed(history: Path) -> None:
    found = changes.changes(model.load(history), "tr", "docs/data/text/tr.yml")
    assert [one.section for one in found] == ["precheck.questions"]
    assert found[0].before == "precheck.questions.birth-date.text: Wann sind Sie geboren?"
    assert found[0].now == "precheck.questions.birth-date.text: Wann genau sind Sie geboren?"
    assert found[0].translated == "precheck.questions.birth-date.text: Ne zaman doğdunuz?"


def test_a_shallow_clone_says_what_it_cannot_show(history: Path, tmp_path: Path) -> None:
    shallow = tmp_path / "shallow"
    run(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{history}", str(shallow))
    found = changes.changes(model.load(shallow), "tr", PAGE)
    assert [one.before for one in found] == [None]
    assert git.is_shallow(shallow)
    told = CliRunner().invoke(cli.main, ["--root", str(shallow), "diff", "tr", PAGE])
    assert told.exit_code == 0 and "git fetch --unshallow" in told.output


def test_a_current_section_can_be_asked_for(history: Path) -> None:
    found = changes.changes(model.load(history), "tr", f"{PAGE}#nachweise")
    assert [(one.section, one.state) for one in found] == [("nachweise", "current")]
    assert found[0].before == found[0].now


def test_nothing_to_show(history: Path) -> None:
    confirm(model.load(history), "docs/tr/leitfaden/beispiel.md")
    assert show.text(changes.changes(model.load(history), "tr", PAGE), shallow=False).startswith(
        "Die Übersetzung entspricht"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["de", PAGE], "wird nicht übersetzt"),
        (["xx", PAGE], "wird nicht übersetzt"),
        (["tr", "README.md"], "ist keine Seite"),
        (["tr", "docs/de/gibt-es-nicht.md"], "gibt es nicht"),
        (["tr", f"{PAGE}#nirgends"], "möglich: _page"),
        (["tr", "docs/data/text/tr.yml#nirgends"], "möglich:"),
        (["tr", "docs/de/probe.md"], "noch nicht übersetzt"),
    ],
)
def test_wrong_calls_get_one_sentence(history: Path, arguments: list[str], said: str) -> None:
    told = CliRunner().invoke(cli.main, ["--root", str(history), "diff", *arguments])
    assert told.exit_code in (1, 2) and said in told.output and "Traceback" not in told.output


def test_without_git(clean: Path) -> None:
    told = CliRunner().invoke(cli.main, ["--root", str(clean), "diff", "tr", f"{PAGE}#kurz"])
    assert told.exit_code == 1 and "Traceback" not in told.output


def test_what_a_change_makes_outdated(history: Path) -> None:
    site = model.load(history)
    assert outdated.since(site, "HEAD") == []
    found = outdated.since(site, "HEAD~1")
    assert found == [outdated.Outdated(PAGE, ("kurz",), ("ar", "tr"))]
    told = CliRunner().invoke(cli.main, ["--root", str(history), "status", "--since", "HEAD~1"])
    assert told.exit_code == 0 and f"`lotse diff ar {PAGE}`" in told.output
    assert "Keine Übersetzung" in outdated.markdown([])


def test_a_reflowed_page_makes_nothing_outdated(history: Path) -> None:
    replace(history, PAGE, "Sehen Sie in den Pass und gehen", "Sehen Sie in den Pass\nund gehen")
    assert outdated.since(model.load(history), "HEAD") == []
