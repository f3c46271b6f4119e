"""One checksum over the whole site, shown in the imprint: two builds with the same one are the same, byte by byte."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from lotse import locales
from lotse.finish.context import Context, Shown
from lotse.finish.html import Tree, append, insert_before, one, render

FILE = "build.json"
IMPRINT = "impressum.md"
_UNKNOWN = "0" * 64  # stands in the imprint while the sum is taken: no sum can contain itself
_DERIVED = (FILE, "offline/")  # made from the other files afterwards


def place(context: Context, shown: Shown, tree: Tree) -> None:
    """Make room for the sum at the end of the imprint."""
    if shown.key != IMPRINT:
        return
    line = render(
        "checksum", words=context.words(shown.lang), value=_UNKNOWN, up=context.up(shown),
        lang=locales.tag(shown.lang), dir=locales.direction(shown.lang),
    )  # fmt: skip
    foot = tree.css_first("article .lotse-foot")
    if foot:
        insert_before(foot, line)
    else:
        append(one(tree, "article"), line)


def write(context: Context) -> str:
    """Take the sum, write it into the imprints and into ``build.json``; nothing but ``offline/`` may change afterwards."""
    total, count = of(context.site_dir)
    for shown in context.pages():
        if shown.key == IMPRINT and shown.file.is_file():
            shown.file.write_text(shown.file.read_text("utf-8").replace(_UNKNOWN, total), "utf-8")
    content = {"sha256": total, "files": count, "site_url": context.base, "repository": context.repository}
    (context.site_dir / FILE).write_text(json.dumps(content, indent=1) + "\n", "utf-8")
    return total


def of(site_dir: Path) -> tuple[str, int]:
    """Checksum and number of the files of a built site, finished or not.

    It is what ``sha256sum`` says about its own list of all files, sorted by the bytes of their paths, without
    ``build.json`` and ``offline/``, and with 64 zeros where the imprints show the sum.
    """
    known = site_dir / FILE
    shown = str(json.loads(known.read_text("utf-8"))["sha256"]) if known.is_file() else _UNKNOWN
    files = {file.relative_to(site_dir).as_posix(): file for file in site_dir.rglob("*") if file.is_file()}
    lines = []
    for path in sorted(files):
        if not path.startswith(_DERIVED):
            raw = files[path].read_bytes()
            if path.endswith("impressum/index.html"):
                raw = raw.replace(shown.encode(), _UNKNOWN.encode())
            lines.append(f"{hashlib.sha256(raw).hexdigest()}  {path}\n")
    return hashlib.sha256("".join(lines).encode()).hexdigest(), len(lines)
