"""Everything around the text: language and direction, head, header, menus, footer."""

from __future__ import annotations

import posixpath
import re
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from lotse import locales
from lotse.course.blocks import is_document
from lotse.finish.context import Context, Shown
from lotse.finish.html import Node, Tree, append, insert_after, one, render, replace
from lotse.model import SOURCE

Words = dict[str, Any]
MENU_LINKS = ".md-nav__link[href], .md-tabs__link[href], .md-footer__link[href]"


def finish(context: Context, shown: Shown, tree: Tree) -> None:
    """Mend what the builder can't know: see the module's docstring."""
    words = context.words(shown.lang)
    _language(shown.lang, tree)
    _head(context, shown, tree, words)
    header(context, shown.lang, tree, words, _choices(context, shown), context.up(shown))
    menus(context, shown.lang, shown.key, tree, words)
    german_links(context, tree, context.up(shown))
    if shown.german.meta.get("withdrawn") or shown.page.meta.get("withdrawn"):
        for contents in tree.css(".md-nav--secondary"):
            contents.decompose()
    for text in tree.css(".md-nav--secondary > .md-nav__list, [data-md-component=header-topic] .md-ellipsis"):
        _in_language(text, shown.page.lang)


def _in_language(node: Node, lang: str) -> None:
    node.attrs["lang"], node.attrs["dir"] = locales.tag(lang), locales.direction(lang)


def _language(lang: str, tree: Tree) -> None:
    root = one(tree, "html")
    root.attrs["lang"] = locales.tag(lang)
    root.attrs["dir"] = locales.direction(lang)
    one(tree, "body").attrs["dir"] = locales.direction(lang)


def _head(context: Context, shown: Shown, tree: Tree, words: Words) -> None:
    for link in tree.css('head link[rel="alternate"], head link[rel="canonical"], head meta[name="generator"]'):
        link.decompose()
    lang = SOURCE if shown.fallback else shown.lang
    extra = f'<link rel="canonical" href="{context.address(lang, shown.key)}">'
    if shown.fallback or shown.german.meta.get("withdrawn") or is_document(shown.german):
        extra += '<meta name="robots" content="noindex">'
    append(one(tree, "head"), extra)
    description = tree.create_node("meta")
    description.attrs["name"] = "description"
    description.attrs["content"] = str(shown.page.meta.get("summary", ""))
    one(tree, "head").insert_child(description)
    title = tree.css_first("head title")
    if title:
        name = words["site"]["name"]
        title.inner_html = _escape(name if shown.key == "index.md" else f"{shown.page.title} – {name}")


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def header(context: Context, lang: str, tree: Tree, words: Words, choices: list[Words], up: str) -> None:
    """Name, search button and language menu in the header; own script; own footer line."""
    name = words["site"]["name"]
    for logo in tree.css(".md-logo"):
        logo.attrs["title"] = logo.attrs["aria-label"] = name
        image = logo.css_first("img")
        if image:
            image.attrs["alt"] = ""
    topic = tree.css_first(".md-header__topic .md-ellipsis")
    if topic:
        topic.inner_html = _escape(name)
    drawer = tree.css_first(".md-nav--primary > label.md-nav__title")
    if drawer:
        drawer.inner_html = _escape(name)
    tools = render(
        "tools",
        words=words,
        choices=choices,
        current=context.site.languages[lang],
        lang=locales.tag(lang),
        up=up,
        home=up + context.folder(lang),
    )
    menu = tree.css_first(".md-header .md-select")
    if menu and menu.parent:
        replace(menu.parent, tools)
    else:
        append(one(tree, ".md-header__inner"), tools)
    _keyboard(tree, words)
    _palette(tree, words)
    _foot(context, lang, tree, words, up)
    append(one(tree, "body"), f'<script type="module" src="{up}assets/js/lotse.js"></script>')


