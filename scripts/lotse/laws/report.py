"""What has changed between two locks, and everything that cites it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lotse.laws import Laws, mentions
from lotse.laws.citations import Norm
from lotse.laws.lock import natural, norms
from lotse.laws.structure import ends
from lotse.model import Site

_KINDS = {
    "pinned": "neu hinterlegt", "unpinned": "nicht mehr hinterlegt", "new": "neu im Gesetz",
    "removed": "nicht mehr im Gesetz", "repealed": "weggefallen", "moved": "verschoben",
    "structure": "Aufbau geändert", "reworded": "Wortlaut geändert",
}  # fmt: skip
_DATA = {
    "facts": "Fakten", "precheck": "Regeln", "cases": "Fälle", "quiz": "Fragen", "changes": "Änderungen",
    "glossary": "Glossar",
}  # fmt: skip
_FINE = ("ok", "unverified")


@dataclass
class Change:
    """One norm (or, with an empty ``norm``, a whole statute) that differs, and what cites it.

    ``kind`` is a key of ``laws-output.schema.json``; ``to`` is where a moved norm stands now.
    ``lines`` has the lines of each citing page by its path, ``entries`` the citing entries of each data file by its
    name, ``places`` both as ``path:line``, ``wrong`` what is now wrong about which place.
    """

    statute: str
    norm: str
    kind: str
    to: str = ""
    lines: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    entries: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    places: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The norm as it is cited: ``§ 10 StAG``."""
        return f"{self.norm} {self.statute}".strip()

    @property
    def what(self) -> str:
        """The kind of the change, in German."""
        return _KINDS[self.kind] + (f" nach {self.to}" if self.to else "")


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """What differs between two locks, statute by statute, in the order of the sections."""
    before, after = old.get("statutes", {}), new["statutes"]
    found = []
    for name in sorted({*before, *after}, key=natural):
        if name not in after or name not in before:
            found.append(Change(name, "", "pinned" if name in after else "unpinned"))
        else:
            found += _statute(name, before[name], after[name])
    return found


def _statute(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    before, after = norms(old), norms(new)
    unit = new.get("unit", "§")
    came = {
        norm["hash"]: para
        for para, norm in after.items()
        if "hash" in norm and before.get(para, {}).get("hash") != norm["hash"]
    }
    for para in sorted({*before, *after}, key=natural):
        was, now = before.get(para), after.get(para)
        if kind := _kind(was, now):
            to = came.get((was or {}).get("hash"), para)
            moved = to != para and kind != "new"
            yield Change(name, f"{unit} {para}", "moved" if moved else kind, f"{unit} {to}" if moved else "")


def _kind(was: Mapping[str, Any] | None, now: Mapping[str, Any] | None) -> str:
    """What became of a section; empty if it is the same, or if nothing is known of its wording."""
    lived, lives = was is not None and not was.get("repealed"), now is not None and not now.get("repealed")
    if lived != lives:
        return "new" if lives else "removed" if now is None else "repealed"
    if not (was and now and lives) or (was.get("absaetze"), was.get("hash")) == (now.get("absaetze"), now.get("hash")):
        return ""
    return "reworded" if was.get("absaetze") == now.get("absaetze") else "structure"


def cite(site: Site, known: Laws, changes: Iterable[Change]) -> None:
    """Enter into each change who cites it: pages of all languages and every file of ``docs/data``.

    Args:
        known: the laws as they are now; against them a citation may have become wrong.
    """
    by_statute = defaultdict(list)
    for change in changes:
        by_statute[change.statute].append(change)
    for one in mentions.find(site, known):
        norm = one.resolution.norm
        for change in by_statute[known.statute(one.citation.statute) or ""]:
            if norm and change.norm and covers(norm, change.norm.rsplit(" ", 1)[-1]):
                _enter(change, one)


def _enter(change: Change, one: mentions.Mention) -> None:
    line = one.file.line(one.offset)
    place = f"{one.file.path}:{line}"
    if not one.data and line not in change.lines[one.file.path]:
        change.lines[one.file.path].append(line)
    if one.data and one.entry not in change.entries[one.data]:
        change.entries[one.data].append(one.entry)
    if place not in change.places:
        change.places.append(place)
    if one.resolution.status not in _FINE:
        wrong = f"{place} {one.resolution.message}"
        change.wrong += [wrong] if wrong not in change.wrong else []


def covers(norm: Norm, para: str) -> bool:
    """Whether a cited norm, possibly a range of sections, means the section ``para``."""
    borders = [natural(one) for one in ends(norm.para)]
    return bool(borders) and borders[0] <= natural(para) <= borders[-1]


def report(changes: list[Change], form: str) -> str:
    """The changes as text for a person, as Markdown for an issue, or as JSON for programs."""
    if form == "json":
        return json.dumps({"changed": [_mapping(one) for one in changes]}, ensure_ascii=False, indent=2) + "\n"
    return "".join(f"{line}\n" for line in (_markdown(changes) if form == "markdown" else _text(changes)))


def _mapping(one: Change) -> dict[str, Any]:
    data = one.entries
    return {
        "statute": one.statute, "norm": one.norm, "kind": one.kind, "to": one.to, "pages": list(one.lines),
        "facts": data.get("facts", []), "rules": data.get("precheck", []), "cases": data.get("cases", []),
        "questions": data.get("quiz", []), "places": one.places,
    }  # fmt: skip


def _text(changes: list[Change]) -> Iterator[str]:
    for one in (one for one in changes if one.places or not one.norm):
        yield f"{one.name}: {one.what}"
        yield from (f"    {path}:{_numbers(lines)}" for path, lines in one.lines.items())
        yield from (f"    {label}: {', '.join(entries)}" for label, entries in _data(one))
        yield from (f"    stimmt nicht mehr: {wrong}" for wrong in one.wrong)
    yield from _rest(changes)


def _markdown(changes: list[Change]) -> Iterator[str]:
    for one in (one for one in changes if one.places or not one.norm):
        yield f"- **{one.name}**: {one.what}"
        yield from (f"    - `{path}`, Zeile {_numbers(lines)}" for path, lines in one.lines.items())
        yield from (f"    - {label}: {', '.join(f'`{entry}`' for entry in entries)}" for label, entries in _data(one))
        yield from (
            f"    - stimmt nicht mehr: `{place}` {message}"
            for place, _, message in (w.partition(" ") for w in one.wrong)
        )
    if any(one.places or not one.norm for one in changes):
        yield ""
    yield from _rest(changes)


def _numbers(lines: Iterable[int]) -> str:
    return ", ".join(str(line) for line in sorted(lines))


def _data(change: Change) -> Iterator[tuple[str, list[str]]]:
    order = list(_DATA)
    for name in sorted(change.entries, key=lambda name: (order.index(name) if name in _DATA else len(order), name)):
        yield _DATA.get(name, f"docs/data/{name}.yml"), change.entries[name]


def _rest(changes: list[Change]) -> Iterator[str]:
    if not changes:
        yield "Kein hinterlegter Paragraf hat sich geändert."
    uncited = [one for one in changes if one.norm and not one.places]
    for name in dict.fromkeys(one.statute for one in uncited):
        listed = ", ".join(f"{one.norm} ({one.what})" for one in uncited if one.statute == name)
        yield f"{name}, nirgends zitiert: {listed}"
