"""Fetching the official texts: https only, from one host, with limits of time and size, nothing written to disk.

The other side is not trusted: what it sends may be cut off, huge, slow, or something else altogether.
"""

from __future__ import annotations

import http.client
import io
import os
import re
import ssl
import struct
import time
import urllib.error
import urllib.request
import zipfile
import zlib
from pathlib import PurePosixPath
from urllib.parse import SplitResult, urljoin, urlsplit

from lotse.laws import gii as lawxml
from lotse.model import Site

HOST = "https://www.gesetze-im-internet.de"
TIMEOUT = 20.0  # seconds for connecting, and for each read
DEADLINE = 120.0  # seconds for one download as a whole, so that one that drips ends too
PAUSE = 0.5  # seconds between two statutes
MAX_ZIP = 10_000_000  # bytes; the largest statute on the list has 0.5 MB
MAX_RATIO = 100  # unpacked to packed; statutes reach 10
_MAX_MEMBERS, _MAX_REDIRECTS, _MAX_LOST = 1000, 3, 3
_REDIRECTS = {301, 302, 303, 307, 308}
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}
_ENCLOSED = {".jpg", ".jpeg", ".gif", ".png", ".svg", ".tif", ".tiff", ".pdf"}  # pictures and annexes of a statute

# What zipfile raises on a damaged archive, or on one made to harm.
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, LookupError, RuntimeError, OverflowError
)  # fmt: skip


class FetchError(lawxml.LawFileError):
    """The text of a statute could not be had; the text says why, in German."""


class _NoAnswer(FetchError):
    """The server gave no usable answer at all."""


class _Passing(_NoAnswer):
    """No answer, but perhaps in a moment: a time-out, a server that is busy."""


class Official:
    """The federal law site as a source of statutes; one instance an update.

    Args:
        agent: User-Agent, says who asks.
        host: scheme and host; another one for tests.
        loopback: take plain http too, from this machine only; for tests.
        timeout: seconds for connecting and for each read.
        deadline: seconds for one download.
        pause: seconds between two requests.
    """

    def __init__(
        self, agent: str, host: str = HOST, *, loopback: bool = False, timeout: float = TIMEOUT,
        deadline: float = DEADLINE, pause: float = PAUSE,
    ) -> None:  # fmt: skip
        self.host, self.agent = host, agent
        self.timeout, self.deadline, self.pause = timeout, deadline, pause
        self.home = urlsplit(host)
        plain = loopback and self.home.hostname in _LOOPBACK
        if self.home.scheme != "https" and not (plain and self.home.scheme == "http"):
            raise ValueError("statutes come by https")
        self.opener = _opener(plain)
        self.asked = self.lost = 0

    def where(self, slug: str) -> str:
        """Address of the zip of a statute."""
        return f"{self.host}/{slug}/xml.zip"

    def read(self, slug: str) -> bytes:
        """The XML of a statute.

        Asks again once after a time-out or a fault of the server; after three statutes in a row without
        any answer it stops asking. Raises FetchError.
        """
        if self.lost >= _MAX_LOST:
            raise FetchError("wird nicht mehr gefragt, weil der Server nicht antwortet")
        try:
            try:
                raw = self._ask(slug)
            except _Passing:
                raw = self._ask(slug)
        except _NoAnswer:
            self.lost += 1
            raise
        self.lost = 0
        return unpack(raw)

    def _ask(self, slug: str) -> bytes:
        if self.asked:
            time.sleep(self.pause)
        self.asked += 1
        return self._download(self.where(slug))

    def _download(self, url: str) -> bytes:
        until = time.monotonic() + self.deadline
        try:
            for _ in range(_MAX_REDIRECTS + 1):
                request = urllib.request.Request(url, headers={"User-Agent": self.agent})
                try:
                    with self.opener.open(request, timeout=self.timeout) as response:
                        return _body(response, until)
                except urllib.error.HTTPError as error:
                    with error:
                        url = self._redirected(url, error)
        except TimeoutError:
            raise _Passing(f"antwortet nicht innerhalb von {self.timeout:g} Sekunden") from None
        except urllib.error.URLError as error:
            raise _unreachable(error.reason, self.timeout) from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise FetchError(f"antwortet nicht verständlich ({type(error).__name__})") from None
        raise FetchError(f"leitet öfter als {_MAX_REDIRECTS}-mal um")

    def _redirected(self, url: str, error: urllib.error.HTTPError) -> str:
        if error.code in _REDIRECTS:
            target = urljoin(url, error.headers.get("Location") or "")
            if _origin(urlsplit(target)) == _origin(self.home):
                return target
            raise FetchError("leitet auf eine fremde Adresse um")
        raise (_Passing if error.code >= 500 else FetchError)(f"antwortet mit {error.code}")


