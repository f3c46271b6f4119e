"""Citations of statutes and decisions: they exist, they still hold, and they say which law they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lotse import citations, laws
from lotse.checks import at, in_file, rule
from lotse.citations import Citation
from lotse.diagnostics import Diagnostic
from lotse.lawstructure import Resolution, Status, ends, norm_of
from lotse.model import DataFile, Site
from lotse.textfile import TextFile
from lotse.yamlfile import Key

_LISTED = laws.STATUTES.as_posix()
_NO_CITATIONS = ("laws", "text/")  # the statutes themselves, words of the interface
_NO_FIELDS = {"title", "url", "id"}  # names of sources and entries
_MISSING: tuple[Status, ...] = (
    "unknown_para", "unknown_absatz", "unknown_satz", "unknown_nummer", "unknown_buchstabe"
)  # fmt: skip


@dataclass(frozen=True)
class Mention:
    """One norm, or one decision, that a page or a data file cites, and what became of it.

    ``offset`` is its byte offset in ``file`` (0 if nothing is wrong with it); ``data`` and ``entry``
    name the data file and the entry (by id or first key), both empty for a page.
    """

    file: TextFile
    citation: Citation
    resolution: Resolution
    offset: int
    data: str = ""
    entry: str = ""


def mentions(site: Site) -> list[Mention]:
    """All citations of the site, in pages of every language and in data; found once a site.

    Raises LawsError if ``laws.yml`` or ``laws.lock`` is missing or broken.
    """
    if "laws" not in site.cache:
        known = laws.load(site.root)
        site.cache["laws"] = [*_in_pages(site, known), *_in_data(site, known)]
    found: list[Mention] = site.cache["laws"]
    return found


def _in_pages(site: Site, known: laws.Laws) -> Iterator[Mention]:
    for page in site.pages.values():
        for run in page.doc.runs:
            if run.kind == "CodeBlock":
                continue
            for one in known.find(run.text):
                if any(start <= one.start < end and url.startswith("http") for start, end, url in run.links):
                    continue
                for result in known.resolve(one, run.text):
                    start = result.norm.start if result.norm else one.start
                    yield Mention(page.file, one, result, 0 if result.status == "ok" else run.offset(start))


def _in_data(site: Site, known: laws.Laws) -> Iterator[Mention]:
    for name, file in site.data.items():
        if name.startswith(_NO_CITATIONS):
            continue
        for key, entry, text in _texts(file.value, (), ""):
            for one in known.find(text):
                for result in known.resolve(one, text):
                    yield Mention(file.file, one, result, _place(file, key, text, one, result), name, entry)


def _texts(value: Any, key: Key, entry: str) -> Iterator[tuple[Key, str, str]]:
    """Key, entry and text of every string that may cite."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in _NO_FIELDS:
                yield from _texts(inner, (*key, name), str(value.get("id") or entry or name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _texts(inner, (*key, number), entry)
    elif isinstance(value, str):
        yield key, entry, value


def _place(file: DataFile, key: Key, text: str, citation: Citation, result: Resolution) -> int:
    """Byte offset of a citation in a YAML text, which may be folded over several lines."""
    if result.status == "ok":
        return 0
    whole = file.file.text
    at_key = len(file.file.raw[: file.yaml.place(key)].decode("utf-8", "replace"))
    words = _spread(text[citation.start : citation.end])
    nth = len(words.findall(text[: citation.start]))
    found = next((one for number, one in enumerate(words.finditer(whole, at_key)) if number == nth), None)
    if found is None:
        return file.yaml.place(key)
    norm = result.norm and _spread(text[result.norm.start : result.norm.end]).search(whole, found.start())
    return len(whole[: norm.start() if norm else found.start()].encode())


def _spread(words: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(re.escape(word) for word in words.split()))


def _with(site: Site, *statuses: Status) -> Iterator[Mention]:
    try:
        found = mentions(site)
    except laws.LawsError:
        return  # laws/pinned says so
    yield from (one for one in found if one.resolution.status in statuses)


def _say(one: Mention) -> Diagnostic:
    return at(one.file, one.offset, one.resolution.message, one.resolution.help)


@rule("error")
def unknown_statute(site: Site) -> Iterator[Diagnostic]:
    """Ein Zitat nennt ein Gesetz, das nicht in `docs/data/laws.yml` steht.

    Warum: Nur ein bekanntes Gesetz lässt sich verlinken und auf Änderungen beobachten; oft ist es ein Tippfehler.

    Schlecht:
        Der Anspruch steht in § 10 Abs. 1 STAG.

    Gut:
        Der Anspruch steht in § 10 Abs. 1 StAG.
    """
    for one in _with(site, "unknown_statute"):
        yield _say(one)


@rule("warning")
def no_statute(site: Site) -> Iterator[Diagnostic]:
    """Ein Zitat nennt kein Gesetz.

    Warum: Paragrafen mit derselben Nummer gibt es in jedem Gesetz; wer nachschlägt, muss wissen, in welchem.

    Schlecht:
        Im Härtefall hilft § 8 Abs. 2.

    Gut:
        Im Härtefall hilft § 8 Abs. 2 StAG.
    """
    for one in _with(site, "no_statute"):
        yield _say(one)


@rule("error")
def not_found(site: Site) -> Iterator[Diagnostic]:
    """Den zitierten Paragrafen, Absatz, Satz, die Nummer oder den Buchstaben gibt es nicht.

    Warum: Ein falsches Zitat kostet beim Nachschlagen Zeit und im Brief an die Behörde das Vertrauen.

    Schlecht:
        Leistungen schaden (§ 10 Abs. 1 Satz 1 Nr. 8 StAG).

    Gut:
        Leistungen schaden (§ 10 Abs. 1 Satz 1 Nr. 3 StAG).
    """
    for one in _with(site, *_MISSING):
        yield _say(one)


@rule("error")
def repealed(site: Site) -> Iterator[Diagnostic]:
    """Die zitierte Vorschrift ist weggefallen.

    Warum: Wer sich auf aufgehobenes Recht beruft, rät falsch. Die alte Fassung ist mit „a. F.“ zu zitieren.

    Schlecht:
        Nach drei Jahren geht es auch (§ 10 Abs. 3 StAG).

    Gut:
        Die Drei-Jahres-Regel gilt nicht mehr (§ 10 Abs. 3 StAG a. F.).
    """
    for one in _with(site, "repealed"):
        yield _say(one)


@rule("error")
def trap(site: Site) -> Iterator[Diagnostic]:
    """Das Zitat stammt aus einer früheren Fassung und meint heute etwas anderes.

    Warum: Viele Merkblätter nennen noch die alte Zählung; abgeschrieben führt sie in die Irre.

    Schlecht:
        Ab 16 Jahren stellt man den Antrag selbst (§ 37 Abs. 1 StAG).

    Gut:
        Ab 16 Jahren stellt man den Antrag selbst (§ 34 Satz 1 StAG).
    """
    for one in _with(site, "trap"):
        yield _say(one)


@rule("error")
def decision(site: Site) -> Iterator[Diagnostic]:
    """Gericht, Datum und Aktenzeichen einer Entscheidung passen nicht zusammen.

    Warum: Am Aktenzeichen finden andere die Entscheidung wieder.

    Schlecht:
        Zuerst zählt der Pass (BVerwG, 18.12.2024 - 1 C 27.24).

    Gut:
        Zuerst zählt der Pass (BVerwG, 18.12.2025 - 1 C 27.24).
    """
    for one in _with(site, "wrong_decision"):
        yield _say(one)


@rule("warning")
def unknown_decision(site: Site) -> Iterator[Diagnostic]:
    """Eine Entscheidung steht nicht in `docs/data/laws.yml`.

    Warum: Erst mit hinterlegtem Datum und hinterlegter Adresse lässt sich das Zitat prüfen und verlinken.

    Schlecht:
        Zuerst zählt der Pass (BVerwG, 18.12.2025 - 9 C 99.24).

    Gut:
        Zuerst zählt der Pass (BVerwG, 18.12.2025 - 1 C 27.24).
    """
    for one in _with(site, "unknown_decision"):
        yield _say(one)


@rule("info")
def unverified(site: Site) -> Iterator[Diagnostic]:
    """Der Aufbau des zitierten Gesetzes ist nicht hinterlegt; ein Mensch muss nachsehen.

    Warum: Landesrecht und Unionsrecht liest das Werkzeug nicht; ein Zahlendreher fiele hier niemandem auf.

    Schlecht:
        Beratungshilfe gibt es beim Amtsgericht (§ 1 BerHG).

    Gut:
        Den Anspruch regelt § 10 StAG.
    """
    seen = set()
    for one in _with(site, "unverified"):
        if (key := (one.file.path, one.citation.statute)) not in seen:
            seen.add(key)
            yield _say(one)


@rule("error")
def pinned(site: Site) -> Iterator[Diagnostic]:
    """`docs/data/laws.yml` und `docs/data/laws.lock` fehlen, sind kaputt oder passen nicht zusammen.

    Warum: Ohne sie prüft niemand die Zitate, und die Website kann sie nicht verlinken.

    Schlecht (docs/data/laws.lock):
        {"statutes": {}}
    """
    try:
        known = laws.load(site.root)
    except laws.LawsError as error:
        if any(citations.find(run.text) for page in site.pages.values() for run in page.doc.runs):
            yield in_file(_LISTED, str(error), "beide Dateien aus dem letzten Stand zurückholen")
        return
    file = site.data["laws"]
    for name, entry in known.statutes.items():
        if entry.get("structure") == "verified" and name not in known.structures:
            yield at(file.file, file.yaml.place(("statutes", name)), f"Der Aufbau von {name} ist noch nicht hinterlegt",
                     f"{entry['slug']}.xml von gesetze-im-internet.de holen, dann: lotse laws update --from ORDNER")
    for name in known.structures:
        for key, message in _stale(known, name):
            place = file.yaml.place(("statutes", name, *key))
            yield at(file.file, place, message, "am Gesetzestext prüfen, dann berichtigen")


def _stale(known: laws.Laws, name: str) -> Iterator[tuple[Key, str]]:
    """What an entry of ``laws.yml`` says against the pinned text."""
    entry, structure = known.statutes[name], known.structures[name]
    for para in entry.get("short", {}):
        if structure.norms.get(para, {"repealed": True}).get("repealed"):
            yield ("short", para), f"{structure.unit} {para} {name} gibt es nicht oder nicht mehr"
    for number, one in enumerate(entry.get("repealed", ())):
        norm = norm_of(one["norm"])._replace(article=structure.unit != "§")
        if structure.resolve(norm).status == "ok":
            yield ("repealed", number), f"{one['norm']} {name} steht wieder im Gesetz"
    for number, one in enumerate(entry.get("traps", ())):
        results = [result for cited in known.find(one["now"]) for result in known.resolve(cited)]
        if not results or any(result.status != "ok" for result in results):
            yield ("traps", number, "now"), f"„{one['now']}“ gibt es nicht oder nicht mehr"
    for field, name_of_text in (("amendments", "norm"), ("repealed", "norm"), ("traps", "wrong")):
        for number, one in enumerate(entry.get(field, ())):
            for text in (one[name_of_text], *one.get("adds", ())):
                if not ends(norm_of(text).para):
                    yield (field, number), f"„{text}“ ist kein Zitat mit Paragraf"
