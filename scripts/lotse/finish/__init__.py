"""The builder-neutral pass over the built site: all that needs to know a page or the whole site.

One page goes through ``light`` (without the theme's scripts), ``chrome`` (everything around the text), ``article``
(the text's head, foot, data and notices) and ``csp``; the site then gets its 404 pages, feed, sitemap and search index, lighter scripts, and
what a whole site needs: manifests, headers, a checksum, the lists for a copy.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

from jinja2 import UndefinedError

from lotse.course.blocks import is_document
from lotse.finish import (
    article,
    checksum,
    chrome,
    course,
    csp,
    feed,
    headers,
    light,
    lookup,
    manifest,
    notfound,
    offline,
    scripts,
    search,
    security,
    sitemap,
)
from lotse.finish.context import Context, Shown
from lotse.finish.html import parse, write
from lotse.model import Site, load


class FinishError(Exception):
    """The folder holds no built site, or the data is incomplete; the text says so in German."""


def finish(site: Site, site_dir: Path, only: str | None = None, *, policy: bool = True, workers: int = 1) -> None:
    """Finish a built site in place.

    Args:
        site: the sources it was built from.
        site_dir: the built site.
        only: the one language it holds at its root; None when it holds all of them.
        policy: write the Content Security Policy; it would stop the reloading script of a local server.
        workers: how many processes share the languages.
    Raises FinishError when nothing was built there, or when the data lacks a field or a German word.
    """
    context = Context.of(site, site_dir, only)
    context.policy = policy
    if not any(shown.file.is_file() for shown in context.pages()):
        raise FinishError(f"In {site_dir} liegt keine gebaute Website: zuerst lotse build")
    try:
        if workers > 1:
            with ProcessPoolExecutor(workers) as pool:
                jobs = [
                    pool.submit(_in_process, site.root, site.as_of, site_dir, lang, policy)
                    for lang in context.languages
                ]
            for job in jobs:
                job.result()
        else:
            for lang in context.languages:
                _language(context, lang)
        feed.write(context)
    except (KeyError, UndefinedError) as error:
        raise FinishError(f"In docs/data fehlt eine Angabe ({error}): lotse check nennt die Stelle") from error
    if not only:
        sitemap.write(context)
    search.index(context)
    scripts.finish(site_dir)
    light.styles(site_dir)
    if not only:
        manifest.write(context)
        offline.worker(context)
        security.write(context)
        headers.write(context)
        checksum.write(context)
        offline.write(context)


def _in_process(root: Path, as_of: str, site_dir: Path, lang: str, policy: bool) -> None:
    """A language in a process of its own, which reads the sources once."""
    context = Context.of(_loaded(root, as_of), site_dir)
    context.policy = policy
    _language(context, lang)


@cache
def _loaded(root: Path, as_of: str) -> Site:
    site = load(root)
    site.as_of = as_of
    return site


def _language(context: Context, lang: str) -> None:
    notfound.make(context, lang)
    lookup.write(context, lang)
    pages = [shown for shown in context.pages(lang) if shown.file.is_file()]
    # A document is made of other pages as the builder wrote them.
    for shown in sorted(pages, key=lambda one: not is_document(one.page)):
        _page(context, shown)


def _page(context: Context, shown: Shown) -> None:
    tree = parse(shown.file.read_text("utf-8"))
    light.page(tree)
    article.finish(context, shown, tree)
    chrome.finish(context, shown, tree)
    course.style(context, shown, tree)
    feed.links(context, shown, tree)
    if not context.only:
        manifest.link(context, shown.lang, tree, context.up(shown))
        checksum.place(context, shown, tree)
    if context.policy:
        csp.finish(tree)
    write(shown.file, tree)
