"""A built site as a web server sends it: compressed, below the sub-path of the tests."""

from __future__ import annotations

import gzip
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from http.server import ThreadingHTTPServer
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from built import Handler

COMPRESSED = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".webmanifest"}


@cache
def body(file: Path) -> bytes:
    """The file as nginx's default sends it (level 6 is what most servers use)."""
    return gzip.compress(file.read_bytes(), 6, mtime=0)


@dataclass
class Answer:
    """What was sent for one request; only the body is counted."""

    path: str
    status: int
    size: int


class Server(ThreadingHTTPServer):
    """Notes its answers: what workers of a page ask for is seen nowhere else."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), partial(Compressing, directory=str(folder)))
        self.answers: list[Answer] = []

    @property
    def address(self) -> str:
        """With a slash at the end."""
        return f"http://127.0.0.1:{self.server_port}/lotse/"

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing: a browser that leaves drops its connections."""


class Compressing(Handler):
    """Sends text compressed, and all with a length, so that the browser keeps its connections."""

    server: Server

    def do_GET(self) -> None:
        """Answer from the folder."""
        path = Path(self.translate_path(self.path))
        file = path / "index.html" if path.is_dir() else path
        if not file.is_file():
            self.server.answers.append(Answer(self.path, 404, 0))
            self.send_error(404)
            return
        packed = file.suffix in COMPRESSED
        sent = body(file) if packed else file.read_bytes()
        self.server.answers.append(Answer(self.path, 200, len(sent)))
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)


@contextmanager
def served(folder: Path) -> Iterator[Server]:
    """A server for the folder."""
    server = Server(folder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()
