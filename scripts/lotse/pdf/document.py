"""The HTML of a whole PDF: cover and contents of a collection, then the articles."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from lotse import locales, qr
from lotse.finish.context import Context, Shown
from lotse.finish.html import one
from lotse.model import SOURCE
from lotse.pdf import article
from lotse.pdf.selection import Part, Selection


def html(context: Context, chosen: Selection) -> str:
    """HTML that needs nothing from outside.

    Raises PdfError when a page is not built and finished.
    """
    lang = chosen.lang
    words = context.words(lang)
    built = {f"/{context.url(shown.lang, shown.key)}": article.read(context, shown) for shown in chosen.pages}
    reviewed = sorted(str(shown.german.meta.get("reviewed", "")) for shown in chosen.pages)
    home = _home(context, chosen.pages[0], next(iter(built.values())).address) if chosen.whole else ""
    return _template().render(
        words=words,
        lang=locales.tag(lang),
        dir=locales.direction(lang),
        german=SOURCE,
        chosen=chosen,
        parts=[_part(context, number, part, built) for number, part in enumerate(chosen.parts, 1)],
        style=files("lotse.pdf").joinpath("style.css").read_text("utf-8"),
        margins=_margins(words, locales.direction(lang)),
        law_as_of=locales.day(context.law_as_of, lang),
        reviewed=dict.fromkeys(locales.day(day, lang) for day in (reviewed[0], reviewed[-1])),
        created=context.law_as_of,
        modified=max(reviewed[-1], context.law_as_of),
        draft=not all(shown.german.meta.get("confirmed") for shown in chosen.pages),
        home=home,
        code=_code(words, home),
    )


def _part(context: Context, number: int, part: Part, built: dict[str, article.Built]) -> dict[str, Any]:
    """A page or a group for the template."""
    if part.shown is None:
        return {"depth": part.depth, "title": part.title, "id": f"teil-{number}", "html": ""}
    words = context.words(part.shown.lang)
    page = built[f"/{context.url(part.shown.lang, part.shown.key)}"]
    return {
        "depth": part.depth,
        "title": part.title,
        "id": page.anchor(),
        "address": page.address,
        "state": _state(words, page),
        "html": article.paper(context, page, built, part.depth, _code(words, page.address) if len(built) == 1 else ""),
    }


def _code(words: dict[str, Any], address: str) -> str:
    return qr.svg(address, words["paper"]["qr"]) if address else ""


def _home(context: Context, first: Shown, address: str) -> str:
    """Address of the start page of the site that a page was built for."""
    return (
        address.removesuffix(context.url(first.lang, first.key)) + context.url(first.lang, "index.md")
        if address
        else ""
    )


def _margins(words: dict[str, Any], direction: str) -> str:
    """Running heads and page numbers: their words, and the sides at which reading starts and ends."""
    start, end = ("right", "left") if direction == "rtl" else ("left", "right")
    before, _, rest = words["paper"]["page"].partition("{page}")
    between, _, after = rest.partition("{pages}")
    number = f"{_quoted(before)} counter(page) {_quoted(between)} counter(pages) {_quoted(after)}"
    return (
        f"@page{{@top-{start}{{content:{_quoted(words['site']['name'])};text-align:start}}"
        f"@top-{end}{{content:string(title);text-align:end}}"
        f"@bottom-{start}{{content:string(state);text-align:start}}@bottom-{end}{{content:{number};text-align:end;white-space:nowrap}}}}"
        f".code{{float:{end};margin-{start}:4mm}}"
        f"@page cover{{@top-{end}{{content:none}}@top-{start}{{content:none}}@bottom-{end}{{content:none}}}}"
    )


def _state(words: dict[str, Any], built: article.Built) -> str:
    """Date of the law and approval, which the foot of each sheet repeats; as the head of the article says them."""
    rows = {one(row, "dt").text(): one(row, "dd").text() for row in built.article.css(".lotse-facts > div")}
    labels = [words["head"]["law_as_of"], words["head"]["approval"]]
    return " · ".join(f"{label} {rows[label]}" for label in labels if label in rows)


def _quoted(text: str) -> str:
    # JSON escapes what a CSS string must not hold: quotation marks, backslashes, line breaks.
    return json.dumps(text, ensure_ascii=False)


@lru_cache(maxsize=1)
def _template() -> Template:
    return Environment(
        loader=PackageLoader("lotse.pdf", ""), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    ).get_template("document.html")  # fmt: skip
