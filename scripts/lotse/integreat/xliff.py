"""XLIFF 1.2 (OASIS, 2008) for the import of the CMS: title and text of a page, also of one not translated there yet.

The import asks for ``original``, the page's id there; for units called ``title`` and ``content``; and for the ending
``.xliff``: files called ``.xlf`` it takes and forgets. Its tick „maschinell übersetzt“ is for a whole upload, so there
are two archives.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from lotse.integreat import config, offer
from lotse.integreat.files import FOLDER
from lotse.integreat.pages import Article, shown
from lotse.interchange.files import Xliff12
from lotse.model import SOURCE, Site

HUMAN, MACHINE = "nicht-maschinell.zip", "maschinell.zip"
_MOMENT = (1980, 1, 1, 0, 0, 0)  # of every file, so that the same pages give the same archive


@dataclass
class Made:
    """Archives by name with their number of files, and what is not in them: repository path and why."""

    archives: dict[str, bytes] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    left: list[tuple[str, str]] = field(default_factory=list)


def make(site: Site, articles: list[Article]) -> Made:
    """Two archives, one for each answer to the CMS's question whether a machine has translated."""
    settings, made = config.of(site), Made()
    files: dict[str, list[tuple[str, bytes]]] = {HUMAN: [], MACHINE: []}
    for german, each in shown(articles):
        number = settings.pages.get(german.key)
        if number is None:
            made.left.append((german.path, "Die Seite hat in integreat.toml noch keine Nummer"))
            continue
        for one in each:
            if reason := offer.held_back(one):
                made.left.append((one.path, reason))
                continue
            name = one.file.removesuffix(".html") + ".xliff"
            raw = document(german, one, number, settings)
            files[MACHINE if one.status == "machine" else HUMAN].append((name, raw))
    for name, found in files.items():
        made.archives[name], made.counts[name] = _archive(found), len(found)
    return made


def document(german: Article, article: Article, number: int, settings: config.Config) -> bytes:
    """One page in one language; the German one too, because its title can come in no other way."""
    library: Any = Xliff12  # it carries no types
    languages = (
        f"source-language={quoteattr(settings.slug(SOURCE))} target-language={quoteattr(settings.slug(article.lang))}"
    )
    store = library.parsestring(
        f'<?xml version="1.0" encoding="utf-8"?>\n<xliff version="1.2" xmlns="{Xliff12.namespace}">\n'
        f'<file original="{number}" {languages} datatype="plaintext"><body></body></file>\n</xliff>'.encode()
    )
    for name, source, target in (("title", german.title, article.title), ("content", german.html, article.html)):
        unit = store.addsourceunit(source, filename=str(number))
        for attribute, value in (("id", name), ("resname", name), ("restype", "string"), ("datatype", "html")):
            unit.xmlelement.set(attribute, value)
        unit.target = target
        if article.status == "machine":
            unit.xmlelement.set("approved", "no")
            unit.xmlelement.find(unit.namespaced("target")).set("state", "needs-review-translation")
    return bytes(store)


def _archive(files: Iterable[tuple[str, bytes]]) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name, _MOMENT), content, zipfile.ZIP_DEFLATED)
    return raw.getvalue()


def write(site: Site, made: Made) -> list[Path]:
    """Write the archives that are not empty; an old one that would be is removed. Raises OSError."""
    folder, written = site.root / FOLDER.with_name("integreat-xliff"), []
    folder.mkdir(parents=True, exist_ok=True)
    for name, raw in made.archives.items():
        file = folder / name
        if not made.counts[name]:
            file.unlink(missing_ok=True)
            continue
        aside = file.with_name(f"{name}.new")
        aside.write_bytes(raw)
        os.replace(aside, file)
        written.append(file)
    return written
