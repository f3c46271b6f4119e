"""The pre-check in a page: rules, words and links for the script; rules and papers to read without one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lotse import facts, laws, precheck
from lotse.facts import numbers
from lotse.finish.context import Context
from lotse.finish.html import held
from lotse.finish.tools.part import Part
from lotse.finish.tools.prose import cited, guide, isolated, plain, prose, two_languages
from lotse.model import SOURCE
from lotse.precheck.conditions import BOUNDS

QUICK_CHECK = "https://www.antragsservice-einbuergerung.de"
OFFICES = ("lokal/beratung.md#migrationsberatung", "lokal/zustaendig.md#anschrift")
STATIC = (
    "without_script",
    "all_rules",
    "all_papers",
    "requirement",
    "citation",
)  # words for readers without the script
SHEET = ("sheet", "stop", "refer", "open", "papers", "where", "until_today", "caveat")
# Where a title stands in the list, by its number in the AufenthG: that law sorts them by purpose.
_SORTS = (
    (9, "other"),
    (16, "unlimited"),
    (18, "learning"),
    (22, "work"),
    (27, "protection"),
    (37, "family"),
    (60, "other"),
)
_PARAGRAPH = re.compile(r"\d+")


def make(context: Context, lang: str) -> Part:
    """Everything the page needs.

    Raises KeyError while the rules are broken or a word is missing.
    """
    rules = precheck.bundle_of(context.site)
    if rules is None:
        raise KeyError("precheck.yml")
    words = _words(context, lang)
    pages = sorted({place.partition("#")[0] for place in (*OFFICES, *_places(rules))})
    data = {
        "words": isolated(
            context, lang, {**words, "tool": {name: one for name, one in words["tool"].items() if name not in STATIC}}
        ),
        "rules": {
            **rules,
            "titles": {name: _title(one) for name, one in rules["titles"].items()},
            "ways": list(_once(rules["ways"])),
        },
        "german": _beside(_words(context, SOURCE), rules) if two_languages(lang) else None,
        "folder": context.folder(lang),
        "pages": {page: guide(context, lang, page).title for page in pages},
        "german_pages": [page for page in pages if lang != SOURCE and context.site.page(lang, page) is None],
        "norms": _norms(context, rules),
        "facts": _facts(context, lang),
        "rule_facts": _rule_facts(context),
        "offices": OFFICES,
        "quick_check": QUICK_CHECK,
        "law": context.law_as_of,
    }
    said = words["precheck"]["rules"]
    ways = [
        {"name": words["precheck"]["ways"][name],
         "rules": [(prose(context, lang, said[one["id"]]["text"]), [cited(context, norm) for norm in one.get("citations", ())])
                   for one in way.get("rules", ())]}
        for name, way in context.site.value("precheck")["ways"].items()
    ]  # fmt: skip
    stops = [
        (prose(context, lang, words["precheck"]["stops"][one["id"]]), [cited(context, norm) for norm in one.get("citations", ())])
        for one in rules["stops"]
    ]  # fmt: skip
    papers = [
        {key: prose(context, lang, words["documents"][name][key]) for key in ("name", "why", "issuer")}
        for name in context.site.value("documents")
    ]
    return Part({"said": words["tool"], "ways": ways, "stops": stops, "papers": papers}, data)


def _words(context: Context, lang: str) -> dict[str, Any]:
    words = context.words(lang)
    found: dict[str, Any] = _filled(context, lang, {
        "tool": words["tools"]["precheck"],
        "precheck": words["precheck"],
        "documents": {name: words["documents"][name] for name in context.site.value("documents")},
        "outcome": words["outcome"],
    })  # fmt: skip
    return found


def _beside(words: Mapping[str, Any], rules: Mapping[str, Any]) -> dict[str, Any]:
    """Of the German words those that the client's sheet shows beside the words of another language."""
    tool, asked = words["tool"], words["precheck"]
    quiet = {one["id"] for one in rules["stops"] if one.get("private")}
    return {
        "tool": {name: tool[name] for name in SHEET} | {"next": {"advice": tool["next"]["advice"]}},
        "precheck": {
            **{name: asked[name] for name in ("groups", "periods", "titles")},
            "stops": {name: one for name, one in asked["stops"].items() if name not in quiet},
            "questions": {name: {"text": one["text"]} for name, one in asked["questions"].items()},
        },
        "documents": {name: {"name": one["name"]} for name, one in words["documents"].items()},
    }


