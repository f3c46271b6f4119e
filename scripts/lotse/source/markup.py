"""Constructs that CommonMark and Python-Markdown read differently, or that one builder lacks.

One pass per page; the rules of the family portability pick what they name. Each difference is
proved in ``tests/unit/test_portability.py`` by running both parsers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lotse.diagnostics import Fix
from lotse.model import Page, Site

_COMMENT = re.compile(r"<!--.*?-->", re.S)
_INLINE_CODE = re.compile(r"(?<![`\\])(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\1(?!`)", re.S)
_ITEM = re.compile(r"( *)(?:([-*+])|(\d{1,9})([.)]))(?: +(.*)|\Z)")
_RULE_LINE = re.compile(r" {0,3}(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})\Z")
_DELIMITER = re.compile(r" *\|? *:?-+:? *(?:\| *:?-+:? *)*\|? *\Z")
_FENCE = re.compile(r"( *)/{3,}(?: |\w|\Z)")
_IN_LINES = {
    "admonition": r"^ *(?:!!!|\?\?\?\+?|===[!+]?) +[\"\w]",
    "snippet": r"--8<--|\{\{|\{%|\{!",
    "extension-syntax": r"^\*\[[^\]\n]+\]:|^: {1,3}\S|^ *[-*+] \[[ xX]\] "
                        r"|:(?:material|fontawesome|octicons|simple)-[\w-]+:|==[^=\s](?:[^=\n]*[^=\s])?=="
                        r"|~~[^~\s][^~\n]*~~|\[\[[^\[\]\n]+\]\](?!\()",
    "reference-link": r"^ {0,3}\[(?!\^)[^\]\n]+\]:",
    "heading-form": r"^(?: {1,3}#{1,6} |#{7,}|#{1,6}[^#\s])",
    "backslash": r"\\(?![\\`*_{}\[\]()>#+\-.!|/])",
}  # fmt: skip
_IN_TEXT = {
    "bare-url": r"(?:https?://|www\.)\w",
    "emphasis": r"\*\*",
    "link-form": r"\]\(|\] \([^)\s]*(?:\.md|://|#)",
    "reference-link": r"\]\[",
    "extension-syntax:attributes": r"\{:? *(?:[#.][\w-]+|[\w-]+=)[^{}]*\}",
    "raw-html": r"</?[A-Za-z][^<>@]*>",
}
LINES = {name: re.compile(pattern, re.M) for name, pattern in _IN_LINES.items()}
TEXT = {name: re.compile(pattern) for name, pattern in _IN_TEXT.items()}
# Most pages and paragraphs hold none of all this: a look for what every match must hold spares them the patterns.
_HINTS = {
    "admonition": ("!!!", "???", "==="),
    "snippet": ("--8<--", "{{", "{%", "{!"),
    "extension-syntax": ("*[", "\n:", "[ ]", "[x]", "[X]", ":material-", ":fontawesome-", ":octicons-",
                         ":simple-", "==", "~~", "[["),
    "reference-link": ("]:",),
    "heading-form": ("#",),
    "backslash": ("\\",),
}  # fmt: skip
_ANY_IN_TEXT = re.compile(r"://|www\.|[*\]{<]")
_FOUR = "um 4 Leerzeichen je Ebene einrücken"
_EMPTY_LINE = "eine Leerzeile einfügen, oder: lotse check --fix"
MESSAGES = {
    "admonition": ("Diese Kastenform kennt nicht jedes Programm", "als Block schreiben: /// note | Titel"),
    "snippet": ("Platzhalter für eingefügten Text werden nicht ersetzt", "den Text selbst schreiben oder verlinken"),
    "extension-syntax": ("Diese Schreibweise kennt nicht jedes Programm", "mit Text, Liste oder Tabelle ausdrücken"),
    "reference-link": ("Das Ziel dieses Links steht an anderer Stelle",
                       "das Ziel gleich hinter den Text schreiben: [Sprache](sprache.md)"),
    "heading-form": ("Diese Überschrift lesen nicht alle Programme gleich",
                     "am Zeilenanfang # bis ######, dann ein Leerzeichen"),
    "backslash": ("Einen Rückstrich vor diesem Zeichen lesen nicht alle Programme gleich", "den Rückstrich löschen"),
    "backslash:break": ("Ein Rückstrich am Zeilenende ist nicht überall ein Umbruch", "einen neuen Absatz beginnen"),
    "bare-url": ("Diese Adresse wird nicht überall zum Link",
                 "als Link mit Namen schreiben: [Name der Seite](https://…)"),
    "emphasis": ("Diese Sternchen bleiben in manchen Programmen stehen",
                 "das ganze Wort fett setzen, mit seiner Endung und ohne Leerzeichen am Rand"),
    "link-form": ("Dies ist kein gültiger Link",
                  "ohne Leerzeichen schreiben: [Text](datei.md); Leerzeichen im Namen als %20"),
    "extension-syntax:attributes": ("Angaben in geschweiften Klammern gelten nur bei Überschriften",
                                    "die Klammer löschen"),
    "raw-html": ("HTML ist nicht erlaubt",
                 "mit Markdown oder einem Block ausdrücken; Platzhalter in eckige Klammern setzen"),
    "heading-form:underlined": ("Unterstrichene Überschriften lesen nicht alle Programme gleich",
                       "# vor den Text setzen und die Striche löschen"),
    "indented-code": ("Eingerückter Text wird nicht überall als Code gelesen", "zwischen Zeilen mit ``` setzen"),
    "indented-code:fence": ("Ein eingerückter Code-Block wird nicht überall erkannt",
                            "``` an den Zeilenanfang setzen"),
    "tab": ("Tabulator", "durch Leerzeichen ersetzen, oder: lotse check --fix"),
    "block-gap:before": ("Vor dem Block fehlt eine Leerzeile", _EMPTY_LINE),
    "block-gap:after": ("Nach der Blockzeile fehlt eine Leerzeile", _EMPTY_LINE),
    "block-gap:indent": ("Der Block ist eingerückt", "die Leerzeichen vor /// löschen"),
    "table-gap:before": ("Vor der Tabelle fehlt eine Leerzeile", _EMPTY_LINE),
    "table-gap:after": ("Nach der Tabelle fehlt eine Leerzeile", _EMPTY_LINE),
    "list-gap": ("Vor der Liste fehlt eine Leerzeile", _EMPTY_LINE),
    "list-indent": ("Diese Einrückung lesen nicht alle Programme gleich", _FOUR),
    "list-marker:parenthesis": ("Nummern mit Klammer sind nicht überall eine Liste", "1. statt 1) schreiben"),
    "list-marker:start": ("Diese Liste beginnt nicht mit 1, und nicht alle Programme behalten die Zahl",
                          "mit 1. beginnen; ist es keine Liste, die Zahl nicht an den Zeilenanfang setzen"),
    "list-marker:mixed": ("In einer Liste wechseln die Zeichen",
                          "überall - oder überall 1. schreiben; zwei Listen durch einen Satz trennen"),
    "list-marker:empty": ("Der Listenpunkt ist leer", "Text ergänzen oder die Zeile löschen"),
}  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """A construct: its key in ``MESSAGES`` (rule, perhaps a detail), its byte offset in the file, its mend."""

    key: str
    offset: int
    fix: Fix | None = None

    @property
    def rule(self) -> str:
        """Name of the rule in the family portability."""
        return self.key.split(":")[0]


def findings(site: Site) -> list[tuple[Page, Finding]]:
    """All such constructs of the site; files saved wrongly are left to the rules that say so."""
    if "markup" not in site.cache:
        site.cache["markup"] = [
            (page, one) for page in site.judged_pages() if not page.file.problems for one in _page(page)
        ]
    found: list[tuple[Page, Finding]] = site.cache["markup"]
    return found


def _page(page: Page) -> Iterator[Finding]:
    yield from _in_tree(page)
    yield from _in_text(page)
    text = page.file.raw[page.body_start :].decode()
    lines = text.split("\n")
    first = page.file.line(page.body_start)
    starts = [page.file.offset(first + number) for number in range(len(lines))] + [len(page.file.raw) + 1]
    for number, line in enumerate(lines) if "\t" in text else ():
        if "\t" in line:
            mend = Fix(starts[number], starts[number + 1] - 1, line.expandtabs(4).encode())
            yield Finding("tab", starts[number] + len(line[: line.index("\t")].encode()), mend)
    masked = lines.copy()
    for start, end in page.doc.code:
        for number in range(page.file.line(start) - first, page.file.line(end - 1) - first + 1):
            masked[number] = " " * len(masked[number])
    body = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), "\n".join(masked))
    if "`" in body:
        body = _INLINE_CODE.sub(lambda found: re.sub(r"[^\n]", "\ufffc", found[0]), body)
    after_break = f"\n{body}"  # a hint may say that it stands at the beginning of a line
    for name, pattern in LINES.items():
        for match in pattern.finditer(body) if any(hint in after_break for hint in _HINTS[name]) else ():
            at_end = name == "backslash" and body[match.end() : match.end() + 1] in ("", "\n")
            yield Finding(f"{name}:break" if at_end else name, page.body_start + len(text[: match.start()].encode()))
    yield from _in_lines(body.split("\n"), starts)


def _in_tree(page: Page) -> Iterator[Finding]:
    raw = page.file.raw
    for section in page.doc.sections:
        if not raw.startswith(b"#", section.start):
            yield Finding("heading-form:underlined", section.start)
    for start, _ in page.doc.code:
        line = page.file.line_text(page.file.line(start))
        fenced = line.lstrip("> ").startswith(("```", "~~~"))
        if not fenced or line.startswith(" "):
            yield Finding("indented-code:fence" if fenced else "indented-code", start)
    for link in page.doc.links:
        if raw[link.end - 1 : link.end] == b"]":
            yield Finding("reference-link", link.start)
    joined: list[tuple[str, int]] = []
    for value, start in page.doc.html:
        if joined and joined[-1][1] + len(joined[-1][0].encode()) == start:
            joined[-1] = (joined[-1][0] + value, joined[-1][1])
        else:
            joined.append((value, start))
    for value, start in joined:
        rest = _COMMENT.sub(lambda found: " " * len(found[0].encode()), value)
        if rest.strip():
            yield Finding("raw-html", start + len(rest) - len(rest.lstrip()))


def _in_text(page: Page) -> Iterator[Finding]:
    for run in page.doc.runs:
        if run.kind in ("CodeBlock", "HtmlBlock") or not _ANY_IN_TEXT.search(run.text):
            continue
        for name, pattern in TEXT.items():
            for match in pattern.finditer(run.text):
                offset = run.offset(match.start())
                linked = any(start <= match.start() < end for start, end, _ in run.links)
                escaped = page.file.raw[offset - 1 : offset] == b"\\"
                if not (escaped and name != "raw-html") and not (linked and name == "bare-url"):
                    yield Finding(name, offset)


def _in_lines(lines: list[str], starts: list[int]) -> Iterator[Finding]:
    markers: dict[int, str] = {}  # of the open lists, by their indentation
    in_table, before = False, ""
    for number, line in enumerate(lines):
        after = lines[number + 1] if number + 1 < len(lines) else ""
        here = starts[number]
        table_before, in_table = in_table, _in_table(line, after, in_table)
        if fence := "///" in line and _FENCE.match(line):
            markers = {}
            if fence[1]:
                yield Finding("block-gap:indent", here)
            if before.strip():
                yield Finding("block-gap:before", here, _empty_line(here))
            if after.strip() and not _FENCE.match(after):
                yield Finding("block-gap:after", here, _empty_line(starts[number + 1]))
        elif in_table:
            if not table_before and before.strip() and not before.startswith("#"):
                yield Finding("table-gap:before", here, _empty_line(here))
        elif table_before and line.strip():
            yield Finding("table-gap:after", here, _empty_line(here))
        else:
            gap, problem = _list(line, before, markers)
            if gap:
                yield Finding("list-gap", here, _empty_line(here))
            if problem:
                yield Finding(problem, here + len(line) - len(line.lstrip()))
        before = line


def _empty_line(at: int) -> Fix:
    return Fix(at, at, b"\n")


def _in_table(line: str, after: str, in_table: bool) -> bool:
    return "|" in line if in_table else "|" in line and "|" in after and bool(_DELIMITER.match(after))


def _list(line: str, before: str, markers: dict[int, str]) -> tuple[bool, str]:
    """Whether an empty line is missing before a list, and what else is wrong with a line of a list."""
    if not line.strip():
        return False, ""
    item = _ITEM.match(line)
    if item and _RULE_LINE.match(line):
        item = None
    interrupts = bool(before.strip()) and not before.startswith("#") and not markers
    if not item or (interrupts and (not item[5] or (item[3] and int(item[3]) != 1))):
        indent = len(line) - len(line.lstrip(" "))
        if line.startswith("#") or (not before.strip() and not indent):
            markers.clear()
        return False, "list-indent" if markers and not before.strip() and indent % 4 else ""
    indent, marker = len(item[1]), item[2] or item[4]
    known, deepest = markers.get(indent, ""), max(markers, default=-4)
    for depth in [one for one in markers if one >= indent]:
        del markers[depth]
    markers[indent] = marker
    if indent % 4 or indent > deepest + 4:
        return interrupts, "list-indent"
    if not item[5]:
        return interrupts, "list-marker:empty"
    if marker == ")":
        return interrupts, "list-marker:parenthesis"
    if known and known != marker:
        return interrupts, "list-marker:mixed"
    return interrupts, "list-marker:start" if item[3] and not known and int(item[3]) != 1 else ""
