"""The grammar of citations: regular expressions built from small parts, from white space up.

Names in capitals are sources to be put together, those ending in ``_RE`` are compiled.
White space is matched possessively (``*+``), which keeps the time linear in the length of the text; groups are
not, because Python before 3.11.5 gets possessive groups wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# White space inside a citation has at most one line break; who reads with this grammar writes other spaces plainly.
_S = "[ \t\r]"
W = f"(?:{_S}*+(?:\n{_S}*+)?)"
END = "(?![0-9A-Za-zÄÖÜäöüß])"
_CAPITALS = "[A-ZÄÖÜ][a-zäöüß]*[A-ZÄÖÜ]"  # how an abbreviation of a statute begins

SIGN = r"(?:§§?|Art(?:ikeln?|t?\.)?)"
LEVELS = {
    "absatz": r"Abs(?:atz(?:es)?|ätzen?|\.)?",
    "satz": r"Satz(?:es)?|Sätzen?|S\.?",
    "nummer": r"Nummern?|Nrn?\.?|Ziff(?:ern?|\.)",
    "buchstabe": r"Buchst(?:aben?|\.)|Bst\.|lit\.",
    "halbsatz": r"Halbs(?:atz|\.)|H[sS]\.?",
    "other": r"Doppelbuchst(?:abe|\.)|Alt(?:ernative|\.)|Var(?:iante|\.)|Fall|U(?:nter)?[Aa]bs(?:atz|\.)",
}
LEVEL = "(?:" + "|".join(LEVELS.values()) + ")"
ORDINAL = rf"(?:[0-9]\.|erste[rs]?|zweite[rs]?){W}(?:Halbs(?:atz|\.)|H[sS]\.|Alt(?:ernative|\.))"

# "§ 16 a" is § 16a, and "Nr. 3 b" has a letter, but only where it can't be a word of the text.
_AFTER_LETTER = rf"(?={W}(?:Abs|Satz|S\.|Nr|[,;)]|und{END}|oder{END}|bis{END}|{_CAPITALS}))"
PLAIN_NUMBER = rf"[0-9]{{1,4}}(?:[a-z]{{1,2}})?{END}"
NUMBER = rf"[0-9]{{1,4}}(?:[a-z]{{1,2}}|{W}[a-h]{END}{_AFTER_LETTER})?{END}"
_LETTER = "(?:[a-z]|aa|bb|cc|dd|ee|ff|gg|hh)"  # not "in", "am", "zu"
LETTER = rf"{_LETTER}{END}(?!\.)(?:\)(?={W}{_CAPITALS}))?"
LETTER_OF_NUMBER = rf"[a-h]{END}(?!\.|{W}(?:[0-9§]|Nr|Abs|Satz))"

OLD = rf"(?:\(a\.{W}F\.\)|a\.{W}F\.|alter{W}Fassung)"
# "§ 24 StAG ist weggefallen" says itself that the norm is gone; those words don't belong to the citation.
_GONE = (
    r"(?=[^.;§\n]{0,40}?\b(?:weggefallen|aufgehoben|gestrichen|abgeschafft|außer Kraft|nicht mehr im Gesetz"
    r"|(?:gilt|gelten|gibt es) nicht mehr)\b)"
)
OLD_AFTER = (
    rf"(?:{W}(?:{OLD}|in{W}der{W}(?:(?:bis|vor){END}[^;()§]{{0,60}}?(?:geltenden|gültigen)|alten|früheren){W}Fassung)"
    rf"|{_GONE})"
)
FORMERLY = rf"(?:[Ff]rüher(?:e[nrms]?)?|[Ee]hemals|[Vv]ormals|[Bb]isherige[nrms]?|alte[nrms]?){W}\Z"

RANGE = r"(?:bis|ile|to|[-–—])"
WITH = rf"(?:in{W}Verbindung{W}mit|i\.?{W}V\.?{W}m\.|iVm|mit)"
AND = (  # also as translators write it
    r"(?:(?:und/oder|und|oder|sowie|bzw\.|beziehungsweise|jeweils|auch|ve|veya|and|or|et|ou|și|şi|sau|dhe|ose|i|ili)"
    rf"{END}|и|или|та|і|або|و|أو|یا)"
)
_SAYS_WHAT = r"(?=§|A(?:rt|bs)|Satz|Sätze|S\.|N(?:r|umm))"
JOIN = (
    rf"{W}(?:{RANGE}{W}|{WITH}{W}{_SAYS_WHAT}"
    rf"|(?:[,;/،]{W}(?:{AND}{W})*|(?:{AND}{W})+)(?:(?:nach|{WITH}){W}{_SAYS_WHAT})?)"
)
DETAIL = (
    rf"(?:{W}(?:{LEVEL}{W}(?:{NUMBER}(?:{W}{LETTER_OF_NUMBER})?|{LETTER})"
    rf"|(?:,{W})?{ORDINAL}|ff?\.|n\.{W}F\.|{OLD}))"
)
FIRST = rf"{W}{NUMBER}{DETAIL}*"
NAMED = rf"{JOIN}(?:{SIGN}{W}{NUMBER}|{LEVEL}{W}(?:{NUMBER}|{LETTER})){DETAIL}*"
BARE = rf"{JOIN}(?:{NUMBER}|{LETTER}){DETAIL}*"

COURT = r"(?:BVerwG|BVerfG|BGH|BSG|EuGH|EGMR|(?:OVG|VGH|VG|LSG|SG|OLG|LG|AG)(?= ))"
_NO_STATUTE = rf"(?!(?:{COURT}|NRW|NW|EU|BMI|BAMF|BGBl|BT|BR|DRK|AWO|[IVXL]+){END})"
STATUTE = (
    rf"(?:(?:VO|Verordnung){W}\(EU\){W}(?:Nr\.{W})?[0-9]{{1,4}}/[0-9]{{1,4}}"
    rf"|SGB(?:-|{W})(?:[IVX]{{1,4}}|[0-9]{{1,2}}){END}"
    rf"|{_NO_STATUTE}(?={_CAPITALS})[A-ZÄÖÜ][A-Za-zÄÖÜäöüß]+(?:/EU|-EKD)?{END}(?:{W}(?:NRW|NW){END})?"
    rf"|[A-ZÄÖÜ][a-zäöüß]+(?:gesetz(?:e?s)?|gesetzbuch(?:e?s)?|ordnung){END})"
)

ANCHOR_RE = re.compile("§|Art[i. t\u00a0\u202f]|BVer|BGH|BSG|EuGH|EGMR|OVG|VGH|VG|LSG|SG|OLG|LG|AG")
FORMERLY_RE = re.compile(FORMERLY)
# Without a statute at its end, a bare number after "und" or a comma is rather the text going on.
LOOSE_RE = re.compile(rf"(?:§§{FIRST}(?:{NAMED}|{BARE})*|§{FIRST}(?:{NAMED})*)(?P<old>{OLD_AFTER})?")
TOKEN_RE = re.compile(
    rf"(?P<sign>{SIGN}(?={W}[0-9]))|(?P<old>{OLD})|(?P<skip>n\.{W}F\.|ff?\.)|(?P<ordinal>{ORDINAL})|"
    + "|".join(rf"(?P<{level}>(?:{words}))(?={W}[0-9a-z])" for level, words in LEVELS.items())
    + rf"|(?P<range>{RANGE}(?={W}[0-9a-z]))|(?P<join>{WITH}|{AND}|[,;/،])"
    + rf"|(?P<number>{PLAIN_NUMBER})|(?<![A-Za-z])(?P<letter>{_LETTER}){END}"
)

MONTHS = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
DECISION_RE = re.compile(
    rf"(?P<court>{COURT}(?: (?!Urt|Beschl|vom)[A-ZÄÖÜ][A-ZÄÖÜa-zäöüß-]{{2,}})?){W},?{W}"
    rf"(?:(?:(?:Urteil|Urt\.|Beschluss|Beschl\.){W})?(?:vom|v\.)?{W}"
    rf"(?P<day>[0-9]{{1,2}})\.{W}(?:(?P<month>[0-9]{{1,2}})\.|(?P<name>{MONTHS})){W}(?P<year>[0-9]{{4}}))?"
    rf"{W}[-–—,:]?{W}(?:Az\.:?{W})?"
    rf"(?P<docket>[CT][-‑–][0-9]{{1,4}}/[0-9]{{2}}{END}"
    rf"|(?:[A-Z][A-Za-z]?{W})?[0-9]{{1,3}}{W}[A-Z][A-Za-z]{{0,3}}{W}[0-9]{{1,5}}[./][0-9]{{2,4}}(?:\.[A-Z])?{END})"
)


def with_statute(names: Iterable[str]) -> re.Pattern[str]:
    """Norms that end in a statute: in one of the full ``names`` (nominative), or in an abbreviation."""
    spelled = (re.sub(r"([Gg]esetz|[Bb]uch)\b", r"\1(?:e?s)?", re.escape(one)).replace(r"\ ", W) for one in names)
    statute = "|".join([*(one + END for one in sorted(spelled, key=len, reverse=True)), STATUTE])
    return re.compile(
        rf"{SIGN}{FIRST}(?:{NAMED}|{BARE})*(?P<statute>{W}(?:(?:des|der){W})?(?P<name>{statute}))"
        rf"(?P<old>{OLD_AFTER})?"
    )
