"""The fees tool: what a family pays, from the facts."""

from __future__ import annotations

from collections.abc import Iterable

from lotse.finish.context import Context
from lotse.finish.tools.part import Part
from lotse.finish.tools.prose import isolated, two_languages
from lotse.finish.tools.words import filled, rule, shown
from lotse.model import SOURCE

LIMIT = 20  # of each field: more is a typing error, and the table stays one sheet
# Groups of fields, and for each field the fact that says its price.
GROUPS: dict[str, dict[str, str]] = {
    "naturalisation": {
        "adults": "gebuehr.erwachsene", "young": "gebuehr.erwachsene", "children": "gebuehr.kind",
        "earning": "gebuehr.erwachsene", "alone": "gebuehr.erwachsene",
    },
    "test": {"test": "test.gebuehr"},
    "papers": {
        "card": "ausweis.gebuehr", "card_young": "ausweis.gebuehr-jung", "card_photo": "ausweis.lichtbild",
        "passport": "pass.gebuehr", "passport_young": "pass.gebuehr-jung", "passport_express": "pass.express",
        "passport_photo": "pass.lichtbild",
    },
}  # fmt: skip
_YOUNG = ["young", "children", "earning", "alone"]
# Fields that count people or papers of other fields once more.
WITHIN: dict[str, list[str]] = {
    "test": ["adults", *_YOUNG],
    "card": ["adults"], "card_young": _YOUNG, "card_photo": ["card", "card_young"],
    "passport": ["adults"], "passport_young": _YOUNG,
    "passport_express": ["passport", "passport_young"], "passport_photo": ["passport", "passport_young"],
}  # fmt: skip


def make(context: Context, lang: str) -> Part:
    """Fields for the form, a table of all fees for readers without scripts, prices for the script."""
    words = context.words(lang)
    said = filled(context, words["tools"]["fees"], lang)
    names = {field: name for fields in GROUPS.values() for field, name in fields.items()}
    prices = isolated(context, lang, {field: rule(context, name, words) for field, name in names.items()})
    groups = [{"id": id, "fields": list(fields)} for id, fields in GROUPS.items()]
    for_script = ("errors", "answer", "table", "columns", "total", "notes", "refusal", "made", "print")
    spoken = {name: said[name] for name in for_script}
    spoken["fields"] = _shorts(context, lang, names)
    spoken["groups"] = {id: {"sum": said["groups"][id]["sum"]} for id in GROUPS}
    data = {
        "words": spoken, "german": {"fields": _shorts(context, SOURCE, names)} if two_languages(lang) else None,
        "groups": groups, "prices": prices, "within": WITHIN, "limit": LIMIT,
        "least": isolated(context, lang, rule(context, "gebuehr.mindestens", words)),
    }  # fmt: skip
    rows = [
        (said["fields"][field]["short"], shown(context, name, lang), prices[field]["norm"])
        for field, name in names.items()
    ]
    return Part({"said": said, "groups": groups, "limit": LIMIT, "rows": rows}, data)


def _shorts(context: Context, lang: str, names: Iterable[str]) -> dict[str, dict[str, str]]:
    said = filled(context, context.words(lang)["tools"]["fees"]["fields"], lang)
    return {field: {"short": said[field]["short"]} for field in names}
