"""What all tests share: the clean site, and how to check a copy of it."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from lotse import checks, model
from lotse.diagnostics import Diagnostic

REPOSITORY = Path(__file__).resolve().parents[1]
GOLDEN = REPOSITORY / "tests/golden"
AS_OF = "2026-11-22"
EXAMPLE = "docs/de/leitfaden/beispiel.md"


def lay(root: Path, overlay: Path | None = None) -> Path:
    """Make a copy of the clean site with the real schemas in ``root``, and lay ``overlay`` over it."""
    shutil.copytree(GOLDEN / "clean", root, dirs_exist_ok=True)
    shutil.copytree(REPOSITORY / "docs/data/schemas", root / "docs/data/schemas", dirs_exist_ok=True)
    if overlay:
        shutil.copytree(overlay, root, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected", "delete"))
        listed = overlay / "delete"
        for path in listed.read_text("utf-8").split() if listed.exists() else []:
            (root / path).unlink()
    return root


def check(root: Path, *names: str) -> list[Diagnostic]:
    """All findings of ``lotse check`` on ``root``, as of the day of the clean site."""
    site = model.load(root)
    site.as_of = AS_OF
    return checks.run(site, names)


def lines(found: list[Diagnostic]) -> list[str]:
    """Findings in the form of the files ``expected``."""
    return [f"{d.path}:{d.line}:{d.column} {d.rule}" for d in found]


def fingerprint(root: Path) -> dict[str, str]:
    """Hash of every file below ``root``, so that a test can see that nothing was written."""
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    """A fresh copy of the clean site."""
    return lay(tmp_path / "site")


@pytest.fixture
def edit(clean: Path) -> Callable[[str, str, str], None]:
    """Replace a text that occurs exactly once in a file of the clean site."""

    def replace(path: str, old: str, new: str) -> None:
        text = (clean / path).read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in {path}"
        (clean / path).write_text(text.replace(old, new), "utf-8", newline="")

    return replace
