"""Counting the sentences of German statutes, which number them officially only now and then."""

from __future__ import annotations

import re

LIST, SENTENCE = "\ue000", "\ue001"  # stand for an enumeration, an official sentence number

_MONTH = r"(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b"
_ORDINAL = re.compile(rf"{_MONTH}|(?:Lebens|Kalender|Schul)\w+|[a-zäöü0-9]")
_ABBREVIATION = re.compile(
    r"\b(?:Nrn?|Abs|Art|Buchst|[BR]GBl|ABl|S|Dr|vgl|gem|bzw|usw|ff?|St|Kap|lit|Ziff|Halbs|Abschn|Bek|Verf|Tit|Pos"
    r"|einschl|entspr|insb|Mio|[a-zA-Z])\.$"
)
_STARTER = re.compile(
    r"(?:D(?:er|ie|as|em|en|es|ies\w*|abei|aneben|anach|ann|azu)|Ein\w*|Es|Er\w*|Ent\w+|Ebenso|Sie|Satz|So\w+|Sind|Soll\w*"
    r"|I(?:m|n|st|hr\w*|nsbesondere)|Bei|Bis|Be\w+t|Für|F(?:inde|äll|ehl)\w+|Auf|Aus|An|Am|Absatz|Abweichend\w*|Als"
    r"|W(?:er|ird|erden|enn|ar|ill|urde\w*|eitere\w*)|Hat|Haben|Hält|Hier\w+|K(?:ann|önnen|ommt|ein\w*)|G(?:ilt|elten|egen|eht)"
    r"|Un\w+|Nach|Nicht|Neben|Nur|Nimmt|Lieg\w+|Legt|Mit|M[uü]ss\w*|Macht|Vor|Von|Tritt|Teilt|Zu\w?|Über|Artikel)\b"
)
_STOP = re.compile(r"([.?!])([\"“”)]*)\s+(?=[A-ZÄÖÜ§„\"(“0-9])")
_AHEAD = 100  # characters that the patterns may look at; more would make the time quadratic


def sentences(text: str, tails: list[str]) -> tuple[int | None, list[int]]:
    """Number of sentences (None where it can't be told for sure) and the sentence of each enumeration.

    Official sentence numbers decide where a statute prints them.

    Args:
        text: one Absatz; ``LIST`` stands for an enumeration, ``SENTENCE`` for an official number.
        tails: the last words of the enumerations; a sentence ends in one only if they do.
    """
    if SENTENCE in text:
        cuts = [found.start() for found in re.finditer(SENTENCE, text) if found.start()]
        return len(cuts) + 1, [sum(cut <= found.start() for cut in cuts) + 1 for found in re.finditer(LIST, text)]
    cuts, sure = _stops(text)
    places = [found.start() for found in re.finditer(LIST, text)]
    for place, tail in zip(places, tails, strict=True):
        rest = text[place + 1 : place + _AHEAD].lstrip()
        if not rest or re.match(r"[a-zäöüß,;.)\ue000]", rest):
            continue
        if re.search(r"[.?!][\"“”)]*$|\(weggefallen\)$", tail) or (
            _STARTER.match(rest) and not re.search(r"[,;]$|\b(?:und|oder)$", tail)
        ):
            cuts.append(place + 1)
        else:
            sure = False
    return len(cuts) + 1 if sure else None, [sum(cut <= place for cut in cuts) + 1 for place in places]


def _stops(text: str) -> tuple[list[int], bool]:
    """Where sentences end in a full stop, and whether that is sure."""
    cuts, sure, at, opened, closed, straight = [], True, 0, 0, 0, 0
    for found in _STOP.finditer(text):
        start, end = found.span()
        opened += text.count("„", at, start)
        closed, straight = closed + text.count("“", at, end), straight + text.count('"', at, end)
        before, rest = text[max(0, found.end(1) - 20) : found.end(1)], text[end : end + _AHEAD]
        unclosed = opened > closed or straight % 2
        opened, at = opened + text.count("„", start, end), end
        if found[1] == "." and not found[2]:
            if _ABBREVIATION.search(before):
                continue
            if before[-2:-1].isdigit():
                if _ORDINAL.match(rest):
                    continue
                if not _STARTER.match(rest) and not rest.startswith("§"):
                    sure = False
                    continue
        if unclosed:
            sure = False  # does a quoted sentence count?
        cuts.append(end)
    return cuts, sure
