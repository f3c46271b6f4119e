"""Every translated section beside its German one, with what each states; outdated ones are left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lotse import facts, laws
from lotse.facts.reading import Words
from lotse.model import ADAPTATION, SOURCE, Page, Site
from lotse.parity import stated
from lotse.parity.compare import Difference, differences
from lotse.parity.stated import Stated
from lotse.translation import PAGE, states


@dataclass(frozen=True)
class Pair:
    """One section in both languages; ``section`` may be ``_page``: then title and summary are meant."""

    german: Page
    page: Page
    section: str
    here: list[Stated]
    there: list[Stated]
    found: dict[str, Difference]

    def place(self, page: Page) -> int:
        """Byte offset at which the section begins on one of the two pages."""
        return page.front.place(("title",)) if self.section == PAGE else page.sections[self.section].start


def pairs(site: Site) -> list[Pair]:
    """All sections that claim to say today's German; none if the statutes can't be read (another rule says so)."""
    if "parity" not in site.cache:
        try:
            site.cache["parity"] = list(_pairs(site, laws.load(site.root)))
        except laws.LawsError:
            site.cache["parity"] = []
    found: list[Pair] = site.cache["parity"]
    return found


def _pairs(site: Site, known: laws.Laws) -> Iterator[Pair]:
    words = facts.of(site).words
    read: dict[tuple[str, str], list[Stated]] = {}
    for page in site.judged_pages():
        german = site.page(SOURCE, page.key)
        if page.lang in (SOURCE, ADAPTATION) or german is None or not german.meta or not page.meta:
            continue
        for one in states(german, page):
            if one.state in ("current", "unconfirmed"):
                if (german.key, one.id) not in read:
                    read[german.key, one.id] = _stated(german, one.id, known, words(SOURCE))
                here, there = read[german.key, one.id], _stated(page, one.id, known, words(page.lang))
                yield Pair(german, page, one.id, here, there, differences(here, there))


def _stated(page: Page, section: str, known: laws.Laws, words: Words) -> list[Stated]:
    if section != PAGE:
        return stated.of_section(page, page.sections[section], known, words)
    head = f"{page.meta.get('title', '')}\n{page.meta.get('summary', '')}"
    return [one._replace(offset=page.front.place(("title",))) for one in stated.of_text(head, page.lang, known, words)]
