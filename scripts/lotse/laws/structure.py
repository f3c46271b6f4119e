"""What sections one statute has, and what became of a norm that somebody cites."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any, Literal, NamedTuple

from lotse.laws import citations
from lotse.laws.citations import Norm, Part

Status = Literal[
    "ok", "no_statute", "unknown_statute", "unknown_para", "unknown_absatz", "unknown_satz", "unknown_nummer",
    "unknown_buchstabe", "repealed", "trap", "unverified", "unknown_decision", "wrong_decision",
]  # fmt: skip
_LEVELS = citations.LEVELS[:6]
_WORDS = {"absatz": "Abs.", "satz": "Satz", "nummer": "Nr.", "buchstabe": "Buchst.", "halbsatz": "Halbs."}


class Resolution(NamedTuple):
    """What became of one norm (of a decision if ``norm`` is None); the texts are German."""

    status: Status
    norm: Norm | None = None
    message: str = ""
    help: str = ""


def ends(part: Part) -> list[str]:
    """The numbers a part names: none, one, or both ends of a range."""
    return [] if part is None else list(part) if isinstance(part, tuple) else [part]


def spell(norm: Norm) -> str:
    """A norm as it should be written, without its statute: ``§ 10 Abs. 1 Satz 1``."""
    sign = "Art." if norm.article else "§§" if isinstance(norm.para, tuple) else "§"
    levels = ("absatz", "nummer", "satz", "buchstabe", "halbsatz") if norm.inner else tuple(_WORDS)
    parts = [f"{_WORDS[level]} {' bis '.join(ends(getattr(norm, level)))}" for level in levels if getattr(norm, level)]
    return " ".join([f"{sign} {' bis '.join(ends(norm.para))}", *parts])


def single(norm: Norm) -> Iterator[Norm]:
    """Both ends of a range, each as a norm of its own; what follows a range belongs to its last end."""
    for number, level in enumerate(_LEVELS, 1):
        part = getattr(norm, level)
        if isinstance(part, tuple):
            first: dict[str, Any] = {level: part[0]} | dict.fromkeys(_LEVELS[number:])
            last: dict[str, Any] = {level: part[1]}
            yield norm._replace(**first)
            norm = norm._replace(**last)
    yield norm


def within(norm: Norm, wanted: Norm) -> bool:
    """Whether ``norm`` is ``wanted`` or a part of it: § 10 Abs. 3 Satz 2 is within § 10 Abs. 3."""
    return all(part is None or part == mine for part, mine in zip(wanted[:6], norm[:6], strict=True))


def norm_of(text: object) -> Norm:
    """The norm that a string of ``laws.yml`` such as ``§ 10 Abs. 3`` means."""
    return citations.read(str(text))[0]


class Structure:
    """One statute: the pinned text, and the amendments of ``laws.yml`` that are newer than it.

    Args:
        name: abbreviation, for the messages.
        entry: the statute in ``laws.yml``.
        pinned: the statute in ``laws.lock``.

    Raises AttributeError, TypeError or ValueError when one of the two does not have the agreed form.
    """

    def __init__(self, name: str, entry: Mapping[str, Any], pinned: Mapping[str, Any]) -> None:
        self.name, self.unit = name, str(pinned.get("unit", "§"))
        self.norms: dict[str, Any] = dict(pinned.get("norms", {}))
        self.norms.update({para: {} for para in pinned.get("further", ())})
        self.norms.update({para: {"repealed": True} for para in pinned.get("further_repealed", ())})
        for norm in self.norms.values():
            for absatz in norm.get("absaetze", {}).values():
                for table in absatz.get("nummern", {}).values():
                    table.items()  # a lock damaged by hand is found here and not at some citation
        built = str(pinned.get("builddate", ""))
        self.gone = [(norm_of(one.get("norm")), one) for one in entry.get("repealed") or ()]
        self._resolved: dict[tuple[object, ...], Resolution] = {}
        self.gone_since = [norm for norm, one in self.gone if str(one.get("since") or "") > built]
        for amendment in entry.get("amendments") or ():
            if str(amendment.get("from")) > built:
                for text in amendment.get("adds") or ():
                    self._add(norm_of(text))

    def _add(self, norm: Norm) -> None:
        para, absatz, satz, number, letter, _ = (next(iter(ends(part)), "") for part in norm[:6])
        known = self.norms.get(para, {})
        # Of a unit that is new to the text only what the amendment names is known: it is partial.
        entry: dict[str, Any] = deepcopy(known) if "absaetze" in known else {"partial": True, "absaetze": {}}
        self.norms[para] = entry
        if absatz or satz:
            place = entry["absaetze"].setdefault(absatz or "0", {})
            if "saetze" not in place:  # it is new, or comes back after it was repealed
                place = entry["absaetze"][absatz or "0"] = {"saetze": None, "partial": True}
            if satz and place["saetze"]:
                place["saetze"] = max(place["saetze"], int(satz))
            if number:
                numbers = place.setdefault("nummern", {}).setdefault(satz or "0", {})
                numbers[number] = " ".join(sorted({*(numbers.get(number) or "").split(), letter} - {""}))

    def resolve(self, norm: Norm) -> Resolution:
        """Whether the norm exists; of a range, whether both ends do."""
        key = (*norm[:6], norm.article, norm.inner)  # pages cite the same few hundred norms again and again
        if key not in self._resolved:
            found = (self._para(one) for one in single(norm))
            self._resolved[key] = next((one for one in found if one.status != "ok"), Resolution("ok"))
        status, _, message, help_ = self._resolved[key]
        return Resolution(status, norm, message, help_)

    def _para(self, norm: Norm) -> Resolution:
        para = str(norm.para)
        place, known = Norm(para, article=norm.article), self.norms.get(para)
        if (known or {}).get("repealed") or any(within(norm, gone) for gone in self.gone_since):
            return self._repealed(norm, norm)
        if known is None and any(within(norm, gone) for gone, _ in self.gone):
            return self._repealed(norm, norm)
        if known is None:
            kinds, borders = ("Artikel", "Art.") if self.unit == "Art." else ("Paragrafen", "§"), [*self.norms]
            return Resolution("unknown_para", norm, f"{self._name(place)} gibt es nicht",
                              f"{self.name} hat {kinds[0]} von {kinds[1]} {borders[0]} bis {borders[-1]}")  # fmt: skip
        if norm.article != (self.unit == "Art."):
            right, unit = spell(norm._replace(article=not norm.article)), "Paragrafen" if norm.article else "Artikeln"
            return Resolution("unknown_para", norm, f"{self.name} zählt nach {unit}", f"{right} {self.name} schreiben")
        if not any(norm[1:5]):
            return Resolution("ok")
        if "absaetze" not in known:
            return Resolution("unverified", norm, f"Der Aufbau von {self._name(place)} ist nicht hinterlegt",
                              f"„{para}“ in docs/data/laws.yml unter {self.name}, only ergänzen")  # fmt: skip
        return self._absatz(norm, place, known)

    def _absatz(self, norm: Norm, place: Norm, known: Mapping[str, Any]) -> Resolution:
        absaetze, absatz = known["absaetze"], str(norm.absatz or "0")
        if absatz not in absaetze:
            living = [name for name, one in absaetze.items() if not one.get("repealed")]
            if known.get("partial") or not living:
                return self._unverified(norm, place)
            return Resolution("unknown_absatz", norm, *self._no_absatz(place, absatz, living))
        if norm.absatz:
            place = place._replace(absatz=absatz)
        if absaetze[absatz].get("repealed"):
            return self._repealed(norm, norm)
        return self._below(norm, place, absaetze[absatz])

    def _no_absatz(self, place: Norm, absatz: str, known: list[str]) -> tuple[str, str]:
        listed = f"{len(known)} Absätze: {', '.join(known)}" if len(known) > 1 else f"nur Abs. {known[0]}"
        if absatz == "0":
            return (f"{self._name(place)} ist in Absätze gegliedert, das Zitat nennt keinen", f"es gibt {listed}")
        if known == ["0"]:
            return (f"{self._name(place)} hat keine Absätze",
                    f"ohne Absatz zitieren, etwa: {self._name(place._replace(satz='1'))}")  # fmt: skip
        return f"{self._name(place)} hat keinen Abs. {absatz}, sondern {listed}", "die Zahl am Gesetzestext prüfen"

    def _below(self, norm: Norm, place: Norm, known: Mapping[str, Any]) -> Resolution:
        count, tables = known.get("saetze"), known.get("nummern", {})
        satz = None if norm.inner else norm.satz
        if satz is not None:
            if count is not None and not (str(satz).isdigit() and 0 < int(str(satz)) <= count):
                has = f"hat nur {count} Sätze" if count > 1 else "hat nur einen Satz"
                return Resolution("unknown_satz", norm, f"{self._name(place)} {has}", "die Zahl am Gesetzestext prüfen")
            place = place._replace(satz=satz)
        if norm.nummer is None and norm.buchstabe is None:
            return Resolution("ok")
        number = str(norm.nummer or "")
        chosen = tables if satz is None or count is None else [satz, "0"]
        numbers = {name: letters for one in chosen for name, letters in tables.get(one, {}).items()}
        if number not in numbers:
            return (
                self._unverified(norm, place) if known.get("partial") else self._no_number(norm, place, numbers, tables)
            )
        letters, letter = numbers[number], norm.buchstabe
        place = place._replace(nummer=number or None)
        if letters is None:
            holds = next(one for one in chosen if number in tables.get(one, {}))
            return self._repealed(norm, place if holds == "0" else place._replace(satz=holds))
        if letter is not None and letter not in letters.split():
            has = f"nur die Buchst. {letters.replace(' ', ', ')}" if letters else "keine Buchstaben"
            message = f"{self._name(place)} hat keinen Buchst. {letter}, sondern {has}"
            return Resolution("unknown_buchstabe", norm, message, "den Buchstaben am Gesetzestext prüfen")
        return Resolution("ok")

    def _no_number(
        self, norm: Norm, place: Norm, numbers: Mapping[str, str | None], tables: Mapping[str, Any]
    ) -> Resolution:
        number = str(norm.nummer or "")
        status: Status = "unknown_nummer" if number else "unknown_buchstabe"
        what = f"Nr. {number}" if number else f"Buchst. {norm.buchstabe} ohne Nummer"
        known = ", ".join(name for name, letters in numbers.items() if name and letters is not None)
        has = f"hat kein{'e' if number else 'en'} {what}" + (f", sondern nur Nr. {known}" if known else "")
        help_ = "die Nummer am Gesetzestext prüfen"
        places = [satz for satz, table in tables.items() if number in table and satz != "0"]
        if places and number:
            help_ = f"gemeint ist vielleicht {self._name(place._replace(satz=places[0], nummer=number))}"
        elif number[:-1] in numbers and number[-1:] in (numbers[number[:-1]] or "").split():
            help_ = f"gemeint ist vielleicht {self._name(place._replace(nummer=number[:-1], buchstabe=number[-1]))}"
        return Resolution(status, norm, f"{self._name(place)} {has}", help_)

    def _repealed(self, norm: Norm, place: Norm) -> Resolution:
        about = [(gone, entry) for gone, entry in self.gone if within(place, gone)]
        old = f"die alte Fassung so zitieren: {self._name(norm)} a. F."
        if not about:
            return Resolution("repealed", norm, f"{self._name(place)} ist weggefallen", old)
        gone, entry = max(about, key=lambda pair: sum(part is not None for part in pair[0][:6]))
        since = f" (seit {'.'.join(reversed(str(entry['since']).split('-')))})" if entry.get("since") else ""
        now = f"{entry['now']}; {old}" if entry.get("now") else old
        return Resolution("repealed", norm, f"{self._name(gone)} ist weggefallen{since}", now)

    def _unverified(self, norm: Norm, place: Norm) -> Resolution:
        message = f"Der Aufbau von {self._name(place)} ist nicht vollständig hinterlegt"
        return Resolution("unverified", norm, message, "am Gesetzestext nachsehen, ob die Fundstelle stimmt")

    def _name(self, place: Norm) -> str:
        return f"{spell(place)} {self.name}"
