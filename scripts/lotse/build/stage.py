"""One language alone, as every builder understands it: a folder of pages and a plain mkdocs.yml.

Pages that the language lacks are there in German. Those of folders that are German only are not, and
links and menus lead to the German site instead, as do links to sections that the language lacks.
No plugin is needed, so Zensical builds the same sources as MkDocs.
"""

from __future__ import annotations

import os
import posixpath
import shutil
from pathlib import Path
from typing import Any

import yaml

from lotse.finish.context import Context
from lotse.model import SOURCE, Page, Site, nav_entries

Nav = list[Any]


def stage(site: Site, lang: str, out: Path, *, folder: str = "", extra: dict[str, Any] | None = None) -> Path:
    """Write ``out/mkdocs.yml`` and ``out/docs`` for one language; only what changed is written.

    Args:
        folder: where the pages lie in ``out/docs``, so where they are built to: ``ar/``; empty for the root.
        extra: settings laid over the configuration (``watch``, ``hooks`` …).
    Returns the path of the configuration.
    """
    out = out.resolve()
    wanted: dict[Path, bytes] = {}
    for german in site.shown_in(lang):
        page = site.page(lang, german.key) or german
        wanted[out / "docs" / folder / german.key] = _moved(site, lang, page, folder)
    for asset in site.assets:
        wanted[out / "docs" / asset.removeprefix("docs/")] = (site.root / asset).read_bytes()
    settings = {**configuration(site, lang, folder), **(extra or {})}
    wanted[out / "mkdocs.yml"] = yaml.safe_dump(settings, allow_unicode=True, sort_keys=False).encode()
    _sync(out, wanted)
    return out / "mkdocs.yml"


def configuration(site: Site, lang: str, folder: str = "") -> dict[str, Any]:
    """``mkdocs.yml`` for one language, without the i18n plugin; ``folder`` as in :func:`stage`."""
    settings = dict(site.config.value)
    plugin = next(p["i18n"] for p in settings.pop("plugins") if isinstance(p, dict) and "i18n" in p)
    own = next(one for one in plugin["languages"] if one["locale"] == lang)
    labels = own.get("nav_translations") or {}
    settings["nav"] = _labelled(_reachable(site, lang, settings.get("nav") or [], folder), labels)
    settings["site_url"] = os.environ.get("SITE_URL") or settings["site_url"]
    settings["plugins"] = []
    settings["docs_dir"] = "docs"
    settings["theme"] = {
        **settings["theme"],
        "language": lang,
        "custom_dir": str(site.root / "overrides"),
        "variant": "classic",  # Zensical's name for the theme that our styles are made for
    }
    if folder:
        settings["extra"] = {**(settings.get("extra") or {}), "homepage": folder}
    settings["markdown_extensions"] = [
        {"lotse.extension": {"root": str(site.root)}} if one == "lotse.extension" else one
        for one in settings["markdown_extensions"]
    ]
    return settings


def _labelled(nav: Nav, labels: dict[str, str]) -> Nav:
    return [
        entry if isinstance(entry, str)
        else {labels.get(name, name): _labelled(value, labels) if isinstance(value, list) else value
              for name, value in entry.items()}
        for entry in nav
    ]  # fmt: skip


def _reachable(site: Site, lang: str, nav: Nav, folder: str) -> Nav:
    """The menu of a language: a group that is German only becomes one link to its first page."""
    found: Nav = []
    for entry in nav:
        if isinstance(entry, str):
            if site.has_place(lang, entry):
                found.append(folder + entry)
            elif posixpath.basename(entry) == "index.md" and (german := site.page(SOURCE, entry)):
                found.append({german.title: _german(site, entry)})
            continue
        for name, value in entry.items():
            inside = [path for _, path, _ in nav_entries([entry]) if path]
            if not any(site.has_place(lang, path) for path in inside):
                found += [{name: _german(site, path)} for path in inside[:1]]
            elif isinstance(value, list):
                # The heading of a group leads to its first page: let that be one of this language.
                found.append({name: sorted(_reachable(site, lang, value, folder), key=_is_address)})
            else:
                found.append({name: folder + value})
    return found


def _is_address(entry: Any) -> bool:
    return isinstance(entry, dict) and any("://" in value for value in entry.values())


def _german(site: Site, key: str) -> str:
    """Full address of a German page: no builder looks for it among the pages of this language."""
    return Context.of(site, site.root).address(SOURCE, key)


def _moved(site: Site, lang: str, page: Page, folder: str) -> bytes:
    """The page's bytes, its links true to where it is staged.

    Without a language folder, ways to shared assets are one step shorter.
    """
    raw = page.file.raw
    for link in reversed(page.doc.links):
        new = _new_address(site, lang, page, link.url, folder)
        if new != link.url:
            text = raw[link.start : link.end]
            raw = raw[: link.start] + text.replace(link.url.encode(), new.encode(), 1) + raw[link.end :]
    return raw


def _new_address(site: Site, lang: str, page: Page, url: str, folder: str) -> str:
    path, mark, anchor = url.partition("#")
    if "../assets/" in path and path.startswith("../") and not folder:
        return url[3:]
    if path.endswith(".md"):
        key = posixpath.normpath(posixpath.join(posixpath.dirname(page.key), path))
        if site.read_in(lang, key, anchor) != lang:
            return _german(site, key) + mark + anchor
    return url


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
