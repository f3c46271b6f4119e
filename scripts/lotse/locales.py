"""What a language brings along: tag, direction, the way it writes dates and lists of days."""

from __future__ import annotations

from datetime import date
from functools import cache

from babel import Locale
from babel.dates import format_date, get_day_names

from lotse import cldr
from lotse.model import ADAPTATION, SOURCE

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@cache
def locale(lang: str) -> Locale:
    """CLDR locale of a language code; German where CLDR does not know the language."""
    found: Locale = cldr.locale(lang) or Locale(SOURCE)
    return found


def tag(lang: str) -> str:
    """BCP 47 tag for ``lang`` attributes and hreflang; ``de-simple`` is a registered variant."""
    return "de-simple" if lang == ADAPTATION else lang


@cache
def direction(lang: str) -> str:
    """``ltr`` or ``rtl``."""
    return "rtl" if locale(lang).text_direction == "rtl" else "ltr"


def day(iso: str, lang: str) -> str:
    """An ISO date as the language writes it; the text itself if it is none."""
    try:
        return format_date(date.fromisoformat(iso), "long", locale=locale(lang))
    except ValueError:
        return iso


def comma(lang: str) -> str:
    """What stands between two things in a list: Arabic script has a comma of its own."""
    return "، " if direction(lang) == "rtl" else ", "


def weekdays(days: list[str], lang: str) -> str:
    """Weekday codes (``mon`` …) as short names, joined by the language's comma."""
    names = get_day_names("abbreviated", "format", locale(lang))
    return comma(lang).join(names[WEEKDAYS.index(one)] for one in days if one in WEEKDAYS)
