"""Writing into a translation which German text it stands for; every other byte of the file stays."""

from __future__ import annotations

from pathlib import Path

from lotse import fixes, words
from lotse.model import ADAPTATION, SOURCE, DataFile, Page, Site
from lotse.source import state, textfile
from lotse.translation import PAGE, confirmed, hashes

_TEXTS = "docs/data/text/"


class ConfirmError(Exception):
    """The confirmation can't be written; the text says why and what to do, in German."""


def confirm(site: Site, target: str, reviewed: bool = False) -> str:
    """Write the hashes of the German sections into a translated page, or those of the words into a text file.

    Args:
        target: repository path of the page, with ``#id`` for one section (``#_page``: title and summary), or
            of a file of ``docs/data/text``, with ``#group`` for one group of words.
            An adaptation into Einfache Sprache that confirms some sections already confirms these again.
        reviewed: also set ``status: reviewed``.
    Returns one German line about what was written.
    Raises ConfirmError.
    """
    path, _, section = target.partition("#")
    if (wanted_path := _relative(site, path)).startswith(_TEXTS):
        return _words(site, wanted_path, section, reviewed)
    page, german = _pages(site, path)
    wanted = _wanted(page, german, section)
    values = {name: value for name, value in hashes(german).items() if name in wanted}
    drop = set() if section else set(confirmed(page)) - set(hashes(german))
    start, end = page.file.raw.index(b"\n") + 1, page.file.raw.rindex(b"---", 0, page.body_start)
    text = page.file.raw[start:end].decode()
    raw = page.file.raw[:start] + _new(page.path, text, values, reviewed, drop).encode() + page.file.raw[end:]
    _write(site, page.file, raw)
    site.pages[page.lang, page.key] = Page(textfile.TextFile(page.path, raw), page.lang, page.key)
    return _told(page, german, values, section, reviewed)


def _relative(site: Site, path: str) -> str:
    given = Path(path.replace("\\", "/"))
    if given.is_absolute() and given.is_relative_to(site.root):
        given = given.relative_to(site.root)
    return given.as_posix()


def _write(site: Site, file: textfile.TextFile, raw: bytes) -> None:
    if raw != file.raw:
        try:
            fixes.write(site.root / file.path, raw)
        except OSError:
            raise ConfirmError(f"{file.path} darf nicht geschrieben werden; Rechte der Datei prüfen") from None


def _words(site: Site, path: str, group: str, reviewed: bool) -> str:
    lang = path.removeprefix(_TEXTS).removesuffix(".yml")
    if lang == SOURCE:
        raise ConfirmError(f"{path} ist die deutsche Datei, bestätigt werden nur Übersetzungen")
    if f"text/{lang}" not in site.data or lang not in site.languages:
        raise ConfirmError(f"{path} ist keine Textdatei; so angeben: docs/data/text/tr.yml")
    # Read again: an earlier confirmation in the same run may have changed it.
    file = textfile.read(site.root, path)
    data = DataFile(file, f"text/{lang}")
    if file.problems or data.yaml.problems or not isinstance(data.value, dict):
        problems = file.problems or data.yaml.problems
        message = problems[0].message if problems else "Die Datei ist leer"
        raise ConfirmError(f"{path}: {message}; zuerst beheben, dann noch einmal bestätigen")
    site.data[data.name] = data
    known, there = words.hashes(site), {one.id for one in words.states(site, lang) if one.state != "missing"}
    if group and group not in known:
        raise ConfirmError(f"Die Gruppe „{group}“ gibt es nicht; möglich: {', '.join(known)}")
    if group and group not in there:
        raise ConfirmError(f"Die Gruppe „{group}“ fehlt in {path}, zuerst übersetzen")
    values = {name: value for name, value in known.items() if name in ({group} if group else there)}
    drop = set() if group else set(words.confirmed(site, lang)) - set(values)
    raw = _new(path, file.text, values, reviewed, drop).encode()
    _write(site, file, raw)
    site.data[data.name] = DataFile(textfile.TextFile(path, raw), data.name)
    what = f"{len(values)} Gruppen" if len(values) != 1 else f"Gruppe „{next(iter(values))}“"
    missing = [] if group else [name for name in known if name not in there]
    line = f"{path}: {what} bestätigt{', Status reviewed' if reviewed else ''}"
    return line + (f"; noch nicht übersetzt: {', '.join(missing)}" if missing else "")


