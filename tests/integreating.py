"""A small guide for Integreat, and a server that answers like its CMS, good or bad."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import yaml
from click.testing import CliRunner, Result
from conftest import EXAMPLE, REPOSITORY, lay

from lotse import model
from lotse.cli import main
from lotse.integreat import client, pages, push, report, state, tokens
from lotse.integreat.pages import Article
from lotse.model import Site

KEY = "leitfaden/beispiel.md"
TOKEN = "3f1c2d4e-0000-4000-8000-123456789abc"
NUMBER = 17
SITE_URL = "https://lotse.example/lotse/"


def guide(root: Path, base: str = "") -> Path:
    """The clean site with the real words and Markdown set-up, and one page for Integreat in German, Arabic and Turkish."""
    lay(root)
    real = yaml.safe_load((REPOSITORY / "mkdocs.yml").read_text("utf-8").replace("!ENV ", ""))
    own = yaml.safe_load((root / "mkdocs.yml").read_text("utf-8"))
    own["markdown_extensions"] = real["markdown_extensions"]
    (root / "mkdocs.yml").write_text(yaml.safe_dump(own, allow_unicode=True), "utf-8")
    for lang in ("de", "ar", "tr"):
        (root / f"docs/data/text/{lang}.yml").write_text(words(lang), "utf-8")
    page = root / EXAMPLE
    page.write_text(page.read_text("utf-8").replace("review_in:", "integreat: true\nreview_in:", 1), "utf-8")
    for lang in ("ar", "tr"):
        other = root / f"docs/{lang}/{KEY}"
        other.write_text(other.read_text("utf-8").replace("status: machine", "status: reviewed"), "utf-8")
    if base:
        (root / "integreat.toml").write_text(
            f'base = "{base}"\nregion = "musterregion"\n[pages]\n"{KEY}" = {NUMBER}\n', "utf-8"
        )
    return root


@cache
def words(lang: str) -> str:
    """The words that articles need; a whole text file takes long to read."""
    text = (REPOSITORY / f"docs/data/text/{lang}.yml").read_text("utf-8")
    groups = re.split(r"(?m)^(?=\w+:)", text)
    needed = ("site:", "head:", "notice:", "foot:", "office:", "fact:", "integreat:", "diagram:", "ways:", "units:")
    return "".join(one for one in groups if one.startswith(needed))


def loaded(root: Path) -> tuple[Site, list[Article]]:
    """The site and its articles."""
    site = model.load(root)
    return site, pages.make(site)


class Server(ThreadingHTTPServer):
    """One region with one page; ``texts`` is what it shows in each language.

    Attributes:
        writes: language and content of each write that it took.
        before: called with each request; may answer it otherwise, then it returns True.
        changes: what the CMS makes of a text.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.clear()

    def clear(self) -> None:
        """As new."""
        self.languages = ["de", "ar", "tr"]
        self.texts: dict[str, str] = {}
        self.titles = {"de": "Beispiel", "ar": "مثال", "tr": "Örnek"}
        self.versions: dict[str, int] = {}
        self.writes: list[tuple[str, str]] = []
        self.asked: list[str] = []
        self.before: Callable[[Handler], bool] = lambda handler: False
        self.changes: Callable[[str], str] = str

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is what these tests are about."""


class Handler(BaseHTTPRequestHandler):
    """The answers observed with integreat-cms 2026.10.0."""

    protocol_version = "HTTP/1.1"
    server: Server

    def say(self, code: int, content: Any, **headers: str) -> None:
        """Answer with JSON, or with bytes as they are."""
        raw = content if isinstance(content, bytes) else json.dumps(content, ensure_ascii=False).encode()
        self.send_response(code)
        self.send_header("Content-Length", str(len(raw)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(raw)

    def do_GET(self) -> None:
        server = self.server
        server.asked.append(self.path)
        if server.before(self):
            return
        match self.path.removeprefix("/api/v3/").rstrip("/").split("/"):
            case ["regions", "musterregion"]:
                self.say(200, {"path": "musterregion", "languages": [{"code": one} for one in server.languages]})
            case ["musterregion", lang, "page", query] if query == f"?id={NUMBER}" and lang in server.texts:
                others = {one: {} for one in server.texts if one != lang}
                version = server.versions.get(lang, 1)
                shown = {"id": version, "title": server.titles.get(lang, "Titel"), "content": server.texts[lang]}
                self.say(200, {**shown, "available_languages": others})
            case _:
                self.say(404, {"error": "not found"})

    def do_POST(self) -> None:
        server = self.server
        body = self.rfile.read(int(self.headers["Content-Length"]))
        server.asked.append(self.path)
        if server.before(self):
            return
        match self.path.removeprefix("/api/v3/").split("/"):
            case ["musterregion", lang, "pushpage", ""]:
                given = json.loads(body)
                if given["token"] != TOKEN:
                    self.say(403, {"status": "denied"})
                elif lang not in server.texts:
                    self.say(500, {"error": "Es ist ein unerwarteter Fehler aufgetreten."})
                else:
                    server.texts[lang] = server.changes(given["content"])
                    server.versions[lang] = server.versions.get(lang, 1) + 1
                    server.writes.append((lang, given["content"]))
                    self.say(200, {"status": "success"})
            case _:
                self.say(404, {"error": "region"})

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def running() -> Iterator[Server]:
    """A server for the length of a test."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@dataclass
class World:
    """A guide, the CMS that it goes to, and how to bring it there."""

    root: Path
    server: Server
    site: Site
    articles: list[Article]
    kept: dict[Path, bytes] = field(default_factory=dict)

    def text(self, lang: str) -> str:
        """Our text in a language."""
        return next(one.html for one in self.articles if one.lang == lang)

    def reload(self) -> None:
        """Read the guide again."""
        self.site, self.articles = loaded(self.root)

    def edit(self, path: str, old: str, new: str) -> None:
        """Change a file of the guide."""
        file = self.root / path
        text = file.read_text("utf-8")
        assert old in text
        self.write(path, text.replace(old, new, 1))
        self.reload()

    def write(self, path: str, text: str) -> None:
        """Write a file of the guide; it is as before when the test is over."""
        file = self.root / path
        self.kept.setdefault(file, file.read_bytes())
        file.write_text(text, "utf-8")

    def cms(self, timeout: float = 5.0, deadline: float = 5.0) -> client.Cms:
        """The CMS, without the pauses that spare a real one."""
        return client.Cms(
            self.server.address, "musterregion", timeout=timeout, deadline=deadline, waits=(0, 0, 0), pause=0
        )

    def push(
        self, *paths: str, overwrite: tuple[str, ...] = (), apply: bool = True, timeout: float = 5.0
    ) -> report.Report:
        """A run."""
        cms = self.cms(timeout)
        run = push.Push(self.site, cms, tokens.Tokens(), state.State(self.root, cms.name), paths, overwrite, apply)
        return run.run(self.articles)

    def command(self, *arguments: str) -> Result:
        """The same as a person calls it."""
        return CliRunner().invoke(main, ["--root", str(self.root), "integreat", "push", *arguments])


def results(done: report.Report) -> list[str]:
    """What became of each text, in the order of the run."""
    return [one.result for one in done.outcomes]


def sent(world: World) -> list[str]:
    """Languages of the texts that the server took, in order."""
    return [lang for lang, _ in world.server.writes]


def answering(code: int, content: object, **headers: str) -> Callable[[Handler], bool]:
    """An answer for the server to give instead of its own."""

    def answer(handler: Handler) -> bool:
        handler.say(code, content, **headers)
        return True

    return answer
