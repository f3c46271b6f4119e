"""The Site: every page, every data file, the languages and the navigation, read once."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from lotse.source import markdown, textfile, yamlfile
from lotse.source.textfile import Problem, TextFile

SOURCE = "de"
ADAPTATION = "ls"
_FRONT = re.compile(rb"\A(?:\xef\xbb\xbf)?---[ \t]*\r?\n(.*?)^---[ \t]*\r?$\n?", re.S | re.M)


class RootError(Exception):
    """The folder given is no Lotse repository; the text says so in German."""


@dataclass
class Page:
    """One Markdown file of one language.

    ``key`` is its path inside the language, the same in all languages: ``leitfaden/sprache.md``.
    """

    file: TextFile
    lang: str
    key: str

    @property
    def path(self) -> str:
        """Repository path, with forward slashes."""
        return self.file.path

    @cached_property
    def _front(self) -> re.Match[bytes] | None:
        return _FRONT.match(self.file.raw)

    @cached_property
    def front(self) -> yamlfile.Yaml:
        """The front matter with the places of its values; value None when there is none."""
        if not self._front or not self.file.text:
            return yamlfile.Yaml()
        return yamlfile.parse(self._front[1].decode("utf-8"), "frontmatter/yaml", self._front.start(1))

    @property
    def meta(self) -> dict[str, Any]:
        """The front matter as a mapping, empty when it is missing or broken."""
        return self.front.value if isinstance(self.front.value, dict) else {}

    @property
    def body_start(self) -> int:
        """Byte offset where the Markdown begins."""
        return self._front.end() if self._front else 0

    @cached_property
    def doc(self) -> markdown.Document:
        """The parsed Markdown."""
        body = self.file.raw[self.body_start :] if self.file.text else b""
        return markdown.parse(body, self.body_start)

    @property
    def title(self) -> str:
        """Title from the front matter, else the key."""
        title = self.meta.get("title")
        return title if isinstance(title, str) else self.key

    @cached_property
    def sections(self) -> dict[str, markdown.Section]:
        """Sections by id; of doubled ids the first."""
        found: dict[str, markdown.Section] = {}
        for section in self.doc.sections:
            found.setdefault(section.id, section)
        return found


@dataclass
class DataFile:
    """A YAML file of ``docs/data``; ``name`` is its path there without ending (``text/de``)."""

    file: TextFile
    name: str

    @cached_property
    def yaml(self) -> yamlfile.Yaml:
        """Value and places."""
        return yamlfile.parse(self.file.text, "frontmatter/data")

    @property
    def value(self) -> Any:
        """The parsed content, None when it can't be read."""
        return self.yaml.value


@dataclass
class Site:
    """The repository as the checks see it. Build with :func:`load`."""

    root: Path
    config: DataFile
    languages: dict[str, str]
    nav: list[Any]
    pages: dict[tuple[str, str], Page]
    data: dict[str, DataFile]
    assets: set[str]
    strangers: list[tuple[str, Problem]] = field(default_factory=list)
    as_of: str = ""
    judged: frozenset[str] | None = None  # languages whose files are judged here, the others are there to look up
    cache: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)  # answers that rules share

    def page(self, lang: str, key: str) -> Page | None:
        """The page of this language, or None if it is not translated."""
        return self.pages.get((lang, key))

    def in_language(self, lang: str) -> list[Page]:
        """All pages of a language, by path."""
        return [page for (code, _), page in self.pages.items() if code == lang]

    def judges(self, lang: str) -> bool:
        """Whether the files of this language are judged here; if not, another process does it, or nobody asked."""
        return self.judged is None or lang in self.judged

    def judged_languages(self) -> list[str]:
        """The languages whose files are judged here, in their order."""
        return [lang for lang in self.languages if self.judges(lang)]

    def judged_pages(self, *languages: str) -> list[Page]:
        """The pages that are judged here, of all languages or of those named; by path."""
        return [
            page for page in self.pages.values() if self.judges(page.lang) and (not languages or page.lang in languages)
        ]

    def judged_data(self) -> dict[str, DataFile]:
        """The data files that are judged here, by name."""
        return {name: one for name, one in self.data.items() if self.judges(self.language_of(one.file.path))}

    def language_of(self, path: str) -> str:
        """The language that a file belongs to; German for all that is no translation."""
        inside = path.removeprefix("docs/data/text/" if path.startswith("docs/data/text/") else "docs/")
        lang = inside.split("/")[0].removesuffix(".yml")
        return lang if lang in self.languages else SOURCE

    @cached_property
    def german_only(self) -> tuple[str, ...]:
        """Folders of ``docs/de`` that no other language has (``languages.yml``), each with its slash."""
        listed = self.value("languages")
        source = listed.get(SOURCE) if isinstance(listed, dict) else None
        folders = source.get("only") if isinstance(source, dict) else None
        return tuple(f"{one}/" for one in folders if isinstance(one, str)) if isinstance(folders, list) else ()

    def shown_in(self, lang: str) -> list[Page]:
        """The German pages with a place in a language's site, translated or as a stand-in; by path."""
        return [page for page in self.in_language(SOURCE) if self.has_place(lang, page.key)]

    def has_place(self, lang: str, key: str) -> bool:
        """Whether a language's site shows a page of this path, translated or as a stand-in."""
        return lang == SOURCE or not key.startswith(self.german_only)

    def read_in(self, lang: str, key: str, anchor: str = "") -> str:
        """The language in whose site a reader of ``lang`` finds a page or section: German where theirs has none."""
        page, german = self.page(lang, key), self.page(SOURCE, key)
        lacking = page and german and anchor in german.sections and anchor not in page.sections
        return lang if self.has_place(lang, key) and not (anchor and lacking) else SOURCE

    @cached_property
    def nav_keys(self) -> list[str]:
        """Paths named in the navigation, in its order."""
        return [path for _, path, _ in nav_entries(self.nav) if path is not None]

    def value(self, name: str) -> Any:
        """Content of ``docs/data/<name>.yml``; an empty mapping if missing or broken."""
        found = self.data.get(name)
        return found.value if found and found.value is not None else {}

    def text(self, lang: str) -> dict[str, Any]:
        """Interface words of a language, from ``docs/data/text``, without their state as a translation."""
        found = self.value(f"text/{lang}")
        return {name: one for name, one in found.items() if name != "translation"} if isinstance(found, dict) else {}

    @cached_property
    def lock(self) -> dict[str, Any]:
        """``docs/data/laws.lock``; empty if it is missing or broken."""
        try:
            found = json.loads((self.root / "docs/data/laws.lock").read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}


