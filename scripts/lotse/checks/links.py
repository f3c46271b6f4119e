"""Links, images and the navigation: that they lead somewhere, in the same language, and say where."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lotse import targets
from lotse.checks import at, in_file, rule
from lotse.diagnostics import Diagnostic
from lotse.model import ADAPTATION, SOURCE, Site, language_settings, nav_entries
from lotse.source.markdown import CODE

_VAGUE = {
    "de": "hier, hier klicken, klicken sie hier, mehr, mehr dazu, mehr erfahren, weiter, weiterlesen, link",
    "en": "here, click here, more, read more, learn more, link, this page",
    "ar": "هنا, اضغط هنا, انقر هنا, المزيد",
    "fa": "اینجا, اینجا کلیک کنید, بیشتر",
    "tr": "burada, buraya, buraya tıklayın, tıklayın, devamı, daha fazla",
    "ru": "здесь, тут, сюда, нажмите здесь, подробнее",
    "uk": "тут, сюди, натисніть тут, докладніше",
    "fr": "ici, cliquez ici, en savoir plus, plus, lien",
}
VAGUE = {lang: frozenset(words.split(", ")) for lang, words in _VAGUE.items()}
VAGUE[ADAPTATION] = VAGUE[SOURCE]


def _found(site: Site, name: str) -> Iterator[Diagnostic]:
    for page, link, _, fault in targets.links(site):
        if fault and fault.rule == name:
            yield at(page.file, link.start, fault.message, fault.help)


@rule("error")
def page_missing(site: Site) -> Iterator[Diagnostic]:
    """Ein Link führt zu einer Seite, die es nicht gibt.

    Warum: Wer dem Link folgt, landet auf einer Fehlerseite.

    Schlecht:
        Siehe [Beispiele](beispeil.md).

    Gut:
        Siehe [Startseite](../index.md).
    """
    yield from _found(site, "page-missing")


@rule("error")
def anchor_missing(site: Site) -> Iterator[Diagnostic]:
    """Ein Link führt zu einem Abschnitt, den es auf der Zielseite nicht gibt.

    Warum: Der Link öffnet dann nur den Anfang der Seite, und die Stelle muss gesucht werden.

    Schlecht:
        Siehe [Nachweise](#nachweis).

    Gut:
        Siehe [Nachweise](#nachweise).
    """
    yield from _found(site, "anchor-missing")


@rule("error")
def asset_missing(site: Site) -> Iterator[Diagnostic]:
    """Ein Bild oder eine verlinkte Datei fehlt.

    Warum: An der Stelle erscheint ein leerer Rahmen oder eine Fehlerseite.

    Schlecht:
        ![Der Weg zum Antrag](../../assets/wege.svg)

    Gut:
        ![Der Weg zum Antrag](../../assets/weg.svg)
    """
    yield from _found(site, "asset-missing")


@rule("error")
def external_image(site: Site) -> Iterator[Diagnostic]:
    """Ein Bild wird von einem fremden Server geladen.

    Warum: Der fremde Server erfährt, wer die Seite liest, und das Bild kann sich ändern oder verschwinden.

    Schlecht:
        ![Der Weg zum Antrag](https://www.example.org/weg.svg)

    Gut:
        ![Der Weg zum Antrag](../../assets/weg.svg)
    """
    yield from _found(site, "external-image")


@rule("error")
def wrong_language(site: Site) -> Iterator[Diagnostic]:
    """Ein Link führt in den Ordner einer anderen Sprache.

    Warum: Links bleiben in der eigenen Sprache; fehlt dort eine Seite, erscheint von selbst die deutsche.

    Schlecht:
        Siehe [Startseite](../../tr/index.md).

    Gut:
        Siehe [Startseite](../index.md).
    """
    yield from _found(site, "wrong-language")


@rule("error")
def absolute(site: Site) -> Iterator[Diagnostic]:
    """Ein Link beginnt mit einem Schrägstrich.

    Warum: Solche Links brechen, sobald der Leitfaden unter einer anderen Adresse oder offline liegt.

    Schlecht:
        Siehe [Startseite](/index.md).

    Gut:
        Siehe [Startseite](../index.md).
    """
    yield from _found(site, "absolute")


@rule("error")
def extension(site: Site) -> Iterator[Diagnostic]:
    """Ein Link auf eine Seite endet nicht auf .md.

    Warum: Nur Links auf die Datei selbst lassen sich prüfen und funktionieren überall.

    Schlecht:
        Siehe [Startseite](../).

    Gut:
        Siehe [Startseite](../index.md).
    """
    yield from _found(site, "extension")


@rule("error")
def insecure(site: Site) -> Iterator[Diagnostic]:
    """Ein Link benutzt http statt https.

    Warum: Unterwegs kann jeder mitlesen und die Seite verändern.

    Schlecht:
        Siehe [Gesetze](http://www.gesetze-im-internet.de/stag/).

    Gut:
        Siehe [Gesetze](https://www.gesetze-im-internet.de/stag/).
    """
    yield from _found(site, "insecure")


@rule("error")
def mailto(site: Site) -> Iterator[Diagnostic]:
    """Ein Link auf eine E-Mail-Adresse ist falsch geschrieben.

    Warum: Die Nachricht kommt nie an, und niemand merkt es.

    Schlecht:
        Schreiben Sie dem [Träger](mailto:info@example).

    Gut:
        Schreiben Sie dem [Träger](mailto:info@example.org).
    """
    yield from _found(site, "mailto")


@rule("error")
def scheme(site: Site) -> Iterator[Diagnostic]:
    """Ein Link benutzt etwas anderes als https, mailto oder tel, oder die Adresse ist unvollständig.

    Warum: Solche Links führen ins Leere oder lassen fremde Befehle auf der Seite laufen.

    Schlecht:
        Siehe [Merkblatt](file:///C:/merkblatt.pdf).

    Gut:
        Rufen Sie die [Notrufnummer](tel:112) an.
    """
    yield from _found(site, "scheme")


@rule("warning")
def vague_text(site: Site) -> Iterator[Diagnostic]:
    """Der Text eines Links sagt nicht, wohin er führt.

    Warum: Wer sich Links vorlesen lässt, hört nur „hier, hier, mehr“.

    Schlecht:
        Die Fristen finden Sie [hier](../index.md).

    Gut:
        Die Fristen finden Sie auf der [Startseite](../index.md).
    """
    for page, link, _, _ in targets.links(site):
        text = " ".join(re.sub(r"[^\w\s]", " ", link.text.replace("İ", "i").lower()).split())
        if not link.image and text in VAGUE.get(page.lang, ()):
            yield at(
                page.file,
                link.start,
                f"Der Linktext „{link.text.strip()}“ sagt nicht, wohin er führt",
                "das Ziel nennen, etwa den Titel der Seite",
            )


@rule("error")
def empty_text(site: Site) -> Iterator[Diagnostic]:
    """Ein Link hat keinen Text, oder ein Bild hat keine Beschreibung.

    Warum: Wer nicht sieht, erfährt sonst nicht, dass da etwas ist.

    Schlecht:
        ![](../../assets/weg.svg)

    Gut:
        ![Der Weg zum Antrag](../../assets/weg.svg)
    """
    for page, link, _, _ in targets.links(site):
        if not link.text.replace(CODE, "x").strip():
            message = "Das Bild hat keine Beschreibung" if link.image else "Der Link hat keinen Text"
            help_ = "in die eckigen Klammern schreiben, was zu sehen ist" if link.image else "das Ziel nennen"
            yield at(page.file, link.start, message, help_)


@rule("warning")
def orphan(site: Site) -> Iterator[Diagnostic]:
    """Eine deutsche Seite steht weder im Menü noch führt ein Link zu ihr.

    Warum: Niemand findet sie.

    Schlecht (docs/de/leitfaden/verloren.md):
        # Verloren { #verloren }

        Text.
    """
    if site.config.value is None:  # reported elsewhere; without a menu every page would be lost
        return
    known = {*site.nav_keys, "index.md"}
    for page, _, target, _ in targets.links(site):
        if page.lang == SOURCE and target.page and target.page is not page:
            known.add(target.page.key)
    for page in site.in_language(SOURCE):
        if page.key not in known and page.file.text:
            yield in_file(
                page.path,
                "Kein Menüpunkt und kein Link führt zu dieser Seite",
                f"in mkdocs.yml unter nav eintragen: {page.key}",
            )


@rule("error")
def nav_missing(site: Site) -> Iterator[Diagnostic]:
    """Das Menü nennt eine Seite, die es auf Deutsch nicht gibt.

    Warum: Der Menüpunkt führt ins Leere.

    Schlecht (mkdocs.yml):
        plugins: [{i18n: {languages: [{locale: de}]}}]
        nav: [leitfaden/beispeil.md]
    """
    for key, path, _ in nav_entries(site.nav):
        if path is not None and "://" not in path and not site.page(SOURCE, path):
            best = targets.nearest(path, [page.key for page in site.in_language(SOURCE)])
            yield at(
                site.config.file,
                site.config.yaml.place(key),
                f"Das Menü nennt die Seite „{path}“, die es nicht gibt",
                f"gemeint: {best}" if best else f"Seite docs/{SOURCE}/{path} anlegen oder die Zeile löschen",
            )


def _labels(site: Site) -> Iterator[str]:
    """The headings that other languages show: all of the first level, and those above a page they have."""
    entries = list(nav_entries(site.nav))
    for key, own, label in entries:
        inside = [own] if own else [path for other, path, _ in entries if path and other[: len(key)] == key]
        if label and (len(key) == 3 or any(site.has_place(ADAPTATION, path) for path in inside)):
            yield label


@rule("error")
def nav_untranslated(site: Site) -> Iterator[Diagnostic]:
    """Eine Überschrift im Menü ist in einer Sprache nicht übersetzt.

    Warum: In der anderen Sprache steht sonst ein deutsches Wort im Menü.

    Schlecht (mkdocs.yml):
        plugins: [{i18n: {languages: [{locale: de}, {locale: tr}]}}]
        nav: [Leitfaden: [leitfaden/beispiel.md]]
    """
    labels = dict.fromkeys(_labels(site))
    for key, language in language_settings(site.config.value):
        if language["locale"] in (SOURCE, ADAPTATION):
            continue
        found = language.get("nav_translations")
        known = found if isinstance(found, dict) else {}
        for label in (one for one in labels if not known.get(one)):
            place = site.config.yaml.place((*key, "nav_translations" if "nav_translations" in language else "locale"))
            message = f"Die Menüüberschrift „{label}“ ist für {language['locale']} nicht übersetzt"
            yield at(site.config.file, place, message, f"unter nav_translations ergänzen: {label}: …")


@rule("info")
def fallback(site: Site) -> Iterator[Diagnostic]:
    """Eine Übersetzung verlinkt eine Seite, die es in dieser Sprache noch nicht gibt.

    Warum: Leserinnen und Leser bekommen dort die deutsche Seite; übersetzen hilft ihnen am meisten.
    """
    for page, link, target, _ in targets.links(site):
        if target.fallback and target.page:
            yield at(
                page.file,
                link.start,
                f"Die Seite „{target.page.title}“ gibt es hier nur auf Deutsch",
                f"übersetzen nach docs/{page.lang}/{target.page.key}",
            )
