"""The units of a language: every German section and word with its translation, by an id that stays."""

from __future__ import annotations

from dataclasses import dataclass

from lotse import glossary, translation, words
from lotse.facts import numbers
from lotse.model import Page, Site
from lotse.translation import PAGE, State

TEXTS = "docs/data/text/"
_GENERATED = (numbers.KEY, "glossar.md")  # made from the words, which are units themselves


@dataclass(frozen=True)
class Unit:
    """What is translated in one piece.

    Attributes:
        id: ``leitfaden/sprache.md#nachweise``; ``#_page.title`` and ``#_page.summary`` for the head of a page;
            ``text#tools.fees.run`` for a word of the interface.
        source: the German text as it stands in the file, without the line breaks around it.
        target: the translation of today, empty if there is none.
        state: of the section or group that the unit belongs to.
        place: repository path and line of the German text.
        notes: for the translator: glossary terms of this section.
    """

    id: str
    source: str
    target: str
    state: State
    place: str
    notes: tuple[str, ...] = ()


def units(site: Site, lang: str, only_outdated: bool = False) -> list[Unit]:
    """All units of ``lang`` in the order of the German files, pages first.

    Args:
        only_outdated: only what is not current: outdated, unconfirmed or missing.
    """
    terms = _terms(site, lang)
    found: list[Unit] = []
    for german in site.shown_in(lang):
        if german.key in _GENERATED:
            continue
        other = site.page(lang, german.key)
        states = {one.id: one.state for one in translation.states(german, other)} if other else {}
        found += _page(german, other, states, terms)
    found += _words(site, lang)
    return [one for one in found if not only_outdated or one.state != "current"]


def text(page: Page, section: str) -> str:
    """A section as it stands in the file, without the line breaks around it."""
    found = page.sections[section]
    return page.file.raw[found.start : found.end].decode("utf-8", "replace").strip()


def _page(german: Page, other: Page | None, states: dict[str, State], terms: list[tuple[str, str]]) -> list[Unit]:
    line = german.file.line(german.front.place(("title",)))
    found = [
        Unit(
            f"{german.key}#{PAGE}.{field}",
            str(german.meta.get(field, "")),
            str(other.meta.get(field, "")) if other else "",
            states.get(PAGE, "missing"),
            f"{german.path}:{line}",
        )
        for field in ("title", "summary")
    ]
    for name, section in german.sections.items():
        if name:
            target = text(other, name) if other and name in other.sections else ""
            place = f"{german.path}:{german.file.line(section.start)}"
            source = text(german, name)
            notes = tuple(f"{term} = {own}" for term, own in terms if term in source)
            found.append(Unit(f"{german.key}#{name}", source, target, states.get(name, "missing"), place, notes))
    return found


def _terms(site: Site, lang: str) -> list[tuple[str, str]]:
    """German term and the word that ``lang`` prefers."""
    listed = site.value("glossary")
    own = {one.key: one.term for one in glossary.foreign(site.text(lang).get("glossary"))}
    terms = listed.items() if isinstance(listed, dict) else ()
    return [(str(one["term"]), own[key]) for key, one in terms if isinstance(one, dict) and own.get(key)]


def _words(site: Site, lang: str) -> list[Unit]:
    there = dict(words.leaves(site.value(f"text/{lang}")))
    states = {one.id: one.state for one in words.states(site, lang)}
    return [
        Unit(
            f"text#{'.'.join(map(str, key))}",
            word,
            there.get(tuple(map(str, key)), ""),
            states.get(words.group(key), "missing"),
            f"{file.file.path}:{file.file.line(file.yaml.place(place))}",
        )
        for key, (word, file, place) in words.german(site).items()
        if key[0] not in words.OWN_WORDS
    ]
