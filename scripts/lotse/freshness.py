"""What has to be looked at again: pages that fall due, law that has changed since, sources not seen for long.

The rules of the family freshness and the notice to readers ask here. Nothing in this module knows today's date:
whoever asks brings the day along, so that a built page never depends on the day of the build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from lotse import laws
from lotse.laws import citations
from lotse.laws.citations import Norm, Part
from lotse.laws.structure import ends, spell, within
from lotse.model import SOURCE, Page, Site

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
LONGEST = "1 years"  # no source goes longer without a look, whatever its own ``review_in`` says
_UNITS = {"days": 1, "weeks": 7, "months": 1, "years": 12}


def due(reviewed: str, review_in: str) -> str:
    """ISO date when a page falls due: ``reviewed`` plus for instance ``6 months``.

    Empty when one of them is missing or malformed. A month is a calendar month; its last day stays last.
    """
    try:
        start = date.fromisoformat(reviewed)
        number, unit = review_in.split()
        count = int(number) * _UNITS[unit]
        if unit in ("days", "weeks"):
            return (start + timedelta(days=count)).isoformat()
        months = start.month - 1 + count
        year, month = start.year + months // 12, months % 12 + 1
        last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
        return date(year, month, min(start.day, last)).isoformat()
    except (ValueError, OverflowError, KeyError):
        return ""


def is_date(value: object) -> bool:
    """Whether a value of front matter or data is an ISO date that exists."""
    try:
        return isinstance(value, str) and _ISO.fullmatch(value) is not None and bool(date.fromisoformat(value))
    except ValueError:
        return False


def unchecked_since(checked: str, review_in: str = "") -> str:
    """ISO date until which a look at a source counts: a year after ``checked``, or earlier if ``review_in`` says so.

    Empty when ``checked`` is no date.
    """
    return min((day for day in (due(checked, LONGEST), due(checked, review_in)) if day), default="")


@dataclass(frozen=True)
class Change:
    """A norm that reads differently since ``date`` (ISO).

    ``title`` and ``url`` say where that stands; ``pinned`` if it is known from ``laws.lock`` only.
    """

    statute: str
    norm: Norm
    date: str
    title: str
    url: str
    pinned: bool = False

    @property
    def name(self) -> str:
        """The norm as lawyers write it: ``§ 55 Abs. 3 AsylG``."""
        return f"{spell(self.norm)} {self.statute}"


def changes(site: Site) -> list[Change]:
    """Every change of law that the site knows of, oldest first: amendments of ``laws.yml``, dates in ``laws.lock``.

    Empty when these files are missing or broken; laws/pinned says so.
    """
    if "law-changes" not in site.cache:
        try:
            known = laws.load(site.root)
        except laws.LawsError:
            return []
        found = [*_amended(known), *_repinned(site, known)]
        site.cache["law-changes"] = sorted(found, key=lambda one: (one.date, one.statute, one.name))
    listed: list[Change] = site.cache["law-changes"]
    return listed


def _amended(known: laws.Laws) -> Iterator[Change]:
    for name, entry in known.statutes.items():
        for one in _dicts(entry.get("amendments")):
            source = one.get("source")
            source = source if isinstance(source, dict) else {}
            if is_date(one.get("from")):
                for norm in citations.read(str(one.get("norm"))):
                    yield Change(name, norm, str(one["from"]), str(source.get("title", "")), str(source.get("url", "")))


def _repinned(site: Site, known: laws.Laws) -> Iterator[Change]:
    statutes = site.lock.get("statutes")
    for name, pinned in statutes.items() if isinstance(statutes, dict) else ():
        norms = pinned.get("norms") if isinstance(pinned, dict) else None
        for para, one in norms.items() if isinstance(norms, dict) else ():
            if isinstance(one, dict) and is_date(one.get("changed")):
                norm = Norm(para, statute=name, article=pinned.get("unit") == "Art.")
                yield Change(name, norm, str(one["changed"]), f"{spell(norm)} {name}", known.link(norm), True)


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def changed_norms(site: Site, page: Page) -> list[Change]:
    """What has changed in the law that a page cites, since somebody last looked at its substance; oldest first.

    A translation is as old as its German page, and rests on what either of the two cites.
    """
    german = site.page(SOURCE, page.key)
    reviewed = str(german.meta.get("reviewed", "")) if german else ""
    later = [one for one in changes(site) if is_date(reviewed) and one.date > reviewed]
    if german is None or not later:
        return []
    pages = [page] if page.lang == SOURCE else [german, page]
    cited = [(name, norm) for one in pages for name, norm, _ in _cited(site, one)]
    found = [change for change in later if any(_meant(change, name, norm) for name, norm in cited)]
    # An amendment says more precisely what the new pin of the whole section only hints at.
    named = {(one.statute, one.norm.para) for one in found if not one.pinned}
    return [one for one in found if not one.pinned or (one.statute, one.norm.para) not in named]


def first_mention(site: Site, page: Page, change: Change) -> int:
    """Byte offset of the first citation on ``page`` that ``change`` concerns, of the norm itself rather than above it.

    Where the text begins if there is none.
    """
    found = [(norm, at) for name, norm, at in _cited(site, page) if _meant(change, name, norm)]
    exact = [(norm, at) for norm, at in found if within(norm, change.norm)]
    return next((at for _, at in (*exact, *found)), page.body_start)


def _cited(site: Site, page: Page) -> Iterator[tuple[str, Norm, int]]:
    """Statute, norm and byte offset of everything the page cites as the law of today."""
    known = laws.load(site.root)
    for run in page.doc.runs:
        if run.kind != "CodeBlock":
            for norm in (norm for one in known.find(run.text) for norm in one.norms):
                if (name := known.statute(norm.statute)) and not norm.old_version:
                    yield name, norm, run.offset(norm.start)


def _meant(change: Change, statute: str, norm: Norm) -> bool:
    return statute == change.statute and touches(norm, change.norm)


def touches(one: Norm, other: Norm) -> bool:
    """Whether one norm is, contains or is part of the other: § 10 Abs. 1 touches § 10 and § 10 Abs. 1 Satz 1."""
    satz = 2
    for level, (mine, theirs) in enumerate(zip(one[:6], other[:6], strict=True)):
        # A sentence inside a number is not the sentence that holds the number.
        if mine is None or theirs is None or (level == satz and one.inner != other.inner):
            continue
        if not _overlap(mine, theirs):
            return False
        if isinstance(mine, tuple) or isinstance(theirs, tuple):
            return True
    return True


def _overlap(one: Part, other: Part) -> bool:
    mine, theirs = sorted(map(_order, ends(one))), sorted(map(_order, ends(other)))
    return mine[0] <= theirs[-1] and theirs[0] <= mine[-1]


def _order(number: str) -> tuple[int, str]:
    digits = "".join(c for c in number if c.isdecimal())
    return int(digits or 0), number.removeprefix(digits)
