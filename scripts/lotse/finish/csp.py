"""Content Security Policy (W3C CSP Level 3): only our own files, and inline scripts by their hash."""

from __future__ import annotations

import base64
import hashlib

from lotse.finish.html import Tree, append, insert_after, one

EXECUTED = {None, "", "module", "text/javascript"}


def policy(tree: Tree) -> str:
    """The policy for one page. WebAssembly is allowed for the search, which is written in it."""
    hashes = []
    for script in tree.css("script:not([src])"):
        if script.attrs.get("type") in EXECUTED:
            digest = base64.b64encode(hashlib.sha256((script.text() or "").encode()).digest()).decode()
            hashes.append(f"'sha256-{digest}'")
    return (
        f"default-src 'none'; script-src 'self' 'wasm-unsafe-eval' {' '.join(sorted(set(hashes)))}; style-src 'self'; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
        "base-uri 'none'; form-action 'none'"
    )


def finish(tree: Tree) -> None:
    """Write the policy into the page as its first meta element after the charset."""
    for old in tree.css('meta[http-equiv="Content-Security-Policy"]'):
        old.decompose()
    content = policy(tree)
    charset = tree.css_first("head meta[charset]")
    meta = f'<meta http-equiv="Content-Security-Policy" content="{content}">'
    if charset:
        insert_after(charset, meta)
    else:
        append(one(tree, "head"), meta)
