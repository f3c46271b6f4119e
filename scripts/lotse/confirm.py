"""Writing into a translation which German text it stands for; every other byte of the file stays.

The front matter is edited by the places of its YAML nodes, never written anew: comments, quotes and
the order of fields are the editor's.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from lotse import fixes
from lotse.model import ADAPTATION, SOURCE, Page, Site
from lotse.source import textfile
from lotse.translation import PAGE, confirmed, hashes

Edit = tuple[int, int, str]  # start, end (characters of the front matter), replacement
_MINIMUM = "translation:\n  status: machine\n  sections:\n"


class ConfirmError(Exception):
    """The confirmation can't be written; the text says why and what to do, in German."""


def confirm(site: Site, target: str, reviewed: bool = False) -> str:
    """Write the hashes of the German sections into the front matter of a translated page.

    Args:
        target: repository path of the page, with ``#id`` for one section (``#_page``: title and summary).
            An adaptation into Einfache Sprache that confirms some sections already confirms these again.
        reviewed: also set ``status: reviewed``.
    Returns one German line about what was written.
    Raises ConfirmError.
    """
    path, _, section = target.partition("#")
    page, german = _pages(site, path)
    wanted = _wanted(page, german, section)
    values = {name: value for name, value in hashes(german).items() if name in wanted}
    drop = set() if section else set(confirmed(page)) - set(hashes(german))
    start, end = page.file.raw.index(b"\n") + 1, page.file.raw.rindex(b"---", 0, page.body_start)
    text = page.file.raw[start:end].decode()
    raw = page.file.raw[:start] + _new(page, text, values, reviewed, drop).encode() + page.file.raw[end:]
    if raw != page.file.raw:
        try:
            fixes.write(site.root / page.path, raw)
        except OSError:
            raise ConfirmError(f"{page.path} darf nicht geschrieben werden; Rechte der Datei prüfen") from None
    site.pages[page.lang, page.key] = Page(textfile.TextFile(page.path, raw), page.lang, page.key)
    return _told(page, german, values, section, reviewed)


def _pages(site: Site, path: str) -> tuple[Page, Page]:
    given = Path(path.replace("\\", "/"))
    if given.is_absolute() and given.is_relative_to(site.root):
        given = given.relative_to(site.root)
    wanted = given.as_posix()
    found = next((page for page in site.pages.values() if page.path == wanted), None)
    if found is None:
        raise ConfirmError(f"{path} ist keine Seite; so angeben: docs/tr/leitfaden/sprache.md")
    if found.lang == SOURCE:
        raise ConfirmError(f"{wanted} ist eine deutsche Seite, bestätigt werden nur Übersetzungen")
    german = site.page(SOURCE, found.key)
    if german is None:
        raise ConfirmError(f"docs/de/{found.key} gibt es nicht, darum ist hier nichts zu bestätigen")
    # Read again: an earlier confirmation in the same run may have changed it.
    page = Page(textfile.read(site.root, found.path), found.lang, found.key)
    for one in (page, german):
        problems = one.front.problems or ([] if one.file.text else one.file.problems)
        if problems or not one.meta:
            message = problems[0].message if problems else "Der Seitenkopf fehlt"
            raise ConfirmError(f"{one.path}: {message}; zuerst beheben, dann noch einmal bestätigen")
    translation = page.meta.get("translation")
    sections = translation.get("sections") if isinstance(translation, dict) else None
    if not isinstance(translation, dict | None) or not isinstance(sections, dict | None):
        raise ConfirmError(
            f"{page.path}: unter „translation“ gehören die Felder status und sections, "
            "unter „sections“ je Zeile ein Abschnitt; zuerst beheben"
        )
    return page, german


def _wanted(page: Page, german: Page, section: str) -> set[str]:
    known = hashes(german)
    adapted = page.lang == ADAPTATION
    if not section:
        present = set(confirmed(page)) & set(known) if adapted else {PAGE, *page.sections}
        return present or set(known)
    if section not in known:
        raise ConfirmError(f"Den Abschnitt „{section}“ gibt es in {german.path} nicht; möglich: {', '.join(known)}")
    if section != PAGE and not adapted and section not in page.sections:
        raise ConfirmError(f"Der Abschnitt „{section}“ fehlt in {page.path}, zuerst übersetzen")
    return {section}


def _new(page: Page, text: str, values: dict[str, str], reviewed: bool, drop: set[str]) -> str:
    """The front matter with the hashes; refuses what would not read as meant."""
    refused = ConfirmError(
        f"{page.path}: der Seitenkopf ist so geschrieben, dass sich nichts eintragen lässt; "
        "unter translation: die Felder status: und sections: je auf eine eigene Zeile schreiben"
    )
    try:
        before = yaml.load(text, yaml.BaseLoader)
        after = yaml.load(new := _edited(text, values, reviewed, drop), yaml.BaseLoader)
        found, rest = after.pop("translation"), before.pop("translation", None)
        same = after == before and all(found["sections"].get(name) == value for name, value in values.items())
        kept = {"status": "machine"} | (rest or {}) | ({"status": "reviewed"} if reviewed else {})
        same = same and {**kept, "sections": 0} == {"status": "machine", **found, "sections": 0}
    except (yaml.YAMLError, AttributeError, TypeError, KeyError):
        raise refused from None
    if not same:
        raise refused
    return new


