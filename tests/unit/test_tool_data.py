"""Letters and lists of papers: every gap is a field, every name exists, every word is there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from lotse import model
from lotse.source import schema

ROOT = Path(__file__).resolve().parents[2]
GAP = re.compile(r"\{([a-z-]+)\}")


@pytest.fixture(scope="module")
def site() -> model.Site:
    """The repository."""
    return model.load(ROOT)


@pytest.fixture(scope="module")
def said(site: model.Site) -> dict[str, Any]:
    """German words of the tools."""
    return dict(site.text("de")["tools"])


def _exists(site: model.Site, place: str) -> bool:
    key, _, anchor = place.partition("#")
    page = site.page("de", key)
    return page is not None and (not anchor or anchor in page.sections)


@pytest.mark.parametrize("name", ["letters", "document-lists"])
def test_the_files_have_the_agreed_form(site: model.Site, name: str) -> None:
    assert list(schema.validate(ROOT, f"{name}.schema.json", site.value(name))) == []


def test_letters_name_what_exists(site: model.Site, said: dict[str, Any]) -> None:
    words, known = said["letters"], site.value("letters")
    letters = known["letters"]
    assert [one["id"] for one in letters] == list(words["letters"])
    used = set()
    for letter in letters:
        fields = {one["id"]: one for one in [*known["sender"], *letter["fields"]]}
        templates = [letter["subject"], letter["body"]]
        templates += [text for one in letter["fields"] for text in one.get("options", {}).values()]
        gaps = {name for text in templates for name in GAP.findall(text)}
        assert gaps <= set(fields), letter["id"]
        assert {one["id"] for one in letter["fields"]} <= gaps, letter["id"]
        assert all(_exists(site, letter[one]) for one in ("guide", "refer") if one in letter), letter["id"]
        assert ("refer" in letter) <= ("stop" in words["letters"][letter["id"]]), letter["id"]
        for name, one in fields.items():
            assert one.get("after", name) in fields
            assert (one["kind"] == "choice") == ("options" in one)
            assert list(one.get("options", {})) == list(words["choices"].get(name, {}) if "options" in one else [])
        used |= set(fields)
    assert used == set(words["fields"])
    assert set(words["hints"]) <= used


def test_lists_name_what_exists(site: model.Site, said: dict[str, Any]) -> None:
    lists, papers = site.value("document-lists"), site.value("documents")
    words = said["documents"]
    assert list(lists["groups"]) == list(words["groups"])
    named = set(lists["everyone"])
    for group, situations in lists["groups"].items():
        assert list(situations) == list(words["situations"][group])
        for one in situations.values():
            assert set(one.get("without", ())) <= set(lists["everyone"])
            named |= set(one["documents"])
    assert named <= set(papers)
    # Every paper that the pre-check can ask for is on some list.
    assert set(papers) == named
