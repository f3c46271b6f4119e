"""Finding citations in running text, as German advisers and lawyers write them.

One grammar for every reader of citations: the checks, the extension of the builder, the reports.
Norms (``§ 10 Abs. 1 Satz 1 Nr. 3 Buchst. b StAG``, ``§§ 16a, 16d bis 16f AufenthG``) and decisions
(``BVerwG, 18.12.2025 - 1 C 27.24``) are found in text of any language; they themselves are Latin.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

Part = str | tuple[str, str] | None
LEVELS = ("para", "absatz", "satz", "nummer", "buchstabe", "halbsatz")


class Norm(NamedTuple):
    """One place in a statute. A part is a number (``"16a"``), a range (``("16d", "16f")``) or None.

    ``inner`` says that the sentence is counted inside the number (§ 3 Nr. 26 Satz 2 EStG);
    ``start`` and ``end`` are the characters that belong to this norm alone.
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
    Decisions (kind ``decision``) have court, docket and, if given, the date in ISO form.
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


# White space inside a citation: also no-break and direction marks, at most one line break.
_S = "[ \t\r\u00a0\u2009\u202f\u200b-\u200f\u2060\u2066-\u2069]"
W = f"(?:{_S}*+(?:\n{_S}*+)?+)"
_WORD = "0-9A-Za-zÄÖÜäöüß"
END = f"(?![{_WORD}])"

SIGN = r"(?:§§?|Art(?:ikeln?|t?\.)?)"
KEYWORDS = {
    "absatz": r"Abs(?:atz(?:es)?|ätzen?|\.)?",
    "satz": r"Satz(?:es)?|Sätzen?|S\.?",
    "nummer": r"Nummern?|Nrn?\.?|Ziff(?:ern?|\.)",
    "buchstabe": r"Buchst(?:aben?|\.)|Bst\.|lit\.",
    "halbsatz": r"Halbs(?:atz|\.)|H[sS]\.?",
    "other": r"Doppelbuchst(?:abe|\.)|Alt(?:ernative|\.)|Var(?:iante|\.)|Fall|U(?:nter)?[Aa]bs(?:atz|\.)",
}
KEYWORD = "(?:" + "|".join(KEYWORDS.values()) + ")"
ORDINAL = rf"(?:[0-9]\.|erste[rs]?|zweite[rs]?){W}(?:Halbs(?:atz|\.)|H[sS]\.|Alt(?:ernative|\.))"
# "§ 16 a" is § 16a, but only where the letter can't be a word of the text around it.
_NEXT = rf"(?={W}(?:Abs|Satz|S\.|Nr|[,;)]|und{END}|oder{END}|bis{END}|[A-ZÄÖÜ][a-zäöü]*[A-ZÄÖÜ]))"
NUMBER = rf"[0-9]{{1,4}}(?:[a-z]{{1,2}}|{W}[a-h]{END}{_NEXT})?{END}"
PLAIN = rf"[0-9]{{1,4}}(?:[a-z]{{1,2}})?{END}"
LETTER = rf"[a-z]{{1,2}}{END}(?!\.)(?:\)(?={W}[A-ZÄÖÜ][a-zäöü]*[A-ZÄÖÜ]))?"
NUMBERED_LETTER = rf"[a-h]{END}(?!\.|{W}(?:[0-9§]|Nr|Abs|Satz))"  # "Nr. 3 b"
OLD = rf"(?:\(?a\.{W}F\.\)?|alter{W}Fassung)"
OLD_AFTER = (
    rf"(?:{OLD}|in{W}der{W}(?:(?:bis|vor){END}[^;()§]{{0,60}}?(?:geltenden|gültigen)|alten|früheren){W}Fassung)"
)
RANGE = r"(?:bis|ile|to|[-–—])"
WITH = r"(?:in Verbindung mit|i\.?[ \u00a0\u202f]?V\.?[ \u00a0\u202f]?m\.|iVm|mit)"
AND = (
    r"(?:(?:und/oder|und|oder|sowie|bzw\.|beziehungsweise|jeweils|auch|ve|veya|and|or|et|ou|și|şi|sau|dhe|ose|i|ili)"
    rf"{END}|и|или|та|і|або|و|أو|یا)"
)
JOIN = rf"(?:{W}(?:[,;/،]{W}(?:{AND}{W})*+(?:{WITH}{W}(?=§|Art))?|(?:{AND}{W})++(?:nach{W}(?=§)|{WITH}{W}(?=§|Art))?|{WITH}{W}(?=§|Art)|{RANGE}{W}))"
DETAIL = rf"(?:{W}(?:{KEYWORD}{W}(?:{NUMBER}(?:{W}{NUMBERED_LETTER})?|{LETTER})|(?:,{W})?{ORDINAL}|ff?\.|n\.{W}F\.|{OLD}))"
FIRST = rf"{W}{NUMBER}{DETAIL}*+"
KEYED = rf"{JOIN}(?:{SIGN}{W}{NUMBER}|{KEYWORD}{W}(?:{NUMBER}|{LETTER})){DETAIL}*+"
BARE = rf"{JOIN}(?:{NUMBER}|{LETTER}){DETAIL}*+"

