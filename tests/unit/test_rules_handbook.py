"""The editors' handbook is made of the rules' docstrings: each is complete, each example is executed."""

from __future__ import annotations

import inspect
import re
import shutil
import textwrap
from pathlib import Path

import pytest
from conftest import EXAMPLE, GOLDEN, check

from lotse import checks

EXAMPLE_HEAD = re.compile(r"(Schlecht|Gut)(?: \((.+)\))?:")


def examples(doc: str) -> list[tuple[str, str, str]]:
    """(Schlecht or Gut, where it belongs, text) for each example of a docstring."""
    found, lines = [], inspect.cleandoc(doc).split("\n")
    for number, line in enumerate(lines):
        if head := EXAMPLE_HEAD.fullmatch(line):
            end = next((n for n in range(number + 1, len(lines)) if re.match(r"\S", lines[n])), len(lines))
            found.append(
                (head[1], head[2] or "", textwrap.dedent("\n".join(lines[number + 1 : end])).strip("\n") + "\n")
            )
    return found


def place(root: Path, where: str, text: str) -> None:
    """Put an example where the heading above it says."""
    page = root / EXAMPLE
    if where == "Kopf":
        _, head, body = page.read_text("utf-8").split("---\n", 2)
        for field in re.findall(r"^(\w+):", text, re.M):
            head = re.sub(rf"^{field}:.*\n(?:[ -].*\n)*", "", head, flags=re.M)
        page.write_text(f"---\n{head}{text}---\n{body}", "utf-8")
    elif where == "ganze Datei":
        page.write_text(text, "utf-8")
    elif where:
        (root / where).parent.mkdir(parents=True, exist_ok=True)
        (root / where).write_text(text, "utf-8")
        if where.startswith("docs/ls/"):  # the clean site has no Einfache Sprache
            shutil.copy(GOLDEN / "plain/passive/mkdocs.yml", root)
    else:
        page.write_text(page.read_text("utf-8") + "\n" + text, "utf-8")


CASES = [
    pytest.param(name, verdict, where, text, id=f"{name}-{number}-{verdict}")
    for name, rule in checks.rules().items()
    for number, (verdict, where, text) in enumerate(examples(rule.doc), 1)
]


@pytest.mark.parametrize(("name", "verdict", "where", "text"), CASES)
def test_example(name: str, verdict: str, where: str, text: str, clean: Path) -> None:
    place(clean, where, text)
    fires = name in {found.rule for found in check(clean)}
    assert fires == (verdict == "Schlecht")


@pytest.mark.parametrize("name", checks.rules())
def test_docstring_is_a_handbook_entry(name: str) -> None:
    doc = inspect.cleandoc(checks.rules()[name].doc)
    first, empty, reason = doc.split("\n")[:3]
    assert first.endswith(".") and len(first) <= 120
    assert not empty and reason.startswith("Warum: ")
    shown = [verdict for verdict, *_ in examples(doc)]
    assert "Schlecht" in shown or not shown
