"""Every citation of the site, in pages of all languages and in data, and what became of each norm."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from lotse import laws
from lotse.laws.citations import Citation, Norm
from lotse.laws.structure import Resolution
from lotse.model import Page, Site
from lotse.source.markdown import Run
from lotse.source.textfile import TextFile
from lotse.source.yamlfile import Key, Yaml

_STATUTES = "laws"  # the list of statutes itself cites nothing
_NO_FIELDS = {"title", "url", "id"}  # names of sources and entries


class Mention(NamedTuple):
    """One norm, or one decision, that a page or a data file cites, and what became of it.

    ``data`` and ``entry`` name the data file and the entry (by id or first key), both empty for a page.
    """

    file: TextFile
    citation: Citation
    resolution: Resolution
    where: Callable[[], int]
    data: str = ""
    entry: str = ""

    @property
    def offset(self) -> int:
        """Byte offset in ``file``; found only when asked for, as most citations are right."""
        return self.where()


def mentions(site: Site) -> list[Mention]:
    """All citations of the site, resolved against ``laws.lock``; found once a site.

    Raises LawsError if ``laws.yml`` or ``laws.lock`` is missing or broken.
    """
    if "laws" not in site.cache:
        site.cache["laws"] = list(find(site, laws.load(site.root)))
    found: list[Mention] = site.cache["laws"]
    return found


def find(site: Site, known: laws.Laws) -> Iterator[Mention]:
    """All citations of the site, resolved by ``known``."""
    for page in site.judged_pages():
        for key, _, text in _texts(page.meta, (), ""):
            yield from _in_yaml(known, page.file, page.front, key, text)
        yield from in_page(known, page)
    for name, data in site.judged_data().items():
        if name != _STATUTES:
            for key, entry, text in _texts(data.value, (), ""):
                yield from _in_yaml(known, data.file, data.yaml, key, text, name, entry)


def in_page(known: laws.Laws, page: Page) -> Iterator[Mention]:
    """The citations in the text of one page, without its front matter."""
    for run in page.doc.runs:
        if run.kind == "CodeBlock":
            continue
        for one in known.find(run.text):
            for result in _resolved(known, one, run):
                yield Mention(
                    page.file, one, result, partial(run.offset, result.norm.start if result.norm else one.start)
                )


def _resolved(known: laws.Laws, one: Citation, run: Run) -> list[Resolution]:
    if any(start <= one.start < end and url.startswith("http") for start, end, url in run.links):
        # The name of a source somewhere else, as its authors wrote it.
        return [Resolution("ok", norm) for norm in one.norms]
    return known.resolve(one, run.text)


def _in_yaml(
    known: laws.Laws, file: TextFile, yaml: Yaml, key: Key, text: str, data: str = "", entry: str = ""
) -> Iterator[Mention]:
    for one in known.find(text):
        for result in known.resolve(one, text):
            yield Mention(file, one, result, partial(_place, file, yaml, key, text, one, result.norm), data, entry)


def _texts(value: Any, key: Key, entry: str) -> Iterator[tuple[Key, str, str]]:
    """Key, entry and text of every string that may cite; the entry is the outermost id, else the first key."""
    if isinstance(value, dict):
        entry = entry or str(value.get("id") or "")
        for name, inner in value.items():
            if name not in _NO_FIELDS:
                yield from _texts(inner, (*key, name), entry)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _texts(inner, (*key, number), entry)
    elif isinstance(value, str):
        yield key, entry or str(next(iter(key), "")), value


def _place(file: TextFile, yaml: Yaml, key: Key, text: str, citation: Citation, norm: Norm | None) -> int:
    """Byte offset of a citation in a YAML text, which may be folded over several lines."""
    at_key = len(file.raw[: yaml.place(key)].decode("utf-8", "replace"))
    words = _spread(text[citation.start : citation.end])
    nth = len(words.findall(text[: citation.start]))
    found = next((one for number, one in enumerate(words.finditer(file.text, at_key)) if number == nth), None)
    if found is None:
        return yaml.place(key)
    inner = norm and _spread(text[norm.start : norm.end]).search(file.text, found.start())
    return len(file.text[: inner.start() if inner else found.start()].encode())


def _spread(words: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(re.escape(word) for word in words.split()))
