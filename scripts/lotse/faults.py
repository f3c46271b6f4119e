"""What is wrong in a data file, and the ways to say that a name names nothing."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from lotse.model import SOURCE, Site
from lotse.source.yamlfile import Key


@dataclass(frozen=True)
class Fault:
    """What is wrong at ``key`` of a ``file`` in docs/data, given without its ending."""

    key: Key
    message: str
    help: str
    file: str = "precheck"


def unknown(key: Key, what: str, name: str, known: Iterable[str], where: str = "", file: str = "precheck") -> Fault:
    """``what`` („Die Frage“) with this name does not exist; the help names the nearest that does."""
    near = difflib.get_close_matches(name, list(known), 1, 0.5)
    hint = f"gemeint ist vielleicht: {near[0]}" if near else "Schreibweise prüfen oder den Eintrag dort ergänzen"
    return Fault(key, f"{what} „{name}“ gibt es {where}nicht", hint, file)


def broken_link(site: Site, key: Key, link: str, file: str = "precheck") -> Fault | None:
    """What is wrong with a place in the German pages, ``leitfaden/sprache.md#kurz``; None if it exists."""
    path, _, anchor = link.partition("#")
    page = site.page(SOURCE, path)
    if page is None:
        return unknown(key, "Die Seite", path, [one.key for one in site.in_language(SOURCE)], "in docs/de ", file)
    if anchor and anchor not in page.sections:
        return unknown(key, "Den Abschnitt", anchor, page.sections, f"auf {page.path} ", file)
    return None
