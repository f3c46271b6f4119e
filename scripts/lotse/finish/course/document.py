"""Many pages as one document to print: the modules of a course, or the chapters of the concept."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import urlsplit

from lotse import locales
from lotse.course import blocks
from lotse.finish.context import Context, Shown
from lotse.finish.html import Node, parse, render, replace
from lotse.model import SOURCE, Page

_AROUND = ".lotse-head, .lotse-foot, .lotse-views"
_HEADING = re.compile(r"<(/?)h([1-5])(?=[\s>])")


def expand(context: Context, shown: Shown, article: Node) -> None:
    """Put the built articles of the pages in the place of ``/// data | document NAME``.

    The pages must not be finished yet: what finishes this page finishes them too.
    """
    for block in article.css(".admonition.data"):
        title = block.css_first(".admonition-title")
        kind, _, name = (title.text() if title else "").strip().partition(" ")
        if kind == "document" and name in blocks.DOCUMENTS and (pages := blocks.documents(context.site, name)):
            replace(block, _joined(context, shown, name, pages))


def _joined(context: Context, shown: Shown, name: str, pages: list[Page]) -> str:
    urls = {f"/{context.url(shown.lang, page.key)}": page for page in pages}
    chapters, parts = [], []
    for page in pages:
        file = context.site_dir / context.url(shown.lang, page.key) / "index.html"
        tree = parse(file.read_text("utf-8")) if file.is_file() else None
        body = tree.css_first("article") if tree else None
        if body is None:
            continue
        for node in body.css(_AROUND):
            node.decompose()
        _links(context, shown, page, body, urls)
        shown_parts = body.css("h2[id]") if name == "concept" else []
        chapters.append({
            "id": _id(page, page.doc.sections[0].id) if page.doc.sections else "", "title": page.title,
            "parts": [{"id": one.attrs["id"], "title": one.text().strip()} for one in shown_parts],
        })  # fmt: skip
        inner = _HEADING.sub(lambda found: f"<{found[1]}h{int(found[2]) + 1}", body.inner_html or "")
        parts.append(f'<section class="lotse-chapter">{inner}</section>')
    contents = render(
        "course-contents", said=context.words(SOURCE)["course"], chapters=chapters, lang=locales.tag(SOURCE), dir="ltr"
    )
    return f'<div class="lotse-document">{contents}{"".join(parts)}</div>'


def _id(page: Page, anchor: str) -> str:
    """An id that is the only one in the whole document."""
    return f"{posixpath.basename(page.key).removesuffix('.md')}--{anchor}"


def _links(context: Context, shown: Shown, page: Page, body: Node, urls: dict[str, Page]) -> None:
    """Ids become unlike those of other chapters; links stay inside the document, or lead on from where it lies."""
    for node in body.css("[id]"):
        node.attrs["id"] = _id(page, node.attrs["id"] or "")
    here = f"/{context.url(shown.lang, page.key)}"
    for node in body.css("a[href], img[src]"):
        name = "href" if node.tag == "a" else "src"
        parts = urlsplit(node.attrs[name] or "")
        if parts.scheme or parts.netloc:
            continue
        target = posixpath.normpath(posixpath.join(here, parts.path)) if parts.path else here
        target += "/" if parts.path.endswith("/") and not target.endswith("/") else ""
        if target in urls:
            other = urls[target]
            main = other.doc.sections[0].id if other.doc.sections else ""
            node.attrs[name] = f"#{_id(other, parts.fragment or main)}"
        else:
            fragment = f"#{parts.fragment}" if parts.fragment else ""
            node.attrs[name] = context.up(shown) + target.lstrip("/") + fragment
