"""Words of the glossary in German running text: old terms with any ending, abbreviations and their explanations."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

_GAP = r"[\s\u00a0\u202f-]+"  # also Hartz-IV
_NOUN = "(?:e?s|e?n|er|ern|e|in|innen|se|sen)?"
_FORMERLY = re.compile(r"(?<!\w)(?:[Ff]rüher(?:e[nrms]?)?|[Aa]lte[nrms]?\s+Name[ns]?)(?!\w)")
_END = re.compile(r"[.!?…][)“”\"»’]*\s+(?=[„“\"»(]?[A-ZÄÖÜ])")
# After these a full stop ends no sentence; neither does it after "30" in "30. Oktober".
_SHORT = re.compile(
    r"(?:\b(?:Abs|Art|Bd|Buchst|Dr|Drs|Halbs|Nr|Rn|St|Str|Ziff|bzw|ca|etc|ggf|lit|usw|vgl|[A-Za-z]|\d{1,2})\.)\Z"
)
_ABBREVIATION = re.compile(r"(?<!\w)[A-ZÄÖÜ]{2,6}(?!\w)")
_ROMAN = re.compile(r"[IVX]+")


@dataclass(frozen=True)
class Forbidden:
    """An old word and what to write instead; until the ISO date ``until`` it may stand beside ``term``.

    ``key`` names the entry; a text without the letters ``hint`` can't hold the word.
    """

    key: str
    word: str
    term: str
    until: str
    written: re.Pattern[str]
    hint: str

    def excused(self, sentence: str, as_of: str) -> bool:
        """Whether the sentence says itself that the word is an old name, or may still use it beside the new one."""
        if _FORMERLY.search(sentence):
            return True
        return not self.expired(as_of) and _pattern(self.term).search(sentence) is not None

    def expired(self, as_of: str) -> bool:
        """Whether ``until`` has passed."""
        return bool(self.until and as_of > self.until)


def forbidden(entries: Any) -> list[Forbidden]:
    """The old words of ``glossary.yml``; entries that break the schema are left out."""
    found = []
    for key, one in _entries(entries).items():
        words = one.get("forbidden")
        term = re.sub(r"\s*\(.*\)\s*", " ", str(one.get("term", ""))).strip()
        for word in words if isinstance(words, list) and term else ():
            if isinstance(word, str) and word.strip():
                found.append(Forbidden(key, word, term, str(one.get("until") or ""), _pattern(word), _hint(word)))
    return found


def _entries(entries: Any) -> dict[str, Mapping[str, Any]]:
    listed = entries.items() if isinstance(entries, dict) else ()
    return {str(key): one for key, one in listed if isinstance(one, dict)}


def _hint(phrase: str) -> str:
    """Letters that every form of a phrase holds: whatever its first letter and its ending are."""
    return phrase.split()[0][1:].removesuffix("e")


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    """Finds a word or phrase with the endings of German; a small first letter may be a capital one."""
    words = [_inflected(word) for word in phrase.split()]
    first = phrase.lstrip()[0]
    if first.islower():
        words[0] = f"[{first}{first.upper()}]{words[0].removeprefix(first)}"
    return re.compile(rf"(?<!\w){_GAP.join(words)}(?!\w)")


def _inflected(word: str) -> str:
    if not any(c.islower() for c in word):
        return re.escape(word)  # IV, ALG
    if word[0].islower() and word.endswith("e"):
        return f"{re.escape(word[:-1])}e[nrms]?"
    return re.escape(word) + _NOUN


def sentence(text: str, at: int) -> str:
    """The sentence of ``text`` that holds the character ``at``."""
    starts = [0, *(one.end() for one in _END.finditer(text) if not _SHORT.search(text, 0, one.start() + 1)), len(text)]
    number = bisect_right(starts, at)
    return text[starts[number - 1] : starts[min(number, len(starts) - 1)]]


def abbreviations(text: str) -> Iterator[tuple[int, str]]:
    """Position and text of words of two to six capital letters that are no Roman number."""
    for found in _ABBREVIATION.finditer(text):
        if not _ROMAN.fullmatch(found[0]):
            yield found.start(), found[0]


def known_words(entries: Any) -> set[str]:
    """Every single word of the terms and synonyms in ``glossary.yml``."""
    found = set()
    for one in _entries(entries).values():
        synonyms = one.get("synonyms")
        for phrase in (one.get("term"), *(synonyms if isinstance(synonyms, list) else ())):
            found.update(str(phrase).split())
    return found


def explained(text: str, word: str) -> bool:
    """Whether ``text`` explains an abbreviation in brackets: Bundesamt (BAMF), or BAMF (Bundesamt für …)."""
    word = re.escape(word)
    before = rf"\w[“\"]?\s+\((?:(?:kurz|abgekürzt):?\s+)?{word}\s*[,;)]"
    return re.search(rf"{before}|(?<!\w){word}\s+\([^()§]*[a-zäöüß]{{4}}", text) is not None


@dataclass(frozen=True)
class Foreign:
    """What one language says for a term of the glossary: the word it prefers and words that mean something else."""

    key: str
    term: str
    forbidden: tuple[str, ...]


def foreign(entries: Any) -> list[Foreign]:
    """The group ``glossary`` of a language's text file; entries of another form are left out."""
    found = []
    for key, one in _entries(entries).items():
        words = one.get("forbidden")
        listed = tuple(word for word in words if isinstance(word, str)) if isinstance(words, list) else ()
        found.append(Foreign(key, str(one.get("term", "")), listed))
    return found


@dataclass(frozen=True)
class OnPapers:
    """A German word that readers meet on papers and in letters (``letter: true``)."""

    term: str
    written: re.Pattern[str]
    hint: str

    def stands_in(self, text: str) -> bool:
        """Whether ``text`` holds the word with any ending."""
        return self.hint in text and self.written.search(text) is not None


def on_papers(entries: Any) -> list[OnPapers]:
    """All such words of ``glossary.yml``."""
    listed = [str(one.get("term", "")) for one in _entries(entries).values() if one.get("letter") is True]
    bare = [(term, re.sub(r"\s*\(.*\)\s*", " ", term).strip()) for term in listed if term.strip()]
    return [OnPapers(term, _pattern(phrase), _hint(phrase)) for term, phrase in bare]
