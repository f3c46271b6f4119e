"""One 404 page a language, and one for what a copy lacks. The server, or the reader's copy, decides which to show.

The German ones lie at the root.
"""

from __future__ import annotations

import re
from urllib.parse import urljoin

from lotse import locales
from lotse.finish import chrome, csp, light, offline
from lotse.finish.context import Context
from lotse.finish.html import Tree, one, parse, render, write

_URLS = ("href", "src")


def make(context: Context, lang: str) -> None:
    """Make both pages of a language from its built home page, before that page is finished."""
    folder = context.site_dir / context.folder(lang)
    home = folder / "index.html"
    if not home.is_file():
        return
    words = context.words(lang)
    for name, said in (("404.html", words["not_found"]), (offline.PAGE, words["offline"]["missing"])):
        if name == "404.html" or not context.only:
            tree = parse(home.read_text("utf-8"))
            _turn(context, lang, tree, said)
            write(folder / name, tree)


def _turn(context: Context, lang: str, tree: Tree, said: dict[str, str]) -> None:
    light.page(tree)
    words = context.words(lang)
    base = context.base_path + context.folder(lang)
    article = one(tree, "article")
    article.inner_html = render("notfound", said=said, home=base)
    for leftover in tree.css(
        ".md-sidebar--secondary, .md-nav--secondary, .md-footer__inner, head link[rel=next], head link[rel=prev]"
    ):
        leftover.decompose()
    for link in tree.css('head link[rel="alternate"], head link[rel="canonical"], head meta[name="generator"]'):
        link.decompose()
    title = tree.css_first("head title")
    if title:
        title.inner_html = said["title"]
    root = one(tree, "html")
    root.attrs["lang"], root.attrs["dir"] = locales.tag(lang), locales.direction(lang)
    choices = [] if context.only else [
        {"name": name, "lang": locales.tag(code), "dir": locales.direction(code), "current": code == lang,
         "href": context.base_path + context.folder(code), "note": ""}
        for code, name in context.site.languages.items()
    ]  # fmt: skip
    chrome.menus(context, lang, "index.md", tree, words)
    chrome.german_links(context, tree, context.base_path)
    chrome.header(context, lang, tree, words, choices, context.base_path)
    for state in ("md-tabs__item--active", "md-nav__item--active", "md-nav__link--active"):
        for node in tree.css(f".{state}"):
            node.attrs["class"] = (node.attrs["class"] or "").replace(state, "")
    _absolute(tree, base)
    skip = tree.css_first(".md-skip")
    if skip:
        skip.attrs["href"] = "#not-found"
    if context.policy:
        csp.finish(tree)


def _absolute(tree: Tree, base: str) -> None:
    """A 404 page is shown at any depth, so nothing in it may be relative."""
    for node in tree.css("[href], [src]"):
        for name in _URLS:
            value = node.attrs.get(name)
            if value is not None and not re.match(r"#|/|[a-z]+:", value):
                node.attrs[name] = urljoin(base, value)
