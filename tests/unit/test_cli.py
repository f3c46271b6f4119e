"""What every command promises: German help that ends in an example, the agreed exit codes, clean JSON."""

import json
import subprocess

import click
import pytest
from click.testing import CliRunner

from lotse.cli import main

COMMANDS = {
    " ".join((group, name)).strip(): command
    for group, commands in (
        ("", main.commands),
        *((name, main.commands[name].commands) for name in ("laws", "integreat")),
    )
    for name, command in commands.items()
}


def run(*arguments: str):
    return CliRunner().invoke(main, list(arguments))


@pytest.mark.parametrize("name", COMMANDS)
def test_the_description_ends_in_an_example(name):
    command = COMMANDS[name]
    paragraphs = [part.strip() for part in (command.help or "").replace("\b", "").split("\n\n") if part.strip()]
    assert paragraphs[-1].startswith(("Beispiel:", "Beispiele:"))
    assert f"lotse {name}".split()[0] in paragraphs[-1]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained_in_german(name):
    for option in (one for one in COMMANDS[name].params if isinstance(one, click.Option)):
        assert option.help or option.name in ("site_dir", "port"), option.name
    shown = run(*name.split(), "--help").output
    assert shown.startswith("Aufruf: ")
    assert "Show this message" not in shown


@pytest.mark.parametrize(
    "arguments",
    [
        ["chek"],
        ["check", "--formt", "json"],
        ["check", "--format", "xml"],
        ["status", "xx"],
        ["stage"],
        ["new", "page"],
    ],
    ids=" ".join,
)
def test_a_wrong_call_is_one_german_line_and_exit_2(arguments):
    done = run(*arguments)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr.startswith("Fehler: ")
    assert done.stderr.count("\n") == 1


def test_a_wrong_folder_is_misuse(tmp_path):
    done = run("--root", str(tmp_path), "check")
    assert done.exit_code == 2
    assert "mkdocs.yml" in done.stderr


def test_json_is_all_that_is_printed(clean):
    done = run("--root", str(clean), "--as-of", "2026-11-22", "check", "--format", "json")
    assert done.exit_code == 0
    assert json.loads(done.stdout) == []
    assert done.stderr == ""


def test_warnings_count_only_when_asked(clean):
    page = clean / "docs/de/probe.md"
    page.write_text(page.read_text("utf-8") + "\nMehr steht [hier](index.md).\n", "utf-8")
    arguments = ["--root", str(clean), "--as-of", "2026-11-22", "check", "links"]
    assert run(*arguments).exit_code == 0
    assert run(*arguments, "--strict").exit_code == 1


def test_paths_and_rules_narrow_the_output(clean):
    for path in ("docs/de/index.md", "docs/de/probe.md"):
        page = clean / path
        page.write_text(page.read_text("utf-8") + "\nMehr steht [hier](fehlt.md).\n", "utf-8")
    base = ["--root", str(clean), "--as-of", "2026-11-22", "check", "--format", "json"]
    every = json.loads(run(*base, "links").stdout)
    one = json.loads(run(*base, "docs/de/probe.md", "links/page-missing").stdout)
    assert {d["path"] for d in every} >= {"docs/de/index.md", "docs/de/probe.md"}
    assert [(d["path"], d["rule"]) for d in one] == [("docs/de/probe.md", "links/page-missing")]


def test_what_is_said_to_be_checked_is_what_was(clean):
    base = ["--root", str(clean), "--as-of", "2026-11-22", "check"]
    german = len(list((clean / "docs/de").rglob("*.md")))
    assert run(*base, "docs/de").stdout == f"0 Fehler, 0 Warnungen, {german} Seiten geprüft\n"
    assert run(*base, "docs/tr/index.md").stdout == "0 Fehler, 0 Warnungen, 1 Seite geprüft\n"


def test_only_what_changed(clean):
    def git(*arguments):
        author = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", "-C", str(clean), *author, *arguments], check=True, capture_output=True)

    git("init", "--quiet")
    git("add", "--all")
    git("commit", "--quiet", "--message", "all")
    base = ["--root", str(clean), "--as-of", "2026-11-22", "check", "--changed", "--base", "HEAD"]
    assert run(*base).stdout == "0 Fehler, 0 Warnungen, 0 Seiten geprüft\n"
    for path in ("docs/de/probe.md", "docs/tr/index.md"):
        page = clean / path
        page.write_text(page.read_text("utf-8") + "\nText [1](fehlt.md).\n", "utf-8")
    git("commit", "--quiet", "--message", "German", "--", "docs/de/probe.md")
    done = run(*base, "--format", "json")
    assert done.exit_code == 1
    assert {one["path"] for one in json.loads(done.stdout)} == {"docs/tr/index.md"}
