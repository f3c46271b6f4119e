"""One language alone: its configuration, its pages, and only what changed written again."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from built import BASE
from conftest import REPOSITORY

from lotse import model
from lotse.build import hooks
from lotse.build.stage import configuration, stage


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the real guide."""
    shutil.copytree(REPOSITORY / "docs", tmp_path / "guide/docs")
    shutil.copy(REPOSITORY / "mkdocs.yml", tmp_path / "guide")
    return tmp_path / "guide"


def test_every_page_is_there_and_missing_ones_are_german(root: Path, tmp_path: Path) -> None:
    site = model.load(root)
    del site.pages["tr", "leitfaden/gastarbeiter.md"]
    stage(site, "tr", tmp_path / "out")
    staged = {path.relative_to(tmp_path / "out/docs").as_posix() for path in (tmp_path / "out/docs").rglob("*.md")}
    assert staged == {page.key for page in site.shown_in("tr")}
    path = "lokal/feiern.md"
    assert (tmp_path / "out/docs" / path).read_bytes() == (root / "docs/tr" / path).read_bytes()
    stand_in = tmp_path / "out/docs/leitfaden/gastarbeiter.md"
    assert stand_in.read_bytes() == (root / "docs/de/leitfaden/gastarbeiter.md").read_bytes()


