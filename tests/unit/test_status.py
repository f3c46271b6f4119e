"""The status of the translations: the form for programs, the table for people."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner
from conftest import AS_OF

from lotse import cli, model, status
from lotse.source import schema


def spoil(clean: Path) -> model.Site:
    """Two pages. Turkish: one outdated and partly unconfirmed, one gone. Arabic: one current, one unconfirmed."""
    for page in model.load(clean).in_language("de"):
        if page.key not in ("index.md", "leitfaden/beispiel.md"):
            (clean / page.path).unlink()
    turkish = clean / "docs/tr/index.md"
    lines = [line for line in turkish.read_text("utf-8").splitlines(True) if not line.startswith("    anfangen:")]
    text = "".join('    start: "00000000"\n' if line.startswith("    start:") else line for line in lines)
    turkish.write_text(text, "utf-8")
    (clean / "docs/tr/leitfaden/beispiel.md").unlink()
    arabic = "---\ntitle: A\nsummary: B\n---\n\n# A { #start }\n\n## B { #anfangen }\n"
    (clean / "docs/ar/index.md").write_text(arabic, "utf-8")
    return model.load(clean)


def test_report(clean: Path) -> None:
    found = status.report(spoil(clean), ["ar", "tr"])
    assert list(schema.validate(clean, "status-output.schema.json", found)) == []
    turkish, arabic = found["languages"]["tr"], found["languages"]["ar"]
    assert (turkish["total"], turkish["current"], turkish["outdated"], turkish["missing"]) == (2, 0, 1, 1)
    assert (arabic["current"], arabic["unconfirmed"]) == (1, 1)
    first, second = turkish["pages"]
    assert first["sections"] == {"_page": "current", "start": "outdated", "anfangen": "unconfirmed"}
    assert (first["translation"], second["translation"]) == ("machine", "")
    assert second == {"path": "docs/tr/leitfaden/beispiel.md", "source": "docs/de/leitfaden/beispiel.md",
                      "state": "missing", "translation": "", "sections": {}}  # fmt: skip


def test_table_stays_in_line(clean: Path) -> None:
    table = status.text(status.report(spoil(clean), ["ar", "tr"]), detail=False)
    assert table.split("\n") == [
        "Sprache  Seiten  aktuell  veraltet  unbestätigt  fehlt",
        "ar            2        1         –            1      –  العربية",
        "tr            2        –         1            –      1  Türkçe",
    ]


def test_detail_names_pages_and_sections(clean: Path) -> None:
    table = status.text(status.report(spoil(clean), ["tr"]), detail=True)
    assert "fehlt        docs/de/leitfaden/beispiel.md\n" in table
    assert "veraltet     docs/tr/index.md (Maschine) – unbestätigt: anfangen; veraltet: start" in table


def test_unpublished_language_is_marked(clean: Path) -> None:
    listed = clean / "docs/data/languages.yml"
    listed.write_text(listed.read_text("utf-8").replace("published: true", "published: false"), "utf-8")
    assert "Türkçe (noch nicht veröffentlicht)" in status.text(status.report(model.load(clean), ["tr"]), detail=False)


def test_nothing_translated_and_no_languages(clean: Path) -> None:
    assert status.text(status.report(model.load(clean), []), detail=False).startswith("Sprache")


def run(root: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli.main, ["--root", str(root), "--as-of", AS_OF, *arguments])
    return result.exit_code, result.output


def test_command(clean: Path) -> None:
    code, output = run(clean, "status", "--json")
    assert code == 0 and set(json.loads(output)["languages"]) == {"ar", "tr"}
    code, output = run(clean, "status", "tr")
    assert code == 0 and "aktuell      docs/tr/index.md (Maschine)" in output
    assert run(clean, "status", "xx")[0] == 2
