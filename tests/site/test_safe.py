"""What protects readers: policy and headers, security.txt; what makes a copy and a rebuild checkable: lists and checksum."""

from __future__ import annotations

import hashlib
import json
import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
import yaml
from built import BASE, REPOSITORY, Built
from selectolax.lexbor import LexborHTMLParser

from lotse.finish import checksum, csp, headers, offline, security
from lotse.finish.context import Context

pytest_plugins = ["serving"]

LANGUAGES = tuple(yaml.safe_load((REPOSITORY / "docs/data/languages.yml").read_text("utf-8")))
LIMIT = 5_000_000  # bytes on the way, a language
_START_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
_STYLED = re.compile(r"""\s(?:style|on[a-z]+)\s*=""")
_QUOTED = re.compile(r'"[^"]*"')


def pages(built: Built) -> Iterator[tuple[str, str]]:
    """Path and text of every HTML file of the site, also of those that answer for missing pages."""
    for file in sorted(built.folder.rglob("*.html")):
        yield file.relative_to(built.folder).as_posix(), file.read_text("utf-8")


def blocked(text: str, policy: str) -> list[str]:
    """What a page has that its policy forbids: inline styles and handlers, inline scripts without their hash."""
    tree = LexborHTMLParser(text)
    found = [tag for tag in _START_TAG.findall(text) if _STYLED.search(_QUOTED.sub('""', tag))]
    found += [str(node.html) for node in tree.css("style")]
    found += [one for one in csp.hashes(tree) if one not in policy]
    return found


def the_headers(folder: Path) -> dict[str, str]:
    """The headers of ``_headers``."""
    lines = (folder / headers.HEADERS_FILE).read_text("utf-8").splitlines()
    assert lines[0] == "/lotse/*"
    return dict(line.strip().split(": ", 1) for line in lines[1:])


# --- Policy ------------------------------------------------------------------------------------


def test_the_policy_of_each_page_forbids_nothing_that_the_page_has(built: Built) -> None:
    found: dict[str, list[str]] = {}
    policies = set()
    for path, text in pages(built):
        policy = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', text)
        assert policy and text.index(policy[0]) < 400, path
        policies.add(policy[1])
        if faults := blocked(text, policy[1]):
            found[path] = faults
    assert found == {}
    for policy_text in policies:
        assert "unsafe-inline" not in policy_text and "'unsafe-eval'" not in policy_text
        assert policy_text.startswith("default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-")
        assert "http" not in policy_text and "*" not in policy_text


@pytest.mark.parametrize(
    "planted",
    [
        '<p style="color:red">',
        '<p onclick="a()">',
        "<a href='#' onfocus=a()>",
        "<style>p{}</style>",
        "<script>a()</script>",
    ],
)
def test_what_a_policy_forbids_is_found(planted: str) -> None:
    text = f"<html><head></head><body>{planted}</body></html>"
    assert blocked(text, "script-src 'self'")
    assert not blocked(text.replace(planted, '<p title="style=no onclick=no"><script src="a.js"></script>'), "")


def test_the_headers_allow_what_the_pages_have_and_say_what_only_headers_can(built: Built) -> None:
    given = the_headers(built.folder)
    policy = given["Content-Security-Policy"]
    assert policy.endswith("; frame-ancestors 'none'")
    assert "unsafe-inline" not in policy and "'unsafe-eval'" not in policy
    hashes = {one for _, text in pages(built) for one in re.findall(r"'sha256-[^']+'", text[:2000])}
    assert hashes and set(re.findall(r"'sha256-[^']+'", policy)) == hashes
    assert given["X-Content-Type-Options"] == "nosniff"
    assert given["Referrer-Policy"] == "no-referrer"
    assert int(given["Strict-Transport-Security"].removeprefix("max-age=")) >= 31_536_000
    assert "geolocation=()" in given["Permissions-Policy"] and "clipboard" not in given["Permissions-Policy"]
    assert max(map(len, (built.folder / headers.HEADERS_FILE).read_text("utf-8").splitlines())) < 2000


def test_nginx_gets_the_same_headers(built: Built) -> None:
    text = (built.folder / headers.NGINX_FILE).read_text("utf-8")
    assert dict(re.findall(r'^add_header (\S+) "([^"]*)" always;$', text, re.M)) == the_headers(built.folder)
    for lang in LANGUAGES:
        assert f"error_page 404 /lotse/{built.context.folder(lang)}404.html;" in text


# --- security.txt ------------------------------------------------------------------------------


def operator(built: Built, site_dir: Path, **fields: Any) -> Context:
    """A site whose operator has said this."""
    made = Context(built.site, site_dir, None, BASE)
    made.__dict__["operator"] = fields
    return made


def test_without_a_contact_there_is_no_security_txt(built: Built, tmp_path: Path) -> None:
    given = built.site.value("operator")["security"]
    assert (built.folder / security.PATH).exists() == bool(given["contact"] and given["expires"])
    for fields in ({}, {"contact": None, "expires": "2027-05-01"}, {"contact": "a@example.org", "expires": None}, "x"):
        security.write(operator(built, tmp_path, security=fields))
        assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("contact", "written"),
    [
        ("sicherheit@example.org", "mailto:sicherheit@example.org"),
        ("https://example.org/melden", "https://example.org/melden"),
    ],
)
def test_security_txt(built: Built, tmp_path: Path, contact: str, written: str) -> None:
    fields = {"security": {"contact": contact, "expires": "2027-05-01"}, "repository": "https://example.org/lotse"}
    security.write(operator(built, tmp_path, **fields))
    lines = (tmp_path / ".well-known/security.txt").read_text("utf-8").splitlines()
    assert lines == [
        f"Contact: {written}",
        "Expires: 2027-05-01T00:00:00Z",
        "Preferred-Languages: de, en",
        f"Canonical: {BASE}.well-known/security.txt",
        "Policy: https://example.org/lotse/blob/main/SECURITY.md",
    ]


