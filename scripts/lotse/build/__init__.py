"""Build the whole site: each language by a strict MkDocs of its own, side by side, then ``finish`` over all."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from lotse import model
from lotse.build import stage
from lotse.finish import FinishError, checksum, finish
from lotse.finish.search import SearchError


class BuildError(Exception):
    """The builder or a later step failed; the text says so in German."""


def build(root: Path, site_dir: Path) -> str:
    """Build into a folder beside ``site_dir`` and put it in its place when all is well.

    Returns the checksum of the site. Raises BuildError; the old site then stays.
    """
    site = model.load(root)
    aside = site_dir.with_name(site_dir.name + ".new")
    work = site_dir.with_name(site_dir.name + ".work")
    for folder in (aside, work):
        shutil.rmtree(folder, ignore_errors=True)
    try:
        _build_languages(site, aside, work)
        _say("Seiten vollenden: Köpfe, Hinweise, 404, Sitemap, Suche …")
        finish(site, aside, workers=_workers())
    except (FinishError, SearchError) as error:
        raise BuildError(str(error)) from None
    finally:
        shutil.rmtree(work, ignore_errors=True)
    shutil.rmtree(site_dir, ignore_errors=True)
    os.replace(aside, site_dir)
    _say(f"Fertig: {site_dir}")
    return str(json.loads((site_dir / checksum.FILE).read_text("utf-8"))["sha256"])


def _build_languages(site: model.Site, site_dir: Path, work: Path) -> None:
    """German becomes the root of ``site_dir``; of each other language only its own folder joins it."""

    def language(lang: str) -> Path:
        folder = "" if lang == model.SOURCE else f"{lang}/"
        config = stage.stage(site, lang, work / lang, folder=folder)
        target = work / lang / "site"
        command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
        run_builder([*command, "--config-file", str(config), "--site-dir", str(target)], work / lang)
        _say(f"  gebaut: {site.languages[lang]}")
        return target / folder

    _say("MkDocs baut die Sprachen …")
    with ThreadPoolExecutor(_workers()) as pool:
        jobs = {lang: pool.submit(language, lang) for lang in site.languages}
        try:
            built = {lang: job.result() for lang, job in jobs.items()}
        finally:  # after a failure, what has not begun need not begin
            pool.shutdown(cancel_futures=True)
    os.replace(built.pop(model.SOURCE), site_dir)
    for lang, folder in built.items():
        os.replace(folder, site_dir / lang)


def _workers() -> int:
    return os.cpu_count() or 1


def run_builder(command: list[str], folder: Path) -> None:
    """Run a builder; its output is shown when it fails.

    Raises BuildError with the builder's warnings.
    """
    # Without a fixed time the sitemap of two equal builds differs.
    environment = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", "0"),
    }
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    if done.returncode:
        lines = [line for line in (done.stdout + done.stderr).splitlines() if "INFO" not in line and line.strip()]
        raise BuildError(
            "Der Bau ist gescheitert:\n" + "\n".join(lines[-20:]) + "\nHilfe: lotse check nennt die Zeilen"
        )


def _say(text: str) -> None:
    if sys.stderr.isatty():
        print(text, file=sys.stderr)
