"""The words of ``docs/data/text`` as a translation: which German words a language translated, and when they changed.

They are confirmed by group: ``site``, or two steps deep where a group holds groups (``tools.deadlines``).
The German names of facts stand in ``facts.yml``, the German terms in ``glossary.yml``; the other languages have
them in the groups ``facts`` and ``glossary``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lotse import facts
from lotse.model import SOURCE, DataFile, Site
from lotse.source.yamlfile import Key
from lotse.translation import SectionState, State, digest

STATE = "translation"  # the entry that holds status and hashes; it is no word
TOOLS = ("precheck", "letters", "documents", "attempts", "deadlines", "fees")  # each has a group below „tools“
OWN_WORDS = ("units", "counts")  # beginnings of words and plural forms are the language's own


def leaves(value: Any, parents: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Path and text of every word of a text file; a list counts as one text."""
    if isinstance(value, dict) and value:
        for name, one in value.items():
            if parents or name != STATE:
                yield from leaves(one, (*parents, str(name)))
    elif parents:
        yield parents, ", ".join(map(str, value)) if isinstance(value, list) else str(value or "").strip()


def written(site: Site, lang: str) -> list[tuple[tuple[str, ...], str]]:
    """Path and text of every word of a language's text file, as the file says them."""
    known: dict[str, list[tuple[tuple[str, ...], str]]] = site.cache.setdefault("words/written", {})
    if lang not in known:
        known[lang] = list(leaves(site.value(f"text/{lang}")))
    return known[lang]


def group(key: Key) -> str:
    """The group that a word belongs to."""
    return str(key[0]) if len(key) < 3 else f"{key[0]}.{key[1]}"


def german(site: Site) -> dict[Key, tuple[str, DataFile, Key]]:
    """German words by key with the file they stand in and their key there."""
    if "words" not in site.cache:
        site.cache["words"] = _german(site)
    found: dict[Key, tuple[str, DataFile, Key]] = site.cache["words"]
    return found


def _german(site: Site) -> dict[Key, tuple[str, DataFile, Key]]:
    found: dict[Key, tuple[str, DataFile, Key]] = {
        key: (word, site.data[f"text/{SOURCE}"], key) for key, word in leaves(site.text(SOURCE))
    }
    if found:
        for fact in facts.of(site).facts.values():
            found["facts", fact.id] = (fact.label, site.data["facts"], (fact.id, "label"))
        terms = site.value("glossary")
        for name, term in terms.items() if isinstance(terms, dict) else ():
            for field in ("term", "definition"):
                if isinstance(term, dict) and isinstance(term.get(field), str):
                    found["glossary", name, field] = (term[field].strip(), site.data["glossary"], (name, field))
    return found


def own(key: Key) -> bool:
    """Whether a word stands in a language because of the language: it has no German counterpart."""
    return key[0] in OWN_WORDS or (key[0] == "glossary" and key[-1] in ("allowed", "forbidden"))


def hashes(site: Site) -> dict[str, str]:
    """Group to the hash of its German words; groups that each language fills as it needs are left out."""
    if "words/hashes" not in site.cache:
        site.cache["words/hashes"] = _hashes(site)
    found: dict[str, str] = site.cache["words/hashes"]
    return found


def _hashes(site: Site) -> dict[str, str]:
    texts: dict[str, list[str]] = {}
    for key, (word, _, _) in german(site).items():
        if key[0] not in OWN_WORDS:
            texts.setdefault(group(key), []).append(f"{'.'.join(map(str, key))}: {' '.join(word.split())}")
    return {name: digest("\n".join(lines)) for name, lines in texts.items()}


def confirmed(site: Site, lang: str) -> dict[str, str]:
    """Group to the hash of the German words it was translated from, as the text file says."""
    about = site.value(f"text/{lang}").get(STATE) if isinstance(site.value(f"text/{lang}"), dict) else None
    sections = about.get("sections") if isinstance(about, dict) else None
    return {str(name): value for name, value in sections.items()} if isinstance(sections, dict) else {}


def states(site: Site, lang: str) -> list[SectionState]:
    """How each group of German words fares in ``lang``, in the German order."""
    there = {group(key) for key, word in written(site, lang) if word}
    known, found = confirmed(site, lang), []
    for name, value in hashes(site).items():
        state: State = "missing" if name not in there else "unconfirmed" if name not in known else "current"
        found.append(SectionState(name, "outdated" if state == "current" and known[name] != value else state))
    return found


def counts(site: Site, lang: str) -> dict[str, int]:
    """How many words there are in German, and how many of them ``lang`` lacks."""
    there = {key for key, word in written(site, lang) if word}
    wanted = [key for key in german(site) if key[0] not in OWN_WORDS]
    return {"total": len(wanted), "missing": sum(key not in there for key in wanted)}