# --- Installed and offline ---------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_manifest_of_a_language(built: Built, lang: str) -> None:
    folder = built.context.folder(lang)
    given = json.loads((built.folder / folder / "manifest.webmanifest").read_text("utf-8"))
    page = built.tree(built.folder / folder / "index.html")
    root = page.css_first("html").attributes
    assert (given["lang"], given["dir"]) == (root["lang"], root["dir"])
    assert given["name"] == built.context.words(lang)["site"]["name"]
    address = urljoin(f"/lotse/{folder}", "manifest.webmanifest")
    assert urljoin(f"/lotse/{folder}", page.css_first("link[rel=manifest]").attributes["href"] or "") == address
    assert urljoin(address, given["start_url"]) == f"/lotse/{folder}" == given["id"]
    assert urljoin(address, given["scope"]) == "/lotse/"
    for icon in given["icons"]:
        raw = (built.folder / urljoin(address, icon["src"]).removeprefix("/lotse/")).read_bytes()
        if icon["type"] == "image/png":
            assert "{}x{}".format(*struct.unpack(">II", raw[16:24])) == icon["sizes"]
    assert {("192x192", "any"), ("512x512", "maskable")} <= {(one["sizes"], one["purpose"]) for one in given["icons"]}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_copy_of_a_language_is_whole_and_small(built: Built, lang: str) -> None:
    tag = built.page(lang, "index.md").css_first("html").attributes["lang"]
    info = json.loads((built.folder / f"offline/{tag}.json").read_text("utf-8"))
    files = json.loads((built.folder / f"offline/{tag}.files.json").read_text("utf-8"))
    for url, (digest, size) in files.items():
        file = built.folder / url
        raw = (file / "index.html" if file.is_dir() else file).read_bytes()
        assert (hashlib.sha256(raw).hexdigest()[:16], len(raw)) == (digest, size), url
    assert info["store"] == sum(size for _, size in files.values())
    assert 500_000 < info["load"] <= LIMIT
    folder = built.context.folder(lang)
    mine = {built.context.url(lang, shown.key) for shown in built.pages if shown.lang == lang}
    assert {*mine, f"{folder}offline.html", f"{folder}manifest.webmanifest", "pagefind/pagefind.js"} <= set(files)
    others = {built.context.folder(one) for one in LANGUAGES if one != lang} - {""}
    assert [url for url in files if url.startswith(tuple(others))] == []
    index = {
        url.split("/")[-1].split("_")[0] for url in files if url.startswith(("pagefind/index/", "pagefind/fragment/"))
    }
    assert index == {str(tag).lower()}


@pytest.mark.parametrize("lang", ["de", "ar"])
def test_a_page_of_the_copy_finds_all_it_loads(built: Built, lang: str) -> None:
    tag = built.page(lang, "index.md").css_first("html").attributes["lang"]
    files = json.loads((built.folder / f"offline/{tag}.files.json").read_text("utf-8"))
    for url in [url for url in files if (built.folder / url / "index.html").is_file()]:
        for node in built.tree(built.folder / url / "index.html").css(
            "script[src], link[rel=stylesheet], link[rel=icon], img[src]"
        ):
            address = urljoin(f"/{url}", node.attributes.get("src") or node.attributes.get("href") or "")
            assert address.startswith("data:") or address.lstrip("/") in files, (url, address)


def test_the_worker_lies_at_the_root_and_only_there(built: Built) -> None:
    assert (built.folder / offline.WORKER).is_file()
    assert not (built.folder / "assets/js/offline/worker.js").exists()


# --- Checksum ----------------------------------------------------------------------------------


def test_the_checksum_is_that_of_all_files(built: Built) -> None:
    """Taken here as ``sha256sum`` would: over its own list of all files, with zeros where the sum is shown."""
    given = json.loads((built.folder / "build.json").read_text("utf-8"))
    lines, imprints = [], 0
    for file in built.folder.rglob("*"):
        path = file.relative_to(built.folder).as_posix()
        if file.is_file() and path != "build.json" and not path.startswith("offline/"):
            raw = file.read_bytes()
            imprints += given["sha256"].encode() in raw
            lines.append((path, hashlib.sha256(raw.replace(given["sha256"].encode(), b"0" * 64)).hexdigest()))
    listed = "".join(f"{digest}  {path}\n" for path, digest in sorted(lines))
    assert hashlib.sha256(listed.encode()).hexdigest() == given["sha256"]
    assert (len(lines), imprints, given["site_url"]) == (given["files"], len(LANGUAGES), BASE)
    assert checksum.of(built.folder) == (given["sha256"], given["files"])


def test_the_imprint_shows_the_checksum(built: Built) -> None:
    for lang in LANGUAGES:
        text = built.page(lang, "impressum.md").css_first(".lotse-checksum").text()
        assert built.context.words(lang)["checksum"]["label"] in text
        assert json.loads((built.folder / "build.json").read_text("utf-8"))["sha256"] in text
