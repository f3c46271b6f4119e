"""A page as Integreat gets it: its sections in the subset, with a line about its state, sources and licence."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from markdown import Markdown
from markupsafe import Markup, escape

from lotse import diagrams, facts, locales
from lotse.finish import bidi, data
from lotse.finish.context import Context
from lotse.finish.html import Node, held, hold_together, parse, replace
from lotse.integreat import parts, subset
from lotse.laws import LawsError
from lotse.model import ADAPTATION, SOURCE, Page, Site
from lotse.translation import State

_DRAWING = re.compile(r"assets/diagrams/([a-z-]+)\.[a-zA-Z-]+\.svg$")


class PagesError(Exception):
    """A page can't be made; each of ``lines`` says which and why, in German."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


@dataclass(frozen=True)
class Article:
    """A page in one language, ready for Integreat.

    Attributes:
        path: repository path of its source.
        html: one ``div``, see ``subset``.
        line: the paragraph about date, review and translation that ``html`` begins with.
        status: ``source``, or who vouches for the translation: ``machine``, ``draft``, ``reviewed``.
        state: whether the translation stands for today's German text.
        german: hash of the German text.
        reviewed: ISO date of the last look at the substance.
        address: the whole page on our site.
    """

    lang: str
    key: str
    path: str
    title: str
    html: str
    line: str
    status: str
    state: State
    german: str
    reviewed: str
    address: str

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the HTML (FIPS 180-4), in hex."""
        return sha256(self.html)

    @property
    def words(self) -> int:
        """Words that readers see."""
        return len(re.findall(r"\w+", re.sub(r"<[^>]+>", " ", self.html)))

    @property
    def file(self) -> str:
        """Path of the file below ``out/integreat``."""
        return f"{self.lang}/{self.key.removesuffix('.md')}.html"


def sha256(text: str) -> str:
    """SHA-256 of a text (FIPS 180-4), in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def make(site: Site) -> list[Article]:
    """Every page in every language that has it: page by page in the order of the menu, German first.

    Withdrawn pages are left out. Raises PagesError.
    """
    maker = _Maker(site)
    found, lines = [], []
    for german in parts.pages(site):
        for lang in (SOURCE, *(one for one in site.languages if one != SOURCE)):
            page = site.page(lang, german.key)
            if page is None or withdrawn(site, page):
                continue
            try:
                found.append(maker.article(german, page))
            except subset.UnfitError as error:
                lines.append(f"{page.path}: {error}")
            except (KeyError, LawsError) as error:
                lines.append(f"{page.path}: In docs/data fehlt eine Angabe ({error}); lotse check nennt die Stelle")
    if lines:
        raise PagesError(lines)
    return found


def withdrawn(site: Site, page: Page) -> str:
    """Why a page is out of service in this language, or empty."""
    german = site.page(SOURCE, page.key)
    return str((german.meta.get("withdrawn") if german else "") or page.meta.get("withdrawn") or "")


