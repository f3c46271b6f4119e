"""What the search knows beside the text: titles, keywords, words of the glossary, and where a norm is cited.

One file for each language, ``search/<tag>.json``, and one for the law, ``search/norms.json``; the
browser asks for them when somebody searches, not before.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from lotse import laws, locales
from lotse.course.blocks import is_document
from lotse.finish.context import COLLECTIONS, Context
from lotse.laws.citations import Norm
from lotse.laws.mentions import in_page
from lotse.laws.structure import single
from lotse.model import ADAPTATION, SOURCE, Page

FOLDER = "search"
PLACES = 4  # pages shown for a norm
WHOLE = 3  # who asks for a § wants the place that cites it as a whole
IN_ANSWER = 5  # a norm in the answer of a page counts as often as five in the rest
AS_KEYWORD = 1000  # a page with the norm among its keywords comes first
COMPOUNDING = (SOURCE, ADAPTATION)
GROUPS = {"werkzeuge": "tools", "schulung": "course", "konzept": "course", "mitwirken": "course"}
_PARTS_OF_FORM = {"kurz", "pruefen", "nachweise", "vor-ort", "fallen", "grundlage"}  # headings of every guide page
_WORD = re.compile(r"[^\W\d_]+")
_LINK = re.compile(r"(?:es|s|en|n)?\Z")


def write(context: Context, lang: str) -> None:
    """Write the file of one language."""
    known = _german_words(context) if lang in COMPOUNDING else set()
    listed = [_entry(context, lang, page, known) for page in _pages(context, lang)]
    _save(context.site_dir / FOLDER / f"{locales.tag(lang)}.json", listed)


def write_norms(context: Context) -> None:
    """Write where the German guide cites each norm; ids of sections are the same in all languages."""
    known = laws.load(context.site.root)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    places: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for page in _pages(context, SOURCE):
        if _group(page) != "guide" or page.key in COLLECTIONS:
            continue
        url = context.url(SOURCE, page.key)
        for norm in _keywords(known, page):
            key = _keys(norm)[-1]
            counts[key][url] += AS_KEYWORD
            places[key, url]["kurz"] += 1
        for mention in in_page(known, page):
            if mention.resolution.norm is None or mention.resolution.norm.statute is None:
                continue
            section = _section(page, mention.offset)
            for norm in single(mention.resolution.norm):
                for depth, key in enumerate(_keys(norm), 1):
                    whole = not any(norm[depth:6])
                    counts[key][url] += (WHOLE if whole else 1) * (IN_ANSWER if section == "kurz" else 1)
                    places[key, url][section] += section != "grundlage"
    listed = {
        key: [[url, places[key, url].most_common(1)[0][0], count] for url, count in found.most_common(PLACES)]
        for key, found in sorted(counts.items())
    }
    _save(context.site_dir / FOLDER / "norms.json", listed)


def _keys(norm: Norm) -> list[str]:
    """How somebody asks for a norm, from the whole § down: ``stag 10``, ``stag 10 1``."""
    levels = [str(one) for one in (norm.para, norm.absatz) if one]
    return [" ".join((str(norm.statute), *levels[:depth])).lower() for depth in range(1, len(levels) + 1)]


def _keywords(known: laws.Laws, page: Page) -> Iterator[Norm]:
    cited = (one for word in page.meta.get("keywords", []) for one in known.find(str(word)))
    for result in (result for one in cited for result in known.resolve(one)):
        if result.norm is not None and result.norm.statute is not None:
            yield from single(result.norm)


def _save(file: Path, value: Any) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")), "utf-8")


def _pages(context: Context, lang: str) -> Iterator[Page]:
    for german in context.site.shown_in(lang):
        page = context.site.page(lang, german.key)
        if page and not is_document(page) and not german.meta.get("withdrawn") and not page.meta.get("withdrawn"):
            yield page


def _group(page: Page) -> str:
    return GROUPS.get(page.key.split("/")[0], "guide")


def _section(page: Page, offset: int) -> str:
    return next((one.id for one in reversed(page.doc.sections) if one.start <= offset), "")


def _entry(context: Context, lang: str, page: Page, known: set[str]) -> dict[str, Any]:
    german = context.site.page(SOURCE, page.key) or page
    words = [*page.meta.get("keywords", []), *([] if page is german else [german.title])]
    told = _told(context, lang, page.key)
    sections = [
        {
            "id": one.id,
            "title": "" if one.id in _PARTS_OF_FORM else one.title,
            "words": told[one.id],
            "parts": _compound_parts(told[one.id], known),
        }
        for one in page.doc.sections[1:]
        if _group(page) != "course"
    ]
    return {
        "url": context.url(lang, page.key).removeprefix(context.folder(lang)),
        "title": page.title,
        "summary": str(page.meta.get("summary", "")),
        "group": _group(page),
        "words": words,
        "parts": _compound_parts([page.title, *words], known),
        "sections": [one for one in sections if one["title"] or one["words"]],
    }


def _told(context: Context, lang: str, key: str) -> dict[str, list[str]]:
    """Words of the glossary that lead to a section of the page: the German ones, and the language's own."""
    own = context.site.text(lang).get("glossary", {}) if lang != SOURCE else {}
    found: dict[str, list[str]] = defaultdict(list)
    for name, term in context.site.value("glossary").items():
        page, _, section = str(term.get("see", "")).partition("#")
        if page == key:
            other = own.get(name, {})
            words = [term["term"], *term.get("synonyms", []), other.get("term"), *other.get("allowed", [])]
            found[section] += [str(one) for one in words if one]
    return found


def _german_words(context: Context) -> set[str]:
    """Every word of the German titles, headings and keywords, and of the glossary, in small letters."""
    phrases = []
    for page in context.site.in_language(SOURCE):
        phrases += [page.title, *page.meta.get("keywords", []), *(one.title for one in page.doc.sections)]
    for term in context.site.value("glossary").values():
        phrases += [term["term"], *term.get("synonyms", [])]
    return {word for phrase in phrases for word in _WORD.findall(str(phrase).lower())}


def _compound_parts(phrases: list[str], known: set[str]) -> list[str]:
    words = {word for phrase in phrases for word in _WORD.findall(str(phrase).lower())}
    return sorted({part for word in words for part in parts(word, known)} - words)


def parts(word: str, known: Collection[str]) -> list[str]:
    """The last parts of a German compound in small letters: ``behörde`` of ``einbürgerungsbehörde``.

    They have five letters or more, the part before them four. If none is in ``known``, it is what
    follows the longest known beginning and the letters that join them: ``staat-s-angehörigkeit``.
    """
    cuts = range(4, len(word) - 4)
    found = [word[at:] for at in cuts if word[at:] in known]
    return found or [word[at:] for at in cuts if _LINK.sub("", word[:at]) in known][-1:]
