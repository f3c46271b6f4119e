"""The text itself: page head and foot, notices, data blocks, facts, diagrams, tables."""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup, escape

from lotse import locales
from lotse.course.blocks import is_document, joined
from lotse.finish import bidi, data, paper, sources
from lotse.finish.context import COLLECTIONS, Context, Shown
from lotse.finish.course import document, views
from lotse.finish.html import Node, Tree, append, hold_together, insert_after, insert_before, render, replace
from lotse.freshness import changed_norms, due
from lotse.model import ADAPTATION, SOURCE
from lotse.translation import states


def finish(context: Context, shown: Shown, tree: Tree) -> None:
    """Complete the article of a page. A page without an article is left alone."""
    article = tree.css_first("article")
    if article is None:
        return
    words = context.words(shown.lang)
    for node in list(article.traverse()):
        if node.is_comment_node:
            node.decompose()
    article.attrs["lang"] = locales.tag(shown.page.lang)
    article.attrs["dir"] = locales.direction(shown.page.lang)
    article.attrs["data-folder"] = shown.key.rpartition("/")[0]  # a folder of forms is printed otherwise
    reason = shown.german.meta.get("withdrawn") or shown.page.meta.get("withdrawn")
    if reason:
        _withdraw(article, str(reason))
    elif not shown.fallback and not is_document(shown.page):  # what it repeats is found where it stands first
        article.attrs["data-pagefind-body"] = ""
        if shown.key.startswith(context.site.german_only) or shown.key in COLLECTIONS:
            article.attrs["data-pagefind-weight"] = "0.2"  # the guide's answer comes before the lesson about it
    document.expand(context, shown, article)
    _lines(article)
    # Data and diagrams speak the reader's language even where the text around them is still German.
    data.blocks(context, shown.lang, article, context.up(shown))
    data.facts(context, shown.page.lang, article)
    data.diagrams(context, shown.lang, article)
    data.tables(words, article)
    _fold(article)
    _head(context, shown, article, words, bool(reason))
    if not reason and not shown.fallback and shown.lang != SOURCE:
        _section_notices(context, shown, article, words)
    views.add(context, shown, article)
    paper.notes(context.words(shown.page.lang), article)
    append(article, render("foot", words=words, **sources.foot(context, shown), **_frame(shown)))
    append(article, paper.foot(context, shown))
    hold_together(article)
    bidi.isolate(article, shown.page.lang)


_LINE = re.compile(r"_{4,}")


def _lines(article: Node) -> None:
    """Lines to fill in by hand: as long as they are written, with room for a pen, and silent when read aloud."""
    if not _LINE.search(article.text()):
        return
    for node in list(article.traverse(include_text=True)):
        text = (node.text_content or "") if node.tag == "-text" else ""
        if not _LINE.search(text) or node.parent is None or node.parent.tag in ("code", "pre", "script"):
            continue
        parts = _LINE.split(text)
        made = Markup(escape(parts[0]))
        for found, rest in zip(_LINE.findall(text), parts[1:], strict=True):
            size = "short" if len(found) < 10 else "middle" if len(found) < 18 else "long"
            made += Markup('<span class="lotse-fill lotse-fill--{}"></span>{}').format(size, rest)
        # A parser drops white space at the ends of a fragment.
        insert_before(node, f"<span>{made}</span>")
        node.decompose()


def _fold(article: Node) -> None:
    """Solutions stay closed until someone opens them; on paper they are open."""
    for block in article.css("div.admonition.solution"):
        title = block.css_first("p.admonition-title")
        heading = title.inner_html if title else ""
        if title:
            title.decompose()
        replace(block, f'<details class="lotse-solution"><summary>{heading}</summary>{block.inner_html}</details>')


def _withdraw(article: Node, reason: str) -> None:
    title = article.css_first("h1")
    heading = title.html if title else ""
    text = reason.replace("&", "&amp;").replace("<", "&lt;")
    article.inner_html = f'{heading}<p lang="{SOURCE}" dir="ltr">{text}</p>'


def _frame(shown: Shown) -> dict[str, str]:
    return {"lang": locales.tag(shown.lang), "dir": locales.direction(shown.lang), "comma": locales.comma(shown.lang)}


