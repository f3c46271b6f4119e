"""What the passes know: the sources, where each page lies in the built site, its address."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lotse import locales
from lotse.model import SOURCE, Page, Site

# They repeat what other pages say; a search leads to those first.
COLLECTIONS = {"leitfaden/faelle.md", "glossar.md", "aenderungen.md", "zahlen.md"}


@dataclass(frozen=True)
class Shown:
    """One page of the built site.

    Attributes:
        lang: the language readers chose; menus and notices speak it.
        key: path of the page inside a language.
        page: the source that is shown; German when ``lang`` has none.
        file: the built HTML file.
    """

    lang: str
    key: str
    page: Page
    german: Page
    file: Path

    @property
    def fallback(self) -> bool:
        """The page is shown in German because the language lacks it."""
        return self.page.lang != self.lang


@dataclass
class Context:
    """The site while it is finished; build with :meth:`of`."""

    site: Site
    site_dir: Path
    only: str | None
    base: str
    policy: bool = True
    _words: dict[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, site: Site, site_dir: Path, only: str | None = None) -> Context:
        """``SITE_URL`` in the environment wins over ``mkdocs.yml``, as it does for the builder."""
        settings = site.config.value if isinstance(site.config.value, dict) else {}
        base = os.environ.get("SITE_URL") or str(settings.get("site_url") or "http://127.0.0.1:8000/")
        return cls(site, site_dir, only, base.rstrip("/") + "/")

    @property
    def base_path(self) -> str:
        """Path part of the address, with slashes at both ends: ``/`` or ``/lotse/``."""
        return urlsplit(self.base).path

    @property
    def languages(self) -> list[str]:
        """Languages in the built site."""
        return [self.only] if self.only else list(self.site.languages)

    def folder(self, lang: str) -> str:
        """Folder of a language in the built site: empty for German, and for the only language."""
        return "" if lang == SOURCE or self.only else f"{lang}/"

    def url(self, lang: str, key: str) -> str:
        """Address of a page relative to the root of the site: ``tr/leitfaden/sprache/``."""
        path = key.removesuffix(".md")
        path = path.removesuffix("index") if path == "index" or path.endswith("/index") else f"{path}/"
        return self.folder(lang) + path

    def section(self, lang: str, key: str, anchor: str) -> str:
        """Address of a section; of the German one where the language lacks it, as Einfache Sprache does some."""
        return self.url(self.site.read_in(lang, key, anchor), key) + (f"#{anchor}" if anchor else "")

    def address(self, lang: str, key: str) -> str:
        """Full address of a page."""
        return self.base + self.url(lang, key)

    def pages(self, *languages: str) -> Iterator[Shown]:
        """Every page of the languages, or of all in the built site."""
        for lang in languages or self.languages:
            for german in self.site.shown_in(lang):
                page = self.site.page(lang, german.key) or german
                file = self.site_dir / self.url(lang, german.key) / "index.html"
                yield Shown(lang, german.key, page, german, file)

    def words(self, lang: str) -> dict[str, Any]:
        """Interface words; German ones where a language lacks them."""
        if lang not in self._words:
            self._words[lang] = _over(self.site.text(SOURCE), self.site.text(lang))
        return self._words[lang]

    @cached_property
    def law_as_of(self) -> str:
        """ISO date of the statutes' text the guide rests on."""
        return str(self.site.value("laws").get("text_checked", ""))

    @cached_property
    def operator(self) -> dict[str, Any]:
        """``operator.yml``."""
        found = self.site.value("operator")
        return found if isinstance(found, dict) else {}

    @property
    def repository(self) -> str:
        """Address of the repository, or empty. ``LOTSE_REPOSITORY`` is set by the workflows."""
        return str(self.operator.get("repository") or os.environ.get("LOTSE_REPOSITORY") or "").rstrip("/")

    def up(self, shown: Shown) -> str:
        """Relative way from a page to the root of the site: ``../../``."""
        return "../" * self.url(shown.lang, shown.key).count("/") or "./"

    def direction(self, lang: str) -> str:
        """``ltr`` or ``rtl``."""
        return locales.direction(lang)


def _over(under: dict[str, Any], upper: dict[str, Any]) -> dict[str, Any]:
    merged = {**under, **upper}
    for name, value in under.items():
        if isinstance(value, dict) and isinstance(upper.get(name), dict):
            merged[name] = _over(value, upper[name])
    return merged
