"""What may leave the house: the last look at an article before somebody else gets it."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from urllib.parse import urlsplit

from lotse import locales
from lotse.integreat import subset
from lotse.integreat.pages import Article

MIN_CHARACTERS, MAX_BYTES = 300, 500_000  # the server's own limit is 2.5 MiB
_SHORTCODE = re.compile(r"\[(?:page|contact)\b")  # the CMS fills these in on reading
_SCHEMES = {"https", "http", "mailto", "tel"}


def held_back(article: Article) -> str:
    """Why nobody gets this article yet, in one German sentence; empty when it may go."""
    return waiting(article) or next(iter(faults(article)), "")


def waiting(article: Article) -> str:
    """What somebody must still do for a translation before it goes; empty for what is ready."""
    if article.status == "draft":
        return "Die Übersetzung ist ein Entwurf: erst durchsehen, dann lotse confirm --reviewed"
    if article.state != "current":
        command = f"lotse diff {article.lang} docs/de/{article.key}"
        return f"Die Übersetzung steht nicht für den heutigen deutschen Text: {command}, anpassen, dann lotse confirm"
    return ""


def faults(article: Article) -> list[str]:
    """What the CMS or the app would make something else of; each one German sentence."""
    html, found = article.html, []
    text = re.sub(r"<[^>]*>", "", html).strip()
    if len(text) < MIN_CHARACTERS:
        found.append(f"Der Text hat nur {len(text)} Zeichen, das ist keine ganze Seite")
    if len(html.encode()) > MAX_BYTES:
        found.append(f"Der Text ist größer als {MAX_BYTES // 1000} kB: auf mehrere Seiten verteilen")
    if not html.startswith(f"<div>\n{article.line}\n"):
        found.append("Am Anfang fehlt die Zeile mit Datum und Prüfstand")
    if len(re.findall(r"<div[ >]", html)) != 1 or not html.endswith("</div>"):
        found.append("Der Text ist kein einzelner Kasten; Integreat würde ihn umbauen")
    if _SHORTCODE.search(html):
        found.append("Im Text steht [page oder [contact; das ersetzt Integreat durch etwas anderes")
    if "<thead" in html:
        found.append("Im Text steht eine Tabelle mit Kopfzeile; die App zeigt ihre Spalten verschoben")
    targets = [urlsplit(one) for one in subset.links(html)]
    if wrong := next((one for one in targets if one.scheme not in _SCHEMES), None):
        found.append(f"Der Link „{wrong.geturl()}“ führt aus der App nirgendwohin")
    if any(is_loopback(one.hostname) for one in targets):
        found.append("Links führen auf diesen Rechner: in SITE_URL die öffentliche Adresse der Seiten angeben")
    if locales.direction(article.lang) == "rtl" and _first_strong(text) not in ("R", "AL"):
        found.append("Der Text beginnt nicht mit der Schrift der Sprache; die App zeigte ihn von links nach rechts")
    return found


def is_loopback(host: str | None) -> bool:
    """Whether a host is this machine, which no reader can reach."""
    try:
        return host == "localhost" or ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


def _first_strong(text: str) -> str:
    """Direction of the first letter (Unicode Standard Annex 9, rule P2), which ``dir="auto"`` follows."""
    return next((kind for one in text if (kind := unicodedata.bidirectional(one)) in ("L", "R", "AL")), "")
