"""Several processes check the site together: each judges the files of some languages and may read all others."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace

from lotse.diagnostics import Diagnostic
from lotse.model import SOURCE, Site
from lotse.source.names import lies_within
from lotse.source.textfile import TextFile

Work = Callable[[Site], list[Diagnostic]]


def languages(site: Site, paths: Collection[str]) -> frozenset[str]:
    """The languages that have a file at one of these paths or below; German for what belongs to none."""
    below = (file.path for file in _files(site) if lies_within(file.path, paths))
    return frozenset(site.language_of(path) for path in (*paths, *below))


def shares(site: Site, count: int) -> list[frozenset[str]]:
    """The languages to judge in at most ``count`` shares of about the same size, the one with German first."""
    sizes = {lang: 0 for lang in (SOURCE, *site.languages) if site.judges(lang)}
    for file in _files(site):
        if (lang := site.language_of(file.path)) in sizes:
            sizes[lang] += len(file.text)
    found: list[list[str]] = [[] for _ in range(min(count, len(sizes)))]
    sums = [0] * len(found)
    for lang in sorted(sizes, key=lambda one: (one != SOURCE, -sizes[one])):
        place = sums.index(min(sums))
        found[place].append(lang)
        sums[place] += sizes[lang]
    return [frozenset(one) for one in found]


def _files(site: Site) -> Iterator[TextFile]:
    yield from (page.file for page in site.pages.values())
    yield from (data.file for data in site.data.values())


def together(site: Site, work: Work, workers: int) -> list[Diagnostic]:
    """What ``work`` finds in the whole site, done by up to ``workers`` processes where the system can fork."""
    global _inherited
    parts = shares(site, workers if _can_fork() else 1)
    if len(parts) == 1:
        return _judged(site, work)
    _inherited = site, work
    try:
        with ProcessPoolExecutor(len(parts) - 1, multiprocessing.get_context("fork")) as pool:
            others = [pool.submit(_own, part) for part in parts[1:]]
            return [*_own(parts[0]), *(one for other in others for one in other.result())]
    finally:
        _inherited = None


_inherited: tuple[Site, Work] | None = None


def _can_fork() -> bool:
    # macOS has fork, but its own libraries do not survive it.
    return "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"


def _own(part: frozenset[str]) -> list[Diagnostic]:
    assert _inherited
    whole, work = _inherited
    return _judged(replace(whole, judged=part, cache={}), work)


def _judged(site: Site, work: Work) -> list[Diagnostic]:
    return [one for one in work(site) if site.judges(site.language_of(one.path))]
