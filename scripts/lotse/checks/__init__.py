"""The registry: a rule is a generator function over the Site, named by module and function.

``checks/links.py`` (or ``checks/links/``) with ``def page_missing(site)`` is the rule ``links/page-missing``; its faults
are planted in ``tests/golden/links/page-missing/``; its docstring is its entry in the handbook.
"""

from __future__ import annotations

import importlib
import multiprocessing
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace

from lotse import collector
from lotse.diagnostics import Diagnostic, Fix, Severity, order
from lotse.model import Site
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


def run(site: Site, chosen: Iterable[str] = (), *, workers: int = 1) -> list[Diagnostic]:
    """Run the rules and return their findings in order, suppressions applied.

    Args:
        chosen: rule names or families; empty means all.
        workers: with 2 or more, a second process takes half of the work where the system can fork.
    """
    from lotse import suppressions

    every = rules()
    chosen = set(chosen)
    picked = [r for r in every.values() if not chosen or r.name in chosen or r.family in chosen]
    away = [r for r in picked if r.family in _AWAY] if workers > 1 and _can_fork() else []
    with collector.paused():
        with _elsewhere(site, away) as others:
            here = [d for one in picked if one not in away for d in one.run(site)]
            found = order([*here, *others()])
        return suppressions.apply(site, found, {r.name for r in picked})


# Half of the work: what compares languages. It shares its answers about the pages, the rest shares others.
_AWAY = ("glossary", "translations", "parity", "plain")
_inherited: tuple[Site, list[Rule]] | None = None


def _can_fork() -> bool:
    # macOS has fork, but its own libraries do not survive it.
    return "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"


@contextmanager
def _elsewhere(site: Site, picked: list[Rule]) -> Iterator[Callable[[], list[Diagnostic]]]:
    """Begin to run some rules in a process of its own, which inherits the site; calling the result waits for it."""
    global _inherited
    if not picked:
        yield list
        return
    _inherited = site, picked
    try:
        with ProcessPoolExecutor(1, multiprocessing.get_context("fork")) as pool:
            yield pool.submit(_inherit).result
    finally:
        _inherited = None


def _inherit() -> list[Diagnostic]:
    assert _inherited
    site, picked = _inherited
    return [d for one in picked for d in one.run(site)]
