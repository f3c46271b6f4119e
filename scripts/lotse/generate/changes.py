"""The page „Was hat sich geändert“, from ``changes.yml``."""

from __future__ import annotations

from typing import Any

from lotse import locales
from lotse.generate.form import page
from lotse.model import SOURCE, Site


def changes(site: Site) -> str:
    """„Was hat sich geändert“ from ``changes.yml``, newest first."""
    entries: list[dict[str, Any]] = site.value("changes") or []
    body = [
        "Das Recht der Einbürgerung hat sich seit 2024 mehrmals geändert. Viele Seiten im Netz zeigen noch den "
        "alten Stand. Hier steht, was seit wann gilt.",
        "",
    ]
    for one in sorted(entries, key=lambda e: e["date"], reverse=True):
        mark = " (noch zu bestätigen)" if one.get("confidence") == "confirm" else ""
        when = locales.day(one["date"], SOURCE)
        body += [f"## {one['title']} {{ #{one['id']} }}", "", f"**{when}**{mark}: {one['text'].strip()}", ""]
        if one.get("affects"):
            links = []
            for path in one["affects"]:
                found = site.page(SOURCE, path)
                links.append(f"[{found.title if found else path}]({path})")
            body += [f"Betroffene Seiten: {', '.join(links)}", ""]
        if source := one.get("source"):
            body += [
                f"Quelle: [{source['title']}]({source['url']})" if source.get("url") else f"Quelle: {source['title']}",
                "",
            ]
    return page(
        site,
        "Was hat sich geändert",
        "Neue Gesetze und Urteile zur Einbürgerung, das Neueste zuerst.",
        "index",
        "advisors, volunteers",
        "aenderungen",
        "docs/data/changes.yml",
        body,
    )
