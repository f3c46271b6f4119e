"""The list of papers by situation, with the reason for each and who issues it."""

from __future__ import annotations

from typing import Any

from lotse.finish.context import Context
from lotse.finish.tools.part import Part
from lotse.finish.tools.prose import guide, isolated, plain, prose, two_languages
from lotse.model import SOURCE

# What the printed list says in German as well.
SHEET = ("list", "not_official", "paper", "have", "ordered", "impossible")


def make(context: Context, lang: str) -> Part:
    """All situations with their papers; for the script, what each adds and takes away."""
    lists: dict[str, Any] = context.site.value("document-lists")
    known: dict[str, Any] = context.site.value("documents")
    words = context.words(lang)
    said, papers = words["tools"]["documents"], words["documents"]

    def paper(name: str) -> dict[str, Any]:
        place = known[name].get("guide")
        return {"id": name, **{key: prose(context, lang, papers[name][key]) for key in ("name", "why", "issuer")},
                "guide": guide(context, lang, place) if place else None, "originals": known[name]["originals"]}  # fmt: skip

    def named(group: str, name: str) -> str:
        return plain(context, lang, said["situations"][group][name])

    groups = [
        {"name": said["groups"][group],
         "situations": [{"name": named(group, name), "papers": [paper(one) for one in known if one in of["documents"]],
                         "without": [papers[one]["name"] for one in known if one in of.get("without", ())]}
                        for name, of in situations.items()]}
        for group, situations in lists["groups"].items()
    ]  # fmt: skip
    german = context.words(SOURCE) if two_languages(lang) else None
    data = {
        "ui": said["ui"],
        "german": german and {name: german["tools"]["documents"]["ui"][name] for name in SHEET},
        "everyone": lists["everyone"],
        "groups": [
            {"id": group, "name": said["groups"][group],
             "situations": [{"id": name, "name": named(group, name)} | of for name, of in situations.items()]}
            for group, situations in lists["groups"].items()
        ],
        "papers": [
            {key: isolated(context, lang, plain(context, lang, value)) for key, value in papers[name].items()}
            | {"id": name, "originals": known[name]["originals"]}
            | ({"guide": guide(context, lang, known[name]["guide"])._asdict()} if "guide" in known[name] else {})
            | ({"german": {"name": german["documents"][name]["name"]}} if german else {})
            for name in known
        ],
    }  # fmt: skip
    return Part({"said": said, "groups": groups, "everyone": [paper(one) for one in lists["everyone"]]}, data)
