"""One language alone, as every builder understands it: a folder of pages and a plain mkdocs.yml.

Pages that the language lacks are there in German. No plugin is needed, so Zensical builds the same
sources as MkDocs.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import yaml

from lotse.model import SOURCE, Page, Site


def stage(site: Site, lang: str, out: Path, *, extra: dict[str, Any] | None = None) -> Path:
    """Write ``out/mkdocs.yml`` and ``out/docs`` for one language; only what changed is written.

    Args:
        extra: settings laid over the configuration (``watch``, ``hooks`` …).
    Returns the path of the configuration.
    """
    out = out.resolve()
    wanted: dict[Path, bytes] = {}
    for german in site.in_language(SOURCE):
        page = site.page(lang, german.key) or german
        wanted[out / "docs" / german.key] = _moved(page)
    for asset in site.assets:
        wanted[out / "docs" / asset.removeprefix("docs/")] = (site.root / asset).read_bytes()
    settings = {**configuration(site, lang), **(extra or {})}
    wanted[out / "mkdocs.yml"] = yaml.safe_dump(settings, allow_unicode=True, sort_keys=False).encode()
    _sync(out, wanted)
    return out / "mkdocs.yml"


def configuration(site: Site, lang: str) -> dict[str, Any]:
    """``mkdocs.yml`` for one language, without the i18n plugin."""
    settings = dict(site.config.value)
    plugin = next(p["i18n"] for p in settings.pop("plugins") if isinstance(p, dict) and "i18n" in p)
    own = next(one for one in plugin["languages"] if one["locale"] == lang)
    labels = own.get("nav_translations") or {}
    settings["nav"] = _labelled(settings.get("nav") or [], labels)
    settings["site_url"] = os.environ.get("SITE_URL") or settings["site_url"]
    settings["plugins"] = []
    settings["docs_dir"] = "docs"
    settings["theme"] = {
        **settings["theme"],
        "language": lang,
        "custom_dir": str(site.root / "overrides"),
        "variant": "classic",  # Zensical's name for the theme that our styles are made for
    }
    settings["markdown_extensions"] = [
        {"lotse.extension": {"root": str(site.root)}} if one == "lotse.extension" else one
        for one in settings["markdown_extensions"]
    ]
    return settings


def _labelled(nav: list[Any], labels: dict[str, str]) -> list[Any]:
    return [
        entry if isinstance(entry, str)
        else {labels.get(name, name): _labelled(value, labels) if isinstance(value, list) else value
              for name, value in entry.items()}
        for entry in nav
    ]  # fmt: skip


def _moved(page: Page) -> bytes:
    """The page's bytes; ways to shared assets are one step shorter without the language folder."""
    raw = page.file.raw
    for link in reversed(page.doc.links):
        if "../assets/" in link.url and link.url.startswith("../"):
            text = raw[link.start : link.end]
            raw = raw[: link.start] + text.replace(link.url.encode(), link.url[3:].encode(), 1) + raw[link.end :]
    return raw


def _sync(out: Path, wanted: dict[Path, bytes]) -> None:
    for path, raw in wanted.items():
        if not path.is_file() or path.read_bytes() != raw:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(raw)
    present = [path for path in (out / "docs").rglob("*") if path.is_file()]
    for path in present:
        if path not in wanted:
            path.unlink()
    for folder in sorted((p for p in (out / "docs").rglob("*") if p.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            shutil.rmtree(folder)
