"""What a section or a word of the interface states, in a form that is the same in every language."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple
from urllib.parse import unquote

from lotse.facts import reading
from lotse.laws import Laws
from lotse.model import Page
from lotse.source.markdown import CODE, Run, Section

_URL = re.compile(r"https?://[^\s)\]»”“„]+|(?<![\w@.])www\.[\w.-]+\w")
_EMAIL = re.compile(r"[\w.+-]+@(?:[\w-]+\.)+[A-Za-z]{2,}")
_PHONE = re.compile(r"(?<![\w.,])(?:\+|0)\d[\d ()/–-]{5,}\d(?![\w.])")
# Each with what every match holds: most texts have nothing of it, and these patterns are slow.
_CONTACTS = ((_URL, ("http", "www.")), (_EMAIL, ("@",)), (_PHONE, ("0", "+")))
_NUMBER = re.compile(r"\d(?<![A-Za-z\d]\d)\d*(?:[.,'’٬٫\u00a0\u202f\u2009](?=\d)\d+)*")
_DIGIT = re.compile(r"\d")
_DIGIT_OR_AT = re.compile(r"[\d@]")
_PLACEHOLDER = re.compile(r"\{[a-z]+(?::[a-z0-9.-]+)?\}")
_PICTURE_LANGUAGE = re.compile(r"\.[a-zA-Z-]+(?=\.svg$)")
_UNITS = ("euro", "minutes", "days", "weeks", "months", "years")  # the first counts if a word could mean two


class Stated(NamedTuple):
    """One thing that a text states.

    Attributes:
        kind: number, date, citation, contact, link, fact, block, list, table, footnote, image or placeholder.
        value: the same for the same thing in every language.
        shown: as the text writes it.
        offset: byte offset in the file; for a text from a data file, the character in the text.
        unit: for a number, the unit that the text names beside it, as in facts.yml; empty if it names none.
    """

    kind: str
    value: str
    shown: str
    offset: int
    unit: str = ""


def of_section(page: Page, section: Section, laws: Laws, words: reading.Words) -> list[Stated]:
    """Everything a section of ``page`` states.

    Args:
        words: unit words of the page's language beside those of CLDR, by unit.
    """
    found = [*_form(page, section), *_links(page, section)]
    for run in section.runs:
        if run.kind != "CodeBlock" and _may_state(run.text):
            for one in _in_text(without_values(run), page.lang, laws, words):
                found.append(one._replace(offset=run.offset(one.offset)))
    return found


def of_text(text: str, lang: str, laws: Laws, words: reading.Words) -> list[Stated]:
    """Everything one word or sentence of ``docs/data/text`` states, its placeholders included."""
    held = [Stated("placeholder", one[0], one[0], one.start()) for one in _PLACEHOLDER.finditer(text)]
    return [*held, *_in_text(_PLACEHOLDER.sub(_blank, text), lang, laws, words)]


def _form(page: Page, section: Section) -> Iterator[Stated]:
    for block in page.doc.blocks:
        if section.start <= block.start < section.end:
            # The title of a data block names data, so it is the same in every language.
            value = f"{block.name} {block.title}" if block.name == "data" else block.name
            yield Stated("block", value, f"/// {value}", block.start)
    for start in section.items:
        yield Stated("list", "-", "Listenpunkt", start)
    for rows in section.tables:
        shape = f"{len(rows)} Zeilen × {max(map(len, rows), default=0)} Spalten"
        written = next((cell for row in rows for cell in row if cell.marks), None)
        yield Stated("table", shape, shape, written.offset(0) if written else section.start)
    for name, start in section.footnotes:
        yield Stated("footnote", name, name, start)


def _links(page: Page, section: Section) -> Iterator[Stated]:
    for link in section.links:
        if link.url.startswith("fact:"):
            yield Stated("fact", link.url, link.url, link.start)
        elif link.image:
            yield Stated("link", _PICTURE_LANGUAGE.sub("", link.url), link.url, link.start)
            yield Stated("image", "alt" if link.text.strip() else "", link.url, link.start)
        else:
            yield Stated("link", _target(page, link.url), link.url, link.start)


def _target(page: Page, url: str) -> str:
    """The address as one form for all languages: pages by their path inside the language."""
    if re.match(r"[a-z][a-z0-9+.-]*:", url):
        return url
    path, _, anchor = url.partition("#")
    full = posixpath.normpath(posixpath.join(posixpath.dirname(page.key), unquote(path))) if path else page.key
    return f"{full}#{anchor}" if anchor else full


def without_values(run: Run) -> str:
    """The text of a run without what its links to facts and to other sites say: other rules know them."""
    text = run.text
    for start, end, url in run.links:
        if url.startswith(("fact:", "http", "mailto:", "tel:")):
            text = text[:start] + CODE * (end - start) + text[end:]
    return text


def _blank(found: re.Match[str]) -> str:
    return CODE * len(found[0])


def _may_state(text: str) -> bool:
    """Whether a text holds what every citation, contact, date and number holds."""
    return bool(_DIGIT_OR_AT.search(text)) or "http" in text or "www." in text


def _in_text(text: str, lang: str, laws: Laws, words: reading.Words) -> Iterator[Stated]:
    if not _may_state(text):
        return
    for one in reversed(laws.find(text)):
        shown = text[one.start : one.end]
        if one.kind == "decision":
            yield Stated("citation", one.docket, shown, one.start)
        for norm in one.norms:
            value = f"{laws.statute(norm.statute) or norm.statute} {norm[:6]}"
            yield Stated("citation", value, text[norm.start : norm.end].strip(), norm.start)
        text = text[: one.start] + CODE * (one.end - one.start) + text[one.end :]
    for pattern, hints in _CONTACTS:
        contacts = list(pattern.finditer(text)) if any(hint in text for hint in hints) else []
        for found in contacts:
            value = re.sub(r"[\s()/–-]", "", found[0]) if pattern is _PHONE else found[0]
            yield Stated("contact", value, found[0], found.start())
        if contacts:
            text = pattern.sub(_blank, text)
    if not _DIGIT.search(text):
        return
    for day in list(reading.statements(text, "date", lang, words)):
        if day.value is not None and CODE not in text[day.start : day.end]:
            yield Stated("date", str(day.value), text[day.start : day.end], day.start)
            text = text[: day.start] + CODE * (day.end - day.start) + text[day.end :]
    yield from _numbers(text, lang, words)


def _numbers(text: str, lang: str, words: reading.Words) -> Iterator[Stated]:
    numbers = list(_NUMBER.finditer(text))
    if not numbers:
        return
    units = {
        number.start(): next((unit for unit in _UNITS if unit in ends), "")
        for number, ends in reading.quantities(text, lang, words)
    }
    for found in numbers:
        value = reading.amount(found[0])
        shown = _plain(value) if value is not None else found[0]
        yield Stated("number", shown, found[0], found.start(), units.get(found.start(), ""))


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")
