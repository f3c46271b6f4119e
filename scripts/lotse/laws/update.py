"""``lotse laws update``: pins the statutes of ``laws.yml`` again, from a folder or from the official site."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from lotse import laws
from lotse.laws import STATUTES
from lotse.laws import gii as lawxml
from lotse.laws import lock as lawlock
from lotse.source import yamlfile


class UpdateError(Exception):
    """The statutes can't be pinned; each of ``lines`` says in German what is wrong. The lock is as it was."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(*lines)
        self.lines = [*lines[:-1], f"{lines[-1]}; laws.lock bleibt, wie es ist"]


class Source(Protocol):
    """Where the XML of the statutes comes from."""

    def where(self, slug: str) -> str:
        """Path or address, for the messages."""

    def read(self, slug: str) -> bytes:
        """The XML of a statute; raises LawFileError if it can't be had."""


class Folder:
    """A folder with one XML file a statute, named by slug."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def where(self, slug: str) -> str:
        """Path of the file."""
        return str(self.path / f"{slug}.xml")

    def read(self, slug: str) -> bytes:
        """The file, unless it is far too large. Raises LawFileError."""
        path = self.path / f"{slug}.xml"
        try:
            if path.stat().st_size > lawxml.MAX_BYTES:
                raise lawxml.LawFileError(f"ist größer als {lawxml.MAX_BYTES // 1_000_000} MB")
            return path.read_bytes()
        except OSError:
            raise lawxml.LawFileError("fehlt oder darf nicht gelesen werden") from None


def quiet(number: int, total: int, name: str) -> None:
    """Shows no progress."""


def update(
    root: Path, source: Source, progress: Callable[[int, int, str], None] = quiet
) -> tuple[dict[str, Any], dict[str, Any], laws.Laws]:
    """The lock as it is, the lock as it should be, and the laws resolved against the latter. Writes nothing.

    Args:
        root: the repository.
        source: where the XML files come from.
        progress: told the number, the number of all, and the name of each statute before it is read.

    Raises UpdateError when ``laws.yml`` can't be read, the lock was edited by hand, or any statute can't be pinned.
    """
    try:
        old = lawlock.read(root)
    except lawlock.LockError as error:
        raise UpdateError([str(error)]) from None
    try:
        listed = yamlfile.parse((root / STATUTES).read_text("utf-8"), "frontmatter/data").value
        wanted = {
            name: (entry["slug"], [str(para) for para in entry.get("only", ())])
            for name, entry in listed["statutes"].items()
            if entry["structure"] == "verified"
        }
    except (OSError, UnicodeDecodeError, KeyError, TypeError, AttributeError):
        raise UpdateError([_unreadable()]) from None
    new: dict[str, Any] = {"statutes": _pin(wanted, source, progress)}
    lawlock.date_changes(old, new)
    new["digest"] = lawlock.digest(new)
    try:
        return old, new, laws.Laws(listed, new)
    except laws.LawsError:
        raise UpdateError([_unreadable()]) from None


def _unreadable() -> str:
    return f"{STATUTES.as_posix()} lässt sich nicht lesen; Hilfe: lotse check frontmatter"


def _pin(
    wanted: dict[str, tuple[str, list[str]]], source: Source, progress: Callable[[int, int, str], None]
) -> dict[str, Any]:
    pinned, failed = {}, []
    for number, (name, (slug, only)) in enumerate(wanted.items(), 1):
        progress(number, len(wanted), name)
        try:
            pinned[name] = lawxml.pin(source.read(slug), only)
        except lawxml.LawFileError as error:
            failed.append(f"{source.where(slug)} {error} ({name})")
    if failed:
        raise UpdateError(failed)
    return pinned
