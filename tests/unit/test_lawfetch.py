"""Fetching statutes, against a local server that behaves well, badly, or not at all."""

from __future__ import annotations

import io
import os
import random
import socket
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from conftest import check, fingerprint, lines
from statutes import LISTED, LOCK, NORMS, citing_site, law, listed, run

from lotse import model
from lotse.laws import fetch as lawfetch
from lotse.laws import gii as lawxml
from lotse.laws.fetch import FetchError, Official, unpack

Answer = Callable[[BaseHTTPRequestHandler], None]
XML = law(*NORMS.values())


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", method) as archive:
        for name, content in members or (("BJNR000000000.xml", XML),):
            archive.writestr(name, content)
    return raw.getvalue()


class Server(ThreadingHTTPServer):
    """Answers each request with the next of ``answers``, the last one again and again."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: list[Answer] = []
        self.asked: list[tuple[str, str]] = []
        self.stopped = threading.Event()
        self.address = f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is what these tests are about."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        server = self.server
        server.asked.append((self.path, self.headers["User-Agent"]))
        answer = server.answers.pop(0) if len(server.answers) > 1 else server.answers[0]
        try:
            answer(self)
        except OSError:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass


def send(content: bytes, code: int = 200, *, length: int | None = None, **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        handler.send_header("Content-Length", str(len(content) if length is None else length))
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(content)
        handler.close_connection = length is not None

    return answer


def redirect(target: str, code: int = 302) -> Answer:
    return send(b"moved" * 1000, code, Location=target)


def chunked(*chunks: bytes, end: bytes = b"0\r\n\r\n") -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        for chunk in chunks:
            handler.wfile.write(b"%x\r\n%b\r\n" % (len(chunk), chunk))
        handler.wfile.write(end)
        handler.close_connection = True

    return answer


def wait(handler: BaseHTTPRequestHandler) -> None:
    """Says nothing until the test is over."""
    handler.server.stopped.wait(20)  # type: ignore[attr-defined]
    raise OSError


def drip(handler: BaseHTTPRequestHandler) -> None:
    """Sends a byte now and then, each before the time-out of a read."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    while not handler.server.stopped.wait(0.05):  # type: ignore[attr-defined]
        handler.wfile.write(b"P")
        handler.wfile.flush()
    raise OSError


def endless(handler: BaseHTTPRequestHandler) -> None:
    """Never stops sending, and never said how much it would be."""
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b"P" * 65536)


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True
    handler.connection.shutdown(socket.SHUT_RDWR)


def gibberish(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"SSH-2.0-OpenSSH\r\n\r\n")
    handler.close_connection = True


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server
    server.stopped.set()
    server.shutdown()
    server.server_close()
    thread.join()


def source(server: Server, *answers: Answer, patience: float = 0.5) -> Official:
    """The server as a source; only one that is meant to be slow meets short limits, so that a busy machine doesn't matter."""
    server.answers = list(answers)
    return patient(server, "Test", patience)


def patient(server: Server, agent: str, patience: float = 0.5) -> Official:
    timeout, deadline = (patience if slow in server.answers else 30.0 for slow in (wait, drip))
    return Official(agent, server.address, loopback=True, timeout=timeout, deadline=deadline, pause=0)


# --- what is taken --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer",
    [
        send(zipped()),
        send(zipped(method=zipfile.ZIP_STORED)),
        send(zipped(("a.xml", XML), ("bgbl1_2002_j0042_0010.jpg", b"\xff\xd8"), ("anlage 1.PDF", b"%PDF"))),
        chunked(zipped()[:100], zipped()[100:]),
    ],
    ids=["plain", "stored", "pictures", "chunked"],
)
def test_a_statute_comes_as_it_is(server: Server, answer: Answer) -> None:
    assert source(server, answer).read("testg") == XML
    assert server.asked == [("/testg/xml.zip", "Test")]


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_a_redirect_on_the_same_host_is_followed(server: Server, code: int) -> None:
    assert source(server, redirect("../neu/xml.zip", code), send(zipped())).read("testg") == XML
    assert [path for path, _ in server.asked] == ["/testg/xml.zip", "/neu/xml.zip"]


@pytest.mark.parametrize("first", [send(b"", 503), send(b"", 500), wait, drip], ids=["503", "500", "silent", "drip"])
def test_one_failure_that_may_pass_is_forgiven(server: Server, first: Answer) -> None:
    assert source(server, first, send(zipped()), patience=2.0).read("testg") == XML
    assert len(server.asked) == 2


# --- what is refused ------------------------------------------------------------------------------

BOMB = zipped(("a.xml", b"<dokumente>" + b" " * 5_000_000))
ENTITIES = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'


