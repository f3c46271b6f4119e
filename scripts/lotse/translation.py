"""Which German text a translation stands for, and whether that text is still the same."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from lotse.model import ADAPTATION, Page, Site

State = Literal["missing", "unconfirmed", "outdated", "current"]
PAGE = "_page"


@lru_cache(maxsize=8192)  # a German section is asked for by each language and several rules
def digest(text: str) -> str:
    """First 8 hex digits of SHA-256 (FIPS 180-4) over the UTF-8 text."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def hashes(german: Page) -> dict[str, str]:
    """Section id to hash for a German page; ``_page`` stands for title and summary."""
    head = " ".join(f"{german.meta.get('title', '')}\n{german.meta.get('summary', '')}".split())
    found = {PAGE: digest(head)}
    for name, section in german.sections.items():
        if name:
            found[name] = digest(section.canonical)
    return found


def confirmed(page: Page) -> dict[str, str]:
    """Section id to the hash of the German text it was translated from, as the page's front matter says."""
    translation = page.meta.get("translation")
    sections = translation.get("sections") if isinstance(translation, dict) else None
    return {str(name): value for name, value in sections.items()} if isinstance(sections, dict) else {}


class SectionState(NamedTuple):
    """State of one section of one page; ``id`` may be ``_page``."""

    id: str
    state: State


def states(german: Page, other: Page) -> list[SectionState]:
    """How each section of ``german`` fares in ``other``, in the German order.

    Einfache Sprache is an adaptation with its own sections: there only what it confirms counts,
    and something it must confirm.
    """
    known = confirmed(other)
    found = []
    for name, value in hashes(german).items():
        if other.lang == ADAPTATION and name not in known and (known or name != PAGE):
            continue
        if name != PAGE and other.lang != ADAPTATION and name not in other.sections:
            state: State = "missing"
        elif name not in known:
            state = "unconfirmed"
        else:
            state = "current" if known[name] == value else "outdated"
        found.append(SectionState(name, state))
    return found


@dataclass(frozen=True)
class PageState:
    """State of one page in one language: the worst of its sections, and how many are in which."""

    lang: str
    key: str
    state: State
    sections: tuple[SectionState, ...] = ()


def overview(site: Site, lang: str) -> list[PageState]:
    """State of every German page in ``lang``, in the order of the German files."""
    found = []
    for german in site.shown_in(lang):
        other = site.page(lang, german.key)
        if other is None:
            found.append(PageState(lang, german.key, "missing"))
            continue
        sections = tuple(states(german, other))
        worst = next(
            (state for state in ("missing", "outdated", "unconfirmed") if any(s.state == state for s in sections)),
            "current",
        )
        found.append(PageState(lang, german.key, "outdated" if worst == "missing" else worst, sections))  # type: ignore[arg-type]
    return found
