"""What we ask git."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class GitError(Exception):
    """git is missing, or the reference is unknown; the text says which, in German."""


class Version(NamedTuple):
    """A file as a commit left it; ``day`` is the ISO date of the commit."""

    commit: str
    day: str
    raw: bytes


def changed(root: Path, base: str) -> list[str]:
    """Repository paths that differ from the merge base with ``base``, new files included.

    Raises GitError.
    """
    listed = _git(root, "diff", "--name-only", "--merge-base", base)
    new = _git(root, "ls-files", "--others", "--exclude-standard")
    return [*listed.splitlines(), *new.splitlines()]


def versions(root: Path, path: str) -> Iterator[Version]:
    """Every committed version of a file, the newest first; renames are not followed.

    Raises GitError.
    """
    for line in _git(root, "log", "--format=%h %cs", "--", path).splitlines():
        commit, day = line.split()
        raw = at(root, commit, path)
        if raw is not None:
            yield Version(commit, day, raw)


def at(root: Path, ref: str, path: str) -> bytes | None:
    """A file as it was in a commit; None if it did not exist there."""
    done = subprocess.run(["git", "-C", str(root), "show", f"{ref}:{path}"], capture_output=True, check=False)
    return done.stdout if done.returncode == 0 else None


def merge_base(root: Path, base: str) -> str:
    """The commit at which this branch left ``base``. Raises GitError."""
    return _git(root, "merge-base", "HEAD", base).strip()


def is_shallow(root: Path) -> bool:
    """Whether older commits were left out when the repository was fetched. Raises GitError."""
    return _git(root, "rev-parse", "--is-shallow-repository").strip() == "true"


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-c", "core.quotePath=false", "-C", str(root), *arguments],
            capture_output=True,
            text=True,
            check=True,
        )
    except FileNotFoundError:
        raise GitError("git ist nicht installiert") from None
    except subprocess.CalledProcessError as error:
        last = (error.stderr or "").strip().splitlines()[-1:] or [""]
        raise GitError(f"git kennt den Vergleichsstand nicht ({last[0]}); mit --base einen anderen angeben") from None
    return done.stdout
