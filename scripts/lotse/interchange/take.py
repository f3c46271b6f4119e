"""Translations that come back: looked at as a whole before a single byte is written."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from lotse import checks, fixes, translation, words
from lotse.diagnostics import Diagnostic
from lotse.interchange.files import Given
from lotse.interchange.units import TEXTS, Unit, text, units
from lotse.model import SOURCE, DataFile, Page, Site
from lotse.source import state
from lotse.source.textfile import TextFile
from lotse.translation import PAGE


class TakeError(Exception):
    """Nothing was written; ``lines`` say why, one for each unit, in German."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


@dataclass(frozen=True)
class Taken:
    """What changed: repository path to its new bytes, and how many units differ from what was there."""

    files: dict[str, bytes]
    units: int


def take(site: Site, lang: str, given: list[Given], status: str = "draft") -> Taken:
    """The files as they would be with the translations in ``given``; writes nothing.

    Units that do not count as translated, or say what is there already, change nothing. A section that
    changes is confirmed against today's German text.

    Args:
        status: who vouches for pages that are new: ``draft`` or ``machine``.
    Raises TakeError when a unit is unknown, rests on another German text, or would be an error of ``lotse check``.
    """
    known = {one.id: one for one in units(site, lang)}
    wanted = _wanted(known, given, lang)
    pages: dict[str, dict[str, str]] = {}
    for name, target in wanted.items():
        key, _, part = name.partition("#")
        pages.setdefault(key, {})[part] = target
    made = {}
    faults: list[str] = []
    for key, parts in pages.items():
        try:
            path, raw = _words(site, lang, parts) if key == "text" else _page(site, lang, key, parts, status)
            made[path] = raw
        except (state.StateError, ValueError) as error:
            faults.append(f"{key}: {error or 'lässt sich so nicht eintragen'}")
    faults += _faults(site, lang, made) if not faults else []
    if faults:
        raise TakeError(faults)
    return Taken(made, len(wanted))


def write(site: Site, taken: Taken) -> None:
    """Write all files or none.

    Raises TakeError when one can't be written; what was written before it is put back.
    """
    before: dict[Path, bytes | None] = {}
    try:
        for path, raw in taken.files.items():
            file = site.root / path
            before[file] = file.read_bytes() if file.exists() else None
            file.parent.mkdir(parents=True, exist_ok=True)
            fixes.write(file, raw)
    except OSError as error:
        for file, old in before.items():
            if old is None:
                file.unlink(missing_ok=True)
            else:
                fixes.write(file, old)
        raise TakeError(
            [f"{error.filename}: lässt sich nicht schreiben ({error.strerror}); nichts ist geändert"]
        ) from None


def _wanted(known: dict[str, Unit], given: list[Given], lang: str) -> dict[str, str]:
    faults, wanted, seen = [], {}, set[str]()
    for one in given:
        unit = known.get(one.id)
        if unit is None:
            faults.append(f"{one.id}: diesen Eintrag gibt es nicht (mehr); neu exportieren")
        elif one.id in seen:
            faults.append(f"{one.id}: steht doppelt in der Datei")
        elif one.source.strip() != unit.source.strip():
            faults.append(f"{one.id}: beruht auf einem anderen deutschen Text als {unit.place}; neu exportieren")
        elif one.done and one.target.strip() and one.target.strip() != unit.target.strip():
            wanted[one.id] = one.target.strip()
        seen.add(one.id)
    if faults:
        raise TakeError(faults)
    return wanted


def _page(site: Site, lang: str, key: str, parts: dict[str, str], status: str) -> tuple[str, bytes]:
    german, other = site.page(SOURCE, key), site.page(lang, key)
    if german is None:
        raise ValueError("Die deutsche Seite fehlt")
    known = translation.hashes(german)
    head = {part.removeprefix(f"{PAGE}."): target for part, target in parts.items() if part.startswith(PAGE)}
    sections = {part: target for part, target in parts.items() if not part.startswith(PAGE)}
    for name, target in sections.items():
        found = Page(TextFile("", target.encode()), lang, key).doc.sections
        if [one.id for one in found] != [name]:
            raise ValueError(f"#{name}: der Eintrag muss genau eine Überschrift mit {{ #{name} }} haben")
    body = {name: text(other, name) for name in other.sections} if other else {}
    body |= sections
    front = _front(other, head, status)
    values = {name: known[name] for name in sections} | ({PAGE: known[PAGE]} if head else {})
    front = state.written(front, values, reviewed=False, drop=set())
    path = f"docs/{lang}/{key}"
    if other is not None and set(sections) <= set(other.sections):
        return path, _replaced(other, front, sections)
    order = [name for name in german.sections if name in body] + [name for name in body if name not in german.sections]
    return path, f"---\n{front}---\n\n{chr(10).join(body[name] + chr(10) for name in order)}".encode()


