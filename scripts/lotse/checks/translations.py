"""Translations: complete where promised, true to the German text, honest about what they confirm.

German leads and may always move ahead: what falls behind because of that is a warning, never an error.
An error is only what a translation itself claims wrongly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from lotse import words
from lotse.checks import at, in_file, rule
from lotse.diagnostics import Diagnostic, Fix
from lotse.model import ADAPTATION, SOURCE, DataFile, Page, Site
from lotse.source import yamlfile
from lotse.translation import PAGE, State, confirmed, hashes, states


def _pairs(site: Site) -> Iterator[tuple[Page, Page]]:
    for page in site.judged_pages():
        german = site.page(SOURCE, page.key) if page.lang != SOURCE else None
        # A page that can't be read says nothing about its translations; other rules name it.
        if german and german.meta and page.meta:
            yield german, page


def _where(page: Page, section: str) -> int:
    """Byte offset at which a translator starts work on a section."""
    if section in page.sections:
        return page.sections[section].start
    return page.front.place(("title",)) if section == PAGE else page.body_start


def _named(section: str) -> str:
    return "Titel und Zusammenfassung" if section == PAGE else f"Abschnitt „{section}“"


def _german(german: Page, section: str) -> str:
    line = german.file.line(_where(german, section))
    return f"{german.path}:{line}: {german.file.line_text(line).strip()}"


def _command(page: Page, section: str) -> str:
    return f"lotse confirm {page.path}#{section}"


def _text_files(site: Site, state: State) -> Iterator[tuple[DataFile, list[str]]]:
    """Text files with their groups of words in this state."""
    for lang in site.judged_languages():
        file = site.data.get(f"text/{lang}")
        if lang != SOURCE and file is not None and isinstance(file.value, dict):
            names = [one.id for one in words.states(site, lang) if one.state == state]
            if names:
                yield file, names


@rule("warning")
def outdated(site: Site) -> Iterator[Diagnostic]:
    """Der deutsche Abschnitt hat sich geändert, seit er übersetzt wurde.

    Warum: Leserinnen und Leser sehen dann einen Hinweis; nachziehen kann es, wer die Sprache spricht.

    Schlecht (docs/tr/index.md):
        ---
        title: Rehber
        translation: {status: machine, sections: {start: "00000000"}}
        ---

        # Rehber { #start }
    """
    for german, page in _pairs(site):
        for section in states(german, page):
            if section.state == "outdated":
                verb = "sind" if section.id == PAGE else "ist"
                yield at(
                    page.file,
                    _where(page, section.id),
                    f"{_named(section.id)} {verb} auf Deutsch inzwischen anders",
                    f"mit dem deutschen Text vergleichen, anpassen, dann: {_command(page, section.id)}",
                    source=_german(german, section.id),
                )
    for file, names in _text_files(site, "outdated"):
        for name in names:
            yield at(
                file.file,
                file.yaml.place(tuple(name.split(".", 1))),
                f"Die Wörter „{name}“ sind auf Deutsch inzwischen anders",
                f"mit {site.data[f'text/{SOURCE}'].file.path} vergleichen, anpassen, "
                f"dann: lotse confirm {file.file.path}#{name}",
            )


@rule("error")
def unconfirmed(site: Site) -> Iterator[Diagnostic]:
    """Für einen übersetzten Abschnitt ist nicht vermerkt, welchem deutschen Text er entspricht.

    Warum: Ohne Vermerk fällt nicht auf, wenn sich der deutsche Text ändert.

    Schlecht (docs/tr/index.md):
        ---
        title: Rehber
        translation: {status: machine}
        ---

        # Rehber { #start }
    """
    for german, page in _pairs(site):
        open_ = [section.id for section in states(german, page) if section.state == "unconfirmed"]
        if open_:
            listed = ", ".join("Titel" if one == PAGE else one for one in open_)
            # An adaptation gets here only when it confirms nothing: then the whole page is meant.
            whole = len(open_) > 1 or page.lang == ADAPTATION
            command = f"lotse confirm {page.path}" if whole else _command(page, open_[0])
            yield at(
                page.file,
                page.front.place(("translation", "sections")),
                f"Noch nicht bestätigt: {listed}",
                f"mit dem deutschen Text vergleichen, dann: {command}",
                source=_german(german, open_[0]),
            )
    for file, names in _text_files(site, "unconfirmed"):
        command = f"lotse confirm {file.file.path}" + (f"#{names[0]}" if len(names) == 1 else "")
        yield at(
            file.file,
            file.yaml.place((words.STATE, "sections")),
            f"Noch nicht bestätigt: {', '.join(names)}",
            f"mit {site.data[f'text/{SOURCE}'].file.path} vergleichen, dann: {command}",
        )


@rule("warning")
def missing_section(site: Site) -> Iterator[Diagnostic]:
    """Ein deutscher Abschnitt ist noch nicht übersetzt.

    Warum: Was fehlt, erfahren nur die, die Deutsch lesen.

    Schlecht (docs/tr/index.md):
        ---
        title: Rehber
        translation: {status: machine}
        ---

        # Rehber { #start }
    """
    for german, page in _pairs(site):
        ids = list(german.sections)
        for section in states(german, page):
            if section.state == "missing":
                before = next((one for one in reversed(ids[: ids.index(section.id)]) if one in page.sections), "")
                start = page.sections[before].start if before else page.body_start
                heading = german.sections[section.id]
                where = f"nach dem Abschnitt „{before}“" if before else "am Anfang der Seite"
                yield at(
                    page.file,
                    start,
                    f"Der Abschnitt „{section.id}“ ({heading.title}) fehlt",
                    f"{where} übersetzen; Überschrift: {'#' * heading.level} … {{ #{section.id} }}",
                    source=_german(german, section.id),
                )


@rule("error")
def extra_section(site: Site) -> Iterator[Diagnostic]:
    """Die Übersetzung hat einen Abschnitt, den die deutsche Seite nicht hat.

    Warum: Was nur in einer Sprache steht, prüft niemand. Ist der Abschnitt bestätigt, dann hat ihn die
    deutsche Seite erst später verloren; das ist nur eine Warnung.

    Schlecht (docs/tr/index.md):
        ---
        title: Rehber
        translation: {status: machine}
        ---

        # Rehber { #start }

        ## Başlangıç { #anfangen }

        ## Yalnız burada { #nur-hier }
    """
    for german, page in _pairs(site):
        if page.lang == ADAPTATION:
            continue
        known = confirmed(page)
        for name, section in page.sections.items():
            if name and name not in german.sections:
                yield at(
                    page.file,
                    section.start,
                    f"Den Abschnitt „{name}“ gibt es auf der deutschen Seite nicht",
                    f"die Kennung der deutschen Überschrift nehmen ({', '.join(german.sections)}) "
                    "oder den Abschnitt löschen",
                    source=german.path,
                    severity="warning" if name in known else None,
                )


@rule("error")
def unknown_hash(site: Site) -> Iterator[Diagnostic]:
    """Im Kopf ist ein Abschnitt bestätigt, den es auf der deutschen Seite nicht gibt.

    Warum: Bestätigt werden kann nur, was auf Deutsch dasteht.

    Schlecht (docs/tr/index.md):
        ---
        title: Rehber
        translation: {status: machine, sections: {gibt-es-nicht: "12345678"}}
        ---

        # Rehber { #start }
    """
    for german, page in _pairs(site):
        known = hashes(german)
        for name in confirmed(page):
            moved = name in page.sections  # the German page lost it later
            if name not in known and (not moved or page.lang == ADAPTATION):
                yield at(
                    page.file,
                    page.front.place(("translation", "sections", name)),
                    f"Bestätigt ist „{name}“, das gibt es auf der deutschen Seite nicht",
                    f"die Zeile löschen; möglich: {', '.join(known)}",
                    source=german.path,
                    severity="warning" if moved else None,
                    fix=_without_line(page, name),
                )


def _without_line(page: Page, name: str) -> Fix | None:
    start = page.file.raw.rfind(b"\n", 0, page.front.place(("translation", "sections", name))) + 1
    end = page.file.raw.find(b"\n", start) + 1
    # Only a line of its own, and never the last one: the mapping must not become empty.
    whole = page.file.raw[start:end].strip().startswith(name.encode() + b":") and len(confirmed(page)) > 1
    return Fix(start, end, b"") if whole else None


@rule("error")
def no_source(site: Site) -> Iterator[Diagnostic]:
    """Eine Seite gibt es in einer anderen Sprache, aber nicht auf Deutsch.

    Warum: Ohne deutsche Seite fehlt die Vorlage, an der sie gemessen wird.

    Schlecht (docs/tr/leitfaden/nur-hier.md):
        ---
        title: Yalnız burada
        translation: {status: machine}
        ---

        # Yalnız burada { #nur-hier }
    """
    for page in site.judged_pages():
        if page.lang != SOURCE and site.page(SOURCE, page.key) is None:
            yield in_file(
                page.path, f"docs/de/{page.key} gibt es nicht", "die Seite so nennen wie die deutsche, oder sie löschen"
            )


@rule("error")
def german_only(site: Site) -> Iterator[Diagnostic]:
    """Eine Übersetzung liegt in einem Ordner, den es nach languages.yml nur auf Deutsch gibt, oder den Ordner gibt es nicht.

    Warum: Die Menüs der anderen Sprachen führen dort auf die deutschen Seiten; die Übersetzung sähe niemand.

    Schlecht (docs/data/languages.yml):
        de: {tag: de, published: true, required: [], only: [schulungen]}
    """
    for page in site.judged_pages():
        if not site.has_place(page.lang, page.key):
            folder = page.key.split("/")[0]
            yield in_file(
                page.path,
                f"Den Ordner „{folder}“ gibt es nur auf Deutsch, diese Seite wird nicht gezeigt",
                f"„{folder}“ in docs/data/languages.yml unter de, only streichen, oder die Seite löschen",
            )
    keys = [page.key for page in site.in_language(SOURCE)]
    for number, folder in enumerate(site.german_only):
        if not any(key.startswith(folder) for key in keys):
            file = site.data["languages"]
            yield at(
                file.file,
                file.yaml.place((SOURCE, "only", number)),
                f"Den Ordner „docs/{SOURCE}/{folder}“ gibt es nicht",
                "den Namen berichtigen oder hier streichen",
            )


@rule("error")
def required_page_missing(site: Site) -> Iterator[Diagnostic]:
    """Eine Seite, die diese Sprache haben muss, fehlt.

    Warum: Eine Sprache steht erst dann im Menü, wenn sie das Nötigste bietet. Solange sie nicht veröffentlicht
    ist, ist das nur ein Hinweis.

    Schlecht (docs/data/languages.yml):
        de: {tag: de, published: true, required: []}
        ar: {tag: ar, published: true, required: [index.md]}
        tr: {tag: tr, published: true, required: [leitfaden/noch-nicht.md]}

    Gut (docs/data/languages.yml):
        de: {tag: de, published: true, required: []}
        ar: {tag: ar, published: true, required: [index.md]}
        tr: {tag: tr, published: true, required: [index.md]}
    """
    file = site.data.get("languages")
    for lang, one in _languages(site).items():
        for number, key in enumerate(one.get("required") or ()):
            if site.page(lang, key) is None and file:
                yield at(
                    file.file,
                    file.yaml.place((lang, "required", number)),
                    f"docs/{lang}/{key} fehlt",
                    "übersetzen, oder die Seite aus der Liste „required“ nehmen",
                    severity=None if one.get("published") is True else "info",
                )


def _languages(site: Site) -> dict[str, dict[str, Any]]:
    found = site.value("languages")
    return {k: v for k, v in found.items() if isinstance(v, dict)} if isinstance(found, dict) else {}


@rule("error")
def language_data(site: Site) -> Iterator[Diagnostic]:
    """mkdocs.yml, languages.yml und die Textdateien nennen verschiedene Sprachen.

    Warum: Fehlt eine Sprache an einer Stelle, bleiben dort deutsche Wörter stehen.

    Schlecht (docs/data/languages.yml):
        de: {tag: de, published: true, required: []}
        tr: {tag: tr, published: true, required: []}
    """
    listed, built = site.value("languages"), site.languages
    listed = listed if isinstance(listed, dict) else {}
    for lang in built:
        if lang not in listed:
            yield in_file(
                "docs/data/languages.yml",
                f"Die Sprache „{lang}“ aus mkdocs.yml fehlt hier",
                f"ergänzen: {lang}: {{tag: {lang}, published: false, required: [index.md]}}",
            )
        if f"text/{lang}" not in site.data:
            yield in_file(
                f"docs/data/text/{lang}.yml",
                f"Die Wörter für „{lang}“ fehlen",
                "docs/data/text/de.yml unter diesem Namen kopieren und übersetzen",
            )
    for lang in listed:
        if lang not in built:
            file = site.data["languages"]
            yield at(
                file.file,
                file.yaml.place((lang,)),
                f"Die Sprache „{lang}“ steht nicht in mkdocs.yml",
                "dort unter plugins, i18n, languages eintragen oder hier löschen",
            )
    for name, file in site.data.items():
        if name.startswith("text/") and name.removeprefix("text/") not in built:
            yield in_file(
                file.file.path,
                f"Die Sprache „{name.removeprefix('text/')}“ steht nicht in mkdocs.yml",
                "dort unter plugins, i18n, languages eintragen oder die Datei löschen",
            )


@rule("error")
def text_missing(site: Site) -> Iterator[Diagnostic]:
    """Ein Wort der Oberfläche oder der Name einer Tatsache fehlt in einer Sprache, ist leer oder zu viel.

    Warum: An dieser Stelle stünde nichts oder ein deutsches Wort. Fehlt ein Wort nur, ist das eine Warnung, denn
    Deutsch darf vorangehen; fehlt eine ganze Gruppe, ist es ein Hinweis. Die deutschen Namen der Tatsachen stehen in
    facts.yml, die übersetzten unter „facts“ in der Textdatei der Sprache.

    Schlecht (docs/data/text/tr.yml):
        site:
          name: ""

    Schlecht (docs/data/text/tr.yml):
        site:
          name: Kılavuz
          gibt-es-nicht: Kılavuz

    Schlecht (docs/data/text/tr.yml):
        site:
          name: Kılavuz
        facts:
          gibt.es.nicht: Süre
    """
    german = words.german(site)
    for lang in site.judged_languages():
        file = site.data.get(f"text/{lang}")
        if lang == SOURCE or file is None or not isinstance(file.value, dict) or not german:
            continue
        found: dict[yamlfile.Key, str] = dict(words.leaves(file.value))
        absent = _absent_groups(file, german)
        for group in absent:
            yield at(
                file.file,
                0,
                f"Die ganze Gruppe „{group}“ ist noch nicht übersetzt",
                f"aus {site.data[f'text/{SOURCE}'].file.path} übernehmen und übersetzen",
                severity="info",
            )
        for key, (word, source, place) in german.items():
            if word and not found.get(key) and key[0] not in absent:
                line = source.file.line(source.yaml.place(place))
                state = "ist leer" if key in found else "fehlt"
                yield at(
                    file.file,
                    file.yaml.place(key),
                    f"„{_dotted(key)}“ {state}",
                    f"übersetzen: {word}",
                    source=f"{source.file.path}:{line}",
                    # German may move ahead: until the word is there, readers get the German one.
                    severity=None if key in found else "warning",
                )
        for key in found:
            # A language may name more units than German does, and has its own plural forms.
            if (
                key not in german
                and key[0] not in words.OWN_WORDS
                and not (key[0] in ("facts", "glossary") and _broken(site, key))
            ):
                home = f"in docs/data/{key[0]}.yml" if key[0] in ("facts", "glossary") else "in der deutschen Datei"
                yield at(
                    file.file,
                    file.yaml.place(key),
                    f"„{_dotted(key)}“ gibt es {home} nicht",
                    "Schreibweise prüfen oder die Zeile löschen",
                    source=site.data[f"text/{SOURCE}"].file.path,
                )


def _absent_groups(file: DataFile, german: Iterable[yamlfile.Key]) -> list[str]:
    """Groups of German words of which a language has not begun any: one thing to say, not hundreds."""
    return [group for group in dict.fromkeys(str(key[0]) for key in german) if group not in file.value]


def _dotted(key: yamlfile.Key) -> str:
    return ".".join(str(part) for part in key)


def _broken(site: Site, key: yamlfile.Key) -> bool:
    """Whether facts.yml or glossary.yml has this entry but can't be read; frontmatter/data says so, once."""
    listed = site.value(str(key[0]))
    return not isinstance(listed, dict) or not listed or key[1] in listed
