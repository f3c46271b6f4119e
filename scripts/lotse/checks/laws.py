"""Citations of statutes and decisions: they exist, they still hold, and they say which law they mean."""

from __future__ import annotations

from collections.abc import Iterator

from lotse import laws
from lotse.checks import at, in_file, rule
from lotse.diagnostics import Diagnostic
from lotse.laws import citations
from lotse.laws import lock as lawlock
from lotse.laws.mentions import Mention, mentions
from lotse.laws.structure import Status, ends, norm_of
from lotse.model import Site
from lotse.source.yamlfile import Key

_LISTED = laws.STATUTES.as_posix()
_MISSING: tuple[Status, ...] = (
    "unknown_para", "unknown_absatz", "unknown_satz", "unknown_nummer", "unknown_buchstabe"
)  # fmt: skip


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
    """`docs/data/laws.yml` und `docs/data/laws.lock` fehlen, sind kaputt, von Hand geändert oder passen nicht zusammen.

    Warum: Ohne sie prüft niemand die Zitate, und die Website kann sie nicht verlinken. Nur `lotse laws update` schreibt `laws.lock`.

    Schlecht (docs/data/laws.lock):
        {"statutes": {}}
    """
    try:
        known = laws.load(site.root)
    except laws.LawsError as error:
        if any(citations.find(run.text) for page in site.pages.values() for run in page.doc.runs):
            yield in_file(_LISTED, str(error), "beide Dateien aus dem letzten Stand zurückholen")
        return
    if not lawlock.intact(known.lock):
        yield in_file(
            laws.LOCK.as_posix(),
            "laws.lock ist nicht so, wie „lotse laws update“ es geschrieben hat",
            "die Datei aus dem letzten Stand zurückholen; ändern darf sie nur: lotse laws update",
        )
    file = site.data["laws"]
    for name, entry in known.statutes.items():
        if entry.get("structure") == "verified" and name not in known.structures:
            yield at(
                file.file,
                file.yaml.place(("statutes", name)),
                f"Der Aufbau von {name} ist noch nicht hinterlegt",
                "hinterlegen mit: lotse laws update",
            )
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
    for number, para in enumerate(entry.get("only", ())):
        if str(para) not in structure.norms:
            yield ("only", number), f"{structure.unit} {para} {name} gibt es nicht oder nicht mehr"
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
