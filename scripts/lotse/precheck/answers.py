"""An answers file: JSON with the place of everything in it, judged, one line a fault."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from lotse.checks import at
from lotse.precheck import judge
from lotse.precheck.rules import Rules
from lotse.source import textfile, yamlfile
from lotse.source.textfile import TextFile
from lotse.source.yamlfile import Key, Yaml

RULE = "precheck/answer"
_HARMLESS = ("structure/bom", "structure/line-endings", "structure/encoding")  # the last is said better here
_BOM = b"\xef\xbb\xbf"
# What JSON allows as blank or in a text, but YAML, which knows the places, reads otherwise; each as many bytes long.
_AS_YAML = str.maketrans({"\t": " ", "\r": " ", "\x7f": " ", "\x85": "·", "\u2028": "…", "\u2029": "…"})


@dataclass
class Answers:
    """What a file says; ``faults`` are lines for the person who wrote it, and then nothing else may be used."""

    answers: dict[str, Any] = field(default_factory=dict)
    on: date = date.min
    faults: list[str] = field(default_factory=list)


def read(path: Path, rules: Rules, as_of: str | None, today: str) -> Answers:
    """Read and judge ``path``.

    Args:
        as_of: ISO date that wins over that of the file; without both it is ``today``.
    Raises nothing.
    """
    file = textfile.read(Path(), str(path))
    reader = _Reader(file)
    content = reader.content()
    if reader.faults or content is None:
        return Answers(faults=reader.faults)
    given = content.get("as_of")
    wanted = as_of or given or today
    if problem := judge.as_of_problem(rules, wanted):
        reader.say(() if as_of else ("as_of",), problem.message)
        return Answers(faults=reader.faults)
    on = date.fromisoformat(wanted)
    for one in judge.problems(rules, content["answers"], on):
        reader.say(("answers", *one.key), one.message)
    return Answers(content["answers"], on, reader.faults)


class _Reader:
    def __init__(self, file: TextFile) -> None:
        self.file = file
        self.start = len(_BOM) if file.raw.startswith(_BOM) else 0
        self.places = Yaml()
        self.faults: list[str] = []

    def say(self, key: Key, message: str) -> None:
        self._at(self.places.place(key), message)

    def _at(self, offset: int, message: str) -> None:
        found = at(self.file, max(offset, self.start), message)
        marked = self.start and found.line == 1  # the byte order mark is no column that an editor shows
        found = replace(found, rule=RULE, severity="error", column=found.column - bool(marked))
        line = found.head.encode("utf-8", "replace").decode()
        if line not in self.faults:
            self.faults.append(line)

    def content(self) -> dict[str, Any] | None:
        """The object in the file, of the agreed form; None if there is none, and why is said."""
        for problem in self.file.problems:
            if problem.rule not in _HARMLESS:
                self._at(problem.offset, problem.message)
        if self.faults:
            return None
        try:
            text = self.file.raw[self.start :].decode("utf-8")
        except UnicodeDecodeError as error:
            self._at(self.start + error.start, "Die Datei ist nicht in UTF-8 gespeichert")
            return None
        value = self._json(text)
        if self.faults:
            return None
        self.places = yamlfile.parse(text.translate(_AS_YAML), RULE, self.start)
        # If YAML can't read it, only the places are lost; if it can, what it complains of is a name given twice.
        for problem in self.places.problems if self.places.value is not None else ():
            self._at(problem.offset, problem.message)
        return self._form(value)

    def _json(self, text: str) -> Any:
        try:
            return json.loads(text)
        except json.JSONDecodeError as error:
            what = "ist leer" if not text.strip() else f"ist hier kein lesbares JSON{_reason(error.msg)}"
            self._at(self.start + len(text[: error.pos].encode()), f"Die Datei {what}")
        except (ValueError, RecursionError):
            self._at(self.start, "Die Datei ist zu tief verschachtelt oder enthält eine zu lange Zahl")
        return None

    def _form(self, value: Any) -> dict[str, Any] | None:
        if not isinstance(value, dict):
            self.say((), 'Die Datei muss mit {"answers": {…}} beginnen')
            return None
        for name in value:
            if name not in ("answers", "as_of"):
                self.say((name,), f"Das Feld „{judge.shown(name)}“ ist unbekannt; möglich: answers, as_of")
        if not isinstance(value.get("answers"), dict):
            self.say(("answers",), "Das Feld „answers“ fehlt oder ist keine Gruppe von Antworten")
        if not isinstance(value.get("as_of"), str | None):
            self.say(("as_of",), "Das Feld „as_of“ muss ein Datum in der Form JJJJ-MM-TT sein")
        return None if self.faults else value


def _reason(message: str) -> str:
    known = {
        "Expecting property name": ": ein Name in Anführungszeichen fehlt",
        "Expecting ':' delimiter": ": ein Doppelpunkt fehlt",
        "Expecting ',' delimiter": ": ein Komma oder eine Klammer fehlt",
        "Unterminated string": ": ein Anführungszeichen fehlt",
        "Extra data": ": nach dem Ende steht noch etwas",
    }
    return next((said for begin, said in known.items() if message.startswith(begin)), "")
