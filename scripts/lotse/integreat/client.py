"""Talking to the CMS: reading a page without a token, writing it with one.

What it answers to what was observed with integreat-cms 2026.10.0. Texts of errors come in any language, so the code
decides. The token travels in the body: https only, no redirects. Each write makes a version that readers see at once,
so nothing is sent a second time before a look whether the first has arrived.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
import urllib3

TIMEOUT = 20.0  # seconds for connecting, and for each read
DEADLINE = 60.0  # seconds for one answer as a whole
WAITS = (2.0, 4.0, 8.0)  # seconds before each new attempt
PAUSE = 1.0  # seconds between two writes
_MAX = 5_000_000  # bytes of an answer
_PASSING = {502, 503, 504}
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}
_REFUSALS = {
    400: "Integreat versteht die Anfrage nicht, oder der Text ist zu groß (400)",
    403: "Integreat weist den Token ab (403): Er ist falsch, zurückgezogen oder aus einer anderen Region",
    404: "Diese Region gibt es in Integreat nicht (404): region in integreat.toml prüfen",
    405: "Integreat nimmt die Anfrage so nicht an (405): Vielleicht hat sich die Schnittstelle geändert",
    500: "Integreat meldet einen Fehler (500): Meist fehlt dort die Übersetzung, sonst die Redaktion fragen",
}


class CmsError(Exception):
    """The CMS refuses, or answers something else than agreed; the text says what, in German."""


class GoneError(CmsError):
    """The CMS does not answer; nothing else will succeed either."""


@dataclass(frozen=True)
class Stored:
    """A page in one language as the CMS has it.

    Attributes:
        version: changes with every save.
        others: the languages it has beside this one.
    """

    title: str
    content: str
    version: str
    others: frozenset[str]


class Cms:
    """One region of one CMS.

    Args:
        base: its address without a slash at the end.
        region: name of the region in its addresses.
        timeout, deadline, waits, pause: seconds, see the constants of this module.
        sleep: how to wait.
    """

    def __init__(
        self, base: str, region: str, *, timeout: float = TIMEOUT, deadline: float = DEADLINE,
        waits: tuple[float, ...] = WAITS, pause: float = PAUSE, sleep: Callable[[float], None] = time.sleep,
    ) -> None:  # fmt: skip
        where = urlsplit(base)
        if where.scheme != "https" and not (where.scheme == "http" and where.hostname in _LOOPBACK):
            raise ValueError("tokens travel by https")
        self.base, self.region = base, region
        self.timeout, self.deadline, self.waits, self.pause, self.sleep = timeout, deadline, waits, pause, sleep
        self.session = requests.Session()
        self.session.trust_env = where.scheme == "https"  # no proxy on this machine
        self.session.auth = _as_it_is
        self.session.headers["User-Agent"] = "Lotse (Beratungsleitfaden)"
        self.session.headers["X-Integreat-Development"] = "true"  # keeps us out of the region's statistics
        self.wrote = False

    @property
    def name(self) -> str:
        """Address and region, under which the state is kept."""
        return f"{self.base}/{self.region}"

    def languages(self) -> set[str]:
        """Languages of the region. Raises CmsError."""
        found = self._read(f"regions/{self.region}/")
        listed = found.get("languages") if isinstance(found, dict) else None
        if found is None:
            raise CmsError(_REFUSALS[404])
        if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
            raise CmsError("Integreat nennt die Sprachen der Region nicht in der vereinbarten Form")
        return {str(one.get("code")) for one in listed}

    def page(self, lang: str, number: int) -> Stored | None:
        """A public page; None if it is a draft, in the archive, or there is none. Raises CmsError."""
        found = self._read(f"{self.region}/{lang}/page/?id={number}")
        if found is None:
            return None
        others = found.get("available_languages") if isinstance(found, dict) else None
        if not isinstance(others, dict) or not isinstance(found.get("content"), str):
            raise CmsError("Integreat zeigt die Seite nicht in der vereinbarten Form")
        return Stored(str(found.get("title")), found["content"], str(found.get("id")), frozenset(others))

    def push(self, lang: str, number: int, token: str, content: str) -> None:
        """Write a page in one language. Raises CmsError."""
        if self.wrote:
            self.sleep(self.pause)
        self.wrote = True
        for wait in (*self.waits, None):
            try:
                found = self._ask("POST", f"{self.region}/{lang}/pushpage/", {"token": token, "content": content})
                break
            except _PassingError as error:
                if wait is None:
                    raise GoneError(str(error)) from None
                self.sleep(wait)
                stored = self.page(lang, number)
                if stored and stored.content == content:
                    return
        if not isinstance(found, dict) or found.get("status") != "success":
            raise CmsError("Integreat bestätigt den Empfang nicht")

    def _read(self, path: str) -> Any:
        """JSON of an address; None where there is none (404)."""
        for wait in (*self.waits, None):
            try:
                return self._ask("GET", path)
            except _PassingError as error:
                if wait is None:
                    raise GoneError(str(error)) from None
                self.sleep(wait)
        raise AssertionError

    def _ask(self, method: str, path: str, body: dict[str, str] | None = None) -> Any:
        try:
            with self.session.request(
                method,
                f"{self.base}/api/v3/{path}",
                json=body,
                timeout=self.timeout,
                stream=True,
                allow_redirects=False,
            ) as response:
                code, raw = response.status_code, _body(response, time.monotonic() + self.deadline)
        except (requests.Timeout, urllib3.exceptions.TimeoutError):
            raise _PassingError(f"Integreat antwortet nicht innerhalb von {self.timeout:g} Sekunden") from None
        except requests.exceptions.SSLError:
            raise GoneError("Integreat weist sich nicht mit einem gültigen Zertifikat aus") from None
        except (requests.ConnectionError, urllib3.exceptions.HTTPError):
            raise _PassingError("Integreat ist nicht zu erreichen; besteht eine Verbindung ins Netz?") from None
        except requests.RequestException as error:
            raise CmsError(f"Integreat antwortet nicht verständlich ({type(error).__name__})") from None
        if code in _PASSING:
            raise _PassingError(f"Integreat ist zurzeit gestört ({code})")
        if code == 404 and method == "GET":
            return None
        if 300 <= code < 400:
            raise CmsError(f"Integreat leitet auf eine andere Adresse um ({code}); das wird nicht befolgt, base prüfen")
        if code != 200:
            raise CmsError(_REFUSALS.get(code, f"Integreat lehnt ab ({code})"))
        try:
            return json.loads(raw.decode("utf-8"))
        except UnicodeDecodeError:
            raise CmsError("Integreat antwortet nicht in UTF-8") from None
        except (ValueError, RecursionError):
            raise CmsError("Integreat antwortet nicht mit JSON; stimmt base in integreat.toml?") from None


class _PassingError(Exception):
    """No answer, but perhaps in a moment."""


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Stands in for passwords that requests would look for in ``~/.netrc``."""
    return request


def _body(response: requests.Response, until: float) -> bytes:
    """All that comes; ``read1`` gives each part as it comes, so that an answer that drips ends in time, too."""
    parts, size = [], 0
    while part := response.raw.read1(65536, decode_content=True):
        parts.append(part)
        size += len(part)
        if size > _MAX:
            raise CmsError(f"Integreat schickt mehr als {_MAX // 1_000_000} MB")
        if time.monotonic() > until:
            raise requests.Timeout
    return b"".join(parts)
