"""The German text that a translation was confirmed against, found again in the history, beside today's."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lotse import git, translation, words
from lotse.git import Version
from lotse.model import SOURCE, DataFile, Page, Site
from lotse.source.textfile import TextFile
from lotse.source.yamlfile import Key
from lotse.translation import PAGE, State

TEXTS = "docs/data/text/"
_HOMES = {"facts": "docs/data/facts.yml", "glossary": "docs/data/glossary.yml"}  # where their German words stand


class DriftError(Exception):
    """There is nothing to show; the text says why and what to do, in German."""


@dataclass(frozen=True)
class Change:
    """One section of a translation that is not current.

    Attributes:
        path: repository path of the translation.
        section: section id, ``_page`` for title and summary, or a group of words.
        before: the German text that was confirmed; None if it is not in the history that is here.
        since: commit and ISO date of the newest version with that text, empty if unknown.
        now: the German text of today.
        translated: the translation of today, empty if there is none.
    """

    path: str
    lang: str
    section: str
    state: State
    before: str | None
    since: str
    now: str
    translated: str


def changes(site: Site, lang: str, target: str) -> list[Change]:
    """Every section of a page, or group of a text file, that is outdated; with ``#id`` that one, whatever its state.

    Args:
        target: repository path of the German page or its translation, or of the text file of ``lang``.
    Raises DriftError, and GitError when git can't be asked.
    """
    path, _, section = target.replace("\\", "/").removeprefix("./").partition("#")
    if path.startswith(TEXTS):
        return list(_words(site, lang, section))
    for prefix in (f"docs/{SOURCE}/", f"docs/{lang}/"):
        if path.startswith(prefix):
            return list(_page(site, lang, path.removeprefix(prefix), section))
    raise DriftError(f"{path} ist keine Seite; so angeben: docs/de/leitfaden/sprache.md")


def _page(site: Site, lang: str, key: str, section: str) -> Iterator[Change]:
    german, other = site.page(SOURCE, key), site.page(lang, key)
    if german is None:
        raise DriftError(f"docs/{SOURCE}/{key} gibt es nicht")
    if other is None:
        raise DriftError(f"docs/{lang}/{key} gibt es nicht: die Seite ist noch nicht übersetzt")
    states = {one.id: one.state for one in translation.states(german, other)}
    known = translation.confirmed(other)

    def hash_of(version: Version, name: str) -> str | None:
        return translation.hashes(_read(german, version)).get(name)

    def text_of(version: Version, name: str) -> str:
        return _text(_read(german, version), name)

    for name in _chosen(states, section, german.path):
        before, since = _before(site, german.path, known.get(name), name, hash_of, text_of)
        translated = _text(other, name) if name == PAGE or name in other.sections else ""
        yield Change(other.path, lang, name, states[name], before, since, _text(german, name), translated)


def _read(page: Page, version: Version) -> Page:
    return Page(TextFile(page.path, version.raw), SOURCE, page.key)


def _text(page: Page, section: str) -> str:
    if section == PAGE:
        return f"{page.meta.get('title', '')}\n\n{page.meta.get('summary', '')}"
    found = page.sections[section]
    return page.file.raw[found.start : found.end].decode("utf-8", "replace").strip()


def _chosen(states: dict[str, State], section: str, path: str) -> list[str]:
    if section and section not in states:
        raise DriftError(f"Den Abschnitt „{section}“ gibt es in {path} nicht; möglich: {', '.join(states)}")
    return [section] if section else [name for name, state in states.items() if state == "outdated"]


def _words(site: Site, lang: str, group: str) -> Iterator[Change]:
    states = {one.id: one.state for one in words.states(site, lang)}
    known, path = words.confirmed(site, lang), f"{TEXTS}{lang}.yml"
    mine = dict(words.leaves(site.value(f"text/{lang}")))
    for name in _chosen(states, group, f"{TEXTS}{SOURCE}.yml"):
        home = _HOMES.get(name.split(".")[0], f"{TEXTS}{SOURCE}.yml")

        def hash_of(version: Version, one: str, home: str = home) -> str | None:
            return words.hashes(_site(site, home, version)).get(one)

        def text_of(version: Version, one: str, home: str = home) -> str:
            return _listed(_german(_site(site, home, version)), one)

        before, since = _before(site, home, known.get(name), name, hash_of, text_of)
        now, translated = _listed(_german(site), name), _listed(mine, name)
        if before is not None and before != now:
            # Of a long group only the words that changed are worth reading.
            same = set(before.splitlines()) & set(now.splitlines())
            kept = {line.split(": ")[0] for line in same}
            before, now, translated = (_without(one, kept) for one in (before, now, translated))
        yield Change(path, lang, name, states[name], before, since, now, translated)


def _site(site: Site, path: str, version: Version) -> Site:
    """``site`` with one data file as a commit had it."""
    data = DataFile(TextFile(path, version.raw), path.removeprefix("docs/data/").removesuffix(".yml"))
    return Site(site.root, site.config, site.languages, site.nav, {}, {**site.data, data.name: data}, set())


def _german(site: Site) -> dict[Key, str]:
    return {key: word for key, (word, _, _) in words.german(site).items()}


def _listed(found: Mapping[Key, str] | Mapping[tuple[str, ...], str], group: str) -> str:
    """The words of one group, a line each."""
    return "\n".join(
        f"{'.'.join(map(str, key))}: {' '.join(word.split())}"
        for key, word in found.items()
        if words.group(key) == group
    )


def _without(text: str, names: set[str]) -> str:
    return "\n".join(line for line in text.splitlines() if line.split(": ")[0] not in names)


def _before(
    site: Site, path: str, wanted: str | None, name: str,
    hash_of: Callable[[Version, str], str | None], text_of: Callable[[Version, str], str],
) -> tuple[str | None, str]:  # fmt: skip
    if wanted is None:
        return None, ""
    for version in git.versions(site.root, path):
        if hash_of(version, name) == wanted:
            return text_of(version, name), f"{version.commit}, {'.'.join(reversed(version.day.split('-')))}"
    return None, ""
