"""Where a link leads, and what is wrong with it: answered once per link, read by every rule about links."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal
from urllib.parse import unquote

from lotse.model import ADAPTATION, SOURCE, Page, Site
from lotse.source.markdown import Link

Kind = Literal["page", "missing", "language", "absolute", "extension", "asset", "web", "fact"]
SCHEMES = ("https", "mailto", "tel")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.I)
_WEB = re.compile(r"https://[^\s/?#@]+\.[^\s/?#@.]+(?:[/?#]|\Z)", re.I)
_MAIL = re.compile(r"mailto:[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}(?:\?\S*)?\Z", re.I)
_HTML = re.compile(r"\.html?\Z", re.I)


@dataclass(frozen=True)
class Target:
    """What a link means.

    Attributes:
        kind: ``page`` exists in this language or in German; ``missing`` is a page nowhere to be found;
            ``asset`` is any other file; ``web`` has a scheme of its own; the rest are ways to be wrong.
        path: repository path that was meant; the whole address for ``web``.
        anchor: what stands behind ``#``, decoded.
        page: the page that readers get; None unless kind is ``page``.
        fallback: that page is German, because this language lacks it.
    """

    kind: Kind
    path: str
    anchor: str = ""
    page: Page | None = None
    fallback: bool = False


@dataclass(frozen=True)
class Fault:
    """What is wrong with a link: name of the rule in the family links, message and help in German."""

    rule: str
    message: str
    help: str


def resolve(site: Site, page: Page, url: str) -> Target:
    """Find out what ``url`` on ``page`` means, following RFC 3986 section 5 for relative addresses."""
    if url.startswith("fact:"):
        return Target("fact", url)
    if _SCHEME.match(url):
        return Target("web", url)
    path, _, anchor = url.partition("#")
    path, anchor = unquote(path.partition("?")[0]), unquote(anchor)
    if path.startswith("/"):
        other = path.split("/")[1]
        return Target("language" if other in site.languages and other != page.lang else "absolute", path, anchor)
    if not path:
        return Target("page", page.path, anchor, page) if anchor else Target("missing", "")
    full = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path))
    parts = full.split("/")
    if parts[0] == "docs" and len(parts) > 1 and parts[1] in site.languages and parts[1] != page.lang:
        return Target("language", full, anchor)
    if path.endswith("/") or posixpath.splitext(full)[1].lower() in ("", ".html", ".htm"):
        return Target("extension", full, anchor)
    if not full.endswith(".md"):
        return Target("asset", full, anchor)
    key = full.removeprefix(f"docs/{page.lang}/")
    if found := site.page(page.lang, key):
        return Target("page", full, anchor, found)
    if found := site.page(SOURCE, key):
        return Target("page", full, anchor, found, fallback=True)
    return Target("missing", full, anchor)


def links(site: Site) -> list[tuple[Page, Link, Target, Fault | None]]:
    """Every link and image of the site that is no fact, with its target and its fault."""
    if "links" not in site.cache:
        site.cache["links"] = [
            (page, link, target, _fault(site, page, link, target))
            for page in site.judged_pages()
            for link in page.doc.links
            if (target := resolve(site, page, link.url)).kind != "fact"
        ]
    found: list[tuple[Page, Link, Target, Fault | None]] = site.cache["links"]
    return found


def _fault(site: Site, page: Page, link: Link, target: Target) -> Fault | None:
    match target.kind:
        case "web":
            return _web(link)
        case "page" if target.anchor and target.page and target.page.file.text:
            return _anchor(site, page, target.page, target.anchor)
        case "missing" if not target.path:
            return Fault(
                "page-missing", "Der Link hat kein Ziel", "in die runden Klammern das Ziel schreiben, etwa sprache.md"
            )
        case "missing":
            best = nearest_page(site, page, target.path)
            german = page.lang == SOURCE
            other = "Pfad berichtigen oder Link entfernen" if german else "denselben Pfad wie auf Deutsch schreiben"
            return Fault("page-missing", f"Die Seite „{link.url}“ gibt es nicht", f"gemeint: {best}" if best else other)
        case "asset" if target.path not in site.assets:
            best = nearest_path(target.path, site.assets)
            return Fault(
                "asset-missing",
                f"Die Datei „{link.url}“ gibt es nicht",
                f"gemeint: {relative(page, best)}" if best else "Datei unter docs/assets ablegen",
            )
        case "language":
            path = target.path.removeprefix("docs/").strip("/").partition("/")[2]
            better = _page_for(site, page, f"docs/{page.lang}/{path}".rstrip("/"), target.anchor)
            return Fault(
                "wrong-language",
                "Der Link führt in eine andere Sprache",
                f"{better} schreiben" if better else "auf eine Seite der eigenen Sprache verweisen",
            )
        case "absolute":
            path = f"{target.path.strip('/')}/".removeprefix(f"{page.lang}/")
            better = _page_for(site, page, f"docs/{page.lang}/{path}".rstrip("/"), target.anchor)
            return Fault(
                "absolute",
                f"Der Link „{link.url}“ beginnt mit einem Schrägstrich",
                f"{better} schreiben" if better else "vom Ort dieser Seite aus schreiben, etwa ../index.md",
            )
        case "extension":
            better = _page_for(site, page, target.path, target.anchor)
            return Fault(
                "extension",
                f"Der Link „{link.url}“ nennt keine Datei",
                f"{better} schreiben" if better else "die Datei mit Endung nennen, etwa sprache.md",
            )
    return None


def _web(link: Link) -> Fault | None:
    name = link.url.partition(":")[0].lower() if ":" in link.url.partition("/")[0] else "//"
    if name == "http":
        return Fault("insecure", "Der Link ist unverschlüsselt (http)", "prüfen, ob die Seite mit https:// aufgeht")
    if name not in SCHEMES:
        return Fault("scheme", f"Links mit „{name}“ sind nicht erlaubt", "eine Adresse mit https:// angeben")
    if name == "mailto" and not _MAIL.match(link.url):
        return Fault("mailto", f"„{link.url[7:]}“ ist keine E-Mail-Adresse", "schreiben wie name@stelle.de")
    if name == "https" and not _WEB.match(link.url):
        return Fault(
            "scheme", f"Die Adresse „{link.url}“ ist unvollständig", "schreiben wie https://www.stelle.de/seite"
        )
    if link.image:
        return Fault(
            "external-image",
            "Das Bild liegt auf einem fremden Server",
            "wenn die Lizenz es erlaubt: Bild unter docs/assets ablegen und von dort einbinden",
        )
    return None


def _anchor(site: Site, page: Page, found: Page, anchor: str) -> Fault | None:
    if anchor in found.sections:
        return None
    # An adaptation has only the sections it needs; readers are led to the German one.
    if found.lang == ADAPTATION and site.read_in(ADAPTATION, found.key, anchor) == SOURCE:
        return None
    best = nearest(anchor, found.sections)
    where = "auf dieser Seite" if found is page else f"auf {found.path}"
    return Fault(
        "anchor-missing",
        f"Den Abschnitt „{anchor}“ gibt es {where} nicht",
        f"gemeint: #{best}" if best else f"möglich: {', '.join(found.sections)}",
    )


def _page_for(site: Site, page: Page, path: str, anchor: str) -> str:
    """The link to the page that ``path``, written like an address of a website, means; empty if there is none."""
    stem = _HTML.sub("", path)
    for full in (path, f"{stem}.md", f"{stem}/index.md"):
        key = full.removeprefix(f"docs/{page.lang}/")
        if site.page(page.lang, key) or site.page(SOURCE, key):
            return relative(page, full, anchor)
    return nearest_page(site, page, f"{stem}.md")


def relative(page: Page, path: str, anchor: str = "") -> str:
    """The address of ``path`` as a link on ``page`` writes it."""
    return posixpath.relpath(path, posixpath.dirname(page.path)) + (f"#{anchor}" if anchor else "")


def nearest_page(site: Site, page: Page, path: str) -> str:
    """The existing page whose name resembles that of ``path`` most, as a link on ``page``; empty if none does."""
    found = nearest_path(path, {f"docs/{page.lang}/{key}" for lang, key in site.pages if lang in (page.lang, SOURCE)})
    return relative(page, found) if found else ""


def nearest_path(path: str, known: Iterable[str]) -> str:
    """The path whose file name resembles that of ``path`` most, empty if none does."""
    by_name: dict[str, list[str]] = {}
    for one in sorted(known):
        by_name.setdefault(_name(one), []).append(one)
    name = nearest(_name(path), by_name)
    return get_close_matches(path, by_name[name], 1, 0)[0] if name else ""


def _name(path: str) -> str:
    return posixpath.splitext(posixpath.basename(path))[0].lower()


def nearest(name: str, known: Iterable[str]) -> str:
    """The name most like ``name``, empty if none resembles it."""
    best = get_close_matches(name, sorted(known), 1)
    return best[0] if best else ""
