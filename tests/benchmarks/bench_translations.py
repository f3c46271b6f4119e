"""Changes planted in real pages: which of them the checks of translations notice, and whether they stay silent otherwise.

    .venv/bin/python tests/benchmarks/bench_translations.py [--every N] [--wrong]

Every family is tried on every translated page on which it can be planted (or on each Nth German page with its
translations), in memory; nothing is written. Prints one line a family: judged right of planted, by language.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from lotse import checks, glossary, laws, model, translation
from lotse.model import ADAPTATION, SOURCE, Page, Site
from lotse.source.textfile import TextFile

RULES = [
    *(
        f"parity/{name}"
        for name in [
            "number",
            "date",
            "citation",
            "contact",
            "link",
            "fact",
            "block",
            "form",
            "image",
            "german",
            "letters",
        ]
    ),
    *(
        f"translations/{name}"
        for name in ["outdated", "unconfirmed", "missing-section", "extra-section", "unknown-hash"]
    ),
    "glossary/foreign",
]
DIGITS = {"ar": "٠١٢٣٤٥٦٧٨٩", "fa": "۰۱۲۳۴۵۶۷۸۹"}
Edit = Callable[[str, str], str | None]


def sub(pattern: str, new: str | Callable[[re.Match[str]], str]) -> Edit:
    """An edit of the first place that fits; None if none does."""

    def edit(text: str, lang: str) -> str | None:
        made, count = re.subn(pattern, new, text, count=1, flags=re.M)
        return made if count and made != text else None

    return edit


def outside_markup(pattern: str, change: Callable[[re.Match[str], str], str]) -> Edit:
    """An edit of the first place in running text that is no heading, link, citation, table rule or attribute."""
    skip = r"\[[^\]]*\]\([^)]*\)|^#.*$|^/{3,}.*$|\{[^}]*\}|\| ?-+.*$|^\d+\. |!\[.*$"

    def edit(text: str, lang: str) -> str | None:
        cited = [(one.start, one.end) for one in laws.load(ROOT).find(text)]
        for found in re.finditer(rf"({skip})|({pattern})", text, re.M):
            if found[2] is not None and not any(start <= found.start() < end for start, end in cited):
                return text[: found.start()] + change(found, lang) + text[found.end() :]
        return None

    return edit


def insert(sentence: Callable[[str], str]) -> Edit:
    """An edit that adds a sentence behind the first plain paragraph."""

    def edit(text: str, lang: str) -> str | None:
        found = re.search(r"\n\n(?![#/|!\-\d>])(.+)\n\n", text)
        return text[: found.end(1)] + " " + sentence(lang) + text[found.end(1) :] if found else None

    return edit


def without_section(text: str, lang: str) -> str | None:
    """The last section below h2 gone."""
    found = list(re.finditer(r"(?m)^### .*\n(?:(?!#).*\n)+", text))
    return text[: found[-1].start()] + text[found[-1].end() :] if found else None


def moved_section(text: str, lang: str) -> str | None:
    """Two neighbouring sections below h2 swapped."""
    found = re.search(r"(?m)(^### .*\n(?:(?!#).*\n)+)(^### .*\n(?:(?!#).*\n)+)", text)
    return text[: found.start()] + found[2] + found[1] + text[found.end() :] if found else None


@cache
def terms(lang: str) -> list[glossary.Foreign]:
    """The words of a language that have others which must not stand for them."""
    listed = yaml.load((ROOT / f"docs/data/text/{lang}.yml").read_text("utf-8"), yaml.CSafeLoader)
    return [one for one in glossary.foreign(listed.get("glossary")) if one.forbidden]


def wrong_term(text: str, lang: str) -> str | None:
    """The first word of the glossary that has a forbidden other, replaced by it, whatever its ending."""
    for one in terms(lang):
        stem = re.escape(one.term[: max(4, len(one.term) * 3 // 4)])
        made = outside_markup(rf"(?i:{stem})\w*", lambda _, __, word=one.forbidden[0]: word)(text, lang)
        if made is not None:
            return made
    return None


# Name, page that is edited, edit, rules of which one must fire; none: all must stay silent.
FAMILIES: list[tuple[str, str, Edit, set[str]]] = [
    ("reflow", SOURCE, sub(r"(?<=[a-z]) (?=[a-zäöü]+ [a-z]+ [a-z]+ [a-z]+\.$)", "\n"), set()),
    ("emphasis", SOURCE, sub(r"(?<=\n\n)([A-Z][a-zäöü]+)(?= [a-z])", r"**\1**"), set()),
    ("German link target", SOURCE, sub(r"\]\((?!http|fact:|mailto)([a-z-]+\.md)#[a-z-]+\)", r"](\1)"), {"parity/link"}),
    ("German negation dropped", SOURCE, sub(r" nicht(?= )", ""), {"translations/outdated"}),
    ("German heading renamed", SOURCE, sub(r"^(### .*?) \{", r"\1 heute {"), {"translations/outdated"}),
    ("German number changed", SOURCE, outside_markup(r"(?<![\w.,])\d{1,3}(?![\w.,:])", lambda f, _: str(int(f[0]) + 1)), {"translations/outdated"}),
    ("German section added", SOURCE, sub(r"\Z", "\n### Neu { #neu-dazu }\n\nEtwas Neues.\n"), {"translations/missing-section"}),
    ("German section removed", SOURCE, without_section, {"translations/extra-section"}),
    ("German section moved", SOURCE, moved_section, set()),
    ("number changed", "", outside_markup(r"(?<![\w.,])\d{1,3}(?![\w.,:])", lambda f, _: str(int(f[0]) + 1)), {"parity/number", "parity/date"}),
    ("digit script", "", outside_markup(r"(?<![\w.,])[0-9]{1,3}(?![\w.,:])", lambda f, lang: "".join(DIGITS.get(lang, "0123456789")[int(c)] for c in f[0])), set()),
    ("date added", "", insert(lambda _: "15.03.2026."), {"parity/date"}),
    ("paragraph changed", "", sub(r"§ (\d+)", lambda f: f"§ {int(f[1]) + 1}"), {"parity/citation"}),
    ("list item removed", "", sub(r"^- .*\n(?=- )", ""), {"parity/form"}),
    ("table row removed", "", sub(r"(?<=\n)\|(?! ?-).*\|\n(?=\n)", ""), {"parity/form"}),
    ("phone added", "", insert(lambda _: "0241 5198-0."), {"parity/contact"}),
    ("fact removed", "", sub(r"\[([^\]]*)\]\(fact:[a-z0-9.-]+\)", r"\1"), {"parity/fact"}),
    ("stop sign removed", "", sub(r"^/// stop \| .*\n\n((?:.*\n)*?)\n///$", r"\1"), {"parity/block"}),
    ("link removed", "", sub(r"\[([^\]]*)\]\((?!fact:)[^)]*\)", r"\1"), {"parity/link"}),
    ("German left in", "", insert(lambda _: "Der Antrag wird nicht angenommen, wenn die Urkunde fehlt."), {"parity/german"}),
    ("wrong letters", "", insert(lambda lang: {"ar": "گفتم", "fa": "كتاب", "ru": "їжак", "uk": "ёлка"}.get(lang, "книга")), {"parity/letters"}),
    ("term replaced", "", wrong_term, {"glossary/foreign"}),
]  # fmt: skip


def edited(page: Page, edit: Edit, lang: str) -> Page | None:
    """The page with its body edited."""
    body = page.file.raw[page.body_start :].decode()
    made = edit(body, lang)
    if made is None:
        return None
    return Page(TextFile(page.path, page.file.raw[: page.body_start] + made.encode()), page.lang, page.key)


def fired(site: Site, german: Page, other: Page) -> set[str]:
    """Rules that fire when only these two pages are there."""
    small = replace(site, pages={(SOURCE, german.key): german, (other.lang, other.key): other}, cache={})
    small.__dict__["_facts"] = site.__dict__.get("_facts")
    return {one.rule for one in checks.run(small, RULES) if one.path.startswith("docs/") and "/data/" not in one.path}


def pairs(site: Site) -> Iterator[tuple[Page, Page]]:
    """Translated pages that are current, with their German ones."""
    for page in site.pages.values():
        german = site.page(SOURCE, page.key)
        if page.lang in (SOURCE, ADAPTATION) or german is None:
            continue
        if all(one.state == "current" for one in translation.states(german, page)):
            yield german, page


def main() -> None:
    """Plant, judge, print."""
    site = model.load(ROOT)
    site.as_of = "2026-11-22"
    checks.run(site, ["facts/unknown"])
    right: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    wrong: list[str] = []
    step = int(sys.argv[sys.argv.index("--every") + 1]) if "--every" in sys.argv else 1
    chosen = [page.key for page in site.in_language(SOURCE)][::step]
    for german, other in pairs(site):
        if german.key not in chosen:
            continue
        before = fired(site, german, other)
        for name, where, edit, wanted in FAMILIES:
            changed = edited(german if where == SOURCE else other, edit, other.lang)
            if changed is None:
                continue
            sides = (changed, other) if where == SOURCE else (german, changed)
            new = fired(site, *sides) - before
            good = bool(new & wanted) or bool(wanted & before) if wanted else not new
            right[name][other.lang][0] += good
            right[name][other.lang][1] += 1
            if not good:
                wrong.append(f"{name}: {other.path}: {sorted(new) or 'silent'}")
    langs = [code for code in site.languages if code not in (SOURCE, ADAPTATION)]
    print(f"{'family':<26}" + "".join(f"{lang:>10}" for lang in langs))
    for name, *_ in FAMILIES:
        cells = "".join(f"{'–' if not (c := right[name][lang])[1] else f'{c[0]}/{c[1]}':>10}" for lang in langs)
        print(f"{name:<26}{cells}")
    total = [sum(c[i] for by in right.values() for c in by.values()) for i in (0, 1)]
    print(f"{'together':<26}{total[0]} of {total[1]}")
    if "--wrong" in sys.argv:
        print("\n".join(wrong))


if __name__ == "__main__":
    main()
