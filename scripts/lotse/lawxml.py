"""Reading a statute as the federal law site publishes it (XML form gii-norm).

What comes out is structure: which sections exist, how many sentences, which numbers and letters,
and a hash. The wording itself never leaves this module.
"""

from __future__ import annotations

import hashlib
import re
import xml.etree.ElementTree as ET
from collections.abc import Collection, Iterator
from typing import Any

MAX_BYTES = 20_000_000
UNKNOWN = "0"  # the sentence a list belongs to could not be told

_LIST, _SENTENCE = "\ue000", "\ue001"  # stand for an enumeration, an official sentence number
# The official files name their own DTD and nothing else; expat does not load it.
_DOCTYPE = re.compile(r'<!DOCTYPE dokumente SYSTEM "https?://www\.gesetze-im-internet\.de/dtd/[\w./-]+">')
_GROUP = re.compile(r"^(?:\(XXXX\)\s*)?(§§?|Art)\s*([0-9]+[a-z]*)(?:\s*(bis|und|u\.)\s*([0-9]+[a-z]*))?$")
_HEAD = re.compile(r"\(([0-9]+[a-z]*)\)(?:\s*(bis|und|u\.|,)\s*\(([0-9]+[a-z]*)\))?\s*")
_NUMBER, _LETTER = re.compile(r"([0-9]+[a-z]*)[.)]?$"), re.compile(r"([a-z]{1,2})\)$")
_GONE = {"", "-", "–", "—", "(weggefallen)", "(aufgehoben)", "(gestrichen)", "(entfallen)", "(entfällt)"}
_SILENT = {"FnR", "FnArea", "Footnotes", "Footnote", "noindex", "kommentar", "IMG"}


class LawFileError(Exception):
    """The file is no statute that could be pinned; the text says why, in German."""


def pin(raw: bytes, only: Collection[str] = ()) -> dict[str, Any]:
    """Structure of one statute, as it stands in ``laws.lock``.

    Args:
        raw: the XML file.
        only: sections to pin; all others are kept as bare numbers. Empty pins all.

    Raises LawFileError for a file that is too large, broken, no statute, or that declares entities.
    """
    root = _parse(raw)
    pinned: dict[str, Any] = {
        "builddate": _date(root.get("builddate", "")), "stand": _stand(root), "unit": "§", "norms": {}
    }
    further: dict[str, bool] = {}
    for norm in root.iter("norm"):
        sign = _GROUP.match((norm.findtext("metadaten/enbez") or "").strip())
        if not sign:
            continue
        structure = _norm(norm)
        if sign[1] == "Art":
            pinned["unit"] = "Art."
        for para in _span(sign[2], sign[4], joined=sign[3] in ("und", "u.")):
            if only and para not in only:
                further[para] = "repealed" in structure
            else:
                pinned["norms"][para] = structure
    if not pinned["norms"]:
        raise LawFileError("enthält keine Paragrafen")
    missing = [para for para in only if para not in pinned["norms"]]
    if missing:
        raise LawFileError(f"enthält § {missing[0]} nicht, den laws.yml unter only nennt")
    if further:
        pinned["further"] = [para for para, gone in further.items() if not gone]
        pinned["further_repealed"] = [para for para, gone in further.items() if gone]
    return pinned


def _parse(raw: bytes) -> ET.Element:
    if len(raw) > MAX_BYTES:
        raise LawFileError(f"ist größer als {MAX_BYTES // 1_000_000} MB")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise LawFileError("ist nicht in UTF-8 gespeichert") from None
    if "<!ENTITY" in text or "<!DOCTYPE" in _DOCTYPE.sub("", text, count=1):
        raise LawFileError("erklärt eigene XML-Bausteine (DOCTYPE, ENTITY) und wird deshalb nicht gelesen")
    try:
        root = ET.fromstring(text)
    except ET.ParseError as error:
        line, column = error.position
        raise LawFileError(f"ist kein vollständiges XML (Zeile {line}, Spalte {column + 1})") from None
    if root.tag != "dokumente":
        raise LawFileError("ist kein Gesetz im Format gii-norm")
    return root


def _date(builddate: str) -> str:
    return f"{builddate[:4]}-{builddate[4:6]}-{builddate[6:8]}" if re.match(r"\d{8}", builddate) else ""


def _stand(root: ET.Element) -> str:
    for note in root.iter("standangabe"):
        if note.findtext("standtyp") == "Stand":
            found = re.search(r"\d{1,2}\.\d{1,2}\.\d{4} I.*", note.findtext("standkommentar") or "")
            return " ".join(found[0].split()) if found else ""
    return ""


def _span(first: str, last: str | None, joined: bool) -> list[str]:
    """``18 und 19`` are two, ``20 bis 23`` four, ``1615b bis 1615d`` three sections."""
    if last is None:
        return [first]
    if joined:
        return [first, last]
    start, end = int(re.sub(r"\D", "", first)), int(re.sub(r"\D", "", last))
    if start < end:
        return [first, *(str(number) for number in range(start + 1, end)), last]
    return [f"{start}{chr(code)}" for code in range(ord(first[-1]), ord(last[-1]) + 1)]


def _norm(norm: ET.Element) -> dict[str, Any]:
    content = norm.find("textdaten/text/Content")
    title = " ".join("".join(_texts(norm.find("metadaten/titel"))).split())
    parts = [" ".join("".join(_texts(p)).split()) for p in content] if content is not None else []
    if all(part in _GONE for part in parts) and (content is None or content.find(".//IMG") is None):
        return {"repealed": True}
    wording = "\n".join([title, *parts])
    return {"absaetze": _absaetze(content), "hash": hashlib.sha256(wording.encode()).hexdigest()[:16]}


