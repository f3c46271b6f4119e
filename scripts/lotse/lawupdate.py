"""``lotse laws update``: pins the statutes again and says who cites what has changed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from lotse import fixes, laws, lawxml, yamlfile
from lotse.citations import Norm
from lotse.laws import LOCK, STATUTES
from lotse.lawstructure import ends
from lotse.model import Site

_KINDS = {
    "pinned": "neu hinterlegt", "unpinned": "nicht mehr hinterlegt", "added": "neu im Gesetz",
    "removed": "nicht mehr im Gesetz", "repealed": "weggefallen", "changed": "geändert",
}  # fmt: skip
_UNTOUCHED = "laws.lock bleibt, wie es ist"
_CITING = {"pages": "Seiten", "facts": "Fakten", "rules": "Regeln", "cases": "Fälle", "questions": "Fragen"}


class UpdateError(Exception):
    """The statutes can't be pinned; the text says why, in German. The lock is as it was."""


@dataclass
class Change:
    """One norm (or, with an empty ``norm``, a whole statute) that differs, and what cites it.

    ``kind`` is pinned, unpinned, added, removed, repealed or changed; see ``laws-output.schema.json``.
    """

    statute: str
    norm: str
    kind: str
    pages: list[str] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    cases: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)


def pin(root: Path, folder: Path) -> dict[str, Any]:
    """The content of a new ``laws.lock`` out of the XML files of ``folder``, one a statute, named by slug.

    Raises UpdateError if ``laws.yml`` can't be read, a file is missing, or one is no statute.
    """
    try:
        listed = yamlfile.parse((root / STATUTES).read_text("utf-8"), "frontmatter/data").value
        statutes = {
            name: (f"{entry['slug']}.xml", [str(para) for para in entry.get("only", ())])
            for name, entry in listed["statutes"].items()
            if entry["structure"] == "verified"
        }
    except (OSError, UnicodeDecodeError, KeyError, TypeError, AttributeError):
        raise UpdateError(f"{STATUTES.as_posix()} lässt sich nicht lesen; Hilfe: lotse check frontmatter") from None
    pinned = {}
    for name, (file, only) in statutes.items():
        path = folder / file
        try:
            if path.stat().st_size > lawxml.MAX_BYTES:
                raise lawxml.LawFileError(f"ist größer als {lawxml.MAX_BYTES // 1_000_000} MB")
            pinned[name] = lawxml.pin(path.read_bytes(), only)
        except OSError:
            raise UpdateError(f"{path} fehlt oder darf nicht gelesen werden ({name}); {_UNTOUCHED}") from None
        except lawxml.LawFileError as error:
            raise UpdateError(f"{path} {error} ({name}); {_UNTOUCHED}") from None
    return {"statutes": pinned}


def natural(text: str) -> list[tuple[int, str]]:
    """Sort key that puts § 9 before § 10 and § 10a after it."""
    return [(int(digits or 0), word) for digits, word in re.findall(r"([0-9]*)([^0-9]*)", text)]


def write(root: Path, lock: Mapping[str, Any]) -> None:
    """Write ``laws.lock``: the same content always gives the same bytes."""
    fixes.write(root / LOCK, (json.dumps(_ordered(lock), ensure_ascii=False, indent=1) + "\n").encode())


def _ordered(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _ordered(value[key]) for key in sorted(value, key=natural)}
    return value


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


def _statute(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterable[Change]:
    before, after = _norms(old), _norms(new)
    for para in sorted({*before, *after}, key=natural):
        was, now = before.get(para), after.get(para)
        if was == now:
            continue
        if was is None or now is None:
            kind = "added" if was is None else "removed"
        elif was.get("repealed") or now.get("repealed"):
            kind = "repealed" if now.get("repealed") else "added"
        elif was and now:
            kind = "changed"
        else:
            continue  # a section known by its number only says nothing about its wording
        yield Change(name, f"{new.get('unit', '§')} {para}", kind)


def _norms(statute: Mapping[str, Any]) -> dict[str, Any]:
    norms: dict[str, Any] = dict(statute.get("norms", {}))
    norms.update({para: {} for para in statute.get("further", ())})
    norms.update({para: {"repealed": True} for para in statute.get("further_repealed", ())})
    return norms


def cite(site: Site, changes: Iterable[Change]) -> None:
    """Enter into each change who cites it: pages of all languages, facts, rules, cases and questions."""
    from lotse.checks.laws import mentions

    known = laws.load(site.root)
    cited = [(known.statute(one.citation.statute), one) for one in mentions(site) if one.resolution.norm]
    for change in changes:
        para = change.norm.rsplit(" ", 1)[-1]
        for name, one in cited:
            norm = one.resolution.norm
            if name == change.statute and norm and change.norm and covers(norm, para):
                listed, item = (change.pages, one.file.path) if not one.data else (_list(change, one.data), one.entry)
                if item not in listed:
                    listed.append(item)


def _list(change: Change, data: str) -> list[str]:
    lists = {"facts": change.facts, "precheck": change.rules, "cases": change.cases, "quiz": change.questions}
    return lists.get(data, [])


def covers(norm: Norm, para: str) -> bool:
    """Whether a cited norm, possibly a range of sections, means the section ``para``."""
    borders = [natural(one) for one in ends(norm.para)]
    return bool(borders) and borders[0] <= natural(para) <= borders[-1]


def report(changes: list[Change], form: str) -> str:
    """The changes as text for a person, as Markdown for a pull request, or as JSON for programs."""
    if form == "json":
        return json.dumps({"changed": [asdict(one) for one in changes]}, ensure_ascii=False, indent=2) + "\n"
    lines = []
    for one in changes:
        name = f"{one.norm} {one.statute}".strip()
        lines.append(f"- **{name}**: {_KINDS[one.kind]}" if form == "markdown" else f"{name}: {_KINDS[one.kind]}")
        for attribute, german in _CITING.items():
            if citing := getattr(one, attribute):
                listed = ", ".join(f"`{item}`" if form == "markdown" else item for item in citing)
                lines.append(f"    {'- ' if form == 'markdown' else ''}{german}: {listed}")
    if not changes:
        lines.append("Alle hinterlegten Gesetze sind unverändert.")
    return "\n".join(lines) + "\n"