def _edited(text: str, values: dict[str, str], reviewed: bool, drop: set[str]) -> str:
    """``text`` with the edits made; raises what PyYAML and a front matter of another shape raise."""
    end = "\r\n" if "\r\n" in text else "\n"
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    entry = _entry(node, "translation")
    if entry is None or _empty(entry[1]) or not entry[1].value:
        if entry is not None:  # „translation:“ with nothing below
            text = text[: entry[0].start_mark.index] + text[entry[1].end_mark.index :].lstrip(" \t").removeprefix(end)
        text += "" if text.endswith("\n") or not text else end
        text += _MINIMUM.replace("\n", end)
        return _edited(text, values, reviewed, drop)
    edits: list[Edit] = []
    translation = entry[1]
    if reviewed:
        edits += _status(text, translation, end)
    edits += _sections(text, translation, values, drop, end)
    for start, stop, new in sorted(edits, key=lambda edit: (edit[0], edit[1]), reverse=True):
        text = text[:start] + new + text[stop:]
    return text


def _entry(node: Any, name: str) -> tuple[Any, Any] | None:
    return next(((key, value) for key, value in node.value if key.value == name), None)


def _empty(node: Any) -> bool:
    return isinstance(node, yaml.ScalarNode)


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def _indent(key: Any) -> str:
    return " " * int(key.start_mark.column)


def _status(text: str, translation: Any, end: str) -> list[Edit]:
    entry = _entry(translation, "status")
    if entry is not None:
        key, value = entry
        empty = value.start_mark.index == value.end_mark.index
        start = key.end_mark.index + 1 if empty else value.start_mark.index
        return [(start, value.end_mark.index, " reviewed" if empty else "reviewed")]
    first = translation.value[0][0]
    at = first.start_mark.index
    return [(at, at, "status: reviewed, " if translation.flow_style else f"status: reviewed{end}{_indent(first)}")]


def _sections(text: str, translation: Any, values: dict[str, str], drop: set[str], end: str) -> list[Edit]:
    entry = _entry(translation, "sections")
    flow = "{" + ", ".join(f'{name}: "{value}"' for name, value in values.items()) + "}"
    if entry is None and translation.flow_style:
        at = translation.value[-1][1].end_mark.index
        return [(at, at, f", sections: {flow}")]
    if entry is None:
        first, last = translation.value[0][0], translation.value[-1]
        at = _line_end(text, max(last[0].end_mark.index, last[1].end_mark.index - 1))
        before = "" if text[:at].endswith("\n") else end
        return [(at, at, f"{before}{_indent(first)}sections:{end}" + _lines(_indent(first) + "  ", values, end))]
    key, node = entry
    if _empty(node) or not node.value:
        if translation.flow_style or (not _empty(node) and text[node.start_mark.index : node.end_mark.index] != "{}"):
            return [(key.end_mark.index + 1, node.end_mark.index, f" {flow}")]
        at = _line_end(text, key.end_mark.index)
        cut = [] if _empty(node) and node.start_mark.index == node.end_mark.index else [
            (key.end_mark.index + 1, node.end_mark.index, "")]  # fmt: skip
        before = "" if text[:at].endswith("\n") else end
        return [*cut, (at, at, before + _lines(_indent(key) + "  ", values, end))]
    return _flow(node, values, drop) if node.flow_style else _block(text, node, values, drop, end)


def _lines(indent: str, values: dict[str, str], end: str) -> str:
    return "".join(f'{indent}{name}: "{value}"{end}' for name, value in values.items())


def _flow(node: Any, values: dict[str, str], drop: set[str]) -> list[Edit]:
    old = {str(key.value): str(value.value) for key, value in node.value if key.value not in drop}
    all_ = values if set(old) <= set(values) else old | values
    flow = ", ".join(f'{name}: "{value}"' for name, value in all_.items())
    return [(node.start_mark.index, node.end_mark.index, "{" + flow + "}")]


def _block(text: str, node: Any, values: dict[str, str], drop: set[str], end: str) -> list[Edit]:
    """Change a hash where it stands, put a new one behind its predecessor, take lines out."""
    edits: list[Edit] = []
    there = {str(key.value): (key, value) for key, value in node.value}
    indent = _indent(node.value[0][0])
    for name in drop & set(there):
        key, value = there[name]
        start = text.rfind("\n", 0, key.start_mark.index) + 1
        edits.append((start, _line_end(text, max(key.end_mark.index, value.end_mark.index)), ""))
    at = text.rfind("\n", 0, node.value[0][0].start_mark.index) + 1
    for name, new in values.items():
        if name not in there:
            before = "" if text[:at].endswith("\n") else end
            edits.append((at, at, f'{before}{indent}{name}: "{new}"{end}'))
            continue
        key, value = there[name]
        if value.start_mark.index == value.end_mark.index:
            edits.append((key.end_mark.index + 1, key.end_mark.index + 1, f' "{new}"'))
        elif value.value != new or value.style is None:
            edits.append((value.start_mark.index, value.end_mark.index, f'"{new}"'))
        at = _line_end(text, max(key.end_mark.index, value.end_mark.index))
    return _joined(edits)


def _joined(edits: list[Edit]) -> list[Edit]:
    # Several new lines at one place must stay in the order in which they were found.
    merged: dict[tuple[int, int], str] = {}
    for start, stop, new in edits:
        merged[start, stop] = merged.get((start, stop), "") + new
    return [(start, stop, new) for (start, stop), new in merged.items()]


def _told(page: Page, german: Page, values: dict[str, str], section: str, reviewed: bool) -> str:
    what = f"{len(values)} Abschnitte" if len(values) > 1 else f"Abschnitt „{next(iter(values))}“"
    if set(values) == {PAGE}:
        what = "Titel und Zusammenfassung"
    line = f"{page.path}: {what} bestätigt{', Status reviewed' if reviewed else ''}"
    missing = [] if section or page.lang == ADAPTATION else [one for one in german.sections if one not in page.sections]
    return line + (f"; noch nicht übersetzt: {', '.join(missing)}" if missing else "")
