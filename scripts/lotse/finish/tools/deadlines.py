"""The deadlines tool: which days count, from the facts; the days themselves are computed in the browser."""

from __future__ import annotations

from typing import Any

from lotse import locales
from lotse.finish.context import Context
from lotse.finish.html import held
from lotse.finish.tools.part import Part
from lotse.finish.tools.prose import isolated, two_languages
from lotse.finish.tools.words import fact, filled, rule
from lotse.model import SOURCE

_COURT = "§ 57 Abs. 2 VwGO; § 222 Abs. 1 ZPO; §§ 187 und 188 BGB"
_CIVIL = "§§ 187 und 188 BGB"
# Step of the computation, its fact, and the norms that say how it is counted.
RULES: dict[str, tuple[str, ...]] = {
    "fourth": ("bekanntgabe.tag",),
    "suit": ("klage.frist", "§ 74 Abs. 2 VwGO", _COURT),
    "year": ("klage.ohne-belehrung", _COURT),
    "two": ("asyl.klage", _COURT),
    "one": ("asyl.klage-eilig", _COURT),
    "silence": ("klage.untaetigkeit", _CIVIL),
    "marriage": ("ehegatten.nach-ende", _CIVIL),
    "stateless": ("staatenlos.alter", "§ 187 Abs. 2 Satz 2 BGB; § 188 Abs. 2 BGB"),
    "ukraine": ("ukraine.fortgeltung",),
    "aid": ("beratungshilfe.nachtrag", _CIVIL),
}
# Steps without a number from the law.
NORMS = {
    "electronic-announced": "§ 41 Abs. 2 Satz 2 VwVfG",
    "portal-announced": "§ 41 Abs. 2a Satz 3 VwVfG",
    "yellow": "§§ 178, 180 und 181 ZPO",
    "hand": "§ 41 Abs. 1 Satz 1 VwVfG",
    "moved": "§ 57 Abs. 2 VwGO; § 222 Abs. 2 ZPO; § 2 Abs. 1 FeiertagsG NW",
    "ban": "§ 35a StAG",
}
# What each kind asks for: how the letter came, or one date.
KINDS: dict[str, dict[str, Any]] = {
    "refusal": {"ways": ["post", "yellow", "hand", "electronic", "portal", "letter"]},
    "bamf": {"ways": ["yellow", "hand", "letter"]},
    "silence": {"date": True},
    "marriage": {"date": True},
    "stateless": {"date": True},
    "ukraine": {},
    "aid": {"date": True},
    "ban": {},
}
CHOICES = {"refusal": ["right", "wrong", "unknown"], "bamf": ["two", "one", "unknown"]}
_BIRTHS, _EVENTS = "1900-01-01", "1990-01-01"  # what lies before is a typing error
HOLIDAYS = (
    "newyear", "goodfriday", "eastermonday", "mayday", "ascension", "whitmonday", "corpuschristi", "unity",
    "allsaints", "christmas", "boxingday",
)  # fmt: skip


def make(context: Context, lang: str) -> Part:
    """Questions for the form, a table of all deadlines for readers without scripts, rules for the script."""
    words = context.words(lang)
    said = filled(context, words["tools"]["deadlines"], lang)
    bare = {step: rule(context, name, words, *norms) for step, (name, *norms) in RULES.items()}
    rules = isolated(context, lang, bare)
    norms = {step: held(norm) for step, norm in NORMS.items()} | {
        "post-announced": bare["fourth"]["norm"],
        "electronic-announced": held(NORMS["electronic-announced"]) + _looked_up(bare["fourth"]["norm"]),
    }
    norms = isolated(context, lang, norms)
    # A letter posted before the rule of today counts in another way.
    earliest = {"refusal": fact(context, "bekanntgabe.tag").valid_from, "bamf": fact(context, "bekanntgabe.tag").valid_from,
                "silence": _EVENTS, "marriage": _EVENTS, "aid": _EVENTS, "stateless": _BIRTHS}  # fmt: skip
    for_script = (
        "weekdays", "holidays", "steps", "notes", "errors", "warning", "careful", "how", "step", "day", "norm", "past",
        "restitution", "folder", "since", "made", "blanks", "print",
    )  # fmt: skip
    spoken = {name: said[name] for name in for_script}
    spoken["ways"] = {way: {"date": one["date"]} for way, one in said["ways"].items()}
    spoken["kinds"] = {
        kind: {name: text for name, text in one.items() if name in ("date", "ends", "action", "later", "note")}
        | ({"restitution": True} if kind in ("refusal", "bamf") else {})
        for kind, one in said["kinds"].items()
    }
    data = {
        "words": spoken, "german": _folder(context) if two_languages(lang) else None,
        "rules": rules, "norms": norms,
        "kinds": KINDS, "earliest": earliest, "comma": locales.comma(lang),
    }  # fmt: skip
    cited = {"refusal": "suit", "bamf": "two"}
    rows = [
        (one["label"], one["term"], one["from"], rules.get(cited.get(kind, kind), {"norm": norms.get(kind)})["norm"])
        for kind, one in ((kind, said["kinds"][kind]) for kind in KINDS)
    ]
    return Part({"said": said, "kinds": KINDS, "choices": CHOICES, "rows": rows, "holidays": HOLIDAYS}, data)


def _folder(context: Context) -> dict[str, Any]:
    """German words of the line for the folder: who checks the day reads German."""
    said = filled(context, context.words(SOURCE)["tools"]["deadlines"], SOURCE)
    return {
        **{name: said[name] for name in ("weekdays", "steps", "since", "made", "blanks")},
        "kinds": {kind: {"action": one["action"]} for kind, one in said["kinds"].items()},
    }


def _looked_up(norm: str) -> str:
    """The day in brackets at the end of a norm with its fact."""
    return norm[norm.rindex(" (") :]
