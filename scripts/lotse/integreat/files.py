"""The pages as files: one a page and language, a manifest, and a preview to copy from."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

from lotse import locales
from lotse.finish.context import Context
from lotse.finish.html import render
from lotse.integreat import config, offer, parts
from lotse.integreat.pages import Article, shown
from lotse.model import SOURCE, Site

FOLDER = Path("out/integreat")
_STATUS = {"source": "Deutsch", "machine": "maschinell", "draft": "Entwurf", "reviewed": "geprüft"}


def write(site: Site, articles: list[Article]) -> Path:
    """Write all files; the old ones stay until the new ones are complete. Raises OSError. Returns the folder."""
    folder = site.root / FOLDER
    aside = folder.with_name(folder.name + ".new")
    shutil.rmtree(aside, ignore_errors=True)
    for one in articles:
        file = aside / one.file
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(one.html + "\n", "utf-8")
    found = manifest(site, articles)
    (aside / "manifest.json").write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", "utf-8")
    (aside / "index.html").write_text(preview(site, articles), "utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    os.replace(aside, folder)
    return folder


def manifest(site: Site, articles: list[Article]) -> dict[str, Any]:
    """What there is, in the form of ``docs/data/schemas/integreat-output.schema.json``."""
    settings = config.of(site)
    german = {page.key: page for page in parts.pages(site)}
    return {
        "site": Context.of(site, site.root).base,
        "region": settings.region or None,
        "pages": [
            {
                "page": one.key, "language": one.lang, "integreat_language": settings.slug(one.lang),
                "integreat_id": settings.pages.get(one.key), "title": one.title, "file": one.file,
                "sha256": one.sha256, "words": one.words, "reviewed": one.reviewed, "status": one.status,
                "state": one.state, "german": one.german, "address": one.address,
                "held_back": offer.held_back(one) or None,
            }
            for one in articles
        ],
        "withdrawn": [key for key, page in german.items() if page.meta.get("withdrawn")],
    }  # fmt: skip


def preview(site: Site, articles: list[Article]) -> str:
    """One page that shows each article as the app does, with its source to copy."""
    pages = [
        {
            "id": german.key.removesuffix(".md").replace("/", "-"),
            "title": german.title,
            "key": german.key,
            "number": config.of(site).pages.get(german.key),
            "languages": [
                {
                    "article": one, "name": site.languages[one.lang], "tag": locales.tag(one.lang),
                    "status": _STATUS[one.status], "held_back": offer.held_back(one),
                }
                for one in each
            ],
        }
        for german, each in shown(articles)
    ]  # fmt: skip
    return render("integreat", pages=pages, source=SOURCE) + "\n"
