"""YAML with places: values as editors mean them, each with its line and column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Any

import yaml

from lotse.source.textfile import Problem

_BASE = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Key = tuple[str | int, ...]
_DEPTH = 100  # the C parser overruns its stack on a text that is nested much deeper
_DEEP = re.compile(rf"(?:[\[{{]\s*|[-?]\s+){{{_DEPTH}}}")


class _Loader(_BASE):  # type: ignore[valid-type,misc]
    """YAML 1.1 as PyYAML reads it, but dates, `on`, `no` and all keys stay text."""


# Dates would become objects that no JSON Schema knows, `on: …` and the language `no` truth values.
_TEXT = ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")
_Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag not in _TEXT]
    for first, resolvers in _BASE.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(?i:true|false)\Z"), list("tTfF"))


def _env(loader: Any, node: Any) -> Any:
    """``!ENV [NAME, default]`` of MkDocs: the default, so that no check depends on the machine."""
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node)[-1]
    return None


_Loader.add_constructor("!ENV", _env)
_STRING = "tag:yaml.org,2002:str"
_PLAIN = {
    kind: {f"tag:yaml.org,2002:{name}" for name in names}
    for kind, names in (
        (yaml.ScalarNode, ("str", "null", "bool", "int", "float")),
        (yaml.MappingNode, ("map",)),
        (yaml.SequenceNode, ("seq",)),
    )
}


@dataclass
class Yaml:
    """A parsed YAML text.

    ``value`` is None when the text can't be parsed; ``problems`` then say why.
    """

    value: Any = None
    problems: list[Problem] = field(default_factory=list)
    node: Any = field(default=None, repr=False)
    index: _Index | None = field(default=None, repr=False)

    @cached_property
    def places(self) -> dict[Key, int]:
        """The byte offset of each value (and, for mappings, of its key); found only when one is asked for."""
        return dict(_places(self.node, (), self.index)) if self.index and self.value is not None else {}

    def place(self, key: Key) -> int:
        """Byte offset of ``key``, or of the nearest parent that has one."""
        while key and key not in self.places:
            key = key[:-1]
        return self.places.get(key, 0)


def parse(text: str, rule: str, base: int = 0) -> Yaml:
    """Parse ``text``; ``base`` is its byte offset in the file, ``rule`` names the problems.

    Raises nothing.
    """
    result = Yaml()
    if sum(map(text.count, "[{-?")) >= _DEPTH and (deep := _DEEP.search(text)):
        at = base + len(text[: deep.start()].encode())
        result.problems.append(Problem(rule, at, "YAML ist zu tief verschachtelt", "Klammern und Striche prüfen"))
        return result
    try:
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            if node is not None:
                result.node, result.index = node, _Index(text, base)
                walker = _Walker(result.problems, result.index, rule)
                walker.walk(node)
                result.value = loader.construct_document(node) if walker.exotic else _value(node, loader)
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        result.value = None
        result.problems.append(_problem(error, text, base, rule))
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        result.value = None
        result.problems.append(
            Problem(
                rule,
                base,
                "YAML enthält einen Wert, der sich nicht lesen lässt",
                "Zeiten, Daten und Kürzel in Anführungszeichen setzen",
            )
        )
    return result


class _Index:
    """From PyYAML's character positions to byte offsets."""

    def __init__(self, text: str, base: int) -> None:
        self.text, self.base = text, base

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text; these and their beginnings are wanted only when a place is."""
        return self.text.split("\n")

    @cached_property
    def starts(self) -> list[int]:
        """Byte offset at which each line begins."""
        return [0, *accumulate(len(line.encode()) + 1 for line in self.lines)]

    def at(self, mark: Any) -> int:
        number: int = min(mark.line, len(self.lines) - 1)
        line, column = self.lines[number], mark.column
        return self.base + self.starts[number] + (column if line.isascii() else len(line[:column].encode()))


class _Walker:
    """Notes what is wrong with the keys of a text; one instance a text.

    ``exotic`` says whether there is a node whose value only PyYAML can build.
    """

    def __init__(self, problems: list[Problem], index: _Index, rule: str) -> None:
        self.problems, self.index, self.rule = problems, index, rule
        self.known: set[int] = set()
        self.exotic = False

    def walk(self, node: Any) -> None:
        if node.tag not in _PLAIN[type(node)]:
            self.exotic = True
        if isinstance(node, yaml.ScalarNode):
            return
        if id(node) in self.known:  # such a structure may be endless
            raise yaml.MarkedYAMLError(problem="undefined alias", problem_mark=node.start_mark)
        self.known.add(id(node))
        if isinstance(node, yaml.MappingNode):
            self._mapping(node)
        else:
            for value in node.value:
                self.walk(value)

    def _mapping(self, node: Any) -> None:
        seen: set[str] = set()
        for name, value in node.value:
            if isinstance(name, yaml.ScalarNode):
                name.tag = _STRING
            else:
                self.exotic = True
            if name.value in seen:
                self.problems.append(
                    Problem(
                        self.rule,
                        self.index.at(name.start_mark),
                        f"„{name.value}“ steht zweimal in dieser Datei oder diesem Eintrag",
                        "einen der beiden Einträge löschen oder umbenennen",
                    )
                )
            seen.add(name.value)
            self.walk(value)


def _places(node: Any, key: Key, index: _Index) -> Iterator[tuple[Key, int]]:
    if not key or isinstance(key[-1], int):
        yield key, index.at(node.start_mark)
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            inner = (*key, name.value)
            yield inner, index.at(name.start_mark)
            yield from _places(value, inner, index)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield from _places(value, (*key, number), index)


def _value(node: Any, loader: Any) -> Any:
    """What PyYAML builds from a node without anything exotic, in a fraction of its time."""
    if isinstance(node, yaml.MappingNode):
        return {name.value: _value(one, loader) for name, one in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_value(one, loader) for one in node.value]
    return node.value if node.tag == _STRING else loader.construct_object(node)


def _problem(error: yaml.YAMLError, text: str, base: int, rule: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    at = _Index(text, base).at(mark) if mark else base
    found = str(getattr(error, "problem", "") or "")
    line = text.split("\n")[mark.line] if mark and mark.line < len(text.split("\n")) else ""
    if "\t" in found or "\\t" in found or line[: mark.column + 1 if mark else 0].strip(" ").startswith("\t"):
        return Problem(rule, at, "Tabulator in YAML", "Tabulatoren durch Leerzeichen ersetzen")
    if "mapping values are not allowed" in found:
        return Problem(
            rule, at, "Doppelpunkt an unerlaubter Stelle", "Text mit Doppelpunkt in Anführungszeichen setzen"
        )
    if "undefined alias" in found or "could not determine a constructor" in found:
        return Problem(
            rule,
            at,
            "YAML enthält ein Sonderzeichen (&, * oder !) ohne Anführungszeichen",
            "den Wert in Anführungszeichen setzen",
        )
    return Problem(
        rule,
        at,
        "YAML lässt sich nicht lesen",
        "Einrückung, Anführungszeichen und Klammern dieser und der vorigen Zeile prüfen",
    )
