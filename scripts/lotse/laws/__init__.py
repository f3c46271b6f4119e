"""What we know of the law: the statutes of ``laws.yml`` and their pinned structure in ``laws.lock``.

Finds citations, resolves them against that structure, gives them an address and a short name.
Used by the checks and by the extension of the builder, so it imports nothing heavy.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

from lotse.laws import citations
from lotse.laws import lock as lawlock
from lotse.laws.citations import Citation, Norm
from lotse.laws.structure import Resolution, Structure, ends, norm_of, spell, within
from lotse.source import yamlfile

SITE = "https://www.gesetze-im-internet.de"
STATUTES, LOCK = Path("docs/data/laws.yml"), lawlock.PATH


class LawsError(Exception):
    """``laws.yml`` or ``laws.lock`` is missing or unreadable; the text says so in German."""


def load(root: Path) -> Laws:
    """The laws of the repository at ``root``, read again only when one of the two files has changed.

    Raises LawsError when a file is missing or can't be read.
    """
    stamps = []
    for path in (STATUTES, LOCK):
        try:
            stamps.append((root / path).stat().st_mtime_ns)
        except OSError:
            raise LawsError(f"{path.as_posix()} fehlt") from None
    return _load(root, *stamps)


@lru_cache(maxsize=4)
def _load(root: Path, *stamps: int) -> Laws:
    try:
        listed = yamlfile.parse((root / STATUTES).read_text("utf-8"), "frontmatter/data").value
        pinned = json.loads((root / LOCK).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        raise LawsError(f"{LOCK.as_posix()} oder {STATUTES.as_posix()} ist beschädigt") from None
    return Laws(listed, pinned)


class Laws:
    """The statutes; build with :func:`load`, or from the two mappings.

    Args:
        listed: content of ``laws.yml``.
        pinned: content of ``laws.lock``, kept as ``lock``.

    Raises LawsError when the mappings don't have the agreed form.
    """

    def __init__(self, listed: Mapping[str, Any], pinned: Mapping[str, Any]) -> None:
        try:
            if not isinstance(pinned, Mapping):
                raise TypeError("a lock is a mapping")
            self.lock = pinned
            self.statutes: dict[str, Mapping[str, Any]] = dict(listed["statutes"])
            self.decisions: dict[str, Mapping[str, Any]] = dict(listed.get("decisions") or {})
            spelled = {name: [name, entry["name"], *entry.get("aliases", ())] for name, entry in self.statutes.items()}
            self._known = {_key(one): name for name, names in reversed(spelled.items()) for one in names}
            self._names = tuple(one for names in spelled.values() for one in names[1:])
            self.structures = {
                name: Structure(name, entry, pinned["statutes"][name])
                for name, entry in self.statutes.items()
                if entry.get("structure") == "verified" and name in pinned["statutes"]
            }
            self._traps = {
                name: [(norm_of(trap["wrong"]), trap) for trap in entry.get("traps", ())]
                for name, entry in self.statutes.items()
            }
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise LawsError(f"{STATUTES.as_posix()} oder {LOCK.as_posix()} hat nicht die vereinbarte Form") from error

    def find(self, text: str) -> list[Citation]:
        """All citations in ``text``; full names of our statutes count as well as abbreviations."""
        return citations.find(text, self._names)

    def statute(self, written: str | None) -> str | None:
        """Our abbreviation for a statute as the text writes it; None if we don't know it."""
        return self._known.get(_key(written)) if written else None

    def link(self, norm: Norm) -> str:
        """Official address of a norm (of a range: of its beginning); empty if there is none."""
        entry = self._entry(norm.statute)
        if "slug" not in entry:
            return str(entry.get("url") or "")
        return f"{SITE}/{entry['slug']}/{'art_' if norm.article else '__'}{_first(norm)}.html"

    def title(self, norm: Norm) -> str:
        """Our short German name of a norm, else the full name of its statute."""
        entry = self._entry(norm.statute)
        return str(entry.get("short", {}).get(_first(norm)) or entry.get("name") or "")

    def url(self, citation: Citation) -> str:
        """Address of a citation as a whole: of its first norm, or of the decision."""
        if citation.kind == "decision":
            return str(self.decisions.get(citation.docket, {}).get("url") or "")
        return self.link(citation.norms[0])

    def label(self, citation: Citation) -> str:
        """Short German name of what a citation as a whole is about; empty if we have none."""
        if citation.kind == "decision":
            return str(self.decisions.get(citation.docket, {}).get("short") or "")
        return self.title(citation.norms[0])

    def _entry(self, statute: str | None) -> Mapping[str, Any]:
        return self.statutes.get(self.statute(statute) or "", {})

    def resolve(self, citation: Citation, context: str = "") -> list[Resolution]:
        """Whether each norm of a citation exists, in the order of the text.

        Args:
            context: the paragraph around it; some wrong citations are known only by the words beside them.
        """
        if citation.kind == "decision":
            return [self._decision(citation)]
        first = citation.norms[0]
        if citation.statute is None:
            return [Resolution("no_statute", first, f"Beim Zitat „{spell(first)}“ fehlt das Gesetz",
                               f"das Kürzel ergänzen, etwa: {spell(first)} StAG")]  # fmt: skip
        name = self.statute(citation.statute)
        if name is None:
            near = self._like(citation.statute)
            meant = f"gemeint ist vielleicht {near}; " if near else ""
            return [Resolution("unknown_statute", first, f"Das Gesetz „{citation.statute}“ ist nicht bekannt",
                               f"{meant}Schreibweise prüfen oder in docs/data/laws.yml aufnehmen")]  # fmt: skip
        return [self._norm(norm, name, context) for norm in citation.norms]

    def _like(self, written: str) -> str:
        same = [name for name in self.statutes if name.lower() == written.lower()]
        near = same or [self._known[one] for one in get_close_matches(_key(written), self._known, 1)]
        return near[0] if near else ""

    def _norm(self, norm: Norm, name: str, context: str) -> Resolution:
        if norm.old_version:
            return Resolution("ok", norm)
        for wrong, trap in self._traps[name]:
            if norm.para == wrong.para and within(norm, wrong) and self._caught(trap, context):
                return Resolution("trap", norm, f"{spell(wrong)} {name} ist ein überholtes Zitat: {trap['note']}",
                                  f"{trap['now']} schreiben")  # fmt: skip
        if name in self.structures:
            return self.structures[name].resolve(norm)
        return Resolution("unverified", norm, f"Der Aufbau von {name} ist nicht hinterlegt",
                          "am Gesetzestext nachsehen, ob die Fundstellen dieser Seite stimmen")  # fmt: skip

    def _caught(self, trap: Mapping[str, Any], context: str) -> bool:
        words = trap.get("words", ())
        if not words:
            return True
        if not any(str(word).lower() in context.lower() for word in words):
            return False
        right = [norm for one in self.find(str(trap["now"])) for norm in one.norms]
        beside = [norm for one in self.find(context) for norm in one.norms]
        return not any(within(norm, wanted) for norm in beside for wanted in right)

    def _decision(self, cited: Citation) -> Resolution:
        known = self.decisions.get(cited.docket)
        if known is None:
            what = f"{cited.court} {cited.docket}"
            return Resolution("unknown_decision", None, f"Die Entscheidung {what} ist nicht hinterlegt",
                              "Aktenzeichen prüfen oder die Entscheidung in docs/data/laws.yml aufnehmen")  # fmt: skip
        court, date = str(known.get("court")), str(known.get("date") or "")
        if cited.court == court and cited.date in ("", date):
            return Resolution("ok")
        day = f", {'.'.join(reversed(date.split('-')))} -" if date else ""
        return Resolution("wrong_decision", None, f"Gericht oder Datum passt nicht zum Aktenzeichen {cited.docket}",
                          f"hinterlegt ist: {court}{day} {cited.docket}")  # fmt: skip


def _first(norm: Norm) -> str:
    return next(iter(ends(norm.para)), "")


@lru_cache(maxsize=1024)
def _key(name: str) -> str:
    """Names agree in any case of the noun: Grundgesetzes is Grundgesetz."""
    return " ".join(re.sub(r"([Gg]esetz|[Bb]uch)(?:e?s)\b", r"\1", name).split())
