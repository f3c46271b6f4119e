"""The two questions we ask git."""

from __future__ import annotations

import subprocess
from pathlib import Path


class GitError(Exception):
    """git is missing, or the reference is unknown; the text says which, in German."""


def changed(root: Path, base: str) -> list[str]:
    """Repository paths that differ from the merge base with ``base``, new files included.

    Raises GitError.
    """
    listed = _git(root, "diff", "--name-only", "--merge-base", base)
    new = _git(root, "ls-files", "--others", "--exclude-standard")
    return [*listed.splitlines(), *new.splitlines()]


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-c", "core.quotePath=false", "-C", str(root), *arguments],
            capture_output=True,
            text=True,
            check=True,
        )
    except FileNotFoundError:
        raise GitError("git ist nicht installiert; ohne --changed prüfen") from None
    except subprocess.CalledProcessError as error:
        last = (error.stderr or "").strip().splitlines()[-1:] or [""]
        raise GitError(f"git kennt den Vergleichsstand nicht ({last[0]}); mit --base einen anderen angeben") from None
    return done.stdout
