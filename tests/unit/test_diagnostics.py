"""The four ways of saying what was found, word for word, and what programs may rely on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from conftest import AS_OF, REPOSITORY
from jsonschema import Draft202012Validator

from lotse import diagnostics
from lotse.cli import main
from lotse.diagnostics import Diagnostic

ERROR = Diagnostic(
    "links/page-missing", "error", "docs/de/index.md", 18, 26, "Die Seite „x.md“ gibt es nicht", "gemeint: y.md",
    excerpt="Fangen Sie mit dem [Beispiel](x.md) an.",
)  # fmt: skip
WARNING = Diagnostic(
    "translations/outdated", "warning", "docs/tr/index.md", 4, 1, "100 % veraltet: a, b\nzweite Zeile", source="docs/de/index.md:4: Text",
    excerpt="\t\x1bText",
)  # fmt: skip
INFO = Diagnostic("facts/unused", "info", "docs/data/facts.yml", 1, 1, "Wird nicht gebraucht", "löschen")
ALL = [ERROR, WARNING, INFO]

TEXT = """\
docs/de/index.md:18:26: Fehler: Die Seite „x.md“ gibt es nicht [links/page-missing]
   |
18 | Fangen Sie mit dem [Beispiel](x.md) an.
   |                          ^
   = Hilfe: gemeint: y.md

docs/tr/index.md:4:1: Warnung: 100 % veraltet: a, b zweite Zeile [translations/outdated]
  |
4 |   Text
  | ^
  = Quelle: docs/de/index.md:4: Text

"""
GITHUB = """\
::error file=docs/de/index.md,line=18,col=26,title=links/page-missing::Die Seite „x.md“ gibt es nicht%0AHilfe: gemeint: y.md
::warning file=docs/tr/index.md,line=4,col=1,title=translations/outdated::100 %25 veraltet: a, b%0Azweite Zeile
::notice file=docs/data/facts.yml,line=1,col=1,title=facts/unused::Wird nicht gebraucht%0AHilfe: löschen
"""
SUMMARY = "1 Fehler, 1 Warnung in 2 Dateien, 25 Seiten geprüft; 1 Hinweis, zeigen mit --info\n"


def test_text() -> None:
    assert diagnostics.text(ALL, 25) == TEXT + SUMMARY


def test_text_shows_information_on_request() -> None:
    info = "docs/data/facts.yml:1:1: Hinweis: Wird nicht gebraucht [facts/unused]\n   = Hilfe: löschen\n\n"
    assert diagnostics.text(ALL, 25, info=True) == TEXT + info + SUMMARY


def test_text_of_nothing() -> None:
    assert diagnostics.text([], 1) == "0 Fehler, 0 Warnungen, 1 Seite geprüft\n"


@pytest.mark.parametrize("column", [1, 160, 161, 5000, 9000])
def test_long_line_is_cut_around_the_place(column: int) -> None:
    line = "".join(chr(ord("a") + number % 26) for number in range(9000))
    found = Diagnostic("a/b", "error", "x.md", 7, column, "M", excerpt=line)
    _, _, shown, mark, *_ = diagnostics.text([found], 1).split("\n")
    assert len(shown) <= diagnostics.EXCERPT_WIDTH + 4
    assert shown[mark.index("^")] == line[column - 1]


def test_github() -> None:
    assert diagnostics.github(ALL, 25) == GITHUB + SUMMARY


def test_github_escapes_names() -> None:
    found = Diagnostic("a/b", "error", "docs/a,b:c%.md", 1, 1, "M")
    assert diagnostics.github([found], 1).startswith("::error file=docs/a%2Cb%3Ac%25.md,line=1,col=1,title=a/b::M\n")


def test_gitlab() -> None:
    report = json.loads(diagnostics.gitlab(ALL, 25))
    assert report[0] == {
        "description": "Die Seite „x.md“ gibt es nicht – Hilfe: gemeint: y.md",
        "check_name": "links/page-missing",
        "fingerprint": report[0]["fingerprint"],
        "severity": "critical",
        "location": {"path": "docs/de/index.md", "lines": {"begin": 18}},
    }
    assert [one["severity"] for one in report] == ["critical", "minor", "info"]


def test_gitlab_fingerprints_are_unique_and_survive_a_moved_line() -> None:
    def prints(*lines: int) -> list[str]:
        found = [Diagnostic("a/b", "error", "x.md", line, 1, "M", excerpt="gleich") for line in lines]
        return [one["fingerprint"] for one in json.loads(diagnostics.gitlab(found, 1))]

    assert len(set(prints(1, 2, 3))) == 3
    assert prints(1, 2) == prints(11, 12)


def test_json() -> None:
    assert json.loads(diagnostics.as_json([ERROR], 25)) == [
        {
            "rule": "links/page-missing",
            "severity": "error",
            "path": "docs/de/index.md",
            "line": 18,
            "column": 26,
            "message": "Die Seite „x.md“ gibt es nicht",
            "help": "gemeint: y.md",
        }
    ]


def test_order_is_by_place_and_without_repetition() -> None:
    later = Diagnostic("a/b", "error", "docs/de/index.md", 100, 1, "M")
    assert diagnostics.order([later, WARNING, ERROR, INFO, ERROR]) == [INFO, ERROR, later, WARNING]


@pytest.fixture(scope="module")
def schema() -> Any:
    return json.loads((REPOSITORY / "docs/data/schemas/check-output.schema.json").read_text("utf-8"))


@pytest.fixture
def faulty(clean: Path) -> Path:
    page = clean / "docs/de/probe.md"
    page.write_text(page.read_text("utf-8") + "\nSiehe [hier](fehlt.md).\n", "utf-8")
    return clean


def check(root: Path, *arguments: str) -> Any:
    return CliRunner().invoke(main, ["--root", str(root), "--as-of", AS_OF, "check", *arguments])


def test_json_on_stdout_keeps_the_promised_form(schema: Any, faulty: Path) -> None:
    Draft202012Validator.check_schema(schema)
    result = check(faulty, "--format", "json")
    found = json.loads(result.stdout)
    Draft202012Validator(schema).validate(found)
    assert [(one["rule"], one["line"], one["column"]) for one in found] == [
        ("links/page-missing", 15, 7), ("links/vague-text", 15, 7)
    ]  # fmt: skip
    assert result.exit_code == 1 and result.stderr == ""


def test_json_of_nothing_is_an_empty_array(schema: Any, clean: Path) -> None:
    result = check(clean, "--format", "json")
    assert (result.stdout, result.stderr, result.exit_code) == ("[]\n", "", 0)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), 1),
        (("links/vague-text",), 0),
        (("links/vague-text", "--strict"), 1),
        (("translations",), 0),
        (("docs/tr",), 0),
    ],
)
def test_exit_code_follows_what_is_shown(arguments: tuple[str, ...], code: int, faulty: Path) -> None:
    assert check(faulty, *arguments).exit_code == code


@pytest.mark.parametrize("field", ["rule", "line", "severity"])
def test_schema_is_strict(field: str, schema: Any) -> None:
    good = ERROR.as_dict()
    validator = Draft202012Validator(schema)
    assert validator.is_valid([good])
    assert not validator.is_valid([good | {field: "?"}])
    assert not validator.is_valid([good | {"more": 1}])
    assert not validator.is_valid([{key: value for key, value in good.items() if key != field}])
