"""``integreat.toml``: where the CMS is, which page has which id there, what has been agreed."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field

from lotse.faults import unknown
from lotse.model import SOURCE, Site
from lotse.source import schema as schemas
from lotse.source import textfile
from lotse.source.textfile import TextFile

PATH = "integreat.toml"
SCHEMA = "integreat.schema.json"
_AT = re.compile(r"at line (\d+), column (\d+)")


class ConfigError(Exception):
    """``integreat.toml`` can't be used; the text says where and why, in German."""


@dataclass(frozen=True)
class Fault:
    """What is wrong at a byte offset of ``integreat.toml``."""

    offset: int
    message: str
    help: str


@dataclass
class Config:
    """What ``integreat.toml`` says.

    Attributes:
        base: address of the CMS without a slash at its end; empty while it is not agreed.
        region: name of the region in the addresses of the CMS; empty while it is not agreed.
        machine: whether the editors agreed to machine translations by push.
        pages: page (``leitfaden/sprache.md``) to the id that it has in the CMS.
        languages: our languages to those of the CMS, where they differ.
    """

    base: str = ""
    region: str = ""
    machine: bool = False
    pages: dict[str, int] = field(default_factory=dict)
    languages: dict[str, str] = field(default_factory=dict)
    file: TextFile = field(default_factory=lambda: TextFile(PATH, b""))
    faults: list[Fault] = field(default_factory=list)

    def slug(self, lang: str) -> str:
        """The code that a language of ours has in the CMS."""
        return self.languages.get(lang, lang)

    def place(self, name: str) -> int:
        """Byte offset of the line that begins with ``name``; 0 if there is none."""
        found = re.search(
            rf"""(?m)^[ \t]*["']?{re.escape(name)}["']?[ \t]*[=\]]|^\[{re.escape(name)}\]""", self.file.text
        )
        return len(self.file.text[: found.start()].encode()) if found else 0


def of(site: Site) -> Config:
    """The settings of a site, read once; a missing file is an empty one, what is wrong stands in ``faults``."""
    if "integreat/config" not in site.cache:
        site.cache["integreat/config"] = _read(site)
    found: Config = site.cache["integreat/config"]
    return found


def sound(site: Site) -> Config:
    """The settings of a site. Raises ConfigError when something is wrong with them."""
    found = of(site)
    if found.faults:
        lines = []
        for one in found.faults:
            line, column = found.file.place(one.offset)
            lines.append(f"{PATH}:{line}:{column}: {one.message}; {one.help}")
        raise ConfigError("\nFehler: ".join(lines))
    return found


def _read(site: Site) -> Config:
    if not (site.root / PATH).exists():
        return Config()
    file = textfile.read(site.root, PATH)
    found = Config(file=file, faults=[Fault(one.offset, one.message, one.help) for one in file.problems])
    if found.faults:
        return found
    try:
        value = tomllib.loads(file.text)
    except tomllib.TOMLDecodeError as error:
        place = _AT.search(str(error))
        offset = file.offset(int(place[1])) + int(place[2]) - 1 if place else len(file.raw.rstrip())
        message = "Hier ist die Datei kein lesbares TOML"
        found.faults.append(Fault(offset, message, 'die Form ist: Name = "Wert", Seiten und Text in Anführungszeichen'))
        return found
    for wrong in schemas.validate(site.root, SCHEMA, value):
        names = [str(one) for one in wrong.key]
        found.faults.append(Fault(found.place(names[-1]) if names else 0, wrong.message, wrong.help))
    if not found.faults:
        found.base, found.region = str(value.get("base", "")).rstrip("/"), str(value.get("region", ""))
        found.machine = value.get("machine") == "agreed"
        found.pages, found.languages = dict(value.get("pages", {})), dict(value.get("languages", {}))
        found.faults += _names(site, found)
    return found


def _names(site: Site, found: Config) -> list[Fault]:
    """Pages and languages that are not ours, ids that stand twice."""
    faults, seen = [], dict[int, str]()
    known = [page.key for page in site.in_language(SOURCE) if page.meta.get("integreat") is True]
    for key, number in found.pages.items():
        if key not in known:
            about = unknown((), "Die Seite", key, known, "mit „integreat: true“ ")
            faults.append(Fault(found.place(key), about.message, about.help))
        elif number in seen:
            message = f"Die Nummer {number} hat schon {seen[number]}"
            faults.append(
                Fault(found.place(key), message, "in der Adresszeile der Redaktion nachsehen: /pages/de/NUMMER/edit/")
            )
        seen.setdefault(number, key)
    for lang in found.languages:
        if lang not in site.languages:
            about = unknown((), "Die Sprache", lang, site.languages)
            faults.append(Fault(found.place(lang), about.message, about.help))
    return faults
