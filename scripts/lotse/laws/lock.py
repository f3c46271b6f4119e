"""``laws.lock``: reading it, writing it, and noticing when somebody else has written it.

Its form is described in ``docs/data/schemas/laws-lock.schema.json``.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PATH = Path("docs/data/laws.lock")


class LockError(Exception):
    """The lock can't be relied on; the text says so in German."""


def digest(lock: Mapping[str, Any]) -> str:
    """Hash (SHA-256) over the content of a lock, whatever its white space and the order of its keys."""
    content = {key: value for key, value in lock.items() if key != "digest"}
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def intact(lock: Mapping[str, Any]) -> bool:
    """Whether a lock is as ``lotse laws update`` wrote it."""
    return lock.get("digest") == digest(lock)


def read(root: Path) -> dict[str, Any]:
    """The lock of the repository at ``root``; empty if there is none yet.

    Raises LockError when it is damaged, unreadable or edited by hand.
    """
    try:
        found = json.loads((root / PATH).read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or not intact(found):
        raise LockError(f"{PATH.as_posix()} ist beschädigt oder von Hand geändert; die Datei aus dem letzten Stand "
                        "zurückholen oder löschen und alles neu hinterlegen (die Daten früherer Änderungen fehlen dann)")  # fmt: skip
    return found


def write(root: Path, lock: Mapping[str, Any]) -> None:
    """Write the lock: the same content always gives the same bytes.

    Raises OSError if the file can't be written; it is then as it was.
    """
    from lotse import fixes

    content = {"statutes": _ordered(lock["statutes"]), "digest": digest(lock)}
    fixes.write(root / PATH, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())


def natural(text: str) -> list[tuple[int, str]]:
    """Sort key that puts § 9 before § 10 and § 10a after it."""
    return [(int(digits or 0), word) for digits, word in re.findall(r"([0-9]*)([^0-9]*)", text)]


def _ordered(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _ordered(value[key]) for key in sorted(value, key=natural)}
    return value


def norms(statute: Mapping[str, Any]) -> dict[str, Any]:
    """All sections of a pinned statute; those outside ``only`` are empty or just repealed."""
    found: dict[str, Any] = dict(statute.get("norms", {}))
    found.update({para: {} for para in statute.get("further", ())})
    found.update({para: {"repealed": True} for para in statute.get("further_repealed", ())})
    return found


def date_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    """Enter into ``new`` since when each section reads as it does: the date of the text that first had other words.

    A section pinned for the first time has no date; one that has not changed keeps the date it had.
    """
    before = old.get("statutes", {})
    for name, statute in new["statutes"].items():
        known = before.get(name, {}).get("norms", {})
        for para, norm in statute["norms"].items():
            was = known.get(para)
            if was is None:
                continue
            if was.get("hash") != norm.get("hash"):
                norm["changed"] = statute["builddate"]
            elif "changed" in was:
                norm["changed"] = was["changed"]
