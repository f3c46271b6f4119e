"""What a check has to say, and the four ways of saying it."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from lotse.source.names import lies_within

Severity = Literal["error", "warning", "info"]

LABELS = {"error": "Fehler", "warning": "Warnung", "info": "Hinweis"}
EXCERPT_WIDTH = 160


@dataclass(frozen=True)
class Fix:
    """A mend a machine may make: replace ``start:end`` (bytes of the file) by ``replacement``."""

    start: int
    end: int
    replacement: bytes


@dataclass(frozen=True)
class Diagnostic:
    """One finding.

    Attributes:
        rule: ``family/name``.
        severity: ``error`` blocks, ``warning`` becomes a notice, ``info`` goes to the status page.
        path: repository path of the file, with forward slashes.
        line, column: 1-based, in characters.
        message: what is wrong, one German sentence without a full stop.
        help: what to do next, German.
        source: where the right thing stands (another file's line), if there is one.
        excerpt: the line of the file that is meant.
        fix: a mend that ``lotse check --fix`` applies.
    """

    rule: str
    severity: Severity
    path: str
    line: int
    column: int
    message: str
    help: str = ""
    source: str = ""
    excerpt: str = field(default="", compare=False)
    fix: Fix | None = field(default=None, compare=False)

    @property
    def head(self) -> str:
        """The one line editors and editors' programs read."""
        head = f"{self.path}:{self.line}:{self.column}: {LABELS[self.severity]}: {self.message} [{self.rule}]"
        return re.sub(r"[\x00-\x1f\x7f]+", " ", head)  # a title or file name may hold a line break

    def as_dict(self) -> dict[str, object]:
        """The public form, see ``docs/data/schemas/check-output.schema.json``."""
        return {
            "rule": self.rule,
            "severity": self.severity,
            "path": self.path,
            "line": self.line,
            "column": self.column,
            "message": self.message,
            "help": self.help,
        }


def order(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sort by place in the repository, without repetitions."""
    return sorted(set(found), key=lambda d: (d.path, d.line, d.column, d.rule, d.message))


def within(found: Iterable[Diagnostic], places: Collection[str]) -> list[Diagnostic]:
    """The findings in these files and folders; all of them if none is named."""
    return [one for one in found if not places or lies_within(one.path, places)]


def summary(found: Sequence[Diagnostic], pages: int) -> str:
    """The closing line: how many of what, on how many pages."""
    count = {level: sum(d.severity == level for d in found) for level in LABELS}
    parts = [
        _count(count["error"], "Fehler", "Fehler"),
        _count(count["warning"], "Warnung", "Warnungen"),
    ]
    loud = {d.path for d in found if d.severity != "info"}
    line = f"{', '.join(parts)}"
    line += f" in {_count(len(loud), 'Datei', 'Dateien')}, " if loud else ", "
    line += f"{_count(pages, 'Seite', 'Seiten')} geprüft"
    if count["info"]:
        line += f"; {_count(count['info'], 'Hinweis', 'Hinweise')}, zeigen mit --info"
    return line


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def text(found: Sequence[Diagnostic], pages: int, *, info: bool = False) -> str:
    """For a person at a terminal: line, excerpt, what to do."""
    blocks = [_text_block(d) for d in found if info or d.severity != "info"]
    return "\n\n".join([*blocks, summary(found, pages)]) + "\n"


def _text_block(found: Diagnostic) -> str:
    lines = [found.head]
    if found.excerpt:
        start = max(0, found.column - EXCERPT_WIDTH // 2) if found.column > EXCERPT_WIDTH else 0
        shown = re.sub(r"[\x00-\x1f\x7f]", " ", found.excerpt[start : start + EXCERPT_WIDTH])
        gutter = " " * len(str(found.line))
        lines += [
            f"{gutter} |",
            f"{found.line} | {shown}",
            f"{gutter} | {' ' * (found.column - 1 - start)}^",
        ]
    else:
        gutter = "  "
    if found.source:
        lines.append(f"{gutter} = Quelle: {found.source}")
    if found.help:
        lines.append(f"{gutter} = Hilfe: {found.help}")
    return "\n".join(lines)


def github(found: Sequence[Diagnostic], pages: int) -> str:
    """Annotations on the line, in the workflow command syntax of GitHub Actions."""
    level = {"error": "error", "warning": "warning", "info": "notice"}
    lines = []
    for d in found:
        body = d.message + (f"\nHilfe: {d.help}" if d.help else "")
        lines.append(
            f"::{level[d.severity]} file={_escape(d.path, True)},line={d.line},col={d.column},"
            f"title={_escape(d.rule, True)}::{_escape(body)}"
        )
    return "\n".join([*lines, summary(found, pages)]) + "\n"


def _escape(value: str, is_property: bool = False) -> str:
    value = value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return value.replace(":", "%3A").replace(",", "%2C") if is_property else value


def gitlab(found: Sequence[Diagnostic], pages: int) -> str:
    """A Code Quality report as GitLab reads it."""
    level = {"error": "critical", "warning": "minor", "info": "info"}
    report: list[dict[str, object]] = []
    times: Counter[str] = Counter()
    for d in found:
        # No line number: GitLab would take a finding that only moved for a new one.
        key = f"{d.rule}:{d.path}:{d.message}:{d.excerpt}"
        times[key] += 1
        key += f":{times[key]}" if times[key] > 1 else ""
        report.append(
            {
                "description": d.message + (f" – Hilfe: {d.help}" if d.help else ""),
                "check_name": d.rule,
                "fingerprint": hashlib.sha256(key.encode()).hexdigest(),
                "severity": level[d.severity],
                "location": {"path": d.path, "lines": {"begin": d.line}},
            }
        )
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def as_json(found: Sequence[Diagnostic], pages: int) -> str:
    """The array other programs build on; nothing else is printed."""
    return json.dumps([d.as_dict() for d in found], ensure_ascii=False, indent=2) + "\n"


FORMATS = {"text": text, "github": github, "gitlab": gitlab, "json": as_json}
