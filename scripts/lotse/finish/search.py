"""The search index, by Pagefind: one per language, none of it loaded before somebody searches."""

from __future__ import annotations

import json
import subprocess
import sys

from lotse.finish import lookup
from lotse.finish.context import Context


class SearchError(Exception):
    """Pagefind is missing or failed; the text says so in German."""


def index(context: Context) -> None:
    """Index the articles that carry ``data-pagefind-body``; German stand-ins carry none.

    Raises SearchError.
    """
    done = subprocess.run(
        [sys.executable, "-m", "pagefind", "--site", str(context.site_dir)], capture_output=True, text=True
    )
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["keine Meldung"]
        raise SearchError(f"Der Suchindex ließ sich nicht bauen ({last[0]}): ./scripts/site setup")
    for unused in ("pagefind-ui.js", "pagefind-ui.css", "pagefind-modular-ui.js", "pagefind-modular-ui.css",
                   "pagefind-highlight.js", "pagefind-component-ui.js", "pagefind-component-ui.css"):  # fmt: skip
        (context.site_dir / "pagefind" / unused).unlink(missing_ok=True)
    # Pagefind writes the languages in an order of chance; sorted, two builds of the same sources stay identical.
    entry = context.site_dir / "pagefind" / "pagefind-entry.json"
    entry.write_text(json.dumps(json.loads(entry.read_text("utf-8")), sort_keys=True), "utf-8")
    lookup.write_norms(context)