def _pages(site: Site, path: str) -> tuple[Page, Page]:
    wanted = _relative(site, path)
    found = next((page for page in site.pages.values() if page.path == wanted), None)
    if found is None:
        raise ConfirmError(f"{path} ist keine Seite; so angeben: docs/tr/leitfaden/sprache.md")
    if found.lang == SOURCE:
        raise ConfirmError(f"{wanted} ist eine deutsche Seite, bestätigt werden nur Übersetzungen")
    german = site.page(SOURCE, found.key)
    if german is None:
        raise ConfirmError(f"docs/de/{found.key} gibt es nicht, darum ist hier nichts zu bestätigen")
    # Read again: an earlier confirmation in the same run may have changed it.
    page = Page(textfile.read(site.root, found.path), found.lang, found.key)
    for one in (page, german):
        problems = one.front.problems or ([] if one.file.text else one.file.problems)
        if problems or not one.meta:
            message = problems[0].message if problems else "Der Seitenkopf fehlt"
            raise ConfirmError(f"{one.path}: {message}; zuerst beheben, dann noch einmal bestätigen")
    translation = page.meta.get("translation")
    sections = translation.get("sections") if isinstance(translation, dict) else None
    if not isinstance(translation, dict | None) or not isinstance(sections, dict | None):
        raise ConfirmError(
            f"{page.path}: unter „translation“ gehören die Felder status und sections, "
            "unter „sections“ je Zeile ein Abschnitt; zuerst beheben"
        )
    return page, german


def _wanted(page: Page, german: Page, section: str) -> set[str]:
    known = hashes(german)
    adapted = page.lang == ADAPTATION
    if not section:
        present = {PAGE, *page.sections}
        if not adapted:
            return present
        # An adaptation stands for what it chose before; else for the sections it has, if it has any of the German.
        chosen = set(confirmed(page)) & set(known) or present & set(known)
        return chosen if chosen - {PAGE} or confirmed(page) else set(known)
    if section not in known:
        raise ConfirmError(f"Den Abschnitt „{section}“ gibt es in {german.path} nicht; möglich: {', '.join(known)}")
    if section != PAGE and not adapted and section not in page.sections:
        raise ConfirmError(f"Der Abschnitt „{section}“ fehlt in {page.path}, zuerst übersetzen")
    return {section}


def _new(path: str, text: str, values: dict[str, str], reviewed: bool, drop: set[str]) -> str:
    """The YAML text with the hashes; refuses what would not read as meant."""
    try:
        return state.written(text, values, reviewed, drop)
    except state.StateError:
        raise ConfirmError(
            f"{path}: der Seitenkopf ist so geschrieben, dass sich nichts eintragen lässt; "
            "unter translation: die Felder status: und sections: je auf eine eigene Zeile schreiben"
        ) from None


def _told(page: Page, german: Page, values: dict[str, str], section: str, reviewed: bool) -> str:
    what = f"{len(values)} Abschnitte" if len(values) > 1 else f"Abschnitt „{next(iter(values))}“"
    if set(values) == {PAGE}:
        what = "Titel und Zusammenfassung"
    line = f"{page.path}: {what} bestätigt{', Status reviewed' if reviewed else ''}"
    missing = [] if section or page.lang == ADAPTATION else [one for one in german.sections if one not in page.sections]
    return line + (f"; noch nicht übersetzt: {', '.join(missing)}" if missing else "")
