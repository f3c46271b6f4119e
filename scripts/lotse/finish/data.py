"""What comes from ``docs/data`` into an article: offices, operator, facts, diagrams; and tables."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from lotse import diagrams as drawn
from lotse import locales
from lotse.finish import charts, course, matrix, tools
from lotse.finish.context import Context
from lotse.finish.html import Node, insert_before, render, replace

OPERATOR_PARTS = {
    "imprint": ("name", "legal_form", "address", "representative", "email", "phone", "content_responsible"),
    "privacy": ("name", "address", "email", "data_protection_officer", "supervisory_authority", "hosting"),
    "contact": ("email", "phone", "feedback", "enforcement_body"),
}


def blocks(context: Context, lang: str, article: Node, up: str = "") -> None:
    """Replace each ``/// data | kind name`` by what the data says today, in the page's language."""
    frame = {"lang": locales.tag(lang), "dir": locales.direction(lang), "comma": locales.comma(lang)}
    for block in article.css(".admonition.data"):
        title = block.css_first(".admonition-title")
        kind, _, name = (title.text() if title else "").strip().partition(" ")
        words = context.words(lang)
        if kind == "office":
            office = (context.site.value("municipality").get("offices") or {}).get(name)
            if office:
                replace(block, render("office", words=words, **frame, **_office(office, name, lang)))
        elif kind == "operator":
            rows = [
                (words["operator"][key], _value(context.operator.get(key), words))
                for key in OPERATOR_PARTS.get(name, ())
            ]
            replace(block, render("operator", words=words, rows=rows, **frame))
        elif kind == "tool" and name in tools.TOOLS:
            replace(block, tools.html(context, lang, name, up))
        elif kind == "chart" and (chart := charts.html(context, name)):
            replace(block, chart)
        elif made := course.html(context, lang, kind, name, up):
            replace(block, made)
        elif kind == "translations":
            replace(block, matrix.html(context, up))
        elif kind == "access" and (tested := context.site.value("access")):
            replace(
                block,
                render(
                    "access", words=words, tested={**tested, "date": locales.day(str(tested["date"]), lang)}, **frame
                ),
            )
        elif kind == "municipalities":
            replace(
                block, render("municipalities", names=context.site.value("municipality").get("municipalities") or [])
            )


def _office(office: dict[str, Any], name: str, lang: str) -> dict[str, Any]:
    hours = [
        {"days": locales.weekdays(one["days"], lang), "from": one["from"], "to": one["to"],
         "access": str(one.get("access", "")).replace("-", "_")}
        for one in office.get("hours") or []
    ]  # fmt: skip
    return {
        "office": office,
        "id": name,
        "hours": hours,
        "address": _address(office.get("address")),
        "checked": locales.day(str(office.get("checked", "")), lang),
    }


def _address(address: Any) -> list[str]:
    if not isinstance(address, dict):
        return []
    place = " ".join(str(address[key]) for key in ("postcode", "city") if address.get(key))
    return [line for line in (address.get("street"), place) if line]


def _value(value: Any, words: dict[str, Any]) -> list[str]:
    if isinstance(value, dict):
        if "street" in value:
            return _address(value)
        return [f"{words['operator'][key]}: {one}" for key, one in value.items() if one and key in words["operator"]]
    return [str(value)] if value else []


def facts(context: Context, lang: str, article: Node) -> None:
    """Give each value its quiet note: source and date, on focus or tap and in print."""
    known = context.site.value("facts")
    words = context.words(lang)
    for number, node in enumerate(article.css("data.fact"), 1):
        fact = known.get(node.attrs.get("value"))
        if not isinstance(fact, dict):
            continue
        source = fact.get("source") or {}
        replace(node, render(
            "fact", words=words, number=number, id=node.attrs["value"], shown=node.text(), citation=fact.get("citation"),
            source=source.get("title"), url=source.get("url"), confirm=fact.get("confidence") == "confirm",
            checked=locales.day(str(fact.get("checked", "")), lang), nested=_inside_heading(node),
        ))  # fmt: skip


def _inside_heading(node: Node) -> bool:
    parent = node.parent
    while parent is not None and parent.tag != "article":
        if re.fullmatch(r"h[1-6]|a|summary", parent.tag or ""):
            return True
        parent = parent.parent
    return False


_DRAWN = re.compile(r"assets/diagrams/([a-z-]+)\.([a-zA-Z-]+)\.svg$")


def diagrams(context: Context, lang: str, article: Node) -> None:
    """Put the drawing into the page, where colours follow the scheme, and the same words as a list."""
    words = context.words(lang)
    drawings: Counter[str] = Counter()
    for image in article.css("img"):
        found = _DRAWN.search(image.attrs.get("src") or "")
        if not found or found[1] not in drawn.DIAGRAMS:
            continue
        diagram = drawn.DIAGRAMS[found[1]]
        drawings[found[1]] += 1  # a document of many pages may show one twice
        figure = render(
            "diagram",
            words=words,
            steps=diagram.steps(words),
            svg=diagram.draw(words, locales.direction(lang) == "rtl"),
            name=found[1] if drawings[found[1]] == 1 else f"{found[1]}-{drawings[found[1]]}",
            lang=locales.tag(lang),
            dir=locales.direction(lang),
        )
        holder = image.parent if image.parent is not None and image.parent.tag == "p" else image
        replace(holder, figure)


def tables(words: dict[str, Any], article: Node) -> None:
    """Wide tables scroll in a region of their own that keys can reach, not with the page."""
    for number, table in enumerate(article.css("table"), 1):
        table.attrs["class"] = "lotse-table"
        label = f"{words['foot']['table']} {number}"
        insert_before(table, f'<div class="lotse-scroll" role="region" tabindex="0" aria-label="{label}"></div>')
        wrapper = table.prev
        if wrapper is not None:
            wrapper.insert_child(table)
            table.decompose()
