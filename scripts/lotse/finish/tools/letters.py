"""The letters a client sends: German text with gaps, explained in the language of the page."""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup, escape

from lotse import locales
from lotse.finish.context import Context
from lotse.finish.tools.part import Part
from lotse.finish.tools.prose import cited, guide, isolated, prose
from lotse.model import SOURCE

_GAP = re.compile(r"\{([a-z-]+)\}")


def make(context: Context, lang: str) -> Part:
    """Every letter with its explanation and its text with gaps; the same as data for the script."""
    known: dict[str, Any] = context.site.value("letters")
    words = context.words(lang)["tools"]["letters"]
    fields = {one["id"]: one for one in known["sender"]}
    shown = []
    for letter in known["letters"]:
        said = words["letters"][letter["id"]]
        own = fields | {one["id"]: one for one in letter["fields"]}

        def text(template: str, own: dict[str, Any] = own) -> Markup:
            return _gaps(template, own, words, lang)

        shown.append({
            "id": letter["id"], **{key: prose(context, lang, said.get(key, "")) for key in ("purpose", "when", "stop")},
            "title": said["title"],
            "citations": Markup(locales.comma(lang)).join(cited(context, one) for one in letter.get("citations", ())),
            "guide": guide(context, lang, letter["guide"]),
            "refer": guide(context, lang, letter["refer"]) if "refer" in letter else None,
            "subject": text(letter["subject"]),
            "blocks": [(kind, [text(line) for line in lines]) for kind, lines in _blocks(letter["body"])],
            "countersign": letter.get("countersign"),
        })  # fmt: skip
    data = {
        "words": isolated(context, lang, {key: words[key] for key in ("ui", "fields", "hints", "choices")}),
        **{key: known[key] for key in ("salutation", "closing", "signature", "reference", "born", "sender")},
        "letters": [{key: value for key, value in one.items() if key not in ("citations", "guide", "refer")}
                    | {"title": words["letters"][one["id"]]["title"]} for one in known["letters"]],
    }  # fmt: skip
    frame = {key: known[key] for key in ("salutation", "closing", "signature")}
    return Part({"said": words, "letters": shown, "frame": frame, "german": locales.tag(SOURCE)}, data)


def _blocks(body: str) -> list[tuple[str, list[str]]]:
    """Paragraphs, and lines that begin with a dash together as one list."""
    made: list[tuple[str, list[str]]] = []
    for line in body.strip().split("\n"):
        if not line.startswith("- "):
            made.append(("p", [line]))
        elif made and made[-1][0] == "ul":
            made[-1][1].append(line[2:])
        else:
            made.append(("ul", [line[2:]]))
    return made


def _gaps(template: str, fields: dict[str, Any], words: dict[str, Any], lang: str) -> Markup:
    """The text with a line to write on for each gap, and what belongs there below it."""
    made, end = Markup(), 0
    for found in _GAP.finditer(template):
        field = fields[found[1]]
        made += escape(template[end : found.start()])
        if field["kind"] == "choice":
            options = [_gaps(one, fields, words, lang) for one in field["options"].values()]
            made += Markup(" ").join(Markup("<span>☐ {}</span>").format(one) for one in options)
        else:
            made += Markup('<span class="lotse-gap">________ <small lang="{}">({})</small></span>').format(
                locales.tag(lang), words["fields"][found[1]]
            )
        end = found.end()
    return made + escape(template[end:])
