"""Scripts lose comments and indentation on their way to readers, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import REPOSITORY

from lotse.finish import scripts

SOURCES = sorted(file for file in (REPOSITORY / "docs/assets/js").rglob("*.js") if file.parent.name != "vendor")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("// a\nlet b = 1;\n", "let b = 1;\n"),
        ("/** a\n * b\n */\n  let c;\n", "let c;\n"),
        ("/*! Rights\n*/\n/** @ignore */\nlet c;\n", "/*! Rights\n*/\nlet c;\n"),
        ("/* a */\nlet b; // c\n", "let b; // c\n"),
        ('let a = "// b";\n', 'let a = "// b";\n'),
        ("let a = `// ${b}`;\n", "let a = `// ${b}`;\n"),
        ("  let a = `\n  // b\n`;\n", "  let a = `\n  // b\n`;\n"),
        ("let a = b / 2; /* c */ let d;\n", "let a = b / 2; /* c */ let d;\n"),
        ("", ""),
    ],
)
def test_what_is_left(text: str, left: str) -> None:
    assert scripts.lighten(text) == left


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.name)
def test_our_scripts_keep_every_line_of_code(file: Path) -> None:
    source = file.read_text("utf-8")
    light = scripts.lighten(source)
    assert light != source and "/*" not in light
    code = [line.strip() for line in source.split("\n")]
    assert [line for line in light.split("\n") if line and line not in code] == []
    kept = [line for line in code if line and not line.startswith(("//", "/*", "*"))]
    assert [line for line in light.split("\n") if line] == kept


def test_once_more_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "assets/js/tools").mkdir(parents=True)
    file = tmp_path / "assets/js/tools/a.js"
    file.write_text("// a\nlet b;\n", "utf-8")
    for _ in range(2):
        scripts.finish(tmp_path)
        assert file.read_text("utf-8") == "let b;\n"