@pytest.mark.parametrize(
    ("answer", "words", "requests"),
    [
        (send(b"", 404), "antwortet mit 404", 1),
        (send(b"", 403), "antwortet mit 403", 1),
        (send(b"", 429), "antwortet mit 429", 1),
        (send(b"", 502), "antwortet mit 502", 2),
        (wait, "nicht innerhalb von 0.5 Sekunden", 2),
        (drip, "zu langsam", 2),
        (endless, "mehr als 10 MB", 1),
        (send(b"PK", length=50_000_000), "mehr als 10 MB", 1),
        (send(zipped()[:-10], length=len(zipped())), "nicht vollständig", 1),
        (chunked(zipped()[:100], end=b"ff\r\nPK"), "nicht vollständig", 1),
        (send(zipped()[:-10]), "keine lesbare Zip-Datei", 1),
        (send(b""), "keine lesbare Zip-Datei", 1),
        (send(b"<html>Wartung</html>"), "keine lesbare Zip-Datei", 1),
        (send(XML), "keine lesbare Zip-Datei", 1),
        (hang_up, "nicht verständlich", 1),
        (gibberish, "nicht verständlich", 1),
        (send(BOMB), "viel zu groß", 1),
        (redirect("https://www.gesetze-im-internet.de/stag/xml.zip"), "fremde Adresse", 1),
        (redirect("http://127.0.0.1:1/testg/xml.zip"), "fremde Adresse", 1),
        (redirect("http://localhost/testg/xml.zip"), "fremde Adresse", 1),
        (redirect("//www.example.org/xml.zip"), "fremde Adresse", 1),
        (redirect("file:///etc/passwd"), "fremde Adresse", 1),
        (redirect("ftp://127.0.0.1/xml.zip"), "fremde Adresse", 1),
        (redirect("http://127.0.0.1:99999999/"), "nicht verständlich", 1),
        (redirect("/testg/xml zip"), "nicht verständlich", 1),
        (redirect("/testg/xml.zip"), "leitet öfter als 3-mal um", 4),
        (send(b"", 302), "leitet öfter als 3-mal um", 4),
    ],
)
def test_anything_else_is_refused_with_a_reason(server: Server, answer: Answer, words: str, requests: int) -> None:
    with pytest.raises(FetchError, match=words):
        source(server, answer).read("testg")
    assert len(server.asked) == requests


def test_a_redirect_may_not_bring_in_a_user(server: Server) -> None:
    with pytest.raises(FetchError, match="fremde Adresse"):
        source(server, redirect(f"http://user@127.0.0.1:{server.server_port}/xml.zip")).read("testg")


def test_nobody_there(server: Server) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        closed = Official("Test", f"http://127.0.0.1:{free.getsockname()[1]}", loopback=True, pause=0)
        with pytest.raises(FetchError, match="nicht zu erreichen"):
            closed.read("testg")


def test_https_without_a_certificate_is_no_https(server: Server) -> None:
    server.answers = [send(zipped())]
    with pytest.raises(FetchError, match="gültigen Zertifikat"):
        Official("Test", server.address.replace("http:", "https:")).read("testg")


@pytest.mark.parametrize(
    "host", ["http://www.gesetze-im-internet.de", "http://127.0.0.1", "file:///tmp", "ftp://127.0.0.1", ""]
)
def test_plain_http_is_for_tests_on_this_machine_only(host: str) -> None:
    with pytest.raises(ValueError):
        Official("Test", host)
    with pytest.raises(ValueError):
        Official("Test", host.replace("127.0.0.1", "192.0.2.1"), loopback=True)


def test_a_server_that_stays_silent_is_left_alone(server: Server) -> None:
    silent = source(server, send(b"", 503))
    for slug in ("a", "b", "c"):
        with pytest.raises(FetchError, match="503"):
            silent.read(slug)
    with pytest.raises(FetchError, match="nicht mehr gefragt"):
        silent.read("d")
    assert len(server.asked) == 6


def test_requests_keep_a_distance(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(time, "sleep", pauses.append)
    server.answers = [send(zipped())]
    polite = Official("Test", server.address, loopback=True, pause=7)
    polite.read("a"), polite.read("b")
    assert pauses == [7]


# --- the zip --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ([("a.xml", XML), ("b.xml", XML)], "genau ein Gesetz"),
        ([("a.jpg", b"")], "genau ein Gesetz"),
        ([("a.xml", XML), ("run.exe", b"MZ")], "genau ein Gesetz"),
        ([("a.xml", XML), *((f"{number}.jpg", b"") for number in range(1000))], "genau ein Gesetz"),
        ([("../a.xml", XML)], "ungewöhnlichen Namen"),
        ([("/etc/a.xml", XML)], "ungewöhnlichen Namen"),
        ([("..\\a.xml", XML)], "ungewöhnlichen Namen"),
        ([("C:a.xml", XML)], "ungewöhnlichen Namen"),
        ([("a.xml", XML), ("x/y.jpg", b"")], "ungewöhnlichen Namen"),
        ([("a.xml", XML), ("x/", b"")], "Ordnern"),
        ([("a.xml", XML), (".jpg", b"")], "ungewöhnlichen Namen"),
        ([("a.xml", b" " * (lawxml.MAX_BYTES + 1))], "viel zu groß"),
        ([("a.xml", b" " * 2_000_000)], "viel zu groß"),
    ],
)
def test_a_zip_with_something_else_is_refused(members: list[tuple[str, bytes]], words: str) -> None:
    with pytest.raises(FetchError, match=words):
        unpack(zipped(*members))


