"""The letters and the list of papers: what they name exists, every letter has its norm, every word is there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lotse.checks import at, rule
from lotse.diagnostics import Diagnostic
from lotse.faults import Fault, broken_link, unknown
from lotse.model import SOURCE, Site
from lotse.source import schema
from lotse.source.yamlfile import Key

LETTERS, LISTS, DOCUMENTS, TEXT = "letters", "document-lists", "documents", f"text/{SOURCE}"
_GAP = re.compile(r"\{([a-z-]+)\}")
_IN_TEXT = f"in docs/data/{TEXT}.yml "


def _say(site: Site, found: Iterable[Fault]) -> Iterator[Diagnostic]:
    for one in found:
        file = site.data[one.file]
        yield at(file.file, file.yaml.place(one.key), one.message, one.help)


def _sound(site: Site, name: str) -> Any:
    """The value of a data file; None if it is missing, or broken as frontmatter/data says."""
    file = site.data.get(name)
    if file is None or file.file.problems or file.yaml.problems or file.value is None:
        return None
    return None if any(schema.validate(site.root, f"{name}.schema.json", file.value)) else file.value


@rule("error")
def unknown_name(site: Site) -> Iterator[Diagnostic]:
    """Ein Brief oder eine Liste der Unterlagen nennt ein Feld, ein Papier oder eine Seite, die es nicht gibt.

    Warum: Im Brief bliebe eine Klammer stehen, auf der Liste fehlte ein Papier, ein Link führte ins Leere.

    Schlecht (docs/data/document-lists.yml):
        everyone: [registration, certificate]
        groups: {work: {employee: {documents: [lohnzettel]}}}

    Gut (docs/data/document-lists.yml):
        everyone: [registration]
        groups: {work: {employee: {documents: [certificate]}}}
    """
    if letters := _sound(site, LETTERS):
        yield from _say(site, _letters(site, letters))
    lists, papers = _sound(site, LISTS), _sound(site, DOCUMENTS)
    if lists and papers:
        yield from _say(site, _lists(lists, papers))


def _letters(site: Site, letters: Mapping[str, Any]) -> Iterator[Fault]:
    sender = {one["id"]: one for one in letters["sender"]}
    for field in ("reference", "born"):
        yield from _gaps((field,), letters[field], sender)
    yield from _fields(("sender",), letters["sender"], sender)
    seen: set[str] = set()
    for place, letter in enumerate(letters["letters"]):
        key: Key = ("letters", place)
        if letter["id"] in seen:
            yield Fault((*key, "id"), f"„{letter['id']}“ steht hier zweimal", "einen der beiden anders nennen", LETTERS)
        seen.add(letter["id"])
        fields = sender | {one["id"]: one for one in letter["fields"]}
        yield from _fields((*key, "fields"), letter["fields"], fields)
        for field in ("subject", "body"):
            yield from _gaps((*key, field), letter[field], fields)
        options = [text for one in letter["fields"] for text in one.get("options", {}).values()]
        used = set(_GAP.findall(" ".join([letter["subject"], letter["body"], *options])))
        for number, one in enumerate(letter["fields"]):
            if one["id"] not in used:
                message = f"Nach „{one['id']}“ wird gefragt, aber im Brief steht es nicht"
                help_ = f"im Text {{{one['id']}}} schreiben oder das Feld löschen"
                yield Fault((*key, "fields", number), message, help_, LETTERS)
        for field in ("guide", "refer"):
            if field in letter and (broken := broken_link(site, (*key, field), letter[field], LETTERS)):
                yield broken


def _fields(key: Key, own: list[dict[str, Any]], known: Mapping[str, Any]) -> Iterator[Fault]:
    for place, one in enumerate(own):
        if one.get("after", one["id"]) not in known:
            yield unknown((*key, place, "after"), "Das Feld", one["after"], known, "in diesem Brief ", LETTERS)
        for option, text in one.get("options", {}).items():
            yield from _gaps((*key, place, "options", option), text, known)


def _gaps(key: Key, text: str, fields: Mapping[str, Any]) -> Iterator[Fault]:
    for name in dict.fromkeys(_GAP.findall(text)):
        if name not in fields:
            yield unknown(key, "Das Feld", name, fields, "in diesem Brief ", LETTERS)


def _lists(lists: Mapping[str, Any], papers: Mapping[str, Any]) -> Iterator[Fault]:
    named: set[str] = set()
    places: list[tuple[Key, list[str]]] = [(("everyone",), lists["everyone"])]
    for group, situations in lists["groups"].items():
        for name, one in situations.items():
            key: Key = ("groups", group, name)
            places.append(((*key, "documents"), one["documents"]))
            for place, paper in enumerate(one.get("without", ())):
                if paper not in lists["everyone"]:
                    yield unknown(
                        (*key, "without", place), "Das Papier", paper, lists["everyone"], "unter everyone ", LISTS
                    )
    for key, listed in places:
        named.update(listed)
        for place, paper in enumerate(listed):
            if paper not in papers:
                yield unknown((*key, place), "Das Papier", paper, papers, "in documents.yml ", LISTS)
    for paper in papers:
        if paper not in named:
            yield Fault(
                (paper,), f"„{paper}“ steht auf keiner Liste", "in document-lists.yml einer Lage zuordnen", DOCUMENTS
            )


@rule("error")
def citation(site: Site) -> Iterator[Diagnostic]:
    """Ein Brief nennt keine Fundstelle.

    Warum: Wer einen Brief abschickt, muss nachschlagen können, worauf er beruht.

    Schlecht (docs/data/letters.yml):
        salutation: Guten Tag,
        closing: Mit freundlichen Grüßen
        reference: "Ihr Zeichen: {reference}"
        born: "Geboren am {reference}"
        signature: Unterschrift
        sender: [{id: reference, kind: text, required: false, example: 12/345}]
        letters:
          - id: stand
            guide: leitfaden/beispiel.md#kurz
            fields: [{id: tag, kind: date, required: true, example: 14.01.2026}]
            subject: "Antrag vom {tag}"
            body: Wie ist der Stand?

    Gut (docs/data/letters.yml):
        salutation: Guten Tag,
        closing: Mit freundlichen Grüßen
        reference: "Ihr Zeichen: {reference}"
        born: "Geboren am {reference}"
        signature: Unterschrift
        sender: [{id: reference, kind: text, required: false, example: 12/345}]
        letters:
          - id: stand
            citations: [§ 10 Abs. 1 Satz 1 StAG]
            guide: leitfaden/beispiel.md#kurz
            fields: [{id: tag, kind: date, required: true, example: 14.01.2026}]
            subject: "Antrag vom {tag}"
            body: Wie ist der Stand?
    """
    for place, letter in enumerate((_sound(site, LETTERS) or {"letters": []})["letters"]):
        if not letter.get("citations"):
            message = f"Der Brief „{letter['id']}“ nennt keine Fundstelle"
            help_ = "ergänzen, zum Beispiel: citations: [§ 25 Abs. 2 Satz 2 VwVfG]"
            yield from _say(site, [Fault(("letters", place), message, help_, LETTERS)])


@rule("error")
def text_missing(site: Site) -> Iterator[Diagnostic]:
    """Einem Brief, einem Feld oder einer Lage fehlen die deutschen Wörter, oder es gibt Wörter für etwas, das es nicht gibt.

    Warum: Am Tisch stünde dort nichts, oder Wörter würden in acht Sprachen übersetzt, die niemand sieht.

    Schlecht (docs/data/document-lists.yml):
        everyone: [registration, certificate]
        groups: {work: {employee: {documents: []}}}
    """
    if letters := _sound(site, LETTERS):
        yield from _say(site, _words(site, LETTERS, _letter_words(letters), _letter_places(letters)))
    if lists := _sound(site, LISTS):
        yield from _say(site, _words(site, "documents", _list_words(lists), _list_places(lists)))


Words = dict[Key, bool]  # keys below the tool's own words, and whether the word must be there


def _letter_words(letters: Mapping[str, Any]) -> Words:
    wanted: Words = {}
    for letter in letters["letters"]:
        wanted |= {("letters", letter["id"], part): True for part in ("title", "purpose", "when")}
        wanted["letters", letter["id"], "stop"] = "refer" in letter
    for one in (*letters["sender"], *(field for letter in letters["letters"] for field in letter["fields"])):
        wanted["fields", one["id"]] = True
        wanted.setdefault(("hints", one["id"]), False)
        wanted |= {("choices", one["id"], option): True for option in one.get("options", {})}
    return wanted


def _letter_places(letters: Mapping[str, Any]) -> dict[Key, Key]:
    """Where the data is that a word belongs to, by the first two parts of the word's key."""
    places: dict[Key, Key] = {("letters", one["id"]): ("letters", at_) for at_, one in enumerate(letters["letters"])}
    lists: list[tuple[Key, list[dict[str, Any]]]] = [(("sender",), letters["sender"])]
    lists += [(("letters", place, "fields"), one["fields"]) for place, one in enumerate(letters["letters"])]
    for key, fields in lists:
        for place, one in enumerate(fields):
            for group in ("fields", "choices"):
                places.setdefault((group, one["id"]), (*key, place))
    return places