def _texts(element: ET.Element | None) -> Iterator[str]:
    # A space at every border keeps words apart that only the markup separates.
    if element is not None:
        for text in element.itertext():
            yield text
            yield " "


def _absaetze(content: ET.Element | None) -> dict[str, Any]:
    gathered: dict[str, tuple[str, list[ET.Element]]] = {}
    found: dict[str, Any] = {}
    current = "0"
    for paragraph in content if content is not None else []:
        lists: list[ET.Element] = []
        text = _flat(paragraph, lists).strip()
        head = _HEAD.match(text)
        if head:
            current, text = head[1], text[head.end() :]
            if head[3]:
                found.update({one: {"repealed": True} for one in _span(head[1], head[3], head[2] != "bis")})
                continue
        elif not text:
            continue
        before, earlier = gathered.get(current, ("", []))
        gathered[current] = (f"{before}\n{text}" if before else text, [*earlier, *lists])
    for name, (text, lists) in gathered.items():
        found[name] = {"repealed": True} if text in _GONE else _absatz(text, lists)
    return found


def _flat(element: ET.Element, lists: list[ET.Element]) -> str:
    """Text outside enumerations; each enumeration becomes one placeholder and goes into ``lists``."""
    parts = [element.text or ""]
    for child in element:
        if child.tag in ("DL", "table"):
            lists.append(child)
            parts.append(_LIST)
        elif child.tag == "SUP" and child.get("class") == "Rec":
            parts.append(_SENTENCE)
        elif child.tag in ("BR", "NB"):
            parts.append(" ")
        elif child.tag not in _SILENT:
            parts.append(_flat(child, lists))
        parts.append(child.tail or "")
    return "".join(parts)


def _absatz(text: str, lists: list[ET.Element]) -> dict[str, Any]:
    count, places = _sentences(" ".join(text.split()), [_last_words(one) for one in lists])
    result: dict[str, Any] = {"saetze": count}
    numbers: dict[str, dict[str, str | None]] = {}
    for place, one in zip(places, lists, strict=True):
        if items := dict(_items(one)):
            numbers.setdefault(str(place) if count else UNKNOWN, {}).update(items)
    if numbers:
        result["nummern"] = numbers
    return result


def _last_words(enumeration: ET.Element) -> str:
    last = enumeration.findall("DD")[-1:] if enumeration.tag == "DL" else []
    return "".join(last[0].itertext()).strip()[-40:] if last else ""


def _items(enumeration: ET.Element) -> Iterator[tuple[str, str | None]]:
    """Numbers with their letters (None: repealed); letters without a number come under ``""``."""
    if enumeration.tag == "table":
        for row in enumeration.iter("row"):
            if number := re.fullmatch(r"([0-9]+[a-z]*)\.", "".join(next(iter(row)).itertext()).strip()):
                yield number[1], ""
        return
    letters = []
    for label, body in zip(enumeration.findall("DT"), enumeration.findall("DD"), strict=False):
        name = "".join(label.itertext()).strip()
        gone = "".join(body.itertext()).strip() in _GONE
        if number := _NUMBER.match(name):
            below = [letter for inner in body.findall("LA/DL") for letter in _letters(inner)]
            yield number[1], None if gone else " ".join(below)
        elif (letter := _LETTER.match(name)) and not gone:
            letters.append(letter[1])
    if letters:
        yield "", " ".join(letters)


def _letters(enumeration: ET.Element) -> Iterator[str]:
    for label, body in zip(enumeration.findall("DT"), enumeration.findall("DD"), strict=False):
        letter = _LETTER.match("".join(label.itertext()).strip())
        if letter and "".join(body.itertext()).strip() not in _GONE:
            yield letter[1]


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


def _sentences(text: str, tails: list[str]) -> tuple[int | None, list[int]]:
    """Number of sentences (None where it can't be told for sure) and the sentence of each enumeration.

    Official sentence numbers decide where a statute prints them. ``tails`` are the last words of
    the enumerations: a sentence ends in one only if they do.
    """
    if _SENTENCE in text:
        cuts = [found.start() for found in re.finditer(_SENTENCE, text) if found.start()]
        return len(cuts) + 1, [sum(cut <= found.start() for cut in cuts) + 1 for found in re.finditer(_LIST, text)]
    cuts, sure = [], True
    for found in _STOP.finditer(text):
        before, rest = text[max(0, found.end(1) - 20) : found.end(1)], text[found.end() :]
        if found[1] == "." and not found[2]:
            if _ABBREVIATION.search(before):
                continue
            if before[-2:-1].isdigit():
                if _ORDINAL.match(rest):
                    continue
                if not _STARTER.match(rest) and not rest.startswith("§"):
                    sure = False
                    continue
        if text.count("„", 0, found.start()) > text.count("“", 0, found.end()) or text.count('"', 0, found.end()) % 2:
            sure = False  # does a quoted sentence count?
        cuts.append(found.end())
    places = [found.start() for found in re.finditer(_LIST, text)]
    for place, tail in zip(places, tails, strict=True):
        rest = text[place + 1 :].lstrip()
        if not rest or re.match(r"[a-zäöüß,;.)\ue000]", rest):
            continue
        if re.search(r"[.?!][\"“”)]*$|\(weggefallen\)$", tail) or (
            _STARTER.match(rest) and not re.search(r"[,;]$|\b(?:und|oder)$", tail)
        ):
            cuts.append(place + 1)
        else:
            sure = False
    return len(cuts) + 1 if sure else None, [sum(cut <= place for cut in cuts) + 1 for place in places]