def load(root: Path) -> Site:
    """Read the repository at ``root``.

    Faults in content do not stop it: they wait in the files for the checks.
    Raises RootError when ``mkdocs.yml`` or ``docs/`` is missing or unreadable.
    """
    root = root.resolve()
    if not (root / "mkdocs.yml").is_file() or not (root / "docs").is_dir():
        raise RootError(
            f"{root} enthält kein mkdocs.yml und keinen Ordner docs: lotse im Hauptordner starten "
            "oder mit --root den Ordner angeben"
        )
    config = DataFile(textfile.read(root, "mkdocs.yml"), "mkdocs")
    settings = config.value if isinstance(config.value, dict) else {}
    unread = bool(config.file.problems or config.yaml.problems)
    languages = _folders(root / "docs") if unread else _languages(settings)
    if not languages:
        raise RootError("mkdocs.yml nennt keine Sprachen: unter plugins, i18n, languages nachsehen")
    site = Site(root, config, languages, settings.get("nav") or [], {}, {}, set())
    for path in sorted(_files(root / "docs")):
        _add(site, path.relative_to(root).as_posix())
    return site


def _folders(docs: Path) -> dict[str, str]:
    # When mkdocs.yml can't be read, the folders stand in for its languages until it is mended.
    return {path.name: path.name for path in sorted(docs.iterdir()) if (path / "index.md").is_file()}


def _files(folder: Path) -> Iterator[Path]:
    # os.walk does not follow links to folders, so a loop of links ends here.
    for parent, folders, names in os.walk(folder):
        folders.sort()
        yield from (Path(parent, name) for name in folders if Path(parent, name).is_symlink())
        yield from (Path(parent, name) for name in names)


def _add(site: Site, path: str) -> None:
    parts = path.split("/")
    shown = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if shown != path:
        site.strangers.append(
            (
                shown,
                Problem(
                    "structure/place",
                    0,
                    "Der Dateiname enthält Zeichen, die nicht lesbar sind",
                    "umbenennen: Kleinbuchstaben a–z, Ziffern, Bindestriche",
                ),
            )
        )
    elif (site.root / path).is_dir():
        site.strangers.append(
            (
                path,
                Problem(
                    "structure/place",
                    0,
                    "Dieser Ordner ist nur eine Verknüpfung und wird nicht gelesen",
                    "Verknüpfung löschen und den Ordner selbst anlegen",
                ),
            )
        )
    elif path.endswith(".md"):
        if parts[1] in site.languages and len(parts) > 2:
            key = "/".join(parts[2:])
            site.pages[parts[1], key] = Page(textfile.read(site.root, path), parts[1], key)
        else:
            site.strangers.append(
                (
                    path,
                    Problem(
                        "structure/place",
                        0,
                        "Seite liegt in keinem Sprachordner",
                        "nach docs/de/ oder in den Ordner einer anderen Sprache verschieben",
                    ),
                )
            )
    elif parts[1] == "data" and path.endswith((".yml", ".yaml")):
        name = path.removeprefix("docs/data/").rsplit(".", 1)[0]
        site.data[name] = DataFile(textfile.read(site.root, path), name)
    elif parts[1] != "data":
        site.assets.add(path)


def _languages(settings: dict[str, Any]) -> dict[str, str]:
    return {str(one["locale"]): str(one.get("name", one["locale"])) for _, one in language_settings(settings)}


def language_settings(settings: Any) -> Iterator[tuple[yamlfile.Key, dict[str, Any]]]:
    """The entries of plugins, i18n, languages in ``mkdocs.yml`` with the key of each.

    What does not have the form of such an entry is left out.
    """
    plugins = settings.get("plugins") if isinstance(settings, dict) else None
    for number, plugin in enumerate(plugins if isinstance(plugins, list) else []):
        i18n = plugin.get("i18n") if isinstance(plugin, dict) else None
        listed = i18n.get("languages") if isinstance(i18n, dict) else None
        for place, one in enumerate(listed if isinstance(listed, list) else []):
            if isinstance(one, dict) and isinstance(one.get("locale"), str):
                yield ("plugins", number, "i18n", "languages", place), one


def nav_entries(nav: Any, key: yamlfile.Key = ("nav",)) -> Iterator[tuple[yamlfile.Key, str | None, str | None]]:
    """Key in ``mkdocs.yml``, path (None for a group) and label (None if it has none) of each entry, in order."""
    for number, entry in enumerate(nav if isinstance(nav, list) else []):
        if isinstance(entry, str):
            yield (*key, number), entry, None
        elif isinstance(entry, dict):
            for label, value in entry.items():
                here = (*key, number, label)
                yield here, value if isinstance(value, str) else None, label
                yield from nav_entries(value, here)
