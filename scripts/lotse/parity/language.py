"""Whether a text is written in its language: no German left in it, the right letters, no hidden marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lotse.source.markdown import CODE

# What may stay German: the term in brackets, what stands on a letter in quotation marks.
_QUOTED = re.compile(r"\([^()]*\)|„[^“”„]*[“”]|«[^»]*»|“[^”]*”|\"[^\"]*\"|[A-ZÄÖÜ][\w-]+-(?:[A-ZÄÖÜ]\w*)")
_CITED = re.compile(r"(?:§§?|Art\.|Abs\.|Satz|Nr\.|Buchst\.)[  ]?\w+|(?<=\w )(?:und|bis|oder)(?= (?:\d|[a-z](?!\w)|§))")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]+(?:[ ,/-]+[A-Za-zÀ-ɏ]+){3,}")
_FUNCTION_WORDS = frozenset(
    [
        "und",
        "oder",
        "nicht",
        "ist",
        "sind",
        "wird",
        "werden",
        "wurde",
        "kein",
        "keine",
        "keinen",
        "muss",
        "müssen",
        "kann",
        "können",
        "darf",
        "dürfen",
        "hat",
        "haben",
        "eine",
        "einen",
        "einer",
        "einem",
        "der",
        "dem",
        "den",
        "das",
        "für",
        "mit",
        "bei",
        "nach",
        "durch",
        "über",
        "wenn",
        "wer",
        "auch",
        "sich",
        "von",
        "vom",
        "zur",
        "zum",
        "als",
        "ihre",
        "ihr",
        "ihren",
        "diese",
        "dieser",
        "dieses",
        "noch",
        "nur",
        "schon",
        "zwischen",
        "gegen",
        "ohne",
    ]
)
# Words that are spelt like German ones.
_OWN = {"tr": {"der", "den", "hat", "dem"}, "en": {"hat", "den"}, "fr": {"von", "nur", "dem"}}
_TOGETHER = 8  # words within which two function words make a German sentence
_CYRILLIC = "[\u0400-\u04ff]"
_MIXED = re.compile(rf"[A-Za-z]{_CYRILLIC}|{_CYRILLIC}[A-Za-z]")
_SCRIPTS = {
    "arabic": re.compile("[\u0620-\u064a\u066e-\u06d3]+"),
    "cyrillic": re.compile(f"{_CYRILLIC}+"),
}
_FOREIGN = {
    "ar": (re.compile("[پچژگکی]"), "persischer Buchstabe"),
    "fa": (re.compile("[يكى]"), "arabischer Buchstabe"),
    "ru": (re.compile("[іїєґІЇЄҐ]"), "ukrainischer Buchstabe"),
    "uk": (re.compile("[ыэъёЫЭЪЁ]"), "russischer Buchstabe"),
}
_OTHER_SCRIPTS = {"arabic": ("ar", "fa"), "cyrillic": ("ru", "uk")}
_EMBEDDING = re.compile("[\u202a-\u202e]")
_HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ISOLATE, _END = "\u2066\u2067\u2068", "\u2069"


@dataclass(frozen=True)
class Oddity:
    """A place in a text that is not written as the language is; ``what`` continues the message in German."""

    start: int
    shown: str
    what: str


def german(text: str, lang: str) -> Iterator[Oddity]:
    """German that was not translated; terms in brackets and words in quotation marks may stay.

    In languages with letters of their own four Latin words in a row are enough, else two German
    function words close together.
    """
    own_letters = lang in ("ar", "fa", "ru", "uk")
    signs = _FUNCTION_WORDS - _OWN.get(lang, frozenset())
    if not (_LATIN.search(text) if own_letters else _several(signs, text)):
        return
    bare = text
    for pattern in (_QUOTED, _CITED):
        bare = pattern.sub(_blank, bare)
    if own_letters:
        for found in _LATIN.finditer(bare):
            if any(word in _FUNCTION_WORDS for word in _WORD.findall(found[0].lower())):
                yield Oddity(found.start(), found[0], "deutsch")
        return
    near: tuple[int, re.Match[str]] | None = None
    for number, word in enumerate(_WORD.finditer(bare)):
        if word[0].lower() in signs:
            if near and number - near[0] < _TOGETHER and near[1][0].lower() != word[0].lower():
                yield Oddity(near[1].start(), text[near[1].start() : word.end()], "deutsch")
                return
            near = number, word


def _several(signs: frozenset[str], text: str) -> bool:
    return len(signs.intersection(_WORD.findall(text.lower()))) > 1


def _blank(found: re.Match[str]) -> str:
    return CODE * len(found[0])


def letters(text: str, lang: str) -> Iterator[Oddity]:
    """Letters of a sister language, of a script that the language does not use, or of two scripts in one word."""
    pattern, what = _FOREIGN.get(lang, (None, ""))
    for found in pattern.finditer(text) if pattern else ():
        yield Oddity(found.start(), _around(text, found.start()), what)
    for script, languages in _OTHER_SCRIPTS.items() if not text.isascii() else ():
        if lang not in languages and (other := _SCRIPTS[script].search(text)):
            yield Oddity(other.start(), other[0], "fremde Schrift")
    if lang in _OTHER_SCRIPTS["cyrillic"] and (mixed := _MIXED.search(text)):
        yield Oddity(mixed.start(), _around(text, mixed.start()), "Buchstaben zweier Schriften in einem Wort")


def _around(text: str, at: int) -> str:
    return next((one[0] for one in re.finditer(r"\w+", text) if one.start() <= at < one.end()), text[at])


def marks(text: str) -> Iterator[Oddity]:
    """Hidden direction marks that turn more than they should: embeddings, and isolates that never end."""
    if not _HIDDEN.search(text):
        return
    for found in _EMBEDDING.finditer(text):
        yield Oddity(found.start(), f"U+{ord(found[0]):04X}", "Richtungszeichen")
    opened: list[int] = []
    for at, character in enumerate(text):
        if character in _ISOLATE:
            opened.append(at)
        elif character == _END and not opened:
            yield Oddity(at, "U+2069", "Richtungszeichen ohne Anfang")
        elif character == _END:
            opened.pop()
    for at in opened:
        yield Oddity(at, f"U+{ord(text[at]):04X}", "Richtungszeichen ohne Ende")
