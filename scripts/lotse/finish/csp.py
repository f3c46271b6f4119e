"""Content Security Policy (W3C CSP Level 3): only our own files, and inline scripts by their hash."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable

from lotse.finish.html import Tree, append, insert_after, one

EXECUTED = {None, "", "module", "text/javascript"}


def hashes(tree: Tree) -> set[str]:
    """Hash sources of the inline scripts that a page runs: ``'sha256-…'``."""
    return {
        f"'sha256-{base64.b64encode(hashlib.sha256((script.text() or '').encode()).digest()).decode()}'"
        for script in tree.css("script:not([src])")
        if script.attrs.get("type") in EXECUTED
    }


def policy(allowed: Iterable[str]) -> str:
    """The policy with these hash sources. WebAssembly is allowed for the search, which is written in it."""
    return (
        f"default-src 'none'; script-src 'self' 'wasm-unsafe-eval' {' '.join(sorted(allowed))}; style-src 'self'; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
        "base-uri 'none'; form-action 'none'"
    )


def finish(tree: Tree) -> None:
    """Write the policy into the page as its first meta element after the charset, and what links tell others."""
    for old in tree.css('meta[http-equiv="Content-Security-Policy"], meta[name="referrer"]'):
        old.decompose()
    charset = tree.css_first("head meta[charset]")
    meta = (
        f'<meta http-equiv="Content-Security-Policy" content="{policy(hashes(tree))}">'
        '<meta name="referrer" content="no-referrer">'
    )
    if charset:
        insert_after(charset, meta)
    else:
        append(one(tree, "head"), meta)
