"""The registry: a rule is a generator function over the Site, named by module and function.

``checks/links.py`` (or ``checks/links/``) with ``def page_missing(site)`` is the rule ``links/page-missing``; its faults
are planted in ``tests/golden/links/page-missing/``; its docstring is its entry in the handbook.
It goes through ``site.judged_pages()`` and ``site.judged_data()``: another process may have the rest, see ``sharing``.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from lotse import collector, sharing
from lotse.diagnostics import Diagnostic, Fix, Severity, order, within
from lotse.model import SOURCE, Site
from lotse.source.textfile import TextFile

FAMILIES = (
    "frontmatter",
    "structure",
    "guide",
    "portability",
    "links",
    "facts",
    "laws",
    "freshness",
    "glossary",
    "precheck",
    "tools",
    "course",
    "costs",
    "integreat",
    "translations",
    "parity",
    "plain",
)

# Families and rules that find nothing in a translation: only the process that judges German needs them.
_GERMAN = {"precheck", "tools", "course", "costs", "facts/duplicate", "laws/pinned"}

Check = Callable[[Site], Iterable[Diagnostic]]


@dataclass(frozen=True)
class Rule:
    """A check with its name, its default severity and its text for editors."""

    name: str
    severity: Severity
    check: Check
    doc: str

    @property
    def family(self) -> str:
        """First half of the name."""
        return self.name.split("/")[0]

    def run(self, site: Site) -> Iterator[Diagnostic]:
        """Yield findings with the rule's name and severity filled in."""
        for found in self.check(site):
            yield replace(found, rule=self.name, severity=found.severity or self.severity)


_RULES: dict[str, Rule] = {}


def rule(severity: Severity) -> Callable[[Check], Check]:
    """Register a generator function over the Site as a rule."""

    def register(check: Check) -> Check:
        family = check.__module__.removeprefix(f"{__name__}.").split(".")[0]  # a family may be a package
        name = f"{family}/{check.__name__.strip('_').replace('_', '-')}"
        _RULES[name] = Rule(name, severity, check, check.__doc__ or "")
        return check

    return register


def rules() -> dict[str, Rule]:
    """All rules by name, in the order of the families."""
    for family in FAMILIES:
        importlib.import_module(f"lotse.checks.{family}")
    return {name: _RULES[name] for name in sorted(_RULES, key=lambda n: (FAMILIES.index(n.split("/")[0]), n))}


def at(
    file: TextFile, offset: int, message: str, help: str = "", *,
    source: str = "", severity: Severity | None = None, fix: Fix | None = None,
) -> Diagnostic:  # fmt: skip
    """A finding at a byte offset of ``file``; the registry adds name and severity."""
    line, column = file.place(offset)
    return Diagnostic("", severity, file.path, line, column, message, help, source, file.line_text(line), fix)  # type: ignore[arg-type]


def in_file(path: str, message: str, help: str = "", *, severity: Severity | None = None) -> Diagnostic:
    """A finding about a file as a whole."""
    return Diagnostic("", severity, path, 1, 1, message, help)  # type: ignore[arg-type]


def german_day(iso: str) -> str:
    """An ISO date as German messages write it: 22.11.2026."""
    return ".".join(reversed(iso.split("-")))


def run(site: Site, chosen: Iterable[str] = (), paths: Collection[str] = (), *, workers: int = 1) -> list[Diagnostic]:
    """Run the rules and return their findings in order, suppressions applied.

    Args:
        chosen: rule names or families; empty means all.
        paths: files and folders whose findings are wanted; empty means all.
        workers: how many processes share the languages, where the system can fork.
    """
    from lotse import suppressions

    every = rules()
    chosen = set(chosen)
    picked = [r for r in every.values() if not chosen or r.name in chosen or r.family in chosen]

    def judge(site: Site) -> list[Diagnostic]:
        mine = [one for one in picked if site.judges(SOURCE) or _GERMAN.isdisjoint((one.family, one.name))]
        return [d for one in mine for d in one.run(site)]

    if paths:
        site = replace(site, judged=sharing.languages(site, paths), cache={})
    with collector.paused():
        found = order(sharing.together(site, judge, workers))
        return within(suppressions.apply(site, found, {r.name for r in picked}), paths)
