"""Tools in a page: what stands there without JavaScript, the data for the script, and the script itself."""

from __future__ import annotations

import json
from collections.abc import Callable

from lotse import locales
from lotse.finish.context import Context
from lotse.finish.html import render
from lotse.finish.tools import attempts, deadlines, documents, fees, letters, precheck
from lotse.finish.tools.part import Part
from lotse.model import SOURCE

Maker = Callable[[Context, str], Part]
TOOLS: dict[str, Maker] = {
    "precheck": precheck.make,
    "letters": letters.make,
    "documents": documents.make,
    "attempts": attempts.make,
    "deadlines": deadlines.make,
    "fees": fees.make,
}
# Word groups beside its own that a tool speaks with.
_MORE = {"precheck": ("precheck", "documents", "outcome"), "documents": ("documents",)}


def html(context: Context, lang: str, name: str, up: str) -> str:
    """The tool ``name`` as HTML; in German where ``lang`` has no words for it yet.

    Args:
        up: the way from the page to the root of the site, for its script.
    """
    spoken = lang if _speaks(context, lang, name) else SOURCE
    part = TOOLS[name](context, spoken)
    # "</" would end the element early; JSON reads "<\/" the same.
    data = json.dumps(part.data, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    return render(
        f"tool-{name}", words=context.words(spoken), name=name, up=up, data=data, lang=locales.tag(spoken),
        dir=locales.direction(spoken), **part.values,
    )  # fmt: skip


def _speaks(context: Context, lang: str, name: str) -> bool:
    known = context.site.text(lang)
    return name in (known.get("tools") or {}) and all(known.get(one) for one in _MORE.get(name, ()))