def _head(context: Context, shown: Shown, article: Node, words: dict[str, Any], withdrawn: bool) -> None:
    meta = shown.german.meta
    reviewed = str(meta.get("reviewed", ""))
    confirmed = meta.get("confirmed")
    approval = (
        words["head"]["confirmed"].format(by=confirmed["by"], on=locales.day(str(confirmed["on"]), shown.lang))
        if isinstance(confirmed, dict)
        else words["head"]["draft"]
    )
    head = render(
        "head", words=words, **_frame(shown),
        summary=str(shown.page.meta.get("summary", "")),
        summary_lang=locales.tag(shown.page.lang), summary_dir=locales.direction(shown.page.lang),
        audience=[words["audience"][one] for one in meta.get("audience", []) if one in words["audience"]],
        law_as_of=locales.day(context.law_as_of, shown.lang),
        reviewed=locales.day(reviewed, shown.lang),
        due=locales.day(due(reviewed, str(meta.get("review_in", ""))), shown.lang),
        approval=approval, show_law=meta.get("kind") not in ("legal", "handbook"),
        notices=["withdrawn"] if withdrawn else _notices(shown),
        changed=[] if withdrawn else _changed(context, shown, words),
        missing=[] if withdrawn else _missing(context, shown),
        german=_german(context, shown), has_german=not context.only,
    )  # fmt: skip
    title = article.css_first("h1")
    if title:
        insert_after(title, head)
    elif article.child:
        insert_before(article.child, head)
    else:
        append(article, head)


def _notices(shown: Shown) -> list[str]:
    """Names of the notices that are true for this page, in the order of their weight."""
    if shown.fallback:
        return ["fallback"]
    if shown.lang == SOURCE:
        return []
    found = []
    # Unconfirmed is not outdated: nobody knows which German text was translated.
    if any(one.state in ("outdated", "missing") for one in states(shown.german, shown.page)):
        found.append("outdated")
    if shown.lang == ADAPTATION:
        found.append("plain")
    else:
        status = shown.page.meta.get("translation", {}).get("status")
        found += [status] if status in ("machine", "draft") else []
    return found


def _section_notices(context: Context, shown: Shown, article: Node, words: dict[str, Any]) -> None:
    """Below the heading of each section whose German text is newer: a sentence, and the way there."""
    for one in states(shown.german, shown.page):
        # The id is [a-z0-9-]+ (structure/heading-id), so it is safe in a selector.
        heading = article.css_first(f"#{one.id}") if one.state == "outdated" and one.id in shown.page.sections else None
        if heading is not None and heading.tag in ("h2", "h3", "h4", "h5", "h6"):
            address = f"{_german(context, shown)}#{one.id}" if not context.only else ""
            insert_after(heading, render("section-notice", words=words, address=address, **_frame(shown)))


def _german(context: Context, shown: Shown) -> str:
    return context.up(shown) + context.url(SOURCE, shown.key)


def _missing(context: Context, shown: Shown) -> list[tuple[str, str]]:
    """German title and address of each section that the translation lacks."""
    if shown.fallback or shown.lang == SOURCE:
        return []
    return [
        (shown.german.sections[one.id].title, f"{_german(context, shown)}#{one.id}")
        for one in states(shown.german, shown.page)
        if one.state == "missing"
    ]


def _changed(context: Context, shown: Shown, words: dict[str, Any]) -> list[Markup]:
    """One sentence for each day on which law that the page cites has changed since it was looked at."""
    days: dict[str, list[Markup]] = {}
    pages = [shown.page] if shown.fallback else joined(context.site, shown.page)
    for one in dict.fromkeys(change for page in pages for change in changed_norms(context.site, page)):
        name = Markup('<bdi dir="ltr">{}</bdi>').format(one.name.replace("§ ", "§\u00a0"))
        days.setdefault(one.date, []).append(name)
    comma = Markup(locales.comma(shown.lang))
    return [
        escape(words["notice"]["law_changed"]).format(norm=comma.join(names), date=locales.day(day, shown.lang))
        for day, names in days.items()
    ]
