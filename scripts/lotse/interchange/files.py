"""Units as PO and XLIFF 1.2, written and read by the Translate Toolkit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from translate.storage import pypo, xliff

from lotse import locales
from lotse.interchange.units import Unit
from lotse.model import SOURCE

Form = Literal["po", "xliff"]
ENDINGS: dict[str, Form] = {".po": "po", ".xlf": "xliff", ".xliff": "xliff"}
_STATES = {"current": "", "outdated": "veraltet", "unconfirmed": "nicht bestätigt", "missing": "noch nicht übersetzt"}
# Everything that depends on the day or the program stays out, so that the same content gives the same file.
_HEADER = {
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Project-Id-Version": "Lotse",
}

_ORIGINAL = "lotse"


class FormatError(Exception):
    """The file can't be read; the text says why, in German."""


class Xliff12(xliff.xlifffile):  # type: ignore[type-arg]
    """XLIFF in the version that translation programs and Integreat ask for (OASIS, XLIFF 1.2)."""

    namespace = "urn:oasis:names:tc:xliff:document:1.2"
    XMLskeleton = f"""<?xml version="1.0" encoding="utf-8"?>
<xliff version='1.2' xmlns='urn:oasis:names:tc:xliff:document:1.2'>
<file original='{_ORIGINAL}' source-language='{SOURCE}' datatype='plaintext'><body></body></file>
</xliff>"""


class _Unit12(xliff.xliffunit):
    namespace = Xliff12.namespace


Xliff12.UnitClass = _Unit12


@dataclass(frozen=True)
class Given:
    """A unit as somebody gives it back; ``done`` says whether it counts as translated."""

    id: str
    source: str
    target: str
    done: bool


def written(units: list[Unit], lang: str, form: Form) -> bytes:
    """The units as a file of one of the two formats."""
    return _po(units, lang) if form == "po" else _xliff(units, lang)


def _notes(one: Unit) -> Iterator[str]:
    if _STATES[one.state]:
        yield f"Stand: {_STATES[one.state]}"
    yield from one.notes


def _po(units: list[Unit], lang: str) -> bytes:
    store: Any = pypo.pofile()
    header = store.header() or store.units[0]
    header.target = "".join(f"{name}: {value}\n" for name, value in {**_HEADER, "Language": lang}.items())
    header.markfuzzy(False)
    for one in units:
        made = store.addsourceunit(one.source)
        made.setcontext(one.id)
        made.target = one.target
        made.addlocation(one.place)
        for note in _notes(one):
            made.addnote(note, origin="developer")
        made.markfuzzy(bool(one.target) and one.state != "current")
    return bytes(store)


def _xliff(units: list[Unit], lang: str) -> bytes:
    library: Any = Xliff12  # it carries no types
    store = library.parsestring(Xliff12.XMLskeleton.encode())
    store.setsourcelanguage(SOURCE)
    store.settargetlanguage(locales.tag(lang))
    for one in units:
        made = store.addsourceunit(one.source, filename=_ORIGINAL)
        # The library writes the id as it is; setid would change it.
        made.xmlelement.set("id", one.id)
        if one.target:
            made.target = one.target
            state = "translated" if one.state == "current" else "needs-review-translation"
            made.xmlelement.find(made.namespaced("target")).set("state", state)
        for note in (f"Stelle: {one.place}", *_notes(one)):
            made.addnote(note, origin="developer")
    return bytes(store)


def read(raw: bytes, form: Form, lang: str) -> list[Given]:
    """The units of a file.

    Raises FormatError when it is damaged, or in another language than ``lang``.
    """
    try:
        library: Any = pypo.pofile if form == "po" else Xliff12
        store = library.parsestring(raw)
        found = [_given(one, form) for one in store.units if not one.isheader() and one.source]
        language = store.parseheader().get("Language") if form == "po" else store.gettargetlanguage()
    except FormatError:
        raise
    except Exception as error:  # the library lets through whatever its parsers raise
        raise FormatError(
            f"Die Datei ist beschädigt: {str(error).splitlines()[0] if str(error) else type(error).__name__}"
        ) from None
    wanted = {lang, locales.tag(lang)}
    if language not in wanted:
        raise FormatError(f"Die Datei ist für die Sprache „{language or 'ohne Angabe'}“, nicht für „{lang}“")
    if not found:
        raise FormatError("Die Datei enthält keine Einträge")
    return found


def _given(one: Any, form: Form) -> Given:
    if form == "po":
        return Given(one.getcontext(), str(one.source), str(one.target or ""), not one.isfuzzy())
    target = one.xmlelement.find(one.namespaced("target"))
    if target is not None and len(target):
        raise FormatError(f"Eintrag „{one.xmlelement.get('id')}“ enthält Auszeichnungen, die es im Export nicht gab")
    state = target.get("state", "translated") if target is not None else "new"
    done = not state.startswith(("new", "needs-"))
    return Given(str(one.xmlelement.get("id")), str(one.source), str(one.target or ""), done)
