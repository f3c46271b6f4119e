"""What we sent last, and what the CMS made of it: so that a change by an editor there is seen.

``docs/data/integreat.lock`` holds no text. It is written before and after each page, so a run that is killed
in between finds its own text again.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

PATH = Path("docs/data/integreat.lock")


class StateError(Exception):
    """The state can't be read or written; the text says why, in German."""


@dataclass(frozen=True)
class Record:
    """What we know of one page in one language: hashes (SHA-256, hex), empty where there is none yet.

    Attributes:
        sent: what we sent, or are about to send.
        stored: what the CMS showed afterwards.
        german: what the CMS showed as the German text at that time.
        begun: while a write is under way, the version that the CMS showed before it; so that a later run sees
            whether the write has arrived, even of an unchanged text.
    """

    sent: str = ""
    stored: str = ""
    german: str = ""
    begun: str = ""


class State:
    """The records of one region by repository path. Raises StateError."""

    def __init__(self, root: Path, name: str) -> None:
        self.file, self.name = root / PATH, name
        self._all = _read(self.file)
        own = self._all.setdefault(name, {})
        try:
            self.records = {path: Record(**fields) for path, fields in own.items()}
        except (TypeError, AttributeError):
            raise _broken() from None

    def get(self, path: str) -> Record:
        """The record of a page; an empty one if nothing is known."""
        return self.records.get(path, Record())

    def put(self, path: str, record: Record) -> None:
        """Keep a record, at once and completely. Raises StateError."""
        if self.records.get(path) == record:
            return
        self.records[path] = record
        self._all[self.name] = {path: asdict(one) for path, one in sorted(self.records.items())}
        aside = self.file.with_name(f"{self.file.name}.new")
        try:
            aside.write_text(json.dumps(self._all, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
            os.replace(aside, self.file)
        except OSError as error:
            raise StateError(f"{PATH.as_posix()} lässt sich nicht schreiben: {error.strerror}") from None


def _read(file: Path) -> dict[str, dict[str, dict[str, str]]]:
    try:
        found = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise StateError(f"{PATH.as_posix()} lässt sich nicht lesen: {error.strerror}") from None
    except (ValueError, RecursionError):
        raise _broken() from None
    if not isinstance(found, dict) or not all(isinstance(one, dict) for one in found.values()):
        raise _broken()
    return found


def _broken() -> StateError:
    return StateError(
        f"{PATH.as_posix()} ist beschädigt: die Datei aus dem letzten Stand zurückholen, oder löschen; dann gilt jeder "
        "Text in Integreat, der anders ist, als von der Redaktion geändert"
    )