COURTS = r"(?:BVerwG|BVerfG|BGH|BSG|EuGH|EGMR|(?:OVG|VGH|VG|LSG|SG|OLG|LG|AG)(?=[ \u00a0\u202f]))"
_NO_STATUTE = rf"(?!(?:{COURTS}|NRW|NW|EU|BMI|BAMF|BGBl|BT|BR|DRK|AWO|[IVXL]+){END})"
ABBREVIATION = (
    rf"(?:(?:VO|Verordnung){W}\(EU\){W}(?:Nr\.{W})?[0-9]{{1,4}}/[0-9]{{1,4}}"
    rf"|SGB[- \u00a0\u202f](?:[IVX]{{1,4}}|[0-9]{{1,2}}){END}"
    rf"|{_NO_STATUTE}(?=[A-ZÄÖÜ][a-zäöüß]*[A-ZÄÖÜ])[A-ZÄÖÜ][A-Za-zÄÖÜäöüß]+(?:/EU|-EKD)?{END}(?:[ \u00a0\u202f]NR?W{END})?"
    r"|[A-ZÄÖÜ][a-zäöüß]+(?:gesetz(?:e?s)?|gesetzbuch(?:e?s)?|(?:ver)?ordnung)" + END + ")"
)  # fmt: skip

ANCHOR = re.compile("§|Art[i. t\u00a0\u202f]|BVer|BGH|BSG|EuGH|EGMR|OVG|VGH|VG|LSG|SG|OLG|LG|AG")
LOOSE = re.compile(rf"(?:§§{FIRST}(?:{KEYED}|{BARE})*+|§{FIRST}(?:{KEYED})*+)(?:{W}(?P<old>{OLD_AFTER}))?")
FORMERLY = re.compile(rf"(?:[Ff]rüher(?:e[nrms]?)?|[Ee]hemals|[Vv]ormals|[Bb]isherige[nrms]?|alte[nrms]?){W}\Z")
_MONTHS = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
DECISION = re.compile(
    rf"(?P<court>{COURTS}(?:[ \u00a0\u202f](?!Urt|Beschl|vom)[A-ZÄÖÜ][A-ZÄÖÜa-zäöüß-]{{2,}})?){W},?{W}"
    rf"(?:(?:(?:Urteil|Urt\.|Beschluss|Beschl\.){W})?(?:vom|v\.)?{W}"
    rf"(?P<day>[0-9]{{1,2}})\.{W}(?:(?P<month>[0-9]{{1,2}})\.|(?P<name>{_MONTHS})){W}(?P<year>[0-9]{{4}}))?"
    rf"{W}[-–—,:]?{W}(?:Az\.:?{W})?"
    rf"(?P<docket>[CT][-‑–][0-9]{{1,4}}/[0-9]{{2}}{END}"
    rf"|(?:[A-Z][A-Za-z]?{W})?[0-9]{{1,3}}{W}[A-Z][A-Za-z]{{0,3}}{W}[0-9]{{1,5}}[./][0-9]{{2,4}}(?:\.[A-Z])?{END})"
)
TOKEN = re.compile(
    rf"(?P<sign>{SIGN}(?={W}[0-9]))|(?P<old>{OLD})|(?P<skip>n\.{W}F\.|ff?\.)|(?P<ordinal>{ORDINAL})|"
    + "|".join(rf"(?P<{level}>(?:{words}))(?={W}[0-9a-z])" for level, words in KEYWORDS.items())
    + rf"|(?P<range>{RANGE}(?={W}[0-9a-z]))|(?P<join>{AND}|{WITH}|[,;/،])|(?P<number>{PLAIN})|(?<![A-Za-z])(?P<letter>[a-z]{{1,2}}){END}"
)


