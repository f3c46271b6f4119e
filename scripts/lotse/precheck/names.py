"""Names in ``precheck.yml`` that name nothing, and comparisons that can't be made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from lotse.faults import Fault, broken_link, unknown
from lotse.model import Site
from lotse.precheck.bundle import ABROAD, CREDIT, FactValue, inherited, iso
from lotse.precheck.conditions import WORDS
from lotse.source.yamlfile import Key


def faults(site: Site, fact: FactValue) -> Iterator[Fault]:
    """All such names in both files, which must satisfy their schemas."""
    yield from _Names(site, fact).faults()


class _Names:
    def __init__(self, site: Site, fact: FactValue) -> None:
        self.site, self.fact = site, fact
        self.raw: dict[str, Any] = site.value("precheck")
        self.documents: dict[str, Any] = site.value("documents")
        self.titles: dict[str, Any] = self.raw["titles"]
        self.questions: dict[str, Any] = self.raw["questions"]
        self.values: dict[str, Any] = self.raw.get("values") or {}

    def faults(self) -> Iterator[Fault]:
        for name, one in self.questions.items():
            yield from self._entry(("questions", name), one)
        for name, one in self.values.items():
            yield from self._value(("values", name), one)
        for name, one in self.raw["ways"].items():
            key: Key = ("ways", name)
            yield from self._entry(key, one)
            yield from self._like(key, one)
            for place, rule in enumerate(one.get("rules") or ()):
                yield from self._entry((*key, "rules", place), rule)
        yield from _twice(("stops",), self.raw.get("stops") or [])
        for place, one in enumerate(self.raw.get("stops") or ()):
            yield from self._entry(("stops", place), one)
        for name, one in (self.raw.get("exclusive") or {}).items():
            yield from self._entry(("exclusive", name), one)
            yield from self._exclusive(("exclusive", name), one)
        yield from self._circles()
        for name, one in self.documents.items():
            for found in self._entry((name,), one):
                yield replace(found, file="documents")

    def _like(self, key: Key, one: Mapping[str, Any]) -> Iterator[Fault]:
        names = list(self.raw["ways"])
        earlier = names[: names.index(str(key[-1]))]
        if "like" in one and one["like"] not in earlier:
            yield unknown((*key, "like"), "Den Weg", one["like"], earlier, "weiter oben ")
            return
        base = [rule["id"] for rule in inherited(self.raw["ways"], one.get("like", ""))]
        for place, name in enumerate(one.get("except") or ()):
            if name not in base:
                yield unknown((*key, "except", place), "Die Regel", name, base, f"auf dem Weg „{one.get('like')}“ ")
        kept = [name for name in base if name not in (one.get("except") or ())]
        yield from _twice((*key, "rules"), one.get("rules") or [], kept)

    def _exclusive(self, key: Key, one: Mapping[str, Any]) -> Iterator[Fault]:
        ways: dict[str, Any] = self.raw["ways"]
        rules = {name: [rule["id"] for rule in inherited(ways, name)] for name in ways}
        stops = [stop["id"] for stop in self.raw.get("stops") or ()]
        every = list(dict.fromkeys(rule for own in rules.values() for rule in own))
        known = {"rules": ("Die Regel", every), "ways": ("Den Weg", list(ways)), "stops": ("Das Stoppzeichen", stops)}
        for field, (what, names) in known.items():
            for place, name in enumerate(one.get(field) or ()):
                if name not in names:
                    yield unknown((*key, field, place), what, name, names)
        named = set(one.get("rules") or ())
        if named <= set(every) and not any(named <= set(own) for own in rules.values()):
            yield Fault(key, "Diese Regeln stehen auf keinem Weg zusammen", "Regeln desselben Wegs nennen")

    def _entry(self, key: Key, one: Mapping[str, Any]) -> Iterator[Fault]:
        for field in ("if", "when"):
            if field in one:
                yield from self._condition((*key, field), one[field])
        for place, name in enumerate(one.get("documents") or ()):
            if name not in self.documents:
                yield unknown((*key, "documents", place), "Die Unterlage", name, self.documents, "in documents.yml ")
        for field in ("guide", "refer", "deadline"):
            if one.get(field) and (broken := broken_link(self.site, (*key, field), one[field])):
                yield broken

    def _value(self, key: Key, one: Mapping[str, Any]) -> Iterator[Fault]:
        if key[-1] in self.questions:
            yield Fault(key, f"„{key[-1]}“ ist schon der Name einer Frage", "den Wert anders nennen")
        if "years-since" in one:
            yield from self._asked((*key, "years-since"), one["years-since"], "date")
        elif "residence" in one:
            inner: Key = (*key, "residence")
            yield from self._asked((*inner, "of"), one["residence"]["of"], "periods")
            for place, value in ((*inner, "years"), one["residence"]["years"]), (inner, ABROAD), (inner, CREDIT):
                yield from self._bound(place, value, "number")
        elif "title" in one:
            if not any(question["kind"] == "title" for question in self.questions.values()):
                yield Fault(key, "Keine Frage fragt nach dem Aufenthaltstitel", "eine Frage mit kind: title ergänzen")
        else:
            yield from self._entry(key, one)

    def _asked(self, key: Key, name: str, kind: str) -> Iterator[Fault]:
        if name not in self.questions:
            yield unknown(key, "Die Frage", name, self.questions)
        elif self.questions[name]["kind"] != kind:
            fitting = [one for one, asked in self.questions.items() if asked["kind"] == kind]
            yield Fault(key, f"„{name}“ ist keine Frage mit kind: {kind}", f"möglich: {', '.join(fitting) or 'keine'}")

    def _bound(self, key: Key, value: Any, sort: str) -> Iterator[Fault]:
        """A bound of a number must be one, or a fact with one; the same with dates."""
        named = isinstance(value, str) and not iso(value)
        found = self.fact(value) if named else value
        if found is not None and isinstance(found, str) == (sort == "date"):
            return
        if not named:
            what = "kein Datum" if sort == "date" else "keine Zahl"
            yield Fault(key, f"„{value}“ ist {what}", f"verlangt ist {what[1:]} oder eine Tatsache damit")
        else:
            what = "einem Datum" if sort == "date" else "einer Zahl"
            yield unknown(key, "Die Tatsache", str(value), self.site.value("facts"), f"mit {what} in facts.yml ")

    def _condition(self, key: Key, raw: Mapping[str, Any]) -> Iterator[Fault]:
        ((word, value),) = raw.items()
        here: Key = (*key, word)
        if word in ("all", "any"):
            for place, one in enumerate(value):
                yield from self._condition((*here, place), one)
        elif word == "not":
            yield from self._condition(here, value)
        elif word == "known" or word not in (*self.questions, *self.values):
            if (name := value if word == "known" else word) not in (*self.questions, *self.values):
                yield unknown(here, "Die Frage oder den Wert", name, [*self.questions, *self.values])
        else:
            yield from self._compared(here, word, value)

    def _compared(self, key: Key, name: str, value: Any) -> Iterator[Fault]:
        possible = self._possible(name)
        if isinstance(value, dict):
            if not isinstance(possible, str):
                help_ = "mit einer Antwort vergleichen, zum Beispiel: yes"
                yield Fault(key, f"„{name}“ ist weder Zahl noch Datum", help_)
            else:
                for bound, one in value.items():
                    yield from self._bound((*key, bound), one, possible)
        elif isinstance(possible, str):
            what = "ein Datum" if possible == "date" else "eine Zahl"
            yield Fault(key, f"„{name}“ ist {what}", "mit min, max oder below vergleichen, zum Beispiel: {min: 16}")
        elif not possible:
            yield Fault(
                key, f"„{name}“ lässt sich nicht vergleichen", f"nur fragen, ob etwas bekannt ist: known: {name}"
            )
        else:
            for place, one in enumerate(value if isinstance(value, list) else [value]):
                if one not in possible:
                    deeper: Key = (*key, place) if isinstance(value, list) else key
                    yield unknown(deeper, f"Bei „{name}“ die Antwort", one, possible)

    def _possible(self, name: str) -> list[str] | str:
        """The words a question or value can be, none if it can't be compared; or „number“, „date“."""
        if name in self.questions:
            asked = self.questions[name]
            sorts: dict[str, list[str] | str] = {
                "choice": asked.get("options") or [], "title": list(self.titles), "number": "number", "date": "date"
            }  # fmt: skip
            return sorts.get(asked["kind"], [])
        value = self.values[name]
        if "years-since" in value:
            return "number"
        if "title" in value:
            found = (one.get(value["title"]) for one in self.titles.values())
            return ["yes", "no", *(one for one in found if isinstance(one, str) and one != "ask")]
        return ["yes", "no"]

    def _circles(self) -> Iterator[Fault]:
        needs = {("values", name): self._needs(one) for name, one in self.values.items()}
        needs |= {("questions", name): set(_read(one["when"])) for name, one in self.questions.items() if "when" in one}
        for key in needs:
            reached, left = set(), {key[1]}
            while left:
                name = left.pop()
                reached.add(name)
                deeper = needs.get(("questions", name), set()) | needs.get(("values", name), set())
                if key[1] in deeper:
                    yield Fault(key, f"„{key[1]}“ hängt von sich selbst ab", "die Bedingung ändern")
                    break
                left |= deeper - reached

    def _needs(self, one: Mapping[str, Any]) -> set[str]:
        if "if" in one:
            return set(_read(one["if"]))
        asked = {name for name, question in self.questions.items() if question["kind"] == "title"}
        return (
            {one["years-since"]} if "years-since" in one else {one["residence"]["of"]} if "residence" in one else asked
        )


def _read(raw: Mapping[str, Any]) -> Iterator[str]:
    ((word, value),) = raw.items()
    if word not in WORDS:
        yield word
    elif word == "known":
        yield value
    else:
        for one in [value] if word == "not" else value:
            yield from _read(one)


def _twice(key: Key, entries: Iterable[Mapping[str, Any]], known: Iterable[str] = ()) -> Iterator[Fault]:
    seen = set(known)
    for place, one in enumerate(entries):
        if one["id"] in seen:
            yield Fault((*key, place, "id"), f"„{one['id']}“ steht hier zweimal", "einen der beiden anders nennen")
        seen.add(one["id"])
