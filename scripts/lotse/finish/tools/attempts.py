"""The log of attempts to get a passport or another paper: a form to fill in, here or by hand."""

from __future__ import annotations

from lotse import locales
from lotse.finish.context import Context
from lotse.finish.tools.part import Part
from lotse.model import SOURCE

COLUMNS = ("date", "office", "way", "request", "answer", "evidence", "costs")
EMPTY_ROWS = 8  # on one sheet of A4, landscape


def make(context: Context, lang: str) -> Part:
    """The empty sheet, and words for the script. The sheet is German: an authority reads it."""
    words = context.words(lang)["tools"]["attempts"]
    sheet = context.words(SOURCE)["tools"]["attempts"]["sheet"]
    data = {"ui": words["ui"], "sheet": sheet, "columns": COLUMNS, "rows": EMPTY_ROWS, "ways": words["ways"],
            "sheet_ways": context.words(SOURCE)["tools"]["attempts"]["ways"]}  # fmt: skip
    values = {"said": words, "sheet": sheet, "columns": COLUMNS, "rows": EMPTY_ROWS, "german": locales.tag(SOURCE)}
    return Part(values, data)
