"""The copy for reading without the net: what belongs to it, per language, and the worker that answers from it.

Nothing of this is loaded before a reader asks for a copy. ``offline/<tag>.json`` says how large it is and brings the
words; ``offline/<tag>.files.json`` lists every file with its checksum and size. The scripts are in
``docs/assets/js/offline``.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import posixpath
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from lotse import locales
from lotse.finish import lookup, manifest
from lotse.finish.context import Context
from lotse.finish.html import parse

FOLDER = "offline"
PAGE = "offline.html"  # shown instead of a page that is not in the copy
WORKER = "offline-worker.js"
_SOURCE = "assets/js/offline/worker.js"
_LOADED = 'link[rel~="stylesheet"][href], link[rel~="icon"][href], script[src], img[src]'
_CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+)""")


def worker(context: Context) -> None:
    """Put the worker at the root of the site: it answers only for what lies below it."""
    os.replace(context.site_dir / _SOURCE, context.site_dir / WORKER)


def write(context: Context) -> None:
    """Write both lists of each language; last of all, when no file changes any more."""
    folder = context.site_dir / FOLDER
    folder.mkdir(exist_ok=True)
    known = cache(_weigh)
    for lang in context.languages:
        files = {url: known(context.site_dir / path) for url, path in sorted(_files(context, lang).items())}
        listed = {url: [digest, size] for url, (digest, size, _) in files.items()}
        text = _json(listed)
        version = hashlib.sha256(text.encode()).hexdigest()[:12]
        tag = locales.tag(lang)
        words = context.words(lang)
        info = {
            "version": version,
            "load": sum(packed for _, _, packed in files.values()),
            "store": sum(size for _, size, _ in files.values()),
            "folder": context.folder(lang),
            "lang": tag,
            "dir": locales.direction(lang),
            "words": words["offline"],
        }
        (folder / f"{tag}.json").write_text(_json(info), "utf-8")
        (folder / f"{tag}.files.json").write_text(text, "utf-8")


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def _weigh(file: Path) -> tuple[str, int, int]:
    """Checksum, size and size on the way (gzip) of a file."""
    raw = file.read_bytes()
    return hashlib.sha256(raw).hexdigest()[:16], len(raw), len(gzip.compress(raw, 6, mtime=0))


def _files(context: Context, lang: str) -> dict[str, str]:
    """What a copy of the language holds: address below the root of the site, and path of the file."""
    folder = context.folder(lang)
    pages = {context.url(lang, shown.key): shown.file for shown in context.pages(lang) if shown.file.is_file()}
    pages[folder + PAGE] = context.site_dir / folder / PAGE
    found = {url: file.relative_to(context.site_dir).as_posix() for url, file in pages.items()}
    paths = {path for url, file in pages.items() for path in _loaded(context, url, file)}
    paths |= {folder + manifest.NAME}
    paths |= set(_below(context.site_dir, "assets/js"))
    paths |= set(_search(context, lang))
    for sheet in [path for path in paths if path.endswith(".css")]:
        text = (context.site_dir / sheet).read_text("utf-8")
        paths |= set(_existing(context, (urljoin(sheet, url) for url in _CSS_URL.findall(text))))
    return {**found, **{path: path for path in paths}}


def _below(site_dir: Path, folder: str) -> Iterator[str]:
    for file in (site_dir / folder).rglob("*"):
        if file.is_file():
            yield file.relative_to(site_dir).as_posix()


def _loaded(context: Context, url: str, file: Path) -> Iterator[str]:
    """Files of ours that a page loads by itself."""
    addresses = [
        node.attributes.get("href") or node.attributes.get("src") or ""
        for node in parse(file.read_text("utf-8")).css(_LOADED)
    ]
    return _existing(context, (posixpath.normpath(urljoin(f"/{url}", one)).lstrip("/") for one in addresses))


def _existing(context: Context, paths: Iterable[str]) -> Iterator[str]:
    for path in paths:
        path = urlsplit(path).path.removeprefix(context.base_path.lstrip("/"))
        if path and (context.site_dir / path).is_file():
            yield path


def _search(context: Context, lang: str) -> Iterator[str]:
    """The index of this language: Pagefind begins the names of its files with the language, in lower case; and our lists."""
    tags = {locales.tag(one).lower(): one for one in context.site.languages}
    entry = json.loads((context.site_dir / "pagefind/pagefind-entry.json").read_text("utf-8"))
    own = entry["languages"].get(locales.tag(lang).lower(), {})
    for path in _below(context.site_dir, "pagefind"):
        name = re.sub(r"^(pagefind|wasm)\.", "", posixpath.basename(path))
        tag = re.split(r"[._]", name)[0]
        if path.startswith("pagefind/wasm."):
            if tag == (own.get("wasm") or "unknown"):
                yield path
        elif tags.get(tag, lang) == lang:
            yield path
    for path in _below(context.site_dir, lookup.FOLDER):
        if tags.get(posixpath.basename(path).removesuffix(".json").lower(), lang) == lang:
            yield path