def official(site: Site) -> Official:
    """The official site, asked in the name of whoever publishes the guide."""
    operator = site.value("operator")
    repository = operator.get("repository") if isinstance(operator, dict) else None
    return Official(agent(str(repository or os.environ.get("LOTSE_REPOSITORY") or "")))


def agent(address: str) -> str:
    """User-Agent that says what asks, and at which address its people are found."""
    plain = re.sub(r"[^!-'*-~]", "", address)
    return f"Lotse (Beratungsleitfaden, prueft Gesetzeszitate{f'; +{plain}' if plain else ''})"


def _opener(plain: bool) -> urllib.request.OpenerDirector:
    """Knows https (and http if ``plain``), no file:, ftp: or data:, and follows no redirect by itself."""
    handlers = [
        urllib.request.HTTPHandler() if plain else urllib.request.ProxyHandler(),
        urllib.request.HTTPSHandler(context=ssl.create_default_context()),
        urllib.request.UnknownHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
    ]
    opener = urllib.request.OpenerDirector()
    opener.addheaders = []
    for handler in handlers:
        opener.add_handler(handler)
    return opener


def _origin(url: SplitResult) -> tuple[str, str | None, int | None, str]:
    """Scheme, host, port, and who asks: a name before the host is no part of an official address."""
    return url.scheme, url.hostname, url.port or {"https": 443, "http": 80}.get(url.scheme), url.username or ""


def _unreachable(reason: object, timeout: float) -> FetchError:
    if isinstance(reason, TimeoutError):
        return _Passing(f"antwortet nicht innerhalb von {timeout:g} Sekunden")
    if isinstance(reason, ssl.SSLError):
        return FetchError("weist sich nicht mit einem gültigen Zertifikat aus")
    return _NoAnswer("ist nicht zu erreichen; besteht eine Verbindung ins Netz?")


def _body(response: http.client.HTTPResponse, until: float) -> bytes:
    length, size, parts = response.length, 0, []
    try:
        while length is None or size < length:
            part = response.read1(65536)
            if not part:
                break
            parts.append(part)
            size += len(part)
            if max(size, length or 0) > MAX_ZIP:
                raise FetchError(f"schickt mehr als {MAX_ZIP // 1_000_000} MB")
            if time.monotonic() > until:
                raise _Passing("schickt die Datei zu langsam")
    except http.client.IncompleteRead:
        length = -1
    if length is not None and size != length:
        raise FetchError("schickt die Datei nicht vollständig")
    return b"".join(parts)


def unpack(raw: bytes) -> bytes:
    """The one XML file in a zip, in memory; pictures and annexes beside it are not unpacked.

    Raises FetchError if ``raw`` is no such zip, or one that would unpack to far more than a statute.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            member = _member(archive.infolist())
            with archive.open(member) as unpacked:
                return unpacked.read(lawxml.MAX_BYTES + 1)
    except _UNREADABLE:
        raise FetchError("schickt keine lesbare Zip-Datei") from None


def _member(members: list[zipfile.ZipInfo]) -> zipfile.ZipInfo:
    for one in members:
        if one.is_dir() or one.flag_bits & 1 or not re.fullmatch(r"[\w.() -]+", one.filename) or one.filename[0] == ".":
            raise FetchError("schickt eine Zip-Datei mit Ordnern, Passwort oder ungewöhnlichen Namen")
    found = [one for one in members if PurePosixPath(one.filename).suffix.lower() == ".xml"]
    others = {PurePosixPath(one.filename).suffix.lower() for one in members if one not in found}
    if len(found) != 1 or others - _ENCLOSED or len(members) > _MAX_MEMBERS:
        raise FetchError("schickt eine Zip-Datei, in der nicht genau ein Gesetz liegt")
    size, packed = found[0].file_size, found[0].compress_size
    if size > lawxml.MAX_BYTES or size > MAX_RATIO * max(packed, 1):
        raise FetchError("schickt eine Zip-Datei, die sich viel zu groß entpackt")
    if found[0].compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise FetchError("schickt eine Zip-Datei mit unbekannter Packung")
    return found[0]
