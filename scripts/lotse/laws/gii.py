"""Reading a statute as the federal law site publishes it (XML form gii-norm).

What comes out is structure: which sections exist, how many sentences, which numbers and letters,
and a hash. The wording itself never leaves this module.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from lotse.laws.sentences import LIST, SENTENCE, sentences

MAX_BYTES = 20_000_000
UNKNOWN = "0"  # the sentence a list belongs to could not be told
_MOST = 3000  # sections in one span; the longest of the BGB has some hundred

# The official files name their own DTD and nothing else; expat does not load it.
_DOCTYPE = re.compile(r'<!DOCTYPE dokumente SYSTEM "https?://www\.gesetze-im-internet\.de/dtd/[\w./-]+">')
_GROUP = re.compile(r"^(?:\(XXXX\)\s*)?(§§?|Art)\s*([0-9]{1,5}[a-z]*)(?:\s*(bis|und|u\.)\s*([0-9]{1,5}[a-z]*))?$")
_HEAD = re.compile(r"\(([0-9]{1,5}[a-z]*)\)(?:\s*(bis|und|u\.|,)\s*\(([0-9]{1,5}[a-z]*)\))?\s*")
_NUMBER, _LETTER = re.compile(r"([0-9]+[a-z]*)[.)]?$"), re.compile(r"([a-z]{1,2})\)$")
_GONE = {"", "-", "–", "—", "(weggefallen)", "(aufgehoben)", "(gestrichen)", "(entfallen)", "(entfällt)"}
_SILENT = {"FnR", "FnArea", "Footnotes", "Footnote", "noindex", "kommentar", "IMG", "FILE", "AttArea", "AttR"}
_SIGNS = {"BR": " ", "NB": " ", "QuoteL": "„", "QuoteR": "“"}
# What the DTD allows below Content. Anything else could hold a list or an Absatz that would be missed.
_KNOWN = _SILENT | _SIGNS.keys() | {
    "Content", "P", "Title", "Subtitle", "TOC", "Ident", "Citation", "Revision", "pre", "B", "I", "U", "F", "SP", "small",
    "SUP", "SUB", "DL", "DT", "DD", "LA", "table", "tgroup", "colspec", "spanspec", "thead", "tbody", "tfoot", "row",
    "entry", "Split", "ABWFORMAT", "Accolade",
}  # fmt: skip
_INVISIBLE = re.compile("[\\s\u00ad\u200b-\u200f\u2060\ufeff]+")
_PLACEHOLDERS = str.maketrans("", "", LIST + SENTENCE)


class LawFileError(Exception):
    """The file is no statute that could be pinned; the text says why, in German."""


def pin(raw: bytes, only: Collection[str] = ()) -> dict[str, Any]:
    """Structure of one statute, as it stands in ``laws.lock``.

    Args:
        raw: the XML file.
        only: sections to pin, if the statute has them; all others are kept as bare numbers. Empty pins all.

    Raises LawFileError for a file that is too large, broken, no statute, or that declares entities.
    """
    try:
        return _pin(_parse(raw), only)
    except RecursionError:
        raise LawFileError("ist zu tief verschachtelt") from None


def _pin(root: ET.Element, only: Collection[str]) -> dict[str, Any]:
    norms: dict[str, Any] = {}
    further: dict[str, bool] = {}
    pinned: dict[str, Any] = {"builddate": _date(root), "stand": _stand(root), "unit": "§", "norms": norms}
    for norm in root.iter("norm"):
        sign = _GROUP.match((norm.findtext("metadaten/enbez") or "").strip())
        if not sign:
            continue
        if sign[1] == "Art":
            pinned["unit"] = "Art."
        paras = _span(sign[2], sign[4], joined=sign[3] in ("und", "u."))
        wanted = [para for para in paras if not only or para in only]
        further.update({para: _gone(norm) for para in paras if para not in wanted})
        norms.update({para: _norm(norm, f"{sign[1]} {para}") for para in wanted})
    if not norms and not further:
        raise LawFileError("enthält keine Paragrafen")
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


def _date(root: ET.Element) -> str:
    found = re.match(r"(\d{4})(\d{2})(\d{2})", root.get("builddate", ""), re.A)
    try:
        return date.fromisoformat("-".join(found.groups())).isoformat() if found else _no_date()
    except ValueError:
        return _no_date()


def _no_date() -> str:
    raise LawFileError("nennt den Tag seiner Fassung nicht (builddate)")


def _stand(root: ET.Element) -> str:
    for note in root.iter("standangabe"):
        if (note.findtext("standtyp") or "").strip() == "Stand":
            found = re.search(r"\d{1,2}\.\d{1,2}\.\d{4} I.*", " ".join((note.findtext("standkommentar") or "").split()))
            return found[0] if found else ""
    return ""


def _span(first: str, last: str | None, joined: bool) -> list[str]:
    """``18 und 19`` are two, ``20 bis 23`` four, ``1615b bis 1615d`` three sections."""
    if last is None or first == last:
        return [first]
    start, end = int(re.sub(r"\D", "", first)), int(re.sub(r"\D", "", last))
    if joined or start > end:
        return [first, last]
    if end - start > _MOST:
        raise LawFileError(f"fasst zu viele Paragrafen zusammen ({first} bis {last})")
    if start < end:
        return [first, *(str(number) for number in range(start + 1, end)), last]
    letters = range(ord(first[-1]) + 1 if first[-1].isalpha() else ord("a"), ord(last[-1]))
    return [first, *(f"{start}{chr(code)}" for code in letters), last]


def _gone(norm: ET.Element) -> bool:
    content = norm.find("textdaten/text/Content")
    if content is None:
        return True
    parts = (" ".join("".join(part.itertext()).split()) for part in content)
    return all(part in _GONE for part in parts) and not (content.text or "").strip() and content.find(".//IMG") is None


def _norm(norm: ET.Element, name: str) -> dict[str, Any]:
    content = norm.find("textdaten/text/Content")
    if content is None or _gone(norm):
        return {"repealed": True}
    for element in content.iter():
        if element.tag not in _KNOWN:
            raise LawFileError(
                f"enthält in {name} das unbekannte Element <{element.tag[:40]}>; der Aufbau ist so nicht sicher zu lesen"
            )
    wording = "\n".join(_characters(part) for part in (norm.find("metadaten/titel"), content))
    return {"absaetze": _absaetze(content), "hash": hashlib.sha256(wording.encode()).hexdigest()[:16]}


def _characters(element: ET.Element | None) -> str:
    """All that is printed, without the white space between: what a new line or a tag changes is no change of law."""
    text = "".join(element.itertext()) if element is not None else ""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def _absaetze(content: ET.Element) -> dict[str, Any]:
    gathered: dict[str, tuple[list[str], list[ET.Element]]] = {}
    found: dict[str, Any] = {}
    current = "0"
    for paragraph in content:
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
        texts, earlier = gathered.setdefault(current, ([], []))
        texts.append(text)
        earlier.extend(lists)
    for name, (texts, lists) in gathered.items():
        text = " ".join(" ".join(texts).split())
        found[name] = {"repealed": True} if text in _GONE else _absatz(text, lists)
    return found


def _flat(element: ET.Element, lists: list[ET.Element]) -> str:
    """Text outside enumerations; each enumeration becomes one placeholder and goes into ``lists``."""
    parts = [_own(element.text)]
    for child in element:
        if child.tag in ("DL", "table"):
            lists.append(child)
            parts.append(LIST)
        elif child.tag == "SUP" and child.get("class") == "Rec":
            parts.append(SENTENCE)
        elif child.tag in _SIGNS:
            parts.append(_SIGNS[child.tag])
        elif child.tag not in _SILENT:
            parts.append(_flat(child, lists))
        parts.append(_own(child.tail))
    return "".join(parts)


def _own(text: str | None) -> str:
    return (text or "").translate(_PLACEHOLDERS)


def _absatz(text: str, lists: list[ET.Element]) -> dict[str, Any]:
    count, places = sentences(text, [_last_words(one) for one in lists])
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
            if number := re.fullmatch(r"([0-9]+[a-z]*)\.", "".join(row[0].itertext() if len(row) else "").strip()):
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
