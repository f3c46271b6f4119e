"""German words and citations inside text of another script: each in its own direction, and named as German.

Quotation marks and full stops at the edge of Latin text would else jump to its other end in Arabic and Persian
(Unicode Standard Annex 9); screen readers need the language of the words (WCAG 2.2, 3.1.2).
"""

from __future__ import annotations

import re

from markupsafe import Markup

from lotse import locales
from lotse.finish.html import Node, insert_before
from lotse.laws import Laws
from lotse.model import SOURCE

OTHER_SCRIPTS = ("ar", "fa", "ru", "uk")  # what is Latin there is German
_FOREIGN = r"\u0400-\u04ff\u0600-\u06ff"
# Latin between brackets (without them) or quotation marks (with them); dockets have one letter only.
_GERMAN = re.compile(
    rf"(?<=\()[^(){_FOREIGN}]*(?:[A-Za-z]{{2}}|\d [A-Z] \d)[^(){_FOREIGN}]*(?=\))"
    rf"|„[^“”„{_FOREIGN}]*[A-Za-z]{{2}}[^“”„{_FOREIGN}]*[“”]"
)
# The two ends of a quotation that runs over citations and links: „nach § 8 StAG zu prüfen“.
_OPENED = re.compile(rf"„[^“”„{_FOREIGN}]*\Z")
_CLOSED = re.compile(rf"[^“”„{_FOREIGN}]*[“”]")
_LATIN, _OTHER = re.compile(r"[A-Za-z]{2}"), re.compile(f"[{_FOREIGN}]")
_SETTLED = {"bdi", "code", "pre", "script", "style", "svg", "button"}
_START, _END = "\u2066", "\u2069"  # left-to-right isolate and its end


def isolate(article: Node, lang: str) -> None:
    """Wrap the German words of an article in ``lang``; what has a direction of its own already is left alone."""
    if lang not in OTHER_SCRIPTS:
        return
    for link in article.css("a"):
        if (
            _LATIN.search(link.text())
            and not _OTHER.search(link.text())
            and not (link.attrs.get("dir") or _settled(link))
        ):
            link.attrs["lang"], link.attrs["dir"] = SOURCE, "ltr"
    ltr = Markup(' dir="ltr"') if locales.direction(lang) == "rtl" else Markup("")
    _long_quotations(article, ltr)
    for node in list(article.traverse(include_text=True)):
        text = (node.text_content or "") if node.tag == "-text" else ""
        if not _GERMAN.search(text) or _settled(node):
            continue
        made, at = Markup(), 0
        for found in _GERMAN.finditer(text):
            made += Markup('{}<bdi lang="{}"{}>{}</bdi>').format(text[at : found.start()], SOURCE, ltr, found[0])
            at = found.end()
        # A parser drops white space at the ends of a fragment.
        insert_before(node, f"<span>{made}{Markup.escape(text[at:])}</span>")
        node.decompose()


def _long_quotations(article: Node, ltr: Markup) -> None:
    """Wrap quotations that hold citations or links, which end in another piece of text than they begin in."""
    # From the end: what goes away then has been looked at already.
    for node in reversed(list(article.traverse(include_text=True))):
        text = (node.text_content or "") if node.tag == "-text" else ""
        opened = _OPENED.search(text)
        if not opened or _settled(node):
            continue
        inner, passed, closed = Markup.escape(opened[0]), [node], None
        while closed is None and (following := passed[-1].next) is not None:
            written = (following.text_content or "") if following.tag == "-text" else ""
            closed = _CLOSED.match(written)
            if closed is None and _OTHER.search(following.text()):
                break
            inner += Markup.escape(closed[0] if closed else written) if written else Markup(following.html)
            passed.append(following)
        if closed is None:
            continue
        after = (passed[-1].text_content or "")[closed.end() :]
        made = Markup('{}<bdi lang="{}"{}>{}</bdi>{}').format(text[: opened.start()], SOURCE, ltr, inner, after)
        insert_before(node, f"<span>{made}</span>")
        for one in passed:
            one.decompose()


def _settled(node: Node) -> bool:
    parent = node.parent
    while parent is not None and parent.tag != "article":
        # css_matches would also be true for a paragraph that holds a citation somewhere.
        if parent.tag in _SETTLED or parent.attrs.get("dir") == "ltr" or parent.attrs.get("lang") == SOURCE:
            return True
        parent = parent.parent
    return False


def marked(text: str, lang: str, laws: Laws) -> str:
    """Plain text for a script, with isolates around citations and German words where the language runs from the right."""
    if locales.direction(lang) != "rtl":
        return text
    spans = [(one.start, one.end) for one in laws.find(text)]
    spans += [
        one.span()
        for one in _GERMAN.finditer(text)
        if not any(one.start() < end and start < one.end() for start, end in spans)
    ]
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]}{_START}{text[start:end]}{_END}{text[end:]}"
    return text
