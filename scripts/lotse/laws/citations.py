"""Finding citations in running text, as German advisers and lawyers write them.

One reader for all: the checks, the extension of the builder, the reports. Norms
(``§ 10 Abs. 1 Satz 1 Nr. 3 Buchst. b StAG``, ``§§ 16a, 16d bis 16f AufenthG``) and decisions
(``BVerwG, 18.12.2025 - 1 C 27.24``) are found in text of any language; they themselves are Latin.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from lotse.laws import grammar

Part = str | tuple[str, str] | None
LEVELS = ("para", "absatz", "satz", "nummer", "buchstabe", "halbsatz", "inner")
# No-break and thin spaces and direction marks stand where a space may stand: read as one, positions stay the same.
_SPACE = re.compile("[\u00a0\u2009\u202f\u200b-\u200f\u2060\u2066-\u2069]")


class Norm(NamedTuple):
    """One place in a statute. A part is a number (``"16a"``), a range (``("16d", "16f")``) or None.

    ``statute`` is as the text writes it. ``inner`` says that the sentence is counted inside the
    number (§ 3 Nr. 26 Satz 2 EStG); beside a sentence that holds the number it is left out. ``start:end`` are the characters that belong to this norm alone.
    """

    para: Part = None
    absatz: Part = None
    satz: Part = None
    nummer: Part = None
    buchstabe: Part = None
    halbsatz: Part = None
    statute: str | None = None
    article: bool = False
    inner: bool = False
    old_version: bool = False
    start: int = 0
    end: int = 0


class Citation(NamedTuple):
    """A citation with its characters ``start:end``.

    ``statute`` is the abbreviation or name as written, None when the text names none.
    A decision has court, docket and, if the text gives it, the date in ISO form.
    """

    start: int
    end: int
    kind: Literal["norm", "decision"] = "norm"
    statute: str | None = None
    norms: tuple[Norm, ...] = ()
    court: str = ""
    date: str = ""
    docket: str = ""

    @property
    def old_version(self) -> bool:
        """Whether it cites a repealed wording on purpose (a. F.)."""
        return bool(self.norms) and all(norm.old_version for norm in self.norms)


def find(text: str, names: Collection[str] = ()) -> list[Citation]:
    """All citations in ``text``, in order and without overlap.

    Args:
        text: running text in any language; positions count its characters.
        names: full names of statutes to be recognised besides abbreviations, in the nominative;
            ``Laws.find`` passes those of ``laws.yml``.
    """
    return list(_found(text, tuple(names))) if grammar.ANCHOR_RE.search(text) else []


@lru_cache(maxsize=65536)  # several rules read every paragraph of the site
def _found(text: str, names: tuple[str, ...]) -> tuple[Citation, ...]:
    return tuple(_find(_SPACE.sub(" ", text), _with_statute(names)))


@lru_cache(maxsize=8)
def _with_statute(names: tuple[str, ...]) -> re.Pattern[str]:
    return grammar.with_statute(names)


def _find(text: str, strict: re.Pattern[str]) -> Iterator[Citation]:
    at = 0
    while anchor := grammar.ANCHOR_RE.search(text, at):
        start, at = anchor.start(), anchor.end()
        if text[start] == "§" or text.startswith("Art", start):
            found = _norms(text, start, strict)
        else:
            found = _decision(text, start)
        if found:
            at = found.end
            yield found


def _norms(text: str, start: int, strict: re.Pattern[str]) -> Citation | None:
    article = text[start] == "A"
    if article and text[start - 1 : start].isalnum():
        return None
    found = strict.match(text, start) or (None if article else grammar.LOOSE_RE.match(text, start))
    if not found:
        return None
    named = found.re is strict
    end = found.start("statute") if named else found.end() if found["old"] is None else found.start("old")
    norms = read(text[start:end].rstrip())
    statute = _clean(found["name"]) if named else None
    old = found["old"] is not None or _formerly(text[max(0, start - 20) : start])
    placed = tuple(
        Norm(*norm[:6], statute, article, norm.inner, norm.old_version or old, start + norm.start,
             found.end() if norm is norms[-1] else start + norm.end)
        for norm in norms
    )  # fmt: skip
    return Citation(start, found.end(), "norm", statute, placed)


def _formerly(before: str) -> bool:
    return before[-2:-1].isalpha() and grammar.FORMERLY_RE.search(before) is not None


@lru_cache(maxsize=1024)
def _clean(written: str) -> str:
    return " ".join(written.split())


@lru_cache(maxsize=4096)
def read(text: str) -> tuple[Norm, ...]:
    """The norms of a citation without its statute; ``text`` begins with the sign: ``§§ 8, 10 Abs. 1``."""
    return tuple(_Reader(text).norms())


class _Reader:
    """Turns tokens into paths such as § 10, Absatz 1, Satz 1; one instance a citation."""

    def __init__(self, text: str) -> None:
        self.tokens = [
            (str(one.lastgroup), one[0], one.start(), one.end())
            for one in grammar.TOKEN_RE.finditer(_SPACE.sub(" ", text))
        ]
        self.plural = text.startswith("§§")
        self.path: dict[str, Part] = {}
        self.start = self.end = 0
        self.old = False

    def norms(self) -> Iterator[Norm]:
        level, joined, ranged, at = "", False, False, 0
        for index, (kind, word, start, end) in enumerate(self.tokens):
            if kind in ("join", "range"):
                joined, ranged = True, kind == "range"
                continue
            if kind == "sign" or kind in grammar.LEVELS:
                level, at = ("para" if kind == "sign" else kind), start
                continue
            last = next(reversed(self.path), "para")
            if kind == "old":
                self.old = True
            elif kind in ("skip", "ordinal"):
                self._ordinal(word)
            elif kind == "letter" and not (level or joined) and last in ("para", "absatz"):
                self.path[last] = f"{self.path.get(last)}{word}"  # "§ 16 a" is § 16a
            elif level != "other":
                at = at if level else start
                level = level or self._level(index, joined and not ranged)
                if (
                    level == "satz"
                    and "nummer" in self.path
                    and (not joined or (last == "inner" and "satz" not in self.path))
                ):
                    level = "inner"
                if joined and not ranged and self.path:
                    yield self._norm()
                    self._shorten(level)
                    self.start, self.old = at, False
                before = self.path.get(level)
                self.path[level] = (before, word) if ranged and isinstance(before, str) else word
            self.end, level, joined, ranged = end, "", False, False
        yield self._norm()

    def _level(self, index: int, joined: bool) -> str:
        """Where a bare number or letter belongs: ``§§ 8, 10``, ``Nr. 1 und 1a``, ``Nr. 3 b``."""
        kind, word, _, _ = self.tokens[index]
        last, levels = next(reversed(self.path), "para"), list(self.path)
        if kind == "letter":
            return "buchstabe"
        after = self.tokens[index + 1][0] if index + 1 < len(self.tokens) else ""
        if joined and after in levels[1:]:
            return levels[levels.index(after) - 1]
        if joined and self.plural and last != "para" and _value(word) > _value(self.path.get("para")):
            return "para"
        return last

    def _shorten(self, level: str) -> None:
        levels = list(self.path)
        if level in levels:
            self.path = {one: self.path[one] for one in levels[: levels.index(level)]}
        else:
            self.path = {one: self.path[one] for one in levels if LEVELS.index(one) < LEVELS.index(level)}

    def _ordinal(self, word: str) -> None:
        if "H" in word:
            self.path["halbsatz"] = word[0] if word[0].isdigit() else "2" if word.startswith("zw") else "1"

    def _norm(self) -> Norm:
        para, absatz, satz, nummer, buchstabe, halbsatz, inner = (self.path.get(level) for level in LEVELS)
        counted_inside = inner is not None and satz is None
        return Norm(para, absatz, satz or inner, nummer, buchstabe, halbsatz, None, False, counted_inside, self.old,
                    self.start, self.end)  # fmt: skip


def _value(part: Part) -> int:
    digits = re.match("[0-9]*", part[1] if isinstance(part, tuple) else part or "")
    return int((digits and digits[0]) or 0)


def _decision(text: str, start: int) -> Citation | None:
    found = grammar.DECISION_RE.match(text, start)
    if not found or text[start - 1 : start].isalpha():
        return None
    month = found["month"] or (found["name"] and grammar.MONTHS.split("|").index(found["name"]) + 1)
    date = f"{found['year']}-{int(month):02}-{int(found['day']):02}" if found["day"] else ""
    docket = re.sub("[‑–]", "-", _clean(found["docket"]))
    return Citation(start, found.end(), "decision", court=_clean(found["court"]), date=date, docket=docket)