def _keyboard(tree: Tree, words: Words) -> None:
    """The drawer is a checkbox with a label, which only a finger reaches: our script puts a button in its place."""
    label = tree.css_first('.md-header label[for="__drawer"]')
    if label:
        label.attrs["title"] = words["site"]["menu"]
        insert_after(label, render("menu", words=words, icon=Markup(label.inner_html)))
        side = tree.css_first(".md-sidebar--primary")
        if side:
            side.attrs["id"] = "lotse-menu"
    for number, nav in enumerate(
        tree.css(".md-tabs, .md-sidebar--primary nav.md-nav[data-md-level='0'], .md-footer__inner")
    ):
        nav.attrs["aria-label"] = words["site"][("areas", "pages", "neighbours")[min(number, 2)]]
    for toggle in tree.css("input.md-toggle"):
        toggle.attrs["aria-hidden"] = "true"
        toggle.attrs["tabindex"] = "-1"


def _palette(tree: Tree, words: Words) -> None:
    """Two radio buttons, of which only one is seen, become one button that says what it does."""
    form = tree.css_first("form[data-md-component=palette]")
    if form is None:
        return
    moon, sun = (Markup(label.inner_html) for label in form.css("label"))
    replace(form, render("scheme", words=words, moon=moon, sun=sun))


def _foot(context: Context, lang: str, tree: Tree, words: Words, up: str) -> None:
    meta = tree.css_first(".md-footer-meta")
    if not meta:
        return
    pages = []
    for key in ("impressum.md", "datenschutz.md", "barrierefreiheit.md"):
        german = context.site.page(SOURCE, key)
        if german:
            page = context.site.page(lang, key) or german
            pages.append({"href": up + context.url(lang, key), "title": page.title, "lang": locales.tag(page.lang)})
    replace(meta, render("footer", words=words, pages=pages, lang=locales.tag(lang), keep=not context.only))


def _choices(context: Context, shown: Shown) -> list[Words]:
    """The language menu: the same page in each language, marked where it is German there."""
    if context.only:
        return []
    up = context.up(shown)
    return [
        {
            "name": name, "lang": locales.tag(lang), "dir": locales.direction(lang), "current": lang == shown.lang,
            "href": up + context.url(lang, shown.key if context.site.has_place(lang, shown.key) else "index.md"),
            "note": _note(context, shown, lang),
        }
        for lang, name in context.site.languages.items()
    ]  # fmt: skip


def _note(context: Context, shown: Shown, lang: str) -> str:
    words: Words = context.words(lang)["language"]
    if not context.site.has_place(lang, shown.key):
        return str(words["only_home"])
    return "" if context.site.page(lang, shown.key) else str(words["only_german"])


def german_links(context: Context, tree: Tree, up: str) -> None:
    """Links to what is German only were staged as full addresses; now they lead there from this page."""
    for link in tree.css(f'a[href^="{context.base}"]'):
        link.attrs["href"] = up + (link.attrs["href"] or "").removeprefix(context.base)
        link.attrs["hreflang"] = SOURCE


def menus(context: Context, lang: str, key: str, tree: Tree, words: Words) -> None:
    """Menu entries of pages that this language lacks are German, and say so to screen readers."""
    here = "/" + context.url(lang, key)
    keys = {"/" + context.url(lang, german.key): german for german in context.site.in_language(SOURCE)}
    for link in tree.css(MENU_LINKS):
        address = link.attrs["href"] or ""
        if address.startswith("#"):  # the table of contents has the same classes
            continue
        target = posixpath.normpath(posixpath.join(here, urlsplit(address).path))
        target = target if target == "/" else f"{target}/"
        german = keys.get(target)
        if german is None:
            continue
        label = link.css_first(".md-ellipsis") or link
        if german.key == "index.md":
            label.inner_html = _escape(words["site"]["home"])
            way = link.css_first(".md-footer__direction")
            if way:
                link.attrs["aria-label"] = f"{way.text().strip()}: {words['site']['home']}"
        elif context.site.page(lang, german.key) is None and re.sub(r"\s+", " ", label.text()).strip() == german.title:
            label.attrs["lang"] = SOURCE
            label.attrs["dir"] = "ltr"
