"""What a change of the German text makes outdated: sections that were current before it and are not any more."""

from __future__ import annotations

from dataclasses import dataclass

from lotse import git, translation
from lotse.model import ADAPTATION, SOURCE, Page, Site
from lotse.source.textfile import TextFile


@dataclass(frozen=True)
class Outdated:
    """A German page that changed, its changed sections, and the languages that had them."""

    path: str
    sections: tuple[str, ...]
    languages: tuple[str, ...]


def since(site: Site, base: str) -> list[Outdated]:
    """German pages whose change since the merge base with ``base`` leaves a translation behind.

    Raises GitError when git does not know ``base``.
    """
    start = git.merge_base(site.root, base)
    touched = set(git.changed(site.root, base))
    found = []
    for german in site.in_language(SOURCE):
        raw = git.at(site.root, start, german.path) if german.path in touched else None
        if raw is None:
            continue
        before = translation.hashes(Page(TextFile(german.path, raw), SOURCE, german.key))
        now = translation.hashes(german)
        changed = [name for name, value in before.items() if now.get(name) != value]
        languages = [
            lang for lang in site.languages
            if lang != SOURCE and (page := site.page(lang, german.key))
            and any(translation.confirmed(page).get(name) == before[name] for name in changed)
        ]  # fmt: skip
        if languages:
            found.append(Outdated(german.path, tuple(changed), tuple(languages)))
    return found


def markdown(found: list[Outdated]) -> str:
    """The list for people who review a pull request; it stops nobody."""
    if not found:
        return "Keine Übersetzung wird durch diese Änderung veraltet."
    lines = [
        "Diese Änderung am deutschen Text lässt Übersetzungen veralten. Das hält nichts auf: "
        "Leserinnen und Leser sehen dort einen Hinweis, bis jemand nachzieht.",
        "",
        "| Deutsche Seite | Abschnitte | Sprachen | Ansehen |",
        "| --- | --- | --- | --- |",
    ]
    for one in found:
        sections = ", ".join("Titel" if name == translation.PAGE else name for name in one.sections)
        first = next((lang for lang in one.languages if lang != ADAPTATION), one.languages[0])
        lines.append(f"| {one.path} | {sections} | {', '.join(one.languages)} | `lotse diff {first} {one.path}` |")
    return "\n".join(lines)
