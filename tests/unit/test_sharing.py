"""Languages are shared among processes: each once, German first, in parts of about the same size."""

from __future__ import annotations

from pathlib import Path

import pytest

from lotse import model, sharing

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("count", [1, 2, 3, 9, 20])
def test_each_language_is_judged_once(count: int) -> None:
    site = model.load(REPOSITORY)
    parts = sharing.shares(site, count)
    assert len(parts) == min(count, len(site.languages)) and "de" in parts[0]
    assert sorted(lang for part in parts for lang in part) == sorted(site.languages)


def test_two_parts_are_about_equal() -> None:
    site = model.load(REPOSITORY)
    sizes = [
        sum(len(page.file.text) for page in site.pages.values() if page.lang in part)
        for part in sharing.shares(site, 2)
    ]  # fmt: skip
    assert 0.5 < sizes[0] / sizes[1] < 1.5


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("docs/tr/index.md", {"tr"}),
        ("docs/tr", {"tr"}),
        ("docs/tr/gone.md", {"tr"}),
        ("docs/data/text/ar.yml", {"ar"}),
        ("docs/data/facts.yml", {"de"}),
        ("mkdocs.yml", {"de"}),
        ("docs/data", {"de", "ar", "tr"}),
        ("docs", {"de", "ar", "tr"}),
    ],
)
def test_a_path_belongs_to_languages(clean: Path, path: str, expected: set[str]) -> None:
    assert sharing.languages(model.load(clean), [path]) == expected