def _front(other: Page | None, head: dict[str, str], status: str) -> str:
    if other is None:
        if set(head) != {"title", "summary"}:
            raise ValueError("Titel oder Zusammenfassung ist noch nicht übersetzt; ohne sie entsteht keine Seite")
        return f"{_field('title', head['title'])}{_field('summary', head['summary'])}translation:\n  status: {status}\n"
    raw = other.file.raw
    front = raw[raw.index(b"\n") + 1 : raw.rindex(b"---", 0, other.body_start)].decode()
    for name, value in head.items():
        front = _with_field(front, name, value)
    return front


def _field(name: str, value: str) -> str:
    return yaml.safe_dump({name: value}, allow_unicode=True, width=10**6)


def _with_field(front: str, name: str, value: str) -> str:
    node: Any = yaml.compose(front, Loader=yaml.SafeLoader)
    entry = next(((key, old) for key, old in node.value if key.value == name), None)
    if entry is None:
        return _field(name, value) + front
    start, end = entry[0].start_mark.index, entry[1].end_mark.index
    return front[:start] + _field(name, value).rstrip("\n") + front[end:]


def _replaced(page: Page, front: str, sections: dict[str, str]) -> bytes:
    """The page with some sections in another wording; every other byte of the text stays."""
    raw = page.file.raw
    body = raw[page.body_start :]
    places = sorted(((page.sections[name].start - page.body_start, name) for name in sections), reverse=True)
    for start, name in places:
        old = text(page, name).encode()
        at = body.index(old, start)
        body = body[:at] + sections[name].encode() + body[at + len(old) :]
    first = raw[: raw.index(b"\n") + 1]
    closing = raw[raw.rindex(b"---", 0, page.body_start) : page.body_start]
    return first + front.encode() + closing + body


def _words(site: Site, lang: str, parts: dict[str, str]) -> tuple[str, bytes]:
    file = site.data[f"text/{lang}"]
    node: Any = yaml.compose(file.file.text, Loader=yaml.SafeLoader)
    content, groups = file.file.text, set()
    edits = []
    for name, target in parts.items():
        key = next((one for one in words.german(site) if ".".join(map(str, one)) == name), None)
        place = _scalar(node, key) if key else None
        if key is None or place is None:
            raise ValueError(f"#{name}: das Wort fehlt in {file.file.path} noch; zuerst dort anlegen")
        groups.add(words.group(key))
        edits.append((place.start_mark.index, place.end_mark.index, _scalar_text(target)))
    for start, end, new in sorted(edits, reverse=True):
        content = content[:start] + new + content[end:]
    known = words.hashes(site)
    content = state.written(content, {name: known[name] for name in groups}, reviewed=False, drop=set())
    return file.file.path, content.encode()


def _scalar_text(value: str) -> str:
    # Plain only where it means the same everywhere, also between braces; JSON strings are YAML as well.
    plain = re.fullmatch(r"[^\W\d_][^,:#?{}\[\]&*!|>'\"%@`\n]*", value) and yaml.safe_load(value) == value
    return value if plain else json.dumps(value, ensure_ascii=False)


def _scalar(node: Any, key: tuple[Any, ...]) -> Any:
    for part in key:
        if not isinstance(node, yaml.MappingNode):
            return None
        node = next((value for name, value in node.value if name.value == str(part)), None)
    return node if isinstance(node, yaml.ScalarNode) else None


def _faults(site: Site, lang: str, made: dict[str, bytes]) -> list[str]:
    """What ``lotse check`` would call an error in the files as they would be, and did not before."""
    if not made:
        return []
    after = _with(site, lang, made)
    before = {_named(one) for one in _errors(site, made)}
    return [
        f"{one.path}{_section(after, one)}: {one.message} [{one.rule}]"
        for one in _errors(after, made)
        if _named(one) not in before
    ]


def _with(site: Site, lang: str, made: dict[str, bytes]) -> Site:
    pages, data = dict(site.pages), dict(site.data)
    for path, raw in made.items():
        file = TextFile(path, raw)
        if path.startswith(TEXTS):
            data[f"text/{lang}"] = DataFile(file, f"text/{lang}")
        else:
            key = path.removeprefix(f"docs/{lang}/")
            pages[lang, key] = Page(file, lang, key)
    return replace(site, pages=pages, data=data, cache={})


def _errors(site: Site, made: dict[str, bytes]) -> list[Diagnostic]:
    return [one for one in checks.run(site, paths=made) if one.severity == "error"] if made else []


def _named(one: Diagnostic) -> tuple[str, str, str]:
    return one.path, one.rule, one.message


def _section(site: Site, one: Diagnostic) -> str:
    """The section in which a finding stands, as the unit is called."""
    page = next((page for page in site.pages.values() if page.path == one.path), None)
    if page is None:
        return ""
    at = sum(len(line) for line in page.file.raw.split(b"\n")[: one.line - 1]) + one.line - 1
    inside = [name for name, section in page.sections.items() if section.start <= at < section.end]
    return f"#{inside[0]}" if inside else f"#{PAGE}"
