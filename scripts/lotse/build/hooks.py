"""MkDocs hooks of ``lotse serve``: stage before each build, finish after it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from lotse import model
from lotse.build import stage
from lotse.finish import finish


def on_serve(server: Any, config: Any, builder: Any) -> Any:
    """Watch only what the editor saves: the staged copy changes in each build, and would ask for the next."""
    for staged in (config["docs_dir"], config["config_file_path"]):
        server.unwatch(staged)
    return server


def on_pre_build(config: Any) -> None:
    """Bring the staged pages up to what the editor just saved."""
    lang, root = _where(config)
    settings = {"watch": config["watch"], "hooks": list(config["hooks"]), "site_url": config["site_url"]}
    stage.stage(model.load(root), lang, Path(config["config_file_path"]).parent, extra=settings)


def on_post_build(config: Any) -> None:
    """The same pass as for the published site, but the server's own script may reload the page."""
    lang, root = _where(config)
    finish(model.load(root), Path(config["site_dir"]), only=lang, policy=False)


def _where(config: Any) -> tuple[str, Path]:
    lang = os.environ["LOTSE_SERVE"].split(":")[0]
    return lang, Path(config["config_file_path"]).parents[3]
