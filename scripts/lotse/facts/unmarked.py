"""Values of the law that stand in running text without a link to their fact, beside the norm that fixes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from lotse import facts, laws
from lotse.facts import Fact, Facts, reading
from lotse.laws import citations
from lotse.laws.citations import Norm
from lotse.laws.structure import ends
from lotse.model import Page, Site
from lotse.source.markdown import CODE, Run

_INVENTED = ("case", "exercise")  # numbers in made-up stories are no law
_CITES = re.compile("§|Art")  # no norm is cited without
_DIGIT = re.compile(r"\d")  # every value has one


class Unmarked:
    """Finds such values; one instance a site.

    Raises LawsError when the statutes can't be read.
    """

    def __init__(self, site: Site) -> None:
        self.laws = laws.load(site.root)
        self.facts: Facts = facts.of(site)
        self.resting: dict[tuple[str, str], list[tuple[Norm, Fact]]] = {}
        for fact in self.facts.facts.values():
            for section, norm in self._norms(fact.citation):
                self.resting.setdefault(section, []).append((norm, fact))

    def _norms(self, text: str) -> Iterator[tuple[tuple[str, str], Norm]]:
        """Statute and section of each norm that ``text`` cites, with the norm."""
        for norm in (norm for one in self.laws.find(text) for norm in one.norms):
            if name := self.laws.statute(norm.statute):
                for para in ends(norm.para):
                    yield (name, para), norm

    def values(self, page: Page) -> Iterator[tuple[int, str, Fact]]:
        """Byte offset and text of each such value on a page, with the fact it probably is."""
        for runs in _paragraphs(page):
            plain = [(run, text) for run in runs if _DIGIT.search(text := self._plain(run))]
            ranked = self._ranked(run.text for run in runs) if plain else []
            for run, text in plain if ranked else ():
                for start, end, fact in self._in_text(text, ranked, page.lang):
                    yield run.offset(start), run.text[start:end], fact

    def stated(self, text: str, citations: Iterable[str], lang: str) -> Iterator[tuple[str, Fact]]:
        """The same for a text of a data file that stands beside its citations."""
        run = Run("Paragraph", text)
        for start, end, fact in self._in_text(self._plain(run), self._ranked([text, *citations]), lang):
            yield text[start:end], fact

    def _ranked(self, texts: Iterable[str]) -> list[Fact]:
        """The facts that rest on what ``texts`` cite: the one whose norm is cited most exactly comes first."""
        best: dict[str, tuple[int, Fact]] = {}
        for section, mine in (one for text in texts for one in self._norms(text)):
            for norm, fact in self.resting.get(section, ()):
                shared = max(best.get(fact.id, (0, fact))[0], _shared(norm, mine))
                best[fact.id] = shared, fact
        return [fact for _, fact in sorted(best.values(), key=lambda one: -one[0])]

    def _in_text(self, text: str, ranked: list[Fact], lang: str) -> Iterator[tuple[int, int, Fact]]:
        words, taken = self.facts.words(lang), set()
        stated = {unit: list(reading.statements(text, unit, lang, words)) for unit in {fact.unit for fact in ranked}}
        for fact in ranked:
            value = date.fromisoformat(str(fact.value)) if fact.unit == "date" else fact.value
            for found in stated[fact.unit]:
                if found.value == value and found.start not in taken:
                    taken.add(found.start)
                    yield found.start, found.end, fact

    def _plain(self, run: Run) -> str:
        """The text of a run with citations and links blotted out, letter by letter."""
        text = run.text
        cited = [(one.start, one.end) for one in self.laws.find(text)]
        for start, end in (*cited, *((start, end) for start, end, _ in run.links)):
            text = text[:start] + CODE * (end - start) + text[end:]
        return text


def _paragraphs(page: Page) -> Iterator[list[Run]]:
    """Paragraphs, list items and rows of tables that may hold a citation."""
    stories = [(one.start, one.end or 0) for one in page.doc.blocks if one.name in _INVENTED]
    written = (run for run in page.doc.runs if run.marks)
    for row, group in groupby(written, lambda run: _line(page, run) if run.kind == "TableCell" else 0):
        for runs in [list(group)] if row else ([run] for run in group):
            if any(_CITES.search(run.text) for run in runs if run.kind != "CodeBlock"):
                at = runs[0].offset(0)
                if not any(start <= at < end for start, end in stories):
                    yield runs


def _line(page: Page, run: Run) -> int:
    return page.file.line(run.marks[0][1])


def _shared(one: Norm, other: Norm) -> int:
    """How many levels two norms of one section have in common, from above."""
    count = 0
    for mine, theirs in zip(one[:6], other[:6], strict=True):
        if mine != theirs:
            break
        count += mine is not None
    return count


def cited(citation: str) -> object:
    """What two spellings of one citation have in common; what cites no norm counts as it is written."""
    norms = [(norm[:6], norm.statute, norm.old_version) for one in citations.find(citation) for norm in one.norms]
    return tuple(norms) or citation.strip()
