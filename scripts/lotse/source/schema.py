"""JSON Schema for front matter and data, with messages an editor understands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lotse.source.yamlfile import Key

FOLDER = Path("docs/data/schemas")
_TYPES = {
    "string": "Text", "integer": "ganze Zahl", "number": "Zahl", "boolean": "true oder false",
    "array": "Liste", "object": "Gruppe von Feldern", "null": "leer",
}  # fmt: skip


@dataclass(frozen=True)
class Violation:
    """Where a value breaks its schema: ``key`` is the path to it, ``help`` what to write."""

    key: Key
    message: str
    help: str


@cache
def _validator(root: Path, name: str) -> Any:
    from jsonschema import Draft202012Validator
    from referencing import Registry, Resource

    def retrieve(uri: str) -> Any:
        return Resource.from_contents(json.loads((root / FOLDER / uri).read_text("utf-8")))

    content = json.loads((root / FOLDER / name).read_text("utf-8"))
    registry: Any = Registry(retrieve=retrieve)  # type: ignore[call-arg]
    return Draft202012Validator(content, registry=registry, format_checker=Draft202012Validator.FORMAT_CHECKER)


@cache
def _quick(root: Path, name: str) -> Any:
    from jsonschema_rs import Draft202012Validator

    content = json.loads((root / FOLDER / name).read_text("utf-8"))

    def retrieve(uri: str) -> Any:
        return json.loads((root / FOLDER / uri.rpartition("/")[2]).read_text("utf-8"))

    return Draft202012Validator(content, retriever=retrieve, validate_formats=True)


def _sound(root: Path, name: str, value: Any) -> bool:
    """Whether the quick validator finds nothing; what it can't read is for the slow one."""
    try:
        return bool(_quick(root, name).is_valid(value))
    except (ValueError, TypeError, OverflowError, RecursionError):
        return False


def validate(root: Path, name: str, value: Any) -> Iterator[Violation]:
    """Compare ``value`` with ``docs/data/schemas/<name>``; yields in the order of the file.

    Sound values are the rule, so a quick validator looks first; only what it refuses is explained by the slow one.

    Raises FileNotFoundError when there is no such schema: that is a fault of ours, not the editor's.
    """
    if _sound(root, name, value):
        return
    for error in _validator(root, name).iter_errors(value):
        yield from _translate(error)


def _translate(error: Any) -> Iterator[Violation]:
    key = tuple(error.absolute_path)
    name = f"„{key[-1]}“" if key and isinstance(key[-1], str) else "Der Eintrag"
    expected = error.validator_value
    about = str(error.schema.get("description", "")) if isinstance(error.schema, dict) else ""
    if "propertyNames" in list(error.schema_path)[-2:-1]:
        yield Violation(
            (*key, error.instance),
            f"„{error.instance}“ ist kein erlaubter Name",
            about or "nur Kleinbuchstaben a–z, Ziffern und Bindestriche, Teile durch Punkt getrennt",
        )
        return
    match error.validator:
        case "required":
            for field in expected:
                if isinstance(error.instance, dict) and field not in error.instance:
                    about = error.schema.get("properties", {}).get(field, {}).get("description", "")
                    yield Violation(key, f"Feld „{field}“ fehlt", about or f"Zeile „{field}: …“ ergänzen")
        case "additionalProperties" | "unevaluatedProperties":
            for field in _unknown(error):
                yield Violation(
                    (*key, field), f"Feld „{field}“ ist hier unbekannt", "Schreibweise prüfen oder die Zeile löschen"
                )
        case "type":
            kinds = [expected] if isinstance(expected, str) else expected
            wanted = " oder ".join(_TYPES.get(kind, kind) for kind in kinds)
            found = _found(error.instance)
            hint = "den Wert in Anführungszeichen setzen" if found in _NUMERIC and "string" in kinds else ""
            yield Violation(
                key,
                f"{name} muss {wanted} sein, ist aber {found}",
                "; ".join(part for part in (hint, about) if part) or f"{wanted} eintragen",
            )
        case "enum" | "const":
            values = expected if isinstance(expected, list) else [expected]
            listed = ", ".join("leer" if v is None else str(v) for v in values)
            yield Violation(key, f"{name} hat den Wert „{error.instance}“", f"möglich: {listed}")
        case "pattern" | "format":
            yield Violation(
                key,
                f"{name}: „{error.instance}“ hat nicht die verlangte Form",
                about or f"verlangt ist das Muster {expected}",
            )
        case "minLength" | "minItems" | "minProperties":
            yield Violation(key, f"{name} ist leer", about or "einen Wert eintragen")
        case "maxLength":
            yield Violation(key, f"{name} ist länger als {expected} Zeichen", "kürzen")
        case "uniqueItems":
            yield Violation(key, f"{name} nennt etwas doppelt", "einen Eintrag löschen")
        case _:
            yield Violation(key, f"{name} passt nicht zur Vorgabe", about or "mit einem anderen Eintrag vergleichen")


_NUMERIC = {"eine Zahl", "true oder false"}


def _found(value: Any) -> str:
    if value is None:
        return "leer"
    if isinstance(value, bool):
        return "true oder false"
    if isinstance(value, int | float):
        return "eine Zahl"
    kinds: dict[type, str] = {str: "Text", list: "eine Liste", dict: "eine Gruppe von Feldern"}
    return kinds.get(type(value), "etwas anderes")


def _unknown(error: Any) -> list[str]:
    if not isinstance(error.instance, dict):
        return []
    if "propertyNames" in error.schema and "patternProperties" in error.schema:
        return []  # said already, by the rule about names
    return [field for field in error.instance if repr(field) in error.message]
