"""What the search knows beside the text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lotse import model
from lotse.finish import lookup
from lotse.finish.context import Context


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("einbürgerungsbehörde", ["behörde"]),
        ("lebensunterhalt", ["unterhalt"]),
        ("staatsangehörigkeit", ["angehörigkeit"]),  # only its beginning is known
        ("aufenthalt", []),
        ("klage", []),
    ],
)
def test_the_last_part_of_a_compound(word: str, found: list[str]) -> None:
    assert lookup.parts(word, {"behörde", "unterhalt", "staat", "klage"}) == found


def written(root: Path, target: Path, lang: str) -> Any:
    """The file of a language, and the one of the norms as ``norms``."""
    context = Context(model.load(root), target, None, "https://lotse.example/lotse/")
    lookup.write(context, lang)
    lookup.write_norms(context)
    return json.loads((target / f"search/{lang}.json").read_text("utf-8"))


def entry(pages: list[dict[str, Any]], url: str) -> dict[str, Any]:
    """The page of an address."""
    return next(page for page in pages if page["url"] == url)


def test_a_page_with_its_words_and_sections(clean: Path, tmp_path: Path) -> None:
    page = entry(written(clean, tmp_path, "de"), "leitfaden/beispiel/")
    assert page["group"] == "guide" and page["words"] == ["Muster"]
    section = next(one for one in page["sections"] if one["id"] == "pruefen")
    assert section["title"] == ""  # every guide page has this heading
    assert section["words"] == ["Anspruch", "Rechtsanspruch"]


def test_a_translation_is_found_by_german_words_too(clean: Path, tmp_path: Path) -> None:
    page = entry(written(clean, tmp_path, "tr"), "leitfaden/beispiel/")
    german = model.load(clean).page("de", "leitfaden/beispiel.md")
    assert german is not None
    assert page["words"] == ["numune", german.title]
    assert "Rechtsanspruch" in next(one for one in page["sections"] if one["id"] == "pruefen")["words"]


def test_what_is_out_of_service_is_not_found(clean: Path, tmp_path: Path, edit: Any) -> None:
    edit("docs/de/leitfaden/beispiel.md", "kind: guide", "kind: guide\nwithdrawn: falsch")
    assert "leitfaden/beispiel/" not in [page["url"] for page in written(clean, tmp_path, "de")]


def test_a_norm_leads_to_the_page_that_answers_with_it(clean: Path, tmp_path: Path, edit: Any) -> None:
    edit("docs/de/leitfaden/beispiel.md", "{ #kurz }\n", "{ #kurz }\n\nDas sagt § 10 Abs. 4 StAG.\n")
    written(clean, tmp_path, "de")
    norms = json.loads((tmp_path / "search/norms.json").read_text("utf-8"))
    assert norms["stag 10 4"] == [["leitfaden/beispiel/", "kurz", 15]]
    assert norms["stag 10"][0][0] == "leitfaden/beispiel/"


def test_a_norm_leads_first_to_the_page_that_has_it_as_a_keyword(clean: Path, tmp_path: Path, edit: Any) -> None:
    edit("docs/de/leitfaden/beispiel.md", "keywords: [Muster]", "keywords: [Muster, § 9 Abs. 1 StAG]")
    written(clean, tmp_path, "de")
    norms = json.loads((tmp_path / "search/norms.json").read_text("utf-8"))
    assert norms["stag 9 1"] == [["leitfaden/beispiel/", "kurz", lookup.AS_KEYWORD]]
    assert "stag 9" not in norms
