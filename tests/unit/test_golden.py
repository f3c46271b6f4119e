"""The clean site is silent; each planted fault gives exactly the findings its folder expects."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import AS_OF, GOLDEN, check, lay, lines

from lotse import checks, model
from lotse.checks import FAMILIES

# Their faulty files can't be committed; tests/unit/test_bad_input.py makes them.
MADE_BY_TESTS = {
    f"structure/{name}" for name in ("encoding", "bom", "line-endings", "too-large", "unreadable", "file-name")
}
FOLDERS = sorted(folder for family in FAMILIES for folder in (GOLDEN / family).glob("*") if folder.is_dir())


def test_clean_site_is_silent(clean: Path) -> None:
    assert lines(check(clean)) == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f"{f.parent.name}/{f.name}")
def test_planted_fault(folder: Path, tmp_path: Path) -> None:
    site = model.load(lay(tmp_path / "site", folder))
    site.as_of = AS_OF
    expected = (folder / "expected").read_text("utf-8").splitlines()
    found = checks.run(site)
    assert lines(found) == [line for line in expected if line]
    # As many processes as languages find the same; so does who asks for one file.
    assert checks.run(site, workers=9) == found
    for path in {one.path for one in found}:
        assert checks.run(site, paths=[path]) == [one for one in found if one.path == path]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f"{f.parent.name}/{f.name}")
def test_folder_names_a_rule_and_expects_it(folder: Path) -> None:
    name = f"{folder.parent.name}/{folder.name}"
    assert name in checks.rules()
    assert f" {name}\n" in (folder / "expected").read_text("utf-8")


def test_every_rule_has_planted_faults() -> None:
    planted = {f"{folder.parent.name}/{folder.name}" for folder in FOLDERS}
    assert set(checks.rules()) == planted | MADE_BY_TESTS
    assert not planted & MADE_BY_TESTS
