"""What the tools share: words with facts in them, and facts as their scripts read them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from lotse import facts, laws
from lotse.facts import Fact, numbers
from lotse.finish import bidi
from lotse.finish.context import Context
from lotse.finish.html import held

_FACT = re.compile(r"\{fact:([a-z0-9.-]+)\}")
_NUMBER = re.compile(r"\{n:([a-z0-9.-]+)\}")


def fact(context: Context, name: str) -> Fact:
    """A fact by its id. Raises KeyError when facts.yml lacks it."""
    found = facts.of(context.site).get(name)
    if found is None:
        raise KeyError(name)
    return found


def shown(context: Context, name: str, lang: str) -> str:
    """The value as a page writes it; it never breaks between number and unit."""
    return numbers.shown(context.site, fact(context, name), lang).replace(" ", "\u00a0")


def filled(context: Context, words: Any, lang: str) -> Any:
    """The words of a tool with the value in the place of each ``{fact:id}``, norms held together and isolated.

    ``{n:id}`` is the number alone, where the language bends the unit: „ab 16 Jahren“.
    """
    if isinstance(words, dict):
        return {name: filled(context, one, lang) for name, one in words.items()}
    text = _NUMBER.sub(lambda found: str(fact(context, found[1]).value), str(words))
    text = held(_FACT.sub(lambda found: shown(context, found[1], lang), text))
    return bidi.marked(text, lang, laws.load(context.site.root))


def rule(context: Context, name: str, words: dict[str, Any], *norms: str) -> dict[str, Any]:
    """A fact for the script: value, unit, and its norms with the day on which someone last looked them up.

    Args:
        words: those of the interface, for „geprüft“ and „noch zu bestätigen“.
        norms: further norms that belong to the same step.
    """
    one = fact(context, name)
    state = f"{words['fact']['checked']} {date.fromisoformat(one.checked):%d.%m.%Y}"
    if one.confidence != "certain":
        state += f", {words['fact']['confirm']}"
    cited = "; ".join(norm for norm in (one.citation, *norms) if norm)
    value = float(one.value) if isinstance(one.value, Decimal) else one.value
    return {"value": value, "unit": one.unit, "norm": held(f"{cited} ({state})")}
