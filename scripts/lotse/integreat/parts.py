"""Which pages and which of their sections go to Integreat."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lotse.model import ADAPTATION, SOURCE, Page, Site
from lotse.source.markdown import Section
from lotse.translation import PAGE, State, digest, hashes, states

# The answer, what to bring, where to go, what to look out for; the rules themselves stay on our site.
SECTIONS = ("kurz", "nachweise", "anschrift", "wege", "vor-ort", "fallen")
# There the questions to ask first, which German has in its short answer, are a section.
_ADAPTED = (*SECTIONS, "pruefen")


def pages(site: Site, lang: str = SOURCE) -> Iterator[Page]:
    """The pages of a language that go to Integreat, in the order of the menu; what it has not translated is left out."""
    order = {key: number for number, key in enumerate(site.nav_keys)}
    chosen = [page for page in site.in_language(SOURCE) if page.meta.get("integreat") is True]
    for german in sorted(chosen, key=lambda page: (order.get(page.key, len(order)), page.key)):
        page = site.page(lang, german.key)
        if page is not None:
            yield page


def sections(page: Page) -> list[Section]:
    """The sections of a page that go to Integreat, each h2 with all below it, in the order of the page."""
    wanted = _ADAPTED if page.lang == ADAPTATION else SECTIONS
    found, inside = [], False
    for section in page.doc.sections:
        if section.level <= 2:
            inside = section.level == 2 and section.id in wanted
        if inside:
            found.append(section)
    return found


def words(page: Page) -> int:
    """Words of these sections, without the names of blocks."""
    texts = (re.sub(r"(?m)^/{3,}[ \w-]*\|?|/{3,}$", "", one.text) for one in sections(page))
    return sum(len(re.findall(r"\w+", text)) for text in texts)


def german_hash(german: Page) -> str:
    """Hash of the German text that goes to Integreat; moves when one of its sections or its title does."""
    known = hashes(german)
    return digest("\n".join(known[name] for name in (PAGE, *(one.id for one in sections(german))) if name in known))


def state(german: Page, page: Page) -> State:
    """The worst state of what is taken over; of Einfache Sprache, which divides the text otherwise, of all of it."""
    if page.lang == SOURCE:
        return "current"
    taken = {PAGE, *(one.id for one in sections(german))}
    found = {one.state for one in states(german, page) if page.lang == ADAPTATION or one.id in taken}
    order: tuple[State, ...] = ("missing", "outdated", "unconfirmed")
    return next((one for one in order if one in found), "current")
