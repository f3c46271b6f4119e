"""Mends that a machine may make, written only when the file is still what was checked."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from lotse.diagnostics import Diagnostic, Fix
from lotse.model import Site


def apply(site: Site, found: Iterable[Diagnostic]) -> int:
    """Apply the fixes of ``found`` and return how many were made.

    Overlapping mends of one file wait for the next run. A file is replaced at once or not at all.
    Raises OSError if a file can't be written.
    """
    by_path: dict[str, list[Fix]] = defaultdict(list)
    for one in found:
        if one.fix:
            by_path[one.path].append(one.fix)
    made = 0
    for path, mends in by_path.items():
        raw = (site.root / path).read_bytes()
        limit = len(raw) + 1
        for fix in sorted(mends, key=lambda f: (f.start, f.end), reverse=True):
            if fix.end <= limit:
                raw = raw[: fix.start] + fix.replacement + raw[fix.end :]
                limit = fix.start
                made += 1
        write(site.root / path, raw)
    return made


def write(path: Path, raw: bytes) -> None:
    """Write a file so that a reader sees the old or the new one, never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(path.name + ".new")
    try:
        aside.write_bytes(raw)
        os.replace(aside, path)
    except OSError:
        aside.unlink(missing_ok=True)
        raise