@lru_cache(maxsize=8)
def _strict(names: tuple[str, ...]) -> re.Pattern[str]:
    """Norms that end in a statute; ``names`` are full names, which win over abbreviations."""
    spelled = (re.sub(r"([Gg]esetz|[Bb]uch)\b", r"\1(?:e?s)?", re.escape(one)) for one in names)
    full = "|".join(sorted((one.replace(r"\ ", W) for one in spelled), key=len, reverse=True))
    statute = rf"(?:{full}){END}|{ABBREVIATION}" if full else ABBREVIATION
    return re.compile(
        rf"{SIGN}{FIRST}(?:{KEYED}|{BARE})*(?P<statute>{W}(?:(?:des|der){W})?(?P<name>{statute}))"
        rf"(?:{W}(?P<old>{OLD_AFTER}))?"
    )


def find(text: str, names: Collection[str] = ()) -> list[Citation]:
    """All citations in ``text``, in order and without overlap.

    Args:
        text: running text in any language; positions count its characters.
        names: full names of statutes to be recognised besides abbreviations, in the nominative.
            ``Laws.find`` passes those of ``laws.yml``.
    """
    return list(_find(text, _strict(tuple(names))))


def _find(text: str, strict: re.Pattern[str]) -> Iterator[Citation]:
    at = 0
    while found := ANCHOR.search(text, at):
        start, at = found.start(), found.end()
        if text[start] == "§" or text.startswith("Art", start):
            citation = _norm_citation(text, start, strict)
        else:
            citation = _decision(text, start)
        if citation:
            at = citation.end
            yield citation


def _norm_citation(text: str, start: int, strict: re.Pattern[str]) -> Citation | None:
    article = text[start] == "A"
    if article and text[start - 1 : start].isalnum():
        return None
    found = strict.match(text, start) or (None if article else LOOSE.match(text, start))
    if not found:
        return None
    named = found.re is strict
    statute = _spaced(found["name"]) if named else None
    end_of_norms = found.start("statute") if named else found.start("old") if found["old"] else found.end()
    norms = _norms(text[start:end_of_norms].rstrip())
    old = bool(found["old"]) or text[start - 2 : start - 1].isalpha() and bool(FORMERLY.search(text, max(0, start - 20), start))
    placed = tuple(
        Norm(*norm[:6], statute, article, norm.inner, norm.old_version or old, start + norm.start,
             found.end() if norm is norms[-1] else start + norm.end)
        for norm in norms
    )  # fmt: skip
    return Citation(start, found.end(), "norm", statute, placed)


@lru_cache(maxsize=1024)
def _spaced(name: str) -> str:
    return " ".join(re.sub("[\u200b-\u200f\u2060\u2066-\u2069]", "", name).split())


@lru_cache(maxsize=4096)
def _norms(text: str) -> tuple[Norm, ...]:
    """Read the list of norms in ``text``, which begins with its sign."""
    return tuple(_Reader(text).norms())


