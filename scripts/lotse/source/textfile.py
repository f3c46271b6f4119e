"""Reading a text file whose author may have saved it in any way."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

MAX_BYTES = 1_000_000


@dataclass(frozen=True)
class Problem:
    """Something wrong with a file that stands before any check of its content.

    ``rule`` is the full name of the rule that reports it; ``offset`` counts bytes.
    """

    rule: str
    offset: int
    message: str
    help: str


@dataclass
class TextFile:
    """A file's bytes, its text, and the places in it.

    ``text`` is empty when the file can't be read; ``problems`` then say why.
    """

    path: str
    raw: bytes
    problems: list[Problem] = field(default_factory=list)

    @cached_property
    def text(self) -> str:
        try:
            return self.raw.decode("utf-8")
        except UnicodeDecodeError:
            return ""

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [0], self.raw.find(b"\n")
        while at != -1:
            starts.append(at + 1)
            at = self.raw.find(b"\n", at + 1)
        return starts

    def line(self, offset: int) -> int:
        """Line (1-based) of a byte offset."""
        return bisect_right(self._starts, max(0, offset))

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column (1-based, characters) of a byte offset."""
        line = self.line(offset)
        before = self.raw[self._starts[line - 1] : offset]
        return line, len(before.decode("utf-8", "replace")) + 1

    def offset(self, line: int) -> int:
        """Byte offset of the first character of a 1-based line."""
        return self._starts[min(line, len(self._starts)) - 1]

    def line_text(self, line: int) -> str:
        """The text of a 1-based line, without its end."""
        if not 1 <= line <= len(self._starts):
            return ""
        start = self._starts[line - 1]
        end = self._starts[line] if line < len(self._starts) else len(self.raw)
        return self.raw[start:end].decode("utf-8", "replace").rstrip("\r\n")


def read(root: Path, path: str) -> TextFile:
    """Read ``root/path`` and note what is wrong with how it was saved.

    Raises nothing: a file that can't be opened comes back empty with a problem.
    """
    try:
        size = (root / path).stat().st_size
        if size > MAX_BYTES:
            help_ = f"Text auf mehrere Seiten verteilen, höchstens {MAX_BYTES // 1000} kB"
            message = f"Datei ist {size / 1_000_000:.1f} MB groß und wird nicht gelesen".replace(".", ",")
            return TextFile(path, b"", [Problem("structure/too-large", 0, message, help_)])
        raw = (root / path).read_bytes()
    except OSError as error:
        reason = {2: "Datei fehlt", 13: "Datei darf nicht gelesen werden", 40: "Verknüpfung führt im Kreis"}
        message = reason.get(error.errno or 0, "Datei lässt sich nicht lesen")
        help_ = "Datei neu anlegen oder aus dem letzten Stand zurückholen"
        return TextFile(path, b"", [Problem("structure/unreadable", 0, message, help_)])
    file = TextFile(path, raw)
    file.problems.extend(_saved_wrong(raw))
    return file


def _saved_wrong(raw: bytes) -> list[Problem]:
    found = []
    if raw.startswith(b"\xef\xbb\xbf"):
        found.append(
            Problem(
                "structure/bom",
                0,
                "Datei beginnt mit einer unsichtbaren Marke (BOM)",
                "im Editor „UTF-8 ohne BOM“ wählen, oder: lotse check --fix",
            )
        )
    if (at := raw.find(b"\r")) != -1:
        found.append(
            Problem(
                "structure/line-endings",
                at,
                "Zeilenenden stammen aus Windows (CRLF)",
                "im Editor „LF“ wählen, oder: lotse check --fix",
            )
        )
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        found.append(
            Problem(
                "structure/encoding",
                error.start,
                "Datei ist nicht in UTF-8 gespeichert, Umlaute und andere Schriften gehen verloren",
                "im Editor als „UTF-8“ neu speichern",
            )
        )
    else:
        if (at := raw.find(b"\x00")) != -1:
            found.append(Problem("structure/encoding", at, "Datei enthält ein Null-Zeichen", "Zeichen löschen"))
    return found
