"""Measures of Einfache Sprache: sentences, syllables, and how hard a text is to read.

Libraries count German syllables by places of hyphenation, where „aber“, „über“ and „Ehe“ have one; so we count
groups of vowels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# What experts need and readers skip: citations, dates and the like in brackets.
_BRACKETS = re.compile(r"\([^()]*(?:§|Art\.|BGBl|Nr\.)[^()]*\)")
# A full stop behind a number is an ordinal or belongs to a date; a colon ends what one reads in one breath.
_END = re.compile(r"(?<!\d)[.!?:…]+[“”\"»)]*(?=\s|$)|(?<=\d)[.!?]$|\n")
_VOWELS = re.compile(r"aa|ee|oo|ie|ai|ei|au|äu|eu|ey|ay|[aeiouäöüyé]")
# Pairs that are two syllables after all: Familie, Kopie, Prämie, Ferien; Ukraine; Museum.
_TWO = re.compile(r"(?<=il)ie|(?<=op)ie|(?<=äm)ie|(?<=er)ie(?=n)|(?<=kr)ai|(?<=s)eu(?=m)")


@dataclass(frozen=True)
class Sentence:
    """A sentence with its place in the text it was cut from (characters)."""

    text: str
    start: int

    @property
    def words(self) -> list[str]:
        """Its words; numbers are none."""
        return WORD.findall(self.text)


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of some running text; citations in brackets are blanked out first."""
    text = _BRACKETS.sub(lambda found: " " * len(found[0]), text)
    start = 0
    for end in (*(found.end() for found in _END.finditer(text)), len(text)):
        part = text[start:end]
        if WORD.search(part):
            yield Sentence(part.strip(), start + len(part) - len(part.lstrip()))
        start = end


def syllables(word: str) -> int:
    """How many syllables a German word has, as spoken slowly: ``Familie`` 4, ``aber`` 2."""
    low = word.lower().replace("qu", "q")
    return max(1, len(_VOWELS.findall(low)) + len(_TWO.findall(low)))


def difficulty(found: Iterable[Sentence]) -> float:
    """Wiener Sachtextformel 4 (Bamberger and Vanecek 1984): about the school year in which one reads it with ease.

    0.2744 times the percentage of words with three and more syllables, plus 0.2656 times the words in a sentence,
    minus 1.693. Raises ZeroDivisionError for no words.
    """
    listed = [one.words for one in found]
    words = [word for one in listed for word in one]
    long_ = sum(syllables(word) >= 3 for word in words)
    return 0.2744 * 100 * long_ / len(words) + 0.2656 * len(words) / len(listed) - 1.693
