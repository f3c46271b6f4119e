"""Build the whole site: MkDocs in strict mode, then ``finish``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from lotse import model
from lotse.finish import FinishError, finish
from lotse.finish.search import SearchError


class BuildError(Exception):
    """The builder or a later step failed; the text says so in German."""


def build(root: Path, site_dir: Path) -> None:
    """Build into a folder beside ``site_dir`` and put it in its place when all is well.

    Raises BuildError; the old site then stays.
    """
    aside = site_dir.with_name(site_dir.name + ".new")
    shutil.rmtree(aside, ignore_errors=True)
    _say("MkDocs baut alle Sprachen …")
    run_builder([sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(aside)], root)
    _say("Seiten vollenden: Köpfe, Hinweise, 404, Sitemap, Suche …")
    try:
        finish(model.load(root), aside)
    except (FinishError, SearchError) as error:
        raise BuildError(str(error)) from None
    shutil.rmtree(site_dir, ignore_errors=True)
    os.replace(aside, site_dir)
    _say(f"Fertig: {site_dir}")


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
