"""The change word by word beside the translation: for a terminal, a browser or a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal

import click
from markupsafe import Markup, escape

from lotse import locales
from lotse.drift.changes import Change
from lotse.model import SOURCE

Part = tuple[Literal["same", "gone", "new"], str]
_TOKENS = re.compile(r"\s+|\w+|[^\w\s]")
_STATES = {"outdated": "veraltet", "unconfirmed": "nicht bestätigt", "missing": "fehlt", "current": "aktuell"}
_NOTHING = "Die Übersetzung entspricht dem heutigen deutschen Text."


def words(before: str, now: str) -> list[Part]:
    """What stays, goes and comes between two texts, word by word."""
    old, new = _TOKENS.findall(before), _TOKENS.findall(now)
    parts: list[Part] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(("same", "".join(old[a:b])))
            continue
        parts += [("gone", "".join(old[a:b]))] if b > a else []
        parts += [("new", "".join(new[c:d]))] if d > c else []
    return parts


def title(change: Change) -> str:
    """Path, section and state in one line."""
    return f"{change.path}#{change.section} ({_STATES[change.state]})"


def unknown(shallow: bool) -> str:
    """Why the confirmed German text can't be shown."""
    if shallow:
        return (
            "Der bestätigte deutsche Text liegt vor dem Teil der Geschichte, der hier geladen ist; "
            "mit „git fetch --unshallow“ den Rest holen. Unten steht nur der heutige Text."
        )
    return "Der bestätigte deutsche Text steht nicht in der Geschichte dieser Datei. Unten steht nur der heutige Text."


def text(changes: list[Change], shallow: bool, color: bool = False) -> str:
    """For a terminal: what goes in [-…-], what comes in {+…+}, and in colour if the terminal has it."""
    if not changes:
        return _NOTHING
    marks = {"gone": ("[-", "-]", "red"), "new": ("{+", "+}", "green")}
    lines = []
    for one in changes:
        lines += [title(one), *_explained(one, shallow), "", "Deutsch:"]
        shown = ""
        for kind, part in words(one.before if one.before is not None else one.now, one.now):
            if kind == "same":
                shown += part
            else:
                start, end, colour = marks[kind]
                shown += click.style(f"{start}{part}{end}", fg=colour) if color else f"{start}{part}{end}"
        lines += [_indented(shown), "", f"Übersetzung ({one.lang}):", _indented(one.translated or "(fehlt)"), ""]
    return "\n".join(lines).rstrip()


def _explained(one: Change, shallow: bool) -> Iterator[str]:
    if one.since:
        yield f"Bestätigt nach dem Stand {one.since}."
    elif one.state == "outdated":
        yield unknown(shallow)


def _indented(text_: str) -> str:
    return "\n".join(f"  {line}".rstrip() for line in text_.splitlines())


def markdown(changes: list[Change], shallow: bool) -> str:
    """For a pull request: ~~what goes~~ **what comes**, the translation folded in below."""
    if not changes:
        return _NOTHING
    lines = []
    for one in changes:
        lines += [f"### `{one.path}#{one.section}` ({_STATES[one.state]})", "", *_explained(one, shallow), ""]
        shown = "".join(_marked(kind, part) for kind, part in words(_or_now(one), one.now))
        lines += ["**Deutsch**", "", *_quoted(shown), "", f"**Übersetzung** ({one.lang})", ""]
        lines += [*_quoted(_plain(one.translated or "(fehlt)")), ""]
    return "\n".join(lines).rstrip()


def _or_now(one: Change) -> str:
    return one.before if one.before is not None else one.now


def _plain(part: str) -> str:
    # Source, not markup: what stands in a page must not become a link, an image or a tag in somebody's browser.
    return re.sub(r"([\\`*_\[\]<>#|~!&])", r"\\\1", part)


def _marked(kind: str, part: str) -> str:
    mark = {"gone": "~~", "new": "**"}.get(kind, "")
    found = re.fullmatch(r"(\s*)(.*?)(\s*)", part, re.S)
    before, inner, after = found.groups() if found else ("", part, "")
    lines = [f"{mark}{_plain(line)}{mark}" if line.strip() else line for line in inner.split("\n")]
    return before + "\n".join(lines) + after


def _quoted(text_: str) -> list[str]:
    return [f"> {line}".rstrip() for line in text_.splitlines()]


def html(changes: list[Change], shallow: bool) -> str:
    """A page of its own: German with <del> and <ins>, the translation beside it in its own direction."""
    sections = Markup("").join(_section(one, shallow) for one in changes) or Markup("<p>{}</p>").format(_NOTHING)
    return _PAGE.replace("{sections}", str(sections))


def _section(one: Change, shallow: bool) -> Markup:
    tags = {"gone": "del", "new": "ins"}
    shown = Markup("").join(
        Markup(f"<{tags[kind]}>{{}}</{tags[kind]}>").format(part) if kind in tags else escape(part)
        for kind, part in words(_or_now(one), one.now)
    )
    notes = Markup("").join(Markup("<p>{}</p>").format(line) for line in _explained(one, shallow))
    return Markup(
        '<section><h2>{}</h2>{}<div><pre lang="{}">{}</pre><pre lang="{}" dir="{}">{}</pre></div></section>\n'
    ).format(
        title(one),
        notes,
        SOURCE,
        shown,
        locales.tag(one.lang),
        locales.direction(one.lang),
        one.translated or "(fehlt)",
    )


_PAGE = """<!doctype html>
<html lang="de">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Was sich auf Deutsch geändert hat</title>
<style>
body { background: #fdfcf9; color: #1b2530; font: 1rem/1.6 system-ui, sans-serif; margin: 2rem auto; max-width: 80rem; padding: 0 1rem }
h2 { border-top: 1px solid #d9d5cb; font-size: 1.1rem; padding-top: .7rem }
div { display: grid; gap: 1.5rem; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)) }
pre { font: inherit; margin: 0; white-space: pre-wrap }
del { background: #fbecec; color: #9d1c2b }
ins { background: #e8f1f2; color: #0a5564; text-decoration-thickness: 2px }
</style>
<h1>Was sich auf Deutsch geändert hat</h1>
{sections}</html>
"""