def _filled(context: Context, lang: str, words: Any) -> Any:
    """The same words with the values of facts in their gaps."""
    if isinstance(words, Mapping):
        return {name: _filled(context, lang, one) for name, one in words.items()}
    return held(plain(context, lang, words))


def _title(title: Mapping[str, Any]) -> dict[str, Any]:
    """What the page needs of a title; how its time counts is in the periods."""
    return {name: one for name, one in title.items() if name not in ("time", "unlimited")} | {"sort": _sort(title)}


def _sort(title: Mapping[str, Any]) -> str:
    norm = str(title.get("norm", ""))
    if title.get("time") == "break" or norm.endswith("AsylG"):
        return "none"
    if not norm.endswith("AufenthG"):
        return "free"
    found = _PARAGRAPH.search(norm)
    number = int(found[0]) if found else 0
    if number >= 100:  # §§ 101 and 104c: titles from before the law, and after a Duldung
        return "unlimited" if title.get("unlimited") else "protection"
    return next((sort for before, sort in _SORTS if number < before), "other")


def _places(rules: Mapping[str, Any]) -> Iterator[str]:
    """Every place in the guide or in ``lokal/`` that a part of the rules names."""
    own = [one for way in rules["ways"] for one in (way, *way.get("rules", ()))]
    for one in (*rules["questions"], *own, *rules["stops"], *rules["documents"]):
        yield from (one[key] for key in ("guide", "refer", "deadline") if one.get(key))


def _once(ways: Any) -> Iterator[dict[str, Any]]:
    """The ways; a rule that several of them share is written out once, later only its id: the page is smaller so."""
    seen: set[str] = set()
    for way in ways:
        own = way.get("rules", [])
        yield {**way, "rules": [one["id"] if one["id"] in seen else one for one in own]}
        seen.update(one["id"] for one in own)


def _norms(context: Context, rules: Mapping[str, Any]) -> dict[str, str]:
    """Official addresses, by the first two words and the last of a citation: its Absätze lead to the same page."""
    known, found = laws.load(context.site.root), {}
    for one in (*(rule for way in rules["ways"] for rule in way.get("rules", ())), *rules["stops"]):
        for text in one.get("citations", ()):
            cites, words = known.find(text), text.split()
            if cites and (address := known.url(cites[0])):
                found[f"{words[0]} {words[1]} {words[-1]}"] = address
    return found


def _rule_facts(context: Context) -> dict[str, dict[str, list[str]]]:
    """By rule: the facts that its condition compares with, and the values of residence it reads."""
    raw = context.site.value("precheck")
    values: Mapping[str, Any] = raw.get("values") or {}

    def read(condition: Any) -> Iterator[tuple[str, str]]:
        ((name, inner),) = condition.items()
        if name in ("all", "any", "not"):
            for one in inner if isinstance(inner, list) else [inner]:
                yield from read(one)
            return
        if isinstance(inner, Mapping):
            yield from (("facts", inner[bound]) for bound in BOUNDS if isinstance(inner.get(bound), str))
        behind = values.get(name) or {}
        if "residence" in behind:
            yield "of", name
            if isinstance(behind["residence"]["years"], str):
                yield "facts", behind["residence"]["years"]
        elif "if" in behind:
            yield from read(behind["if"])

    found: dict[str, dict[str, list[str]]] = {}
    known = facts.of(context.site)
    for way in raw["ways"].values():
        for rule in way.get("rules", ()):
            for kind, name in dict.fromkeys(read(rule["if"]) if rule.get("if") else ()):
                if kind == "of" or known.get(name):
                    found.setdefault(rule["id"], {}).setdefault(kind, []).append(name)
    return found


def _facts(context: Context, lang: str) -> dict[str, tuple[str, str, str, str]]:
    """Of each fact that a rule compares with: name, value, norm, day of the last look."""
    site, known = context.site, facts.of(context.site)
    used = sorted({name for one in _rule_facts(context).values() for name in one.get("facts", ())})
    return {
        name: (numbers.label(site, known.facts[name], lang), numbers.shown(site, known.facts[name], lang),
               known.facts[name].citation, known.facts[name].checked)
        for name in used
    }  # fmt: skip
