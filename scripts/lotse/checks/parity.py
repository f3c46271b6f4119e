"""A translation says what the German text says, section by section, unless German has moved ahead."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lotse import facts, laws, words
from lotse.checks import at, rule
from lotse.diagnostics import Diagnostic, Fix
from lotse.model import ADAPTATION, SOURCE, DataFile, Page, Site
from lotse.parity import language, stated
from lotse.parity.compare import Difference, differences, other_units
from lotse.parity.language import Oddity
from lotse.parity.pairs import Pair, pairs
from lotse.parity.stated import Stated
from lotse.source.markdown import Run
from lotse.source.yamlfile import Key

_AS_GERMAN = "wie im Deutschen schreiben – oder zuerst die deutsche Seite berichtigen"


def _differing(site: Site, kind: str, help: str = _AS_GERMAN) -> Iterator[Diagnostic]:
    """One finding for each section in which something of this kind is missing or too much."""
    for pair in pairs(site):
        if found := pair.found.get(kind):
            yield _finding(pair, found, help)


def _finding(pair: Pair, found: Difference, help: str, fix: Fix | None = None) -> Diagnostic:
    place = found.surplus[0].offset if found.surplus else pair.place(pair.page)
    return at(pair.page.file, place, _told(found), help, source=_source(pair, found.lacking), fix=fix)


def _told(found: Difference) -> str:
    parts = [f"{_listed(found.surplus)} steht so nicht im Deutschen"] if found.surplus else []
    return "; ".join([*parts, f"{_listed(found.lacking)} fehlt"] if found.lacking else parts)


def _listed(found: list[Stated]) -> str:
    counted: dict[str, int] = {}
    for one in found:
        counted[one.shown.strip()] = counted.get(one.shown.strip(), 0) + 1
    return ", ".join(name if count == 1 else f"{name} ({count} Mal)" for name, count in counted.items())


def _source(pair: Pair, lacking: list[Stated]) -> str:
    file = pair.german.file
    line = file.line(lacking[0].offset if lacking else pair.place(pair.german))
    return f"{file.path}:{line}: {file.line_text(line).strip()}"


@rule("error")
def number(site: Site) -> Iterator[Diagnostic]:
    """Eine Zahl im Text ist anders als im deutschen Abschnitt, fehlt, ist zu viel oder hat eine andere Einheit.

    Warum: Wer aus der Übersetzung vorliest, gibt die Zahl weiter. Ziffern jeder Schrift und jede Form von Punkt und
    Komma gelten gleich; als Wort Geschriebenes zählt nicht. Zahlen mit Kennung (fact:…) prüft facts/value.

    Schlecht (docs/tr/index.md):
        ---
        title: Rehber
        translation: {status: machine}
        ---

        # Rehber { #start }

        En çok 12 kişi.
    """
    yield from _differing(site, "number")
    for pair in pairs(site):
        for german, other in other_units(pair.here, pair.there):
            yield at(
                pair.page.file,
                other.offset,
                f"{other.shown} hat hier eine andere Einheit als im deutschen Abschnitt",
                "dieselbe Einheit schreiben (Tage, Wochen, Monate, Jahre, Minuten, Euro)",
                source=_source(pair, [german]),
            )


@rule("error")
def date(site: Site) -> Iterator[Diagnostic]:
    """Ein Datum im Text ist anders als im deutschen Abschnitt, fehlt oder ist zu viel.

    Warum: Ein falscher Tag kann eine Frist kosten. Monatsnamen, Ziffern und Reihenfolge der Sprache sind erlaubt.

    Schlecht (docs/tr/index.md):
        ---
        title: Rehber
        translation: {status: machine}
        ---

        # Rehber { #start }

        01.07.2026 gününden beri.
    """
    yield from _differing(site, "date")


@rule("error")
def citation(site: Site) -> Iterator[Diagnostic]:
    """Ein Abschnitt zitiert andere Vorschriften oder Entscheidungen als der deutsche.

    Warum: Die Fundstelle ist der Beleg; sie bleibt in jeder Sprache Wort für Wort gleich.

    Schlecht (docs/tr/index.md):
        ---
        title: Rehber
        translation: {status: machine}
        ---

        # Rehber { #start }

        Koşullar: § 10 Abs. 1 StAG.
    """
    yield from _differing(site, "citation", "die Fundstelle unverändert aus dem Deutschen übernehmen")


@rule("error")
def contact(site: Site) -> Iterator[Diagnostic]:
    """Eine Telefonnummer, E-Mail- oder Internetadresse im Text ist anders als im deutschen Abschnitt.

    Warum: Eine falsche Ziffer, und jemand ruft die falsche Stelle an.

    Schlecht (docs/tr/index.md):
        ---
        title: Rehber
        translation: {status: machine}
        ---

        # Rehber { #start }

        Yazın: hilfe@example.org
    """
    yield from _differing(site, "contact")


@rule("warning")
def link(site: Site) -> Iterator[Diagnostic]:
    """Ein Link führt anderswohin als im deutschen Abschnitt, fehlt oder ist zu viel.

    Warum: Wer weiterliest, soll in jeder Sprache dasselbe finden. Das ist eine Warnung, weil ein neues Ziel im Deutschen
    eine Übersetzung nicht veralten lässt.

    Schlecht (docs/tr/index.md):
        ---
        title: Rehber
        translation: {status: machine}
        ---

        # Rehber { #start }

        [Başlangıç](index.md#anfangen)
    """
    for pair in pairs(site):
        if found := pair.found.get("link"):
            yield _finding(pair, found, "dasselbe Ziel nehmen wie im Deutschen", _other_target(pair.page, found))


def _other_target(page: Page, found: Difference) -> Fix | None:
    if len(found.lacking) != 1 or len(found.surplus) != 1:
        return None
    old, new = found.surplus[0], found.lacking[0].shown.encode()
    start = page.file.raw.find(f"]({old.shown}".encode(), old.offset) + 2
    return Fix(start, start + len(old.shown.encode()), new) if start > 1 and not new.endswith(b".svg") else None


@rule("error")
def fact(site: Site) -> Iterator[Diagnostic]:
    """Ein Abschnitt nennt andere Tatsachen (fact:…) als der deutsche.

    Warum: Jede Zahl aus dem Recht steht in jeder Sprache an derselben Stelle und bleibt prüfbar. Einfache Sprache darf
    Tatsachen weglassen, aber keine nennen, die auf der deutschen Seite fehlt.

    Schlecht (docs/tr/index.md):
        ---
        title: Rehber
        translation: {status: machine}
        ---

        # Rehber { #start }

        Süre [5 yıldır](fact:aufenthalt.dauer).
    """
    yield from _differing(site, "fact", "dieselben Kennungen verlinken wie im Deutschen")
    for page in site.judged_pages():
        german = site.page(SOURCE, page.key)
        if page.lang == ADAPTATION and german is not None:
            known = {one.url for one in german.doc.links}
            for one in page.doc.links:
                if one.url.startswith("fact:") and one.url not in known:
                    yield at(
                        page.file,
                        one.start,
                        f"„{one.url}“ kommt auf der deutschen Seite nicht vor",
                        "die Zahl weglassen oder zuerst auf der deutschen Seite ergänzen",
                        source=german.path,
                    )


@rule("error")
def block(site: Site) -> Iterator[Diagnostic]:
    """Ein Abschnitt hat andere Blöcke (/// stop, note, case …) als der deutsche.

    Warum: Fehlt ein Stoppzeichen in einer Sprache, warnt dort niemand.

    Schlecht (docs/tr/index.md):
        ---
        title: Rehber
        translation: {status: machine}
        ---

        # Rehber { #start }

        /// stop | Dur

        Önce danışın.

        ///
    """
    yield from _differing(site, "block", "dieselben Blöcke setzen wie im Deutschen; ihr Name bleibt deutsch")


@rule("error")
def form(site: Site) -> Iterator[Diagnostic]:
    """Listen, Tabellen oder Fußnoten eines Abschnitts haben eine andere Gestalt als im Deutschen.

    Warum: Eine Zeile weniger heißt: Diese Sprache sagt etwas nicht.

    Schlecht (docs/tr/index.md):
        ---
        title: Rehber
        translation: {status: machine}
        ---

        # Rehber { #start }

        - Bir
        - İki
    """
    for kind, what in (("list", "Listenpunkte"), ("table", "Tabellen"), ("footnote", "Fußnoten")):
        yield from _differing(site, kind, f"{what} wie im Deutschen: nichts weglassen, nichts zusammenziehen")


@rule("error")
def image(site: Site) -> Iterator[Diagnostic]:
    """Einem Bild fehlt in der Übersetzung die Beschreibung, oder nur dort steht eine.

    Warum: Wer das Bild nicht sieht, hört die Beschreibung.

    Schlecht (docs/tr/index.md):
        ---
        title: Rehber
        translation: {status: machine}
        ---

        # Rehber { #start }

        ![Yol](../assets/weg.svg)
    """
    yield from _differing(site, "image", "die Beschreibung in den eckigen Klammern übersetzen")


def _oddities(
    site: Site, find: Callable[[str, str], Iterator[Oddity]], message: str, help: str, *, alone: bool = False
) -> Iterator[Diagnostic]:
    """What is not written as the language is, on translated pages and in the words of the interface.

    Args:
        alone: what is around a place is of no account, so that a whole page can be passed over at once.
    """
    for page in site.judged_pages():
        if page.lang in (SOURCE, ADAPTATION):
            continue
        texts = _shown(site, page)
        if alone and not any(find("\n".join(shown for _, shown in texts), page.lang)):
            texts = []
        for run, shown in texts:
            for one in find(shown, page.lang):
                yield at(page.file, run.offset(one.start), message.format(one.shown, one.what), help)
        for field in ("title", "summary"):
            for one in find(str(page.meta.get(field, "")), page.lang):
                yield at(page.file, page.front.place((field,)), message.format(one.shown, one.what), help)
    for lang, file, key, word in _words(site):
        for one in find(word, lang):
            yield at(file.file, file.yaml.place(key), message.format(one.shown, one.what), help)


def _shown(site: Site, page: Page) -> list[tuple[Run, str]]:
    """The running text of a page with what it says itself."""
    known: dict[str, list[tuple[Run, str]]] = site.cache.setdefault("parity/shown", {})
    if page.path not in known:
        known[page.path] = [(run, stated.without_values(run)) for run in page.doc.runs if run.kind != "CodeBlock"]
    return known[page.path]


def _words(site: Site) -> Iterator[tuple[str, DataFile, Key, str]]:
    """Language, file, key and text of every translated word of the interface.

    A language that is not published yet begins with the German words, and claims nothing.
    """
    listed = site.value("languages")
    for lang in site.judged_languages():
        file = site.data.get(f"text/{lang}")
        about = listed.get(lang) if isinstance(listed, dict) else None
        published = not isinstance(about, dict) or about.get("published") is not False
        if file is not None and published and lang not in (SOURCE, ADAPTATION) and isinstance(file.value, dict):
            for key, word in words.written(site, lang):
                if not words.own(key):
                    yield lang, file, key, word


@rule("error")
def text(site: Site) -> Iterator[Diagnostic]:
    """Ein Wort der Oberfläche nennt andere Zahlen, Daten, Zitate, Adressen oder Platzhalter als das deutsche.

    Warum: Auch Knöpfe, Hinweise und die Werkzeuge müssen in jeder Sprache dasselbe sagen; ein Platzhalter in geschweiften
    Klammern wird beim Bauen ersetzt.

    Schlecht (docs/data/text/tr.yml):
        site:
          name: Rehber 2
    """
    try:
        known = laws.load(site.root)
    except laws.LawsError:
        return
    source, units = words.german(site), facts.of(site).words
    read: dict[Key, list[Stated]] = {}
    outdated = {
        lang: {s.id for s in words.states(site, lang) if s.state == "outdated"} for lang in site.judged_languages()
    }
    for lang, file, key, word in _words(site):
        if key not in source or words.group(key) in outdated[lang]:
            continue
        if key not in read:
            read[key] = stated.of_text(source[key][0], SOURCE, known, units(SOURCE))
        there = stated.of_text(word, lang, known, units(lang))
        for kind, found in differences(read[key], there).items():
            if kind == "number" and key[-1] == "one":
                continue  # „eine Seite“: many languages write one as a word
            home, place = source[key][1], source[key][2]
            line = home.file.line(home.yaml.place(place))
            yield at(
                file.file,
                file.yaml.place(key),
                f"„{'.'.join(map(str, key))}“: {_told(found)}",
                _AS_GERMAN,
                source=f"{home.file.path}:{line}: {source[key][0]}",
            )


@rule("error")
def german(site: Site) -> Iterator[Diagnostic]:
    """In einer Übersetzung steht noch ein deutscher Satz.

    Warum: Wer kein Deutsch liest, findet dort nichts. Deutsche Fachwörter dürfen in Klammern dahinter stehen, Wörter aus
    einem Brief in Anführungszeichen.

    Schlecht (docs/tr/index.md):
        ---
        title: Rehber
        translation: {status: machine}
        ---

        # Rehber { #start }

        Der Antrag wird nicht angenommen und auch nicht geprüft.
    """
    yield from _oddities(site, language.german, "„{}“ ist noch deutsch", "übersetzen; ein Fachwort gehört in Klammern")


@rule("error")
def letters(site: Site) -> Iterator[Diagnostic]:
    """In einem Wort stehen Buchstaben, die diese Sprache nicht hat.

    Warum: Sie sehen fast gleich aus, aber Suche und Vorleseprogramm finden das Wort dann nicht: persische Buchstaben in
    Arabisch, russische in Ukrainisch, lateinische in kyrillischen Wörtern.

    Schlecht (docs/tr/index.md):
        ---
        title: Rehber
        translation: {status: machine}
        ---

        # Rehber { #start }

        Bu bir рehber.
    """
    help = "das Wort mit den Buchstaben der Sprache neu schreiben"
    yield from _oddities(site, language.letters, "„{}“: {}", help, alone=True)


@rule("error")
def marks(site: Site) -> Iterator[Diagnostic]:
    """Im Text stehen unsichtbare Zeichen für die Schreibrichtung, die zu viel drehen.

    Warum: Was hinter ihnen steht, erscheint in falscher Reihenfolge. Zitate, Zahlen und Adressen werden beim Bauen von
    selbst getrennt; unsichtbare Zeichen braucht es dafür nicht.
    """
    yield from _oddities(
        site, lambda text, lang: language.marks(text), "Unsichtbares Zeichen {} ({})", "das Zeichen löschen"
    )
