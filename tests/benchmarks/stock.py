"""The same sources with the theme as it comes: its search, its style, its header; what the benchmarks compare with."""

from __future__ import annotations

import re
from pathlib import Path


def configure(root: Path) -> None:
    """Rewrite ``mkdocs.yml`` of a copy of the repository."""
    config = root / "mkdocs.yml"
    text = config.read_text("utf-8").replace("plugins:\n", "plugins:\n  - search\n", 1)
    text = text.replace("reconfigure_search: false", "reconfigure_search: true")
    text = re.sub(r"(?m)^extra_css:.*\n", "", text)
    text = re.sub(r"(?m)^ +(primary|accent): custom\n", "", text)
    config.write_text(text, "utf-8")
