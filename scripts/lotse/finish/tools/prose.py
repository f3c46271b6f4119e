"""Words and data as HTML in a tool: facts with their notes, citations and guide pages as links."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from lotse import facts, laws
from lotse.finish import bidi
from lotse.finish.context import Context
from lotse.model import ADAPTATION, SOURCE

# A fact id has a dot; other names in braces are filled by the script.
_FACT = re.compile(r"\{([a-z0-9-]+(?:\.[a-z0-9-]+)+)\}")


class Guide(NamedTuple):
    """A place in the guide."""

    href: str
    title: str


def prose(context: Context, lang: str, text: str) -> Markup:
    """``text`` with citations as links, and ``{fact.id}`` as the value that gets its note afterwards.

    Raises KeyError for a fact that does not exist.
    """
    made, end = Markup(), 0
    for found in _FACT.finditer(text):
        made += cited(context, text[end : found.start()]) + _fact(context, lang, found[1])
        end = found.end()
    return made + cited(context, text[end:])


def plain(context: Context, lang: str, text: str) -> str:
    """``text`` with ``{fact.id}`` as bare words, for labels and for scripts."""
    return _FACT.sub(lambda found: _value(context, lang, found[1]), text)


def two_languages(lang: str) -> bool:
    """Whether German stands beside the words; those of Einfache Sprache are German themselves."""
    return lang not in (SOURCE, ADAPTATION)


def isolated(context: Context, lang: str, value: Any) -> Any:
    """The same texts, lists or mappings, German words and citations isolated where people read from the right.

    For texts that stay bare; :func:`prose` marks them with elements.
    """
    if isinstance(value, dict):
        return {name: isolated(context, lang, one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [isolated(context, lang, one) for one in value]
    return bidi.marked(value, lang, laws.load(context.site.root)) if isinstance(value, str) else value


def _value(context: Context, lang: str, name: str) -> str:
    return facts.render(facts.of(context.site).facts[name], lang, context.words(lang).get("counts"))


def _fact(context: Context, lang: str, name: str) -> Markup:
    return Markup('<data class="fact" value="{}">{}</data>').format(name, _value(context, lang, name))


def cited(context: Context, text: str) -> Markup:
    """``text`` with each citation as a link to the norm or decision."""
    known = laws.load(context.site.root)
    made, end = Markup(), 0
    for one in known.find(text):
        address, shown = known.url(one), text[one.start : one.end]
        made += escape(text[end : one.start])
        if address:
            made += Markup('<a class="citation" dir="ltr" href="{}" title="{}">{}</a>').format(
                address, known.label(one), shown
            )
        else:
            made += Markup('<bdi class="citation" dir="ltr">{}</bdi>').format(shown)
        end = one.end
    return made + escape(text[end:])


def guide(context: Context, lang: str, place: str) -> Guide:
    """``leitfaden/sprache.md#kurz`` as an address from the root of the site, with the title of the page."""
    key, _, anchor = place.partition("#")
    page = context.site.page(lang, key) or context.site.page(SOURCE, key)
    return Guide(context.section(lang, key, anchor), page.title if page else key)
