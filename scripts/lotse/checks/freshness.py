"""Dates: what falls due, what rests on changed law, what nobody has looked at for long, what can't be true yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lotse import freshness
from lotse.checks import at, german_day, rule
from lotse.diagnostics import Diagnostic
from lotse.model import SOURCE, Page, Site
from lotse.source.textfile import TextFile
from lotse.source.yamlfile import Key, Yaml

_PAST = {
    "reviewed": "der Durchsicht", "checked": "der Prüfung", "text_checked": "des Gesetzestextes",
    "researched": "der Recherche", "on": "der Bestätigung", "date": "der Entscheidung",
}  # fmt: skip
_GENERATED = b"lotse generate"


@rule("info")
def due(site: Site) -> Iterator[Diagnostic]:
    """Eine Seite ist wieder durchzusehen.

    Warum: Recht und Praxis ändern sich auch dort, wo die Maschine es nicht merkt.

    Schlecht (Kopf):
        reviewed: 2026-05-22
        review_in: 6 months

    Gut (Kopf):
        reviewed: 2026-05-23
        review_in: 6 months
    """
    for page in site.judged_pages(SOURCE):
        day = freshness.due(str(page.meta.get("reviewed", "")), str(page.meta.get("review_in", "")))
        if day and site.as_of and day <= site.as_of:
            yield at(
                page.file,
                page.front.place(("reviewed",)),
                f"Die Durchsicht ist seit {german_day(day)} fällig",
                _renew(page),
            )


@rule("warning")
def law_changed(site: Site) -> Iterator[Diagnostic]:
    """Eine zitierte Vorschrift hat sich geändert, seit die Seite durchgesehen wurde.

    Warum: Bis jemand nachgesehen hat, ist offen, ob die Seite noch stimmt; sie sagt das auch ihren Leserinnen und
    Lesern.

    Schlecht (Kopf):
        reviewed: 2026-06-11

    Gut (Kopf):
        reviewed: 2026-06-12
    """
    for page in site.judged_pages(SOURCE):
        for change in freshness.changed_norms(site, page):
            if change.date <= site.as_of:
                yield at(
                    page.file,
                    freshness.first_mention(site, page, change),
                    f"{change.name} ist seit {german_day(change.date)} geändert, "
                    f"die Seite zuletzt am {german_day(str(page.meta['reviewed']))} durchgesehen",
                    _renew(page),
                    source=", ".join(one for one in (change.title, change.url) if one),
                )


def _renew(page: Page) -> str:
    if _GENERATED in page.file.raw[: page.body_start]:
        return "die Daten hinter der Seite prüfen, dann „researched“ in docs/data/laws.yml und: lotse generate"
    return "den Inhalt prüfen, dann bei „reviewed“ den Tag der Prüfung eintragen"


@rule("error")
def future(site: Site) -> Iterator[Diagnostic]:
    """Ein Tag, an dem jemand etwas geprüft oder entschieden hat, liegt in der Zukunft.

    Warum: Niemand kann eine Seite morgen durchgesehen haben; meist ist das Jahr vertippt.

    Schlecht (Kopf):
        reviewed: 2999-01-01

    Gut (Kopf):
        reviewed: 2026-11-22
    """
    for file, yaml, name in _files(site):
        for key, found in _dates(yaml.value, ()):
            if site.as_of and found > site.as_of and (key[-1] != "date" or (name, key[0]) == ("laws", "decisions")):
                yield at(
                    file,
                    yaml.place(key),
                    f"Das Datum {_PAST[str(key[-1])]} {found} liegt in der Zukunft",
                    f"ein Datum bis {site.as_of} eintragen",
                )


def _files(site: Site) -> Iterator[tuple[TextFile, Yaml, str]]:
    """Front matter of every page, and every data file with its name."""
    for page in site.judged_pages():
        yield page.file, page.front, ""
    for name, data in site.judged_data().items():
        if not name.startswith("text/"):
            yield data.file, data.yaml, name


def _dates(value: Any, key: Key) -> Iterator[tuple[Key, str]]:
    """Every date of a kind that only the past can have."""
    if isinstance(value, dict | list):
        for name, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _dates(inner, (*key, name))
    elif key and key[-1] in _PAST and freshness.is_date(value):
        yield key, value


@rule("warning")
def source_unchecked(site: Site) -> Iterator[Diagnostic]:
    """In eine Quelle hat seit über einem Jahr, oder länger als ihre eigene Frist, niemand mehr gesehen.

    Warum: Adressen verschwinden, Gebühren steigen, Ämter ziehen um.

    Schlecht (Kopf):
        sources:
          - title: Merkblatt der Behörde
            url: https://www.example.org/merkblatt
            checked: 2025-11-21

    Gut (Kopf):
        sources:
          - title: Merkblatt der Behörde
            url: https://www.example.org/merkblatt
            checked: 2025-11-22
    """
    for file, yaml, _ in _files(site):
        for key, one in _sources(yaml.value, ()):
            until = freshness.unchecked_since(str(one["checked"]), str(one.get("review_in", "")))
            if until and until < site.as_of:
                name = one.get("label") or one.get("name") or one.get("title") or ".".join(map(str, key))
                yield at(
                    file,
                    yaml.place((*key, "checked")),
                    f"„{name}“ wurde zuletzt am {german_day(str(one['checked']))} an der Quelle geprüft",
                    f"in der Quelle nachsehen{_where(one)}, dann bei „checked“ den Tag eintragen",
                )


def _sources(value: Any, key: Key) -> Iterator[tuple[Key, dict[str, Any]]]:
    """Every entry that says when somebody looked into its source: facts, offices, sources of pages."""
    if isinstance(value, dict | list):
        if isinstance(value, dict) and "checked" in value:
            yield key, value
        for name, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _sources(inner, (*key, name))


def _where(one: dict[str, Any]) -> str:
    source = one.get("source")
    url = source.get("url") if isinstance(source, dict) else one.get("url")
    return f" ({url})" if url else ""


@rule("warning")
def security_contact(site: Site) -> Iterator[Diagnostic]:
    """Der Meldeweg für Sicherheitslücken ist abgelaufen, läuft bald ab oder gilt länger als ein Jahr.

    Warum: Wer eine Lücke findet, verlässt sich auf die Datei security.txt. Nach RFC 9116 zählt sie nach ihrem Ablauf
    nicht mehr und soll höchstens ein Jahr gelten.

    Schlecht (docs/data/operator.yml):
        security:
          contact: sicherheit@example.org
          expires: 2026-12-21

    Gut (docs/data/operator.yml):
        security:
          contact: sicherheit@example.org
          expires: 2026-12-22
    """
    file = site.data.get("operator")
    given = file.value.get("security") if file and isinstance(file.value, dict) else None
    expires = str(given.get("expires")) if isinstance(given, dict) else ""
    if file is None or not freshness.is_date(expires) or not site.as_of:
        return
    day = german_day(expires)
    if expires < freshness.due(site.as_of, "30 days"):
        said = f"ist am {day} abgelaufen" if expires <= site.as_of else f"läuft am {day} ab"
    elif expires > freshness.due(site.as_of, freshness.LONGEST):
        said = f"gilt bis {day}, länger als ein Jahr"
    else:
        return
    yield at(
        file.file,
        file.yaml.place(("security", "expires")),
        f"Der Meldeweg für Sicherheitslücken {said}",
        "prüfen, ob er noch stimmt, dann einen Tag in höchstens einem Jahr eintragen",
    )
