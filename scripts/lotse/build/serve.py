"""One language in the browser, rebuilt at each save; the same finish as the published site."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from lotse import model
from lotse.build import stage

OUT = Path("out") / "serve"


def serve(root: Path, lang: str, port: int) -> int:
    """Run MkDocs' own server on the staged language until it is stopped.

    Args:
        port: port on 127.0.0.1.
    Returns the exit code of the server.
    """
    config = _stage(root, lang, port)
    print(f"http://127.0.0.1:{port}/ zeigt „{lang}“. Beenden mit Strg+C.", file=sys.stderr)
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "LOTSE_SERVE": f"{lang}:{port}"}
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "serve",
        "--quiet",
        "--config-file",
        str(config),
        "--dev-addr",
        f"127.0.0.1:{port}",
    ]
    try:
        return subprocess.run(command, cwd=root, env=environment).returncode
    except KeyboardInterrupt:
        return 0


def _stage(root: Path, lang: str, port: int) -> Path:
    settings = {
        "watch": [str(root / "docs"), str(root / "overrides"), str(root / "mkdocs.yml")],
        "hooks": [str(Path(__file__).with_name("hooks.py"))],
        "site_url": f"http://127.0.0.1:{port}/",
    }
    return stage.stage(model.load(root), lang, root / OUT / lang, extra=settings)
