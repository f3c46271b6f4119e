"""What module and material pages have around their text: the choice of view, the ways to print, the slides."""

from __future__ import annotations

from lotse import locales
from lotse.finish.context import Context, Shown
from lotse.finish.html import Node, insert_after, insert_before, render
from lotse.model import SOURCE

# Ways to print, each a class ``lotse-print-…`` of the page.
MODES = {"module": ("handout", "slides", "trainer", "large"), "material": ("plain", "large")}
_ANSWERS = "details.lotse-solution, .admonition.solution, .admonition.trainer-note"


def add(context: Context, shown: Shown, article: Node) -> None:
    """Complete a page of a kind that has views; call it when head and data stand."""
    kind = str(shown.german.meta.get("kind"))
    head = article.css_first(".lotse-head")
    if kind not in MODES or head is None:
        return
    if kind == "module":
        _slides(article)
    modes = MODES[kind]
    if kind == "material" and article.css_first(_ANSWERS):
        modes = ("handout", *modes)
    spoken = shown.lang if "course" in context.site.text(shown.lang) else SOURCE
    insert_after(head, render(
        "course-views", said=context.words(spoken)["course"], lang=locales.tag(spoken), dir=locales.direction(spoken),
        up=context.up(shown), module=kind == "module", modes=modes,
    ))  # fmt: skip


def _slides(article: Node) -> None:
    """Put the heading of every step and the list it begins with into one box: that is the slide."""
    inside = False
    for heading in article.css("h2, h3"):
        if heading.tag == "h2":
            inside = heading.attrs.get("id") == "inhalt"
        elif inside:
            _slide(heading)


def _slide(heading: Node) -> None:
    points = heading.next
    while points is not None and points.tag == "-text":
        points = points.next
    insert_before(heading, '<div class="lotse-slide"></div>')
    box = heading.prev
    if box is None:
        return
    for node in (heading, points):
        if node is not None and node.tag in ("h3", "ul", "ol"):
            box.insert_child(node)
            node.decompose()