class _Maker:
    """Makes articles; one instance a site, because the Markdown set-up is costly."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.context = Context.of(site, site.root)
        self.facts = facts.of(site)
        names, settings = _extensions(site)
        self.markdown = Markdown(extensions=names, extension_configs=settings)

    def article(self, german: Page, page: Page) -> Article:
        """One page. Raises UnfitError, KeyError for a missing word, LawsError."""
        words = self.context.words(page.lang)
        status = "source" if page.lang == SOURCE else str(page.meta.get("translation", {}).get("status", "machine"))
        line = self._line(german, page, words, status)
        body = self._body(page, words)
        html = f"{line}\n{body}\n{self._foot(page, words)}"
        return Article(
            lang=page.lang, key=page.key, path=page.path, title=page.title, line=_paragraph(line),
            html=subset.convert(html, lambda target: self._address(page, target)),
            status=status, state=parts.state(german, page), german=parts.german_hash(german),
            reviewed=str(german.meta.get("reviewed", "")), address=self.context.address(page.lang, page.key),
        )  # fmt: skip

    def _line(self, german: Page, page: Page, words: dict[str, Any], status: str) -> Markup:
        """When it was looked at, who has confirmed it, and who translated it."""
        confirmed = german.meta.get("confirmed")
        day = locales.day(str(german.meta.get("reviewed", "")), page.lang)
        said = [f"{words['head']['reviewed']} {day}"]
        if isinstance(confirmed, dict):
            on = locales.day(str(confirmed["on"]), page.lang)
            said.append(words["head"]["confirmed"].format(by=confirmed["by"], on=on))
        else:
            said.append(words["head"]["draft"])
        if page.lang == ADAPTATION:
            said.append(words["notice"]["plain"])
        if status in ("machine", "draft"):
            said.append(words["notice"][status])
        if parts.state(german, page) == "outdated":
            said.append(words["notice"]["outdated"])
        return Markup("<p><em>{}</em></p>").format(" ".join(f"{one.rstrip('.')}." for one in said))

    def _body(self, page: Page, words: dict[str, Any]) -> str:
        raw = b"\n".join(page.file.raw[one.start : one.end] for one in parts.sections(page))
        self.markdown.reset()
        tree = parse(f"<article>{self.markdown.convert(raw.decode())}</article>")
        article = tree.css_first("article")
        assert article is not None
        for comment in [one for one in article.traverse() if one.is_comment_node]:
            comment.decompose()
        self._tools(page, article, words)
        self._drawings(article, words)
        data.blocks(self.context, page.lang, article)
        notes = self._notes(page.lang, article, words)
        hold_together(article)
        bidi.isolate(article, page.lang)
        return f"{article.inner_html}{notes}"

    def _tools(self, page: Page, article: Node, words: dict[str, Any]) -> None:
        """What readers fill in stays on our site; here is one sentence with the way there."""
        for block in article.css(".admonition.data"):
            title = block.css_first(".admonition-title")
            kind = (title.text() if title else "").split()[:1]
            if kind == ["tool"]:
                way = _way(self.context.address(page.lang, page.key), page.title)
                replace(block, Markup("<p>{}</p>").format(_filled(words["integreat"]["tool"], page=way)))
            elif kind not in (["office"], ["municipalities"]):
                raise subset.UnfitError(f"Der Block „data | {' '.join(kind)}“ hat in Integreat keine Form")

    def _drawings(self, article: Node, words: dict[str, Any]) -> None:
        """A drawing's words as a list: the app has no place for the drawing itself."""
        for image in article.css("img"):
            found = _DRAWING.search(image.attrs.get("src") or "")
            if not found or found[1] not in diagrams.DIAGRAMS:
                raise subset.UnfitError(f"Das Bild „{image.attrs.get('alt') or ''}“ liegt nicht in der Mediathek")
            items = Markup("").join(
                Markup("<li>{} <strong>{}</strong>{}</li>").format(
                    step.lead, step.text, Markup(' (<bdi dir="ltr">{}</bdi>)').format(step.norm) if step.norm else ""
                )
                for step in diagrams.DIAGRAMS[found[1]].steps(words)
            )
            holder = image.parent if image.parent is not None and image.parent.tag == "p" else image
            replace(holder, f"<ol>{items}</ol>")

    def _notes(self, lang: str, article: Node, words: dict[str, Any]) -> Markup:
        """Where each value in the text comes from, as a list at its end."""
        values = {node.attrs.get("value") or "": node.text() for node in reversed(article.css("data.fact"))}
        items = Markup("")
        for name, shown in reversed(values.items()):
            fact = self.facts.get(name)
            if fact is None:
                continue
            source = Markup('<bdi dir="ltr">{}</bdi>').format(held(fact.citation or fact.source_title))
            said = [Markup('<a href="{}">{}</a>').format(fact.source_url, source) if fact.source_url else source]
            said.append(escape(f"{words['fact']['checked']} {locales.day(fact.checked, lang)}"))
            if fact.confidence == "confirm":
                said.append(escape(words["fact"]["confirm"]))
            items += Markup("<li>{}: {}</li>").format(shown, Markup(locales.comma(lang)).join(said))
        return Markup("<h2>{}</h2><ul>{}</ul>").format(words["foot"]["sources"], items) if items else items

    def _foot(self, page: Page, words: dict[str, Any]) -> Markup:
        """The way to the whole page, and the licence."""
        own = words["integreat"]
        whole = _filled(own["more"], page=_way(self.context.address(page.lang, page.key), page.title))
        return Markup("<hr><p>{}</p><p>{}</p>").format(whole, _filled(own["licence"], name=words["site"]["name"]))

    def _address(self, page: Page, target: str) -> str:
        """Full address of a link's target: other pages lie on our site, sections too."""
        if urlsplit(target).scheme:
            return target
        path, _, anchor = target.partition("#")
        key = posixpath.normpath(posixpath.join(posixpath.dirname(page.key), path)) if path else page.key
        return self.context.base + self.context.section(page.lang, key, anchor)


def _paragraph(html: str) -> str:
    """A paragraph as the subset writes it."""
    return subset.convert(html, str).split("\n")[1]


def _way(address: str, title: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(address, title)


def _filled(sentence: str, **values: str) -> Markup:
    return escape(sentence).format(**values)


def _extensions(site: Site) -> tuple[list[str], dict[str, dict[str, Any]]]:
    """Names and settings of the Markdown extensions, as ``mkdocs.yml`` gives them to the builder."""
    settings = site.config.value if isinstance(site.config.value, dict) else {}
    found: dict[str, dict[str, Any]] = {}
    for one in settings.get("markdown_extensions") or []:
        found.update({name: value or {} for name, value in one.items()} if isinstance(one, dict) else {str(one): {}})
    if "lotse.extension" in found:
        found["lotse.extension"] = {"root": str(site.root)}
    return list(found), found


def shown(articles: list[Article]) -> Iterator[tuple[Article, list[Article]]]:
    """The German article of each page with those of all languages."""
    for german in articles:
        if german.lang == SOURCE:
            yield german, [one for one in articles if one.key == german.key]
