"""Writing status and hashes into the entry ``translation`` of a YAML text; every other byte stays.

The text is edited by the places of its YAML nodes, never written anew: comments, quotes and the order
of fields are the editor's.
"""

from __future__ import annotations

from typing import Any

import yaml

Edit = tuple[int, int, str]  # start, end (characters of the text), replacement
_MINIMUM = "translation:\n  status: machine\n  sections:\n"


class StateError(Exception):
    """The YAML is written in a way in which nothing can be entered."""


def written(text: str, values: dict[str, str], reviewed: bool, drop: set[str]) -> str:
    """``text`` with the hashes under ``translation``, ``sections``.

    Args:
        values: section to hash; the hashes of other sections stay.
        reviewed: also set ``status: reviewed``.
        drop: sections whose hashes go.
    Raises StateError when the result would not read as meant.
    """
    try:
        before = yaml.load(text, yaml.BaseLoader)
        after = yaml.load(new := _edited(text, values, reviewed, drop), yaml.BaseLoader)
        found, rest = after.pop("translation"), before.pop("translation", None)
        same = after == before and all(found["sections"].get(name) == value for name, value in values.items())
        kept = {"status": "machine"} | (rest or {}) | ({"status": "reviewed"} if reviewed else {})
        same = same and {**kept, "sections": 0} == {"status": "machine", **found, "sections": 0}
    except (yaml.YAMLError, AttributeError, TypeError, KeyError):
        raise StateError from None
    if not same:
        raise StateError
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
