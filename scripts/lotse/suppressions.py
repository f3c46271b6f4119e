"""Exceptions from a rule: ``<!-- lotse: ignore links/vague-text: reason -->`` silences it on the next line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lotse.checks import at, rules
from lotse.diagnostics import Diagnostic, order
from lotse.model import Page, Site

RULE = "structure/suppression"
_COMMENT = re.compile(r"<!--\s*lotse:\s*ignore\s+([\w/-]+)\s*:?\s*(.*?)\s*-->")


def apply(site: Site, found: list[Diagnostic], ran: set[str]) -> list[Diagnostic]:
    """Take silenced findings out, and add what is wrong with the exceptions themselves.

    Args:
        found: what the rules found; ``ran``: the names of the rules that looked.
    """
    silenced: dict[tuple[str, int, str], tuple[Page, int]] = {}
    wrong = []
    for page, name, reason, offset in _comments(site):
        if name not in rules():
            wrong.append(
                at(
                    page.file,
                    offset,
                    f"Die Regel {name} gibt es nicht",
                    "Namen aus der Meldung übernehmen, etwa links/vague-text",
                )
            )
        elif not reason:
            wrong.append(
                at(
                    page.file,
                    offset,
                    f"Die Ausnahme von {name} nennt keinen Grund",
                    f"Grund hinter den Namen schreiben, etwa: <!-- lotse: ignore {name}: Zitat -->",
                )
            )
        elif name in ran:
            silenced[page.path, page.file.line(offset) + 1, name] = page, offset
    needed = {(d.path, d.line, d.rule) for d in found}
    wrong += [
        at(page.file, offset, f"Die Ausnahme von {key[2]} wird nicht gebraucht", "Kommentar löschen")
        for key, (page, offset) in silenced.items() if key not in needed
    ]  # fmt: skip
    kept = [d for d in found if (d.path, d.line, d.rule) not in silenced]
    if RULE in ran:
        kept += [replace(d, rule=RULE, severity=rules()[RULE].severity) for d in wrong]
    return order(kept)


def _comments(site: Site) -> Iterator[tuple[Page, str, str, int]]:
    """Page, rule, reason and byte offset of each exception; comments inside code are text."""
    for page in site.judged_pages():
        if b"lotse:" in page.file.raw:
            for value, offset in page.doc.html:
                if match := _COMMENT.search(value):
                    yield page, match[1], match[2], offset + len(value[: match.start()].encode())