def test_german_only_folders_stay_german(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", BASE)
    page = root / "docs/tr/index.md"
    page.write_text(page.read_text("utf-8") + "\n[Kurs](schulung/l1.md#l1) [Kurse](schulung/index.md)\n", "utf-8")
    site = model.load(root)
    assert site.german_only == ("schulung/", "konzept/", "mitwirken/")
    made = yaml.safe_load(stage(site, "tr", tmp_path / "tr").read_text("utf-8"))
    assert not [path for path in (tmp_path / "tr/docs").iterdir() if f"{path.name}/" in site.german_only]
    assert {"Eğitim": f"{BASE}schulung/"} in made["nav"]
    text = (tmp_path / "tr/docs/index.md").read_text("utf-8")
    assert text.endswith(f"\n[Kurs]({BASE}schulung/l1/#l1) [Kurse]({BASE}schulung/)\n")
    german = yaml.safe_load(stage(site, "de", tmp_path / "de").read_text("utf-8"))
    assert german["nav"] == site.nav and (tmp_path / "de/docs/schulung/l1.md").is_file()


def test_a_group_with_some_german_pages_keeps_the_others(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", BASE)
    about = configuration(model.load(root), "tr")["nav"][-1]
    assert list(about.values()) == [
        ["impressum.md", "datenschutz.md", "barrierefreiheit.md", {"Mitwirken": f"{BASE}mitwirken/"}]
    ]


def test_what_a_language_lacks_of_a_page_is_read_in_german(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Einfache Sprache treats only some sections of a page; a German stand-in may link to the others."""
    monkeypatch.setenv("SITE_URL", BASE)
    (root / "docs/ls/leitfaden/sprache.md").write_text("---\ntitle: Sprache\n---\n\n# Sprache { #sprache }\n", "utf-8")
    (root / "docs/ls/index.md").write_text(
        "# S { #s }\n\n[a](leitfaden/sprache.md#sprache) [b](leitfaden/sprache.md#nachweise)\n", "utf-8"
    )
    stage(model.load(root), "ls", tmp_path / "out", folder="ls/")
    text = (tmp_path / "out/docs/ls/index.md").read_text("utf-8")
    assert f"[a](leitfaden/sprache.md#sprache) [b]({BASE}leitfaden/sprache/#nachweise)" in text


def test_in_a_folder_the_pages_are_as_they_are(root: Path, tmp_path: Path) -> None:
    made = yaml.safe_load(stage(model.load(root), "ar", tmp_path / "out", folder="ar/").read_text("utf-8"))
    path = "ar/leitfaden/welcher-weg.md"
    assert (tmp_path / "out/docs" / path).read_bytes() == (root / "docs" / path).read_bytes()
    assert made["nav"][0] == "ar/index.md" and made["extra"]["homepage"] == "ar/"


def test_ways_to_assets_are_one_step_shorter(root: Path, tmp_path: Path) -> None:
    stage(model.load(root), "ar", tmp_path / "out")
    page = (tmp_path / "out/docs/leitfaden/welcher-weg.md").read_text("utf-8")
    assert "](../assets/diagrams/wege.ar.svg)" in page and "../../assets" not in page
    assert (tmp_path / "out/docs/assets/diagrams/wege.ar.svg").is_file()


def test_no_data_and_no_other_language_is_staged(root: Path, tmp_path: Path) -> None:
    stage(model.load(root), "ar", tmp_path / "out")
    assert not list((tmp_path / "out/docs").rglob("*.yml")) and not list((tmp_path / "out/docs").rglob("*.lock"))
    assert not (tmp_path / "out/docs/ar").exists() and not (tmp_path / "out/docs/data").exists()


def test_configuration_needs_no_plugin(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SITE_URL", raising=False)
    site = model.load(root)
    made = configuration(site, "ar")
    assert made["plugins"] == []
    assert made["theme"]["language"] == "ar"
    assert Path(made["theme"]["custom_dir"]) == root / "overrides"
    assert made["site_url"] == "http://127.0.0.1:8000/"
    assert [name for entry in made["nav"] if isinstance(entry, dict) for name in entry] == [
        "الدليل",
        "أدوات",
        "في منطقتكم",
        "التدريب",
        "المفهوم",
        "عن هذا الموقع",
    ]
    assert {"lotse.extension": {"root": str(root)}} in made["markdown_extensions"]
    assert "i18n" in str(site.config.value["plugins"]), "the site's own configuration must stay as it is"


def test_address_in_the_environment_wins(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://lotse.example/sub/")
    assert configuration(model.load(root), "de")["site_url"] == "https://lotse.example/sub/"


def test_extra_settings_lie_over_the_configuration(root: Path, tmp_path: Path) -> None:
    config = stage(
        model.load(root), "de", tmp_path / "out", extra={"site_url": "http://127.0.0.1:1/", "watch": ["docs"]}
    )
    made = yaml.safe_load(config.read_text("utf-8"))
    assert (made["site_url"], made["watch"], made["docs_dir"]) == ("http://127.0.0.1:1/", ["docs"], "docs")


def test_only_what_changed_is_written_again(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    page = root / "docs/de/lokal/feiern.md"
    (root / "docs/tr/lokal/feiern.md").unlink(missing_ok=True)
    stage(model.load(root), "tr", out)
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.is_file()}
    page.write_text(page.read_text("utf-8") + "\nNeu.\n", "utf-8")
    stage(model.load(root), "tr", out)
    changed = [path for path in before if path.stat().st_mtime_ns != before[path]]
    assert changed == [out / "docs/lokal/feiern.md"]


def test_what_is_gone_is_removed(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    stage(model.load(root), "tr", out)
    shutil.rmtree(root / "docs/de/lokal")
    (root / "docs/assets/diagrams/wege.fr.svg").unlink()
    stage(model.load(root), "tr", out)
    assert not (out / "docs/lokal").exists()
    assert not (out / "docs/assets/diagrams/wege.fr.svg").exists()
    assert (out / "docs/assets/diagrams/wege.de.svg").is_file()


def test_the_server_watches_what_is_edited_not_what_is_staged() -> None:
    """Else each save is followed by a second build, of what the first one has staged."""
    unwatched: list[str] = []
    server = SimpleNamespace(unwatch=unwatched.append)
    settings = {"docs_dir": "out/serve/tr/docs", "config_file_path": "out/serve/tr/mkdocs.yml"}
    assert hooks.on_serve(server, settings, None) is server
    assert unwatched == list(settings.values())
