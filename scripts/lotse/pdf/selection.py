"""Which pages a PDF has, in which order and under which headings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lotse import targets
from lotse.course.blocks import is_document
from lotse.finish.context import Context, Shown
from lotse.model import SOURCE, Page, language_settings, nav_entries
from lotse.pdf.errors import PdfError

FOLDERS = {"guide": "leitfaden/", "course": "schulung/", "concept": "konzept/"}


@dataclass(frozen=True)
class Part:
    """A page, or the heading of a group of pages.

    Attributes:
        depth: 1 for what stands directly in the document, 2 for what stands below a group, and so on.
        title: of the page or group.
        shown: None for a group.
    """

    depth: int
    title: str
    shown: Shown | None = None


@dataclass(frozen=True)
class Selection:
    """What goes into one PDF.

    Attributes:
        lang: language of the document.
        name: of the file, without ending.
        title: of the document.
        whole: many pages with a contents list, not one.
        german_only: titles of the pages that the language lacks.
    """

    lang: str
    name: str
    title: str
    whole: bool
    parts: list[Part] = field(default_factory=list)
    german_only: list[str] = field(default_factory=list)

    @property
    def pages(self) -> list[Shown]:
        """The pages alone."""
        return [part.shown for part in self.parts if part.shown]


def select(context: Context, lang: str, what: str) -> Selection:
    """The pages that ``what`` names, as in :func:`lotse.pdf.make`.

    Raises PdfError when there is no such page or it is not built.
    """
    if not (context.site_dir / "index.html").is_file():
        raise PdfError(f"In {context.site_dir} liegt keine gebaute Website: zuerst lotse build")
    chosen = _collection(context, lang, what) if what in FOLDERS else _single(context, lang, what)
    missing = [one for one in chosen.pages if not one.file.is_file()]
    if missing:
        raise PdfError(f"{missing[0].page.path} ist noch nicht gebaut: zuerst lotse build")
    return chosen


def _single(context: Context, lang: str, what: str) -> Selection:
    site = context.site
    path = Path(what).as_posix()
    if Path(what).is_absolute() and Path(what).resolve().is_relative_to(site.root):
        path = Path(what).resolve().relative_to(site.root).as_posix()
    parts = path.removeprefix("docs/").split("/")
    if path.startswith("docs/") and parts[0] in site.languages:
        lang, key = parts[0], "/".join(parts[1:])
    else:
        key = path.strip("/")
    key = key if key.endswith(".md") else f"{key}.md"
    german = site.page(SOURCE, key)
    if german is None or not site.has_place(lang, key):
        raise PdfError(_unknown(context, lang, key))
    shown = next(one for one in context.pages(lang) if one.key == key)
    name = key.removesuffix(".md")
    return Selection(shown.page.lang, name, shown.page.title, False, [Part(1, shown.page.title, shown)])


def _unknown(context: Context, lang: str, key: str) -> str:
    path = f"docs/{lang}/{key}"
    if context.site.page(SOURCE, key):
        return f"{path} gibt es nur auf Deutsch: lotse pdf docs/{SOURCE}/{key}"
    nearest = targets.nearest_path(path, (f"docs/{lang}/{page.key}" for page in context.site.shown_in(lang)))
    instead = f"gemeint: {nearest}" if nearest else "möglich: guide, course, concept oder der Pfad einer Seite"
    return f"{path} ist keine Seite; {instead}"


def _collection(context: Context, lang: str, what: str) -> Selection:
    folder = FOLDERS[what]
    if not context.site.has_place(lang, folder):
        raise PdfError(f"Die Seiten in {folder} gibt es nur auf Deutsch: lotse pdf {SOURCE} {what}")
    labels = _labels(context, lang)
    for entry in context.site.nav:
        groups: dict[str, Any] = entry if isinstance(entry, dict) else {}
        for label, inside in groups.items():
            if any((key or "").startswith(folder) for _, key, _ in nav_entries(inside)):
                german_only: list[str] = []
                parts = list(_parts(context, lang, inside, 1, labels, german_only))
                if any(part.shown for part in parts):
                    return Selection(lang, what, labels.get(label, label), True, parts, german_only)
    raise PdfError(f"Im Menü steht keine Seite aus {folder} auf {context.site.languages[lang]}")


def _labels(context: Context, lang: str) -> dict[str, str]:
    """What groups of the menu are called in a language."""
    settings = next(own for _, own in language_settings(context.site.config.value) if own["locale"] == lang)
    return settings.get("nav_translations") or {}


def _parts(
    context: Context, lang: str, nav: list[Any], depth: int, labels: dict[str, str], german_only: list[str]
) -> Iterator[Part]:
    for entry in nav:
        if isinstance(entry, str):
            german = context.site.page(SOURCE, entry)
            if german is None or _left_out(german):
                continue
            page = context.site.page(lang, entry)
            if page is None:
                german_only.append(german.title)
            elif not _left_out(page):
                file = context.site_dir / context.url(lang, entry) / "index.html"
                yield Part(depth, page.title, Shown(lang, entry, page, german, file))
            continue
        for label, value in entry.items():
            below = value if isinstance(value, list) else []
            inside = list(_parts(context, lang, below, depth + 1, labels, german_only))
            if inside:
                yield Part(depth, labels.get(label, label))
                yield from inside


def _left_out(page: Page) -> bool:
    """Pages taken out of service, and those that repeat others."""
    return bool(page.meta.get("withdrawn")) or is_document(page)