class _Reader:
    """Turns tokens into paths such as (§ 10, Absatz 1, Satz 1); one instance a citation."""

    def __init__(self, text: str) -> None:
        self.tokens = [(str(one.lastgroup), one[0], one.start(), one.end()) for one in TOKEN.finditer(text)]
        self.plural = text.startswith(("§§", "Artt"))
        self.path: dict[str, Part] = {}
        self.start = self.end = 0
        self.old = False

    def norms(self) -> Iterator[Norm]:
        level, joined, ranged, at = "", False, False, 0
        for index, (kind, word, start, end) in enumerate(self.tokens):
            if kind in ("join", "range"):
                joined, ranged = True, kind == "range"
            elif kind == "sign":
                level, at = "para", start
            elif kind in KEYWORDS:
                level, at = kind, start
            elif kind == "old":
                self.old, self.end = True, end
            elif kind in ("skip", "ordinal"):
                self._ordinal(word)
                self.end, joined = end, False
            elif kind == "letter" and not (level or joined) and next(reversed(self.path)) in ("para", "absatz"):
                last = next(reversed(self.path))  # "§ 16 a" is § 16a
                self.path[last], self.end = f"{self.path[last]}{word}", end
            elif level == "other":
                level, self.end = "", end
            else:
                bare = not level
                level = level or self._level(index, kind, joined, ranged)
                value = "".join(word.split()) if kind == "number" else word
                if joined and not ranged and self.path:
                    yield self._norm()
                    self._shorten(level)
                    self.start, self.old = start if bare else at, False
                self.path[level] = (str(self.path.get(level)), value) if ranged and level in self.path else value
                self.end, level, joined, ranged = end, "", False, False
        yield self._norm()

    def _level(self, index: int, kind: str, joined: bool, ranged: bool) -> str:
        """Where a bare number or letter belongs: ``§§ 8, 10``, ``Nr. 1 und 1a``, ``Nr. 3 b``."""
        last = next(reversed(self.path), "para")
        if kind == "letter" or not joined:
            return "buchstabe" if kind == "letter" else last
        after = self.tokens[index + 1][0] if index + 1 < len(self.tokens) else ""
        levels = list(self.path)
        if after in levels[1:]:
            return levels[levels.index(after) - 1]
        if self.plural and last != "para" and not ranged and _value(self.tokens[index][1]) > _value(self.path["para"]):
            return "para"
        return last

    def _shorten(self, level: str) -> None:
        levels = list(self.path)
        keep = levels[: levels.index(level)] if level in levels else levels
        self.path = {one: self.path[one] for one in keep if level in levels or LEVELS.index(one) < LEVELS.index(level)}

    def _ordinal(self, word: str) -> None:
        if "H" in word:
            self.path["halbsatz"] = word[0] if word[0].isdigit() else str(1 + word.startswith("zw"))

    def _norm(self) -> Norm:
        levels = list(self.path)
        inner = "nummer" in levels and "satz" in levels and levels.index("nummer") < levels.index("satz")
        return Norm(**self.path, inner=inner, old_version=self.old, start=self.start, end=self.end)  # type: ignore[arg-type]


def _value(part: Part) -> int:
    last = part[1] if isinstance(part, tuple) else part or ""
    return int(re.match("[0-9]*", last)[0] or 0)  # type: ignore[index]


def _decision(text: str, start: int) -> Citation | None:
    if text[start - 1 : start].isalpha() or not (found := DECISION.match(text, start)):
        return None
    month = found["month"] or str(_MONTHS.split("|").index(found["name"]) + 1) if found["day"] else ""
    date = f"{found['year']}-{int(month):02}-{int(found['day']):02}" if found["day"] else ""
    docket = re.sub("[‑–]", "-", " ".join(found["docket"].split()))
    return Citation(start, found.end(), "decision", court=" ".join(found["court"].split()), date=date, docket=docket)
