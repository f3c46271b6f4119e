"""What a push did or would do, for people and for programs."""

from __future__ import annotations

import difflib
import re
from dataclasses import asdict, dataclass
from typing import Any, Literal

Result = Literal[
    "equal", "planned", "sent", "changed", "waiting", "missing", "hidden", "held", "withdrawn", "no-id", "no-token",
    "differs", "failed", "left",
]  # fmt: skip
_ERRORS = {"missing", "hidden", "withdrawn", "no-token", "differs", "failed", "left"}
_SHOWN = 30  # lines of a difference
_SAID: dict[Result, str] = {
    "equal": "gleich", "planned": "würde gesendet", "sent": "gesendet", "changed": "dort geändert",
    "waiting": "wartet auf Deutsch", "missing": "fehlt dort", "hidden": "nicht öffentlich", "held": "zurückgehalten",
    "withdrawn": "zurückgezogen", "no-id": "ohne Nummer", "no-token": "ohne Token", "differs": "anders gespeichert",
    "failed": "gescheitert", "left": "nicht versucht",
}  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """What became of one page in one language.

    Attributes:
        message: why, in German.
        diff: what is there (-) against ours (+).
        title: the title there where it is another than ours; a push can't change it.
    """

    path: str
    result: Result
    message: str = ""
    diff: str = ""
    title: str = ""


@dataclass
class Report:
    """What became of all of them; ``applied`` is false for a dry run."""

    applied: bool
    outcomes: list[Outcome]

    @property
    def exit_code(self) -> int:
        """0 all well, 1 something could not be done, 3 only editors' changes stand in the way."""
        results = {one.result for one in self.outcomes}
        return 1 if results & _ERRORS else 3 if results & {"changed", "waiting"} else 0

    def as_dict(self) -> dict[str, Any]:
        """The form of ``docs/data/schemas/integreat-push-output.schema.json``."""
        return {"applied": self.applied, "pages": [asdict(one) for one in self.outcomes]}


def text(report: Report) -> str:
    """For a person: what is not simply equal, and how many of what."""
    lines = []
    for one in report.outcomes:
        if one.result != "equal":
            lines.append(f"{one.path}: {_SAID[one.result]}" + (f" – {one.message}" if one.message else ""))
            diff = one.diff.splitlines()
            lines += [f"    {line}" for line in diff[:_SHOWN]]
            lines += [f"    … {len(diff) - _SHOWN} weitere Zeilen, alle mit --json"] * (len(diff) > _SHOWN)
    titles = sum(bool(one.title) for one in report.outcomes)
    if titles:
        lines.append(f"Anderer Titel dort: {titles} (push ändert keine Titel; welche, zeigt --json)")
    counted = [(said, sum(one.result == name for one in report.outcomes)) for name, said in _SAID.items()]
    lines.append(", ".join(f"{number} {said}" for said, number in counted if number) or "Keine Seiten für Integreat")
    if not report.applied and any(one.result == "planned" for one in report.outcomes):
        lines.append("Das war eine Probe. Hilfe: mit --apply senden")
    return "\n".join(lines)


_BLOCK = re.compile(r"\s*(?=</?(?:div|h[1-6]|p|[uo]l|li|hr|table|tr)\b)(?!</(?:h[1-6]|p|li)>)")


def diff(there: str, ours: str, path: str) -> str:
    """Lines of two texts that differ, a block being a line in both."""
    before, after = (_BLOCK.sub("\n", text).strip().splitlines() for text in (there, ours))
    return "\n".join(difflib.unified_diff(before, after, "Integreat", path, lineterm="", n=1))
