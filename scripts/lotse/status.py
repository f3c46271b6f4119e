"""How far each translation is: for people a quiet table, for programs a mapping."""

from __future__ import annotations

from typing import Any

from lotse import collector, words
from lotse.model import Site
from lotse.translation import PageState, overview

STATES = ("current", "outdated", "unconfirmed", "missing")
LABELS = {"current": "aktuell", "outdated": "veraltet", "unconfirmed": "unbestätigt", "missing": "fehlt"}
VOUCHERS = {"machine": "Maschine", "draft": "Entwurf", "reviewed": "durchgesehen", "": "ohne Angabe"}


def report(site: Site, langs: list[str]) -> dict[str, Any]:
    """State of every German page in each of ``langs``.

    Returns the form of ``docs/data/schemas/status-output.schema.json``: ``{"languages": {code: …}}``.
    """
    with collector.paused():
        return {"languages": {lang: _language(site, lang) for lang in langs}}


def _language(site: Site, lang: str) -> dict[str, Any]:
    pages = overview(site, lang)
    listed = site.value("languages")
    about = listed.get(lang) if isinstance(listed, dict) else None
    return {
        "name": site.languages[lang],
        "published": isinstance(about, dict) and about.get("published") is True,
        "total": len(pages),
        **{state: sum(page.state == state for page in pages) for state in STATES},
        "words": {**words.counts(site, lang), "groups": {one.id: one.state for one in words.states(site, lang)}},
        "pages": [_page(site, page) for page in pages],
    }


def _page(site: Site, state: PageState) -> dict[str, Any]:
    page = site.page(state.lang, state.key)
    translation = page.meta.get("translation") if page else None
    status = translation.get("status") if isinstance(translation, dict) else None
    return {
        "path": f"docs/{state.lang}/{state.key}",
        "source": f"docs/de/{state.key}",
        "state": state.state,
        "translation": status if status in VOUCHERS else "",
        "sections": {section.id: section.state for section in state.sections},
    }


def text(found: dict[str, Any], detail: bool) -> str:
    """The report as German text, without a line break at the end.

    Args:
        detail: also name each page that is not current, and its sections.
    """
    # The name comes last: names in right-to-left scripts would push the numbers out of line.
    head = ["Sprache", "Seiten", *(LABELS[state] for state in STATES)]
    rows = [
        [code, str(one["total"]), *(str(one[state]) if one[state] else "–" for state in STATES)]
        for code, one in found["languages"].items()
    ]
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    lines = [_row(head, widths)]
    for row, one in zip(rows, found["languages"].values(), strict=True):
        hidden = "" if one["published"] else " (noch nicht veröffentlicht)"
        lines.append(f"{_row(row, widths)}  {one['name']}{hidden}")
        if detail:
            lines += ["", *_details(one["pages"]), *_words(row[0], one["words"])]
    return "\n".join(lines).rstrip()


def _row(cells: list[str], widths: list[int]) -> str:
    first, *rest = zip(cells, widths, strict=True)
    return "  ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in rest)])


def _details(pages: list[dict[str, Any]]) -> list[str]:
    lines = []
    for state in reversed(STATES):
        for page in (one for one in pages if one["state"] == state):
            path = page["source"] if state == "missing" else page["path"]
            voucher = f" ({VOUCHERS[page['translation']]})" if state != "missing" else ""
            lines.append(f"{LABELS[state]:<13}{path}{voucher}{_open(page['sections'])}")
    return lines


def _words(lang: str, found: dict[str, Any]) -> list[str]:
    lines = [
        f"{LABELS[state]:<13}docs/data/text/{lang}.yml – {', '.join(names)}"
        for state in reversed(STATES[1:])
        if (names := [name for name, one in found["groups"].items() if one == state])
    ]
    return [*lines, f"Wörter der Oberfläche: {found['total']}, davon fehlen {found['missing']}"]


def _open(sections: dict[str, str]) -> str:
    parts = []
    for state in reversed(STATES[1:]):
        ids = ["Titel" if one == "_page" else one for one, found in sections.items() if found == state]
        if ids:
            parts.append(f"{LABELS[state]}: {', '.join(ids)}")
    return f" – {'; '.join(parts)}" if parts else ""
