"""A built site and a server for it, for tests/site and tests/browser; the fixtures are in ``serving``."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, cached_property
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any, ClassVar

import yaml
from selectolax.lexbor import LexborHTMLParser

from lotse import model
from lotse.finish.context import Context, Shown

REPOSITORY = Path(__file__).resolve().parents[1]
# Nothing is at this address; what matters is the sub-path. The server takes any free port.
BASE = "https://lotse.example/lotse/"
STAND_IN = "leitfaden/eu-schweiz-briten.md"  # German in Arabic and French, whatever has been translated
ENVIRONMENT = {"SITE_URL": BASE, "SOURCE_DATE_EPOCH": "0", "LOTSE_REPOSITORY": ""}


def lotse(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command of ``lotse`` on ``root``, as a person would."""
    return subprocess.run(
        [sys.executable, "-m", "lotse", "--root", str(root), "--as-of", "2026-11-22", *arguments],
        cwd=root, env={**os.environ, **ENVIRONMENT, **environment}, capture_output=True, text=True, timeout=900,
    )  # fmt: skip


@cache
def data(name: str) -> Any:
    """Content of ``docs/data/<name>.yml``, read once."""
    return yaml.load((REPOSITORY / f"docs/data/{name}.yml").read_text("utf-8"), yaml.CSafeLoader)


def copy(target: Path, *languages: str) -> Path:
    """A copy of what the site is built from, with all languages or only these."""
    for name in ("docs", "overrides"):
        shutil.copytree(REPOSITORY / name, target / name)
    shutil.copy(REPOSITORY / "mkdocs.yml", target)
    if languages:
        _keep(target, languages)
    return target


def _keep(root: Path, languages: tuple[str, ...]) -> None:
    data = root / "docs/data/languages.yml"
    listed = yaml.safe_load(data.read_text("utf-8"))
    for lang in set(listed) - set(languages):
        shutil.rmtree(root / "docs" / lang)
        (root / f"docs/data/text/{lang}.yml").unlink()
    data.write_text(yaml.safe_dump({lang: listed[lang] for lang in languages}), "utf-8")
    config = root / "mkdocs.yml"
    head, menu = config.read_text("utf-8").split("\nnav:")
    entries = re.split(r"(?m)^(?=        - \{?locale: )", head)
    kept = [one for one in entries if not (lang := re.match(r" +- \{?locale: (\w+)", one)) or lang[1] in languages]
    config.write_text(f"{''.join(kept).rstrip()}\n\nnav:{menu}", "utf-8")


def replace(file: Path, old: str, new: str) -> None:
    """Replace a text that must occur; only its first place changes."""
    text = file.read_text("utf-8")
    assert old in text, f"{old!r} is not in {file}"
    file.write_text(text.replace(old, new, 1), "utf-8")


def fields(page: Path, lines: str) -> None:
    """Add lines to the front matter of a page."""
    replace(page, "---\n", f"---\n{lines}\n")


@dataclass
class Built:
    """A built site with the sources it was built from."""

    root: Path
    folder: Path
    trees: dict[Path, LexborHTMLParser] = field(default_factory=dict)

    @cached_property
    def site(self) -> model.Site:
        """The sources."""
        return model.load(self.root)

    @cached_property
    def context(self) -> Context:
        """What ``finish`` knows of it."""
        return Context(self.site, self.folder, None, BASE)

    @cached_property
    def pages(self) -> list[Shown]:
        """Every page of every language."""
        return list(self.context.pages())

    def tree(self, file: Path | Shown) -> LexborHTMLParser:
        """A page, parsed once."""
        path = file.file if isinstance(file, Shown) else file
        if path not in self.trees:
            self.trees[path] = LexborHTMLParser(path.read_text("utf-8"))
        return self.trees[path]

    def page(self, lang: str, key: str) -> LexborHTMLParser:
        """One page by its language and source path."""
        return self.tree(self.folder / self.context.url(lang, key) / "index.html")


def once(
    base_folder: Path, name: str, change: Callable[[Path], None] | None = None, *languages: str, **environment: str
) -> Built:
    """The site, or these languages of it, built from a changed copy; the first worker builds, the others wait."""
    # The folder is called like the sub-path, so that absolute links lead to files below its parent.
    made = Built(base_folder / name / "repository", base_folder / name / "web" / "lotse")
    with (base_folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.folder.is_dir():
            made.folder.parent.mkdir(parents=True)
            copy(made.root, *languages)
            if change:
                change(made.root)
            done = lotse(made.root, "build", "--site-dir", str(made.folder), **environment)
            assert done.returncode == 0, done.stderr
    return made


class Handler(SimpleHTTPRequestHandler):
    """Serves the folder below ``/lotse/``; what is missing gets the 404 page of its language."""

    protocol_version = "HTTP/1.1"
    extensions_map: ClassVar[dict[str, str]] = {
        **SimpleHTTPRequestHandler.extensions_map, ".js": "text/javascript", ".wasm": "application/wasm"
    }  # fmt: skip

    def translate_path(self, path: str) -> str:
        """The file of an address; outside ``/lotse/`` there is none."""
        path = path.split("?")[0].split("#")[0]
        return super().translate_path(path.removeprefix("/lotse")) if path.startswith("/lotse/") else "/nowhere"

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer like the servers we publish on: by folder, else by the root."""
        first = self.path.removeprefix("/lotse/").split("/")[0]
        page = Path(self.directory, first, "404.html")
        page = page if first and page.is_file() else Path(self.directory, "404.html")
        body = page.read_bytes() if code == 404 else b""
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing."""