def test_a_zip_may_not_lie_about_its_size() -> None:
    raw = zipped(("a.xml", b"<dokumente>" + os.urandom(4) * 500_000))
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        size = archive.infolist()[0].file_size.to_bytes(4, "little")
    with pytest.raises(FetchError, match="keine lesbare"):
        unpack(raw.replace(size, (1000).to_bytes(4, "little")))


def test_a_zip_with_a_password_or_another_packing_is_refused() -> None:
    raw = bytearray(zipped())
    central = raw.rindex(b"PK\x01\x02")
    raw[central + 8] |= 1
    with pytest.raises(FetchError, match="Passwort"):
        unpack(bytes(raw))
    with pytest.raises(FetchError, match="unbekannter Packung"):
        unpack(zipped(("a.xml", XML), method=zipfile.ZIP_LZMA))


def test_a_damaged_zip_is_never_a_traceback() -> None:
    chance = random.Random(1)
    whole = zipped(("a.xml", XML), ("a.jpg", b"\xff\xd8"))
    for _ in range(3000):
        raw = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        with suppress(FetchError):
            unpack(bytes(raw[: chance.choice([len(raw), chance.randrange(len(raw))])]))


# --- the command ----------------------------------------------------------------------------------


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return citing_site(tmp_path / "site")


@pytest.fixture
def official(server: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """The command asks the local server instead of the official one."""

    def local(site: model.Site) -> Official:
        return patient(server, lawfetch.agent("https://www.example.org/lotse"))

    monkeypatch.setattr(lawfetch, "official", local)
    return server


def test_update_without_a_folder_fetches(site: Path, official: Server) -> None:
    before = fingerprint(site)
    official.answers = [send(zipped())]
    assert run(site, "laws", "update") == (0, "Kein hinterlegter Paragraf hat sich geändert.\n")
    assert fingerprint(site) == before
    official.answers = [send(zipped(("a.xml", law("§ 1|(weggefallen)", "§ 2|Neu."))))]
    code, output = run(site, "laws", "update")
    assert code == 0 and output.startswith("§ 1 TestG: weggefallen\n")
    assert "docs/data/laws.lock" in {path for path, digest in fingerprint(site).items() if before[path] != digest}
    assert official.asked[-1] == (
        "/testg/xml.zip",
        "Lotse (Beratungsleitfaden, prueft Gesetzeszitate; +https://www.example.org/lotse)",
    )


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (send(b"", 404), "antwortet mit 404"),
        (wait, "antwortet nicht innerhalb"),
        (send(zipped(("a.xml", law("§ 1|Es gilt.", head=ENTITIES)))), "ENTITY"),
        (send(zipped(("a.xml", XML[:-40]))), "kein vollständiges XML"),
        (send(zipped(("a.xml", b"<html/>"))), "gii-norm"),
        (send(BOMB), "viel zu groß"),
    ],
    ids=["404", "silent", "xml-bomb", "cut", "foreign", "zip-bomb"],
)
def test_a_failed_download_leaves_everything_alone(site: Path, official: Server, answer: Answer, words: str) -> None:
    before = fingerprint(site)
    official.answers = [answer]
    code, output = run(site, "laws", "update")
    assert code == 1 and output.count("\n") == 1
    assert words in output and "/testg/xml.zip" in output and "(TestG)" in output and "laws.lock bleibt" in output
    assert fingerprint(site) == before


def test_one_statute_missing_is_enough_to_write_nothing(site: Path, official: Server) -> None:
    more = {name: {"name": name, "slug": name.lower(), "structure": "verified"} for name in ("AG", "BG", "CG")}
    listed(site, {**LISTED, "statutes": LISTED["statutes"] | more})
    before = fingerprint(site)
    official.answers = [send(zipped()), send(b"", 404), send(zipped()), send(b"nichts")]
    code, output = run(site, "laws", "update")
    assert code == 1 and fingerprint(site) == before
    first, second = output.splitlines()
    assert "/bg/xml.zip antwortet mit 404 (BG)" in first and "/testg/xml.zip" in second
    assert "keine lesbare Zip-Datei" in second and second.endswith("laws.lock bleibt, wie es ist")


def test_the_check_needs_no_network(site: Path, official: Server) -> None:
    assert lines(check(site, "laws")) == [] and (site / LOCK).exists()
    assert official.asked == []


@pytest.mark.parametrize("address", ["", "https://www.example.org/lotse", "x\r\nHost: evil", "(ü)\u2028"])
def test_the_user_agent_is_one_plain_line(address: str) -> None:
    agent = lawfetch.agent(address)
    assert agent.isascii() and agent.isprintable() and agent.startswith("Lotse (") and agent.endswith(")")


def test_the_official_site_is_asked_by_https(site: Path) -> None:
    assert lawfetch.official(model.load(site)).where("stag") == "https://www.gesetze-im-internet.de/stag/xml.zip"
