"""How far each translation is, as tables of a page: shares by language, and every page in every language."""

from __future__ import annotations

from typing import Any

from lotse import locales, status
from lotse.finish.context import Context
from lotse.finish.html import render
from lotse.model import SOURCE

MARKS = {"current": "●", "outdated": "◐", "unconfirmed": "○", "missing": "–"}


def html(context: Context, up: str) -> str:
    """Both tables.

    Args:
        up: the way from the page to the root of the site.
    """
    site = context.site
    langs = [code for code in site.languages if code != SOURCE]
    found: dict[str, Any] = status.report(site, langs)["languages"]
    keys = (
        [one["source"].removeprefix(f"docs/{SOURCE}/") for one in next(iter(found.values()))["pages"]] if found else []
    )
    states = {
        lang: {one["source"].removeprefix(f"docs/{SOURCE}/"): one for one in found[lang]["pages"]} for lang in langs
    }
    groups: dict[str, list[dict[str, Any]]] = {}
    for key in keys:
        german = site.page(SOURCE, key)
        folder = key.split("/")[0] if "/" in key else ""
        row = {"title": german.title if german else key, "url": up + context.url(SOURCE, key),
               "cells": [{"lang": lang, **states[lang][key]} for lang in langs]}  # fmt: skip
        groups.setdefault(folder, []).append(row)
    return render(
        "matrix", languages=found, tags={lang: locales.tag(lang) for lang in langs}, groups=groups, marks=MARKS, labels=status.LABELS, vouchers=status.VOUCHERS,
        share=lambda one: round(100 * one["current"] / one["total"]) if one["total"] else 0,
    )  # fmt: skip