def _list_words(lists: Mapping[str, Any]) -> Words:
    groups = lists["groups"]
    return {("groups", group): True for group in groups} | {
        ("situations", group, name): True for group, situations in groups.items() for name in situations
    }


def _list_places(lists: Mapping[str, Any]) -> dict[Key, Key]:
    groups = lists["groups"]
    return {("groups", group): ("groups", group) for group in groups} | {
        ("situations", group, name): ("groups", group, name) for group in groups for name in groups[group]
    }


def _words(site: Site, tool: str, wanted: Words, places: Mapping[Key, Key]) -> Iterator[Fault]:
    """Words that are missing, at the data; words that belong to nothing, in the text."""
    said: Any = site.text(SOURCE)
    for part in ("tools", tool):
        said = said.get(part) if isinstance(said, Mapping) else None
    there = {(group, *key) for group in {key[0] for key in wanted} for key in _leaves(_inner(said, group))}
    for key, needed in wanted.items():
        if needed and key not in there:
            place = places.get(key) or places[key[:2]]
            name = ".".join(map(str, ("tools", tool, *key)))
            file = LISTS if tool == "documents" else LETTERS
            yield Fault(place, f"Der deutsche Text „{name}“ fehlt", f"{_IN_TEXT}ergänzen", file)
    for key in sorted(there - set(wanted)):
        name = ".".join(map(str, ("tools", tool, *key)))
        yield Fault(("tools", tool, *key), f"Zu „{name}“ gehört nichts mehr", "die Zeile löschen", TEXT)


def _inner(said: Any, group: str | int) -> Any:
    return said.get(group) if isinstance(said, Mapping) else None


def _leaves(words: Any) -> Iterator[tuple[str, ...]]:
    for name, one in words.items() if isinstance(words, Mapping) else ():
        if isinstance(one, Mapping):
            yield from ((name, *deeper) for deeper in _leaves(one))
        elif isinstance(one, str) and one.strip():
            yield (name,)
