"""A finished article as paper shows it: everything open, values with numbered notes, links that lead somewhere.

What only a screen can do goes: buttons, views, forms. Ids become unlike those of other articles of the document.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from markupsafe import Markup, escape

from lotse.finish.context import Context, Shown
from lotse.finish.html import Node, Tree, append, insert_before, one, parse, replace
from lotse.finish.paper import reachable
from lotse.pdf.errors import PdfError

_SCREEN = (
    "script, template, [hidden], .lotse-actions, .lotse-views, .fact__note, .lotse-printed, "
    ".lotse-quiz__bar, .lotse-quiz__says, .lotse-quiz__count, .lotse-runsheet__print, .lotse-tool-form, "
    ".lotse-tool-result, :is(.lotse-figure, .lotse-chart) > details, .lotse-foot:not(:has(h2))"
)
# Inside an SVG only its own style counts. Ink and petrol, as on the screen.
_DRAWN = (
    "rect,.line{fill:none;stroke:#0a5564;stroke-width:1.5}.way,.counts{fill:#e8f1f2}.question,.ask,.not{stroke:#4a5866}"
    ".ask{stroke-dasharray:6 4}.lane{fill:none;stroke:#999;stroke-width:1}.head,.own{fill:#0a5564}"
    ".axis{fill:none;stroke:#000;stroke-width:1.5}text{fill:#000}.strong{font-weight:700}"
    ".norm,.label{fill:#333;font-size:13px}"
)
_TERM = re.compile(r"<(/?)(dt|dd)>")
_HEADINGS = "h1, h2, h3, h4, h5, h6"


@dataclass(frozen=True)
class Built:
    """An article as it stands in the site.

    Attributes:
        prefix: what the ids of this article begin with in a document of many.
        ids: the ids in it.
        title: the id of its title.
        address: where readers find the page; empty where nobody else can reach it.
    """

    shown: Shown
    tree: Tree
    article: Node
    prefix: str
    ids: frozenset[str]
    title: str
    address: str

    def anchor(self, name: str = "") -> str:
        """Id in the document of a place in the article; of its title where there is no such place."""
        return self.prefix + (name if name in self.ids else self.title)


def read(context: Context, shown: Shown) -> Built:
    """Read the built page.

    Raises PdfError when it has no text or was not finished.
    """
    tree = parse(shown.file.read_text("utf-8"))
    article = tree.css_first("article")
    title = article.css_first(_HEADINGS) if article is not None else None
    if article is None or title is None or article.css_first(".lotse-head") is None:
        raise PdfError(f"{shown.file} ist nicht fertig gebaut: zuerst lotse build")
    title.attrs["id"] = title.attrs.get("id") or "seite"
    ids = frozenset(node.attrs["id"] or "" for node in article.css("[id]"))
    link = tree.css_first("link[rel=canonical]")
    address = (link.attrs.get("href") if link is not None else None) or context.address(shown.lang, shown.key)
    prefix = shown.key.removesuffix(".md").replace("/", "-") + "--"
    return Built(shown, tree, article, prefix, ids, title.attrs["id"] or "", address if reachable(address) else "")


def paper(context: Context, built: Built, others: Mapping[str, Built], depth: int, code: str) -> str:
    """HTML of the article for paper. The tree of ``built`` is changed.

    Args:
        others: the articles of the document by their address in the site, with a slash at both ends.
        depth: level at which the headings begin.
        code: SVG that leads back to the page; it stands in the head.
    """
    article = built.article
    for node in article.css(_SCREEN):
        node.decompose()
    _links(context, built, others)
    _images(context, built)
    for node in article.css("[id]"):
        node.attrs["id"] = built.prefix + (node.attrs["id"] or "")
    _notes(built)
    _open(article)
    _drawings(article)
    _tables(article)
    _lists(article)
    _directions(article)
    _plain_links(article)
    _headings(article, depth)
    if code:
        insert_before(one(article, ".lotse-head > *"), f'<div class="code">{code}</div>')
    return article.html or ""


def _links(context: Context, built: Built, others: Mapping[str, Built]) -> None:
    """Links to what the document holds stay inside it, others lead to the site; the rest becomes text."""
    here = f"/{context.url(built.shown.lang, built.shown.key)}"
    site = built.address.removesuffix(here.lstrip("/"))
    for node in built.article.css("a[href]"):
        parts = urlsplit(node.attrs["href"] or "")
        if parts.scheme or parts.netloc:
            continue
        path = posixpath.normpath(posixpath.join(here, parts.path)) if parts.path else here
        path = path if path.endswith("/") or posixpath.basename(path).count(".") else f"{path}/"
        if path in others:
            node.attrs["href"] = f"#{others[path].anchor(parts.fragment)}"
        elif built.address:
            node.attrs["href"] = site + path.lstrip("/") + (f"#{parts.fragment}" if parts.fragment else "")
        else:
            del node.attrs["href"]


def _images(context: Context, built: Built) -> None:
    """Images come from the files of the site, and from nowhere else."""
    for image in built.article.css("img"):
        file = (built.shown.file.parent / unquote(urlsplit(image.attrs.get("src") or "").path)).resolve()
        if file.is_file() and file.is_relative_to(context.site_dir.resolve()):
            image.attrs["src"] = file.as_uri()
        else:
            replace(image, f"<span>{escape(image.attrs.get('alt') or '')}</span>")


def _notes(built: Built) -> None:
    """A value is text with the number of its note; the note is found by it."""
    for fact in built.article.css(".fact[data-note]"):
        number = fact.attrs["data-note"]
        value = fact.css_first(".fact__value")
        if value is not None:
            replace(value, f"<span>{value.inner_html}</span>")
        append(fact, f'<sup><a href="#{built.prefix}note-{number}">{number}</a></sup>')
    for place, note in enumerate(built.article.css(".lotse-notes li"), 1):
        note.attrs["id"] = f"{built.prefix}note-{place}"
    for title in built.article.css(".lotse-notes__title"):
        replace(title, f"<h2>{title.inner_html}</h2>")


def _open(article: Node) -> None:
    """Folds are open, choices are boxes to tick, other buttons are text."""
    for node in article.css("summary"):
        replace(node, f'<p class="summary">{node.inner_html}</p>')
    for node in article.css("details"):
        replace(node, f'<div class="{escape(node.attrs.get("class") or "")}">{node.inner_html}</div>')
    for node in article.css("input"):
        box = {"radio": "○", "checkbox": "☐"}.get(node.attrs.get("type") or "", "")
        replace(node, f'<span class="tick">{box}</span> ' if box else "<span></span>")
    for node in article.css("legend"):
        replace(node, f'<p class="summary">{node.inner_html}</p>')
    for name, tag in (("fieldset", "div"), ("label", "p"), ("button", "span")):
        for node in article.css(name):
            replace(node, f'<{tag} class="{escape(node.attrs.get("class") or "")}">{node.inner_html}</{tag}>')


def _drawings(article: Node) -> None:
    """A drawing brings its style, and its title says all that it shows (ISO 14289-1, 7.3)."""
    for drawing in article.css("svg.lotse-diagram"):
        lines = [node.text().strip() for name in ("title", "desc", "text") for node in drawing.css(name)]
        for node in drawing.css("title, desc"):
            node.decompose()
        start, _, rest = (drawing.html or "").partition(">")
        said = Markup("<title>{}</title>").format(" ".join(line for line in lines if line))
        replace(drawing, f"{start}><style>{_DRAWN}</style>{said}{rest}")


def _tables(article: Node) -> None:
    """A table stands by itself; on paper nothing scrolls."""
    for region in article.css(".lotse-scroll"):
        replace(region, region.inner_html or "")


def _lists(article: Node) -> None:
    """Terms grouped with their descriptions become items: a list has nothing else in it (ISO 32000-1, 14.8.4.3.3)."""
    for group in article.css("dl:has(> div)"):
        items = "".join(f"<li>{_TERM.sub(_span, row.inner_html or '')}</li>" for row in group.css("div"))
        replace(group, f'<ul class="{escape(group.attrs.get("class") or "")}">{items}</ul>')


def _span(tag: re.Match[str]) -> str:
    return "</span> " if tag[1] else f'<span class="{tag[2]}">'


def _directions(article: Node) -> None:
    """Isolates say their direction: WeasyPrint does not look for the first letter (HTML, 15.3.4)."""
    for node in article.css("bdi:not([dir])"):
        first = next((one for one in node.text() if unicodedata.bidirectional(one) in ("L", "R", "AL")), "L")
        node.attrs["dir"] = "ltr" if unicodedata.bidirectional(first) == "L" else "rtl"


def _plain_links(article: Node) -> None:
    """A link holds text and no elements: WeasyPrint would make a second link of each."""
    for link in article.css("a[href]:has(*)"):
        inner = link.css_first("bdi")
        for name in ("dir", "lang"):
            if inner is not None and inner.attrs.get(name) and not link.attrs.get(name):
                link.attrs[name] = inner.attrs[name]
        link.inner_html = str(escape(link.text()))


def _headings(article: Node, depth: int) -> None:
    """Headings keep their look by class and get the level they have in the document; none is left out."""
    last = depth - 1
    for node in article.css(_HEADINGS):
        own = int((node.tag or "h1")[1])
        last = min(own + depth - 1, last + 1, 6)
        kind = f"h{own} {node.attrs.get('class') or ''}".strip()
        name = f' id="{escape(node.attrs["id"])}"' if node.attrs.get("id") else ""
        replace(node, f'<h{last} class="{kind}"{name}>{node.inner_html}</h{last}>')
