"""The page „Zahlen und Fristen“ and its JSON: every fact of ``facts.yml`` in every language."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from typing import Any

from lotse import cldr, facts
from lotse.facts import Fact
from lotse.model import SOURCE, Site

KEY = "zahlen.md"
JSON = "docs/assets/data/zahlen.json"
# Sections of the page, each with the beginnings of the ids of its facts; the longest beginning wins.
THEMES = {
    "aufenthalt": ("aufenthalt", "titel", "melden", "niederlassung", "freizuegigkeit"),
    "familie": ("ehegatten", "geburt"),
    "unterhalt": ("unterhalt", "gastarbeiter", "vertragsarbeiter", "altantrag"),
    "sprache-test": ("sprache", "test", "integrationskurs"),
    "gebuehren": ("gebuehr", "test.gebuehr", "ausweis", "pass", "beratungshilfe.eigenanteil", "anwalt"),
    "straftaten": ("strafe", "tilgung", "sperre", "ruecknahme", "taeuschung"),
    "verfahren": (
        "alter", "klage", "asyl", "bekanntgabe", "wiedereinsetzung", "verfassungsschutz", "beratungshilfe",
        "ausweis.alter", "ausweis.jung", "rdg", "ehrenamt",
    ),
    "sonderfaelle": ("staatenlos", "ukraine", "erklaerung", "wiedergutmachung", "ersitzung", "verlust"),
    "stichtage": ("reform", "buergergeld"),
}  # fmt: skip
_REST = "sonderfaelle"
_BREAKS = re.compile(r"[ \t\r\n]+")


def theme(name: str) -> str:
    """The section that a fact belongs to; what none claims is a special case."""
    claims = [
        (len(beginning), section) for section, beginnings in THEMES.items()
        for beginning in beginnings if f"{name}.".startswith(f"{beginning}.")
    ]  # fmt: skip
    return max(claims)[1] if claims else _REST


def label(site: Site, fact: Fact, lang: str) -> str:
    """What the fact is called in ``lang``. Raises KeyError when the language has no name for it."""
    return fact.label if lang == SOURCE else str(site.text(lang)["facts"][fact.id])


def shown(site: Site, fact: Fact, lang: str) -> str:
    """The value as the page writes it: words of the language, but the digits that German letters have."""
    counts = site.text(lang).get("counts")
    return cldr.in_script(facts.render(fact, lang, counts if isinstance(counts, dict) else None), "0")


def body(site: Site, lang: str) -> list[str]:
    """The page below its heading, as lines of Markdown. Raises KeyError when the language lacks a word."""
    text = site.text(lang)
    words, confirm = text["numbers"], text["fact"]["confirm"]
    head = [words[name] for name in ("what", "value", "citation", "checked")]
    lines = [
        words["intro"],
        "",
        words["confirm"].replace("{confirm}", confirm),
        "",
        f"[{words['as_json']}](../assets/{JSON.removeprefix('docs/assets/')})",
        "",
    ]
    for section in THEMES:
        mine = [fact for fact in facts.of(site).facts.values() if theme(fact.id) == section]
        if not mine:
            continue
        lines += [f"## {words['themes'][section]} {{ #{section} }}", "", _row(head), _row(["---"] * len(head))]
        for fact in mine:
            mark = f" ({confirm})" if fact.confidence == "confirm" else ""
            value = f"[{shown(site, fact, lang)}]({facts.PREFIX}{fact.id}){mark}"
            lines.append(_row([label(site, fact, lang), value, fact.citation or "–", _day(fact.checked, lang)]))
        lines.append("")
    return lines


def _row(cells: list[str]) -> str:
    # Only what would break the table goes: a no-break space is meant.
    return f"| {' | '.join(_BREAKS.sub(' ', cell.strip()).replace('|', '/') for cell in cells)} |"


def _day(iso: str, lang: str) -> str:
    try:
        return cldr.in_script(cldr.format_date(date.fromisoformat(iso), lang), "0")
    except ValueError:
        return iso


def as_json(site: Site) -> str:
    """All facts for other programs, as ``numbers-output.schema.json`` describes them."""
    found = [_entry(site, fact) for fact in facts.of(site).facts.values()]
    researched = site.value("laws").get("researched")
    return json.dumps({"researched": researched, "facts": found}, ensure_ascii=False, indent=2) + "\n"


def _entry(site: Site, fact: Fact) -> dict[str, Any]:
    named = [lang for lang in site.languages if lang == SOURCE or fact.id in site.text(lang).get("facts", {})]
    return {
        "id": fact.id, "value": float(fact.value) if isinstance(fact.value, Decimal) else fact.value, "unit": fact.unit, "citation": fact.citation or None,
        "source": {"title": fact.source_title, "url": fact.source_url},
        "valid_from": fact.valid_from or None, "valid_to": fact.valid_to or None, "checked": fact.checked,
        "confidence": fact.confidence, "confirm_with": fact.confirm_with or None,
        "text": {lang: {"label": label(site, fact, lang), "value": shown(site, fact, lang)} for lang in named},
    }  # fmt: skip
