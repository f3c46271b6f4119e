"""The page of worked cases, from ``cases.yml``: by topic, with the outcome folded away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lotse.generate.form import page
from lotse.model import SOURCE, Site

TOPICS = {
    "aufenthalt": "Aufenthalt und Titel",
    "unterhalt": "Lebensunterhalt",
    "sprache": "Sprache, Test, Krankheit und Alter",
    "identitaet": "Identität und Staatsangehörigkeit",
    "straftaten": "Straftaten und Täuschung",
    "ausschluss": "Ausschluss und Bekenntnis",
    "familie": "Familie, Geburt und Kinder",
    "flucht": "Flucht und Schutz",
    "verfahren": "Verfahren und Rechtsschutz",
}
_INTRO = [
    "Erfundene Fälle zum Üben und Nachschlagen. Lesen Sie zuerst den Sachverhalt, überlegen Sie, was Sie fragen würden, "
    "und klappen Sie dann die Lösung auf.",
    "",
    "Die Lösung sagt, was das Gesetz für diesen Sachverhalt vorsieht. Ein echter Fall hat immer mehr Einzelheiten: "
    "Über ihn entscheidet allein die Einbürgerungsbehörde.",
    "",
]


def cases(site: Site) -> str:
    """„Fälle mit Lösung“, topic by topic in the order of the data."""
    found: list[dict[str, Any]] = site.value("cases") or []
    outcomes = site.text(SOURCE).get("outcome", {})
    body = list(_INTRO)
    for topic, title in TOPICS.items():
        mine = [one for one in found if one.get("topic") == topic]
        if mine:
            body += [f"## {title} {{ #{topic} }}", ""]
            for one in mine:
                body += _case(site, one, outcomes)
    return page(
        site,
        "Fälle mit Lösung",
        "Erfundene Fälle aus der Beratung, mit Ergebnis, Grund und Fundstelle.",
        "index",
        "advisors, volunteers, trainers",
        "faelle",
        "docs/data/cases.yml",
        body,
    )


def _case(site: Site, one: dict[str, Any], outcomes: dict[str, str]) -> Iterator[str]:
    yield from (f"### {one['title']} {{ #{one['id']} }}", "", one["facts"].strip(), "", "/// solution | Lösung", "")
    mark = " (noch zu bestätigen)" if one.get("confidence") == "confirm" else ""
    yield from (f"**{outcomes.get(one['outcome'], one['outcome'])}**{mark}", "", one["reason"].strip(), "")
    yield from (f"Fundstellen: {', '.join(one['citations'])}", "")
    keys = [see.split("#")[0] for see in one.get("see", ())]
    links = [f"[{_named(site, see, keys)}](../{see})" for see in one.get("see", ())]
    if links:
        yield from (f"Mehr dazu: {', '.join(links)}", "")
    yield from ("///", "")


def _named(site: Site, see: str, keys: list[str]) -> str:
    """The page's title; with the heading where another link of the case leads to the same page."""
    key, _, anchor = see.partition("#")
    found = site.page(SOURCE, key)
    if found is None:
        return see
    section = found.sections.get(anchor)
    return f"{found.title}: {section.title}" if section and keys.count(key) > 1 else found.title
