"""The form that all generated pages share."""

from __future__ import annotations

from lotse.model import Site

NOTICE = "# Erzeugt von „lotse generate“ aus {source}: dort ändern, nicht hier."


def page(
    site: Site,
    title: str,
    summary: str,
    kind: str,
    audience: str,
    anchor: str,
    source: str,
    body: list[str],
    scope: str = "federal",
) -> str:
    """A whole German page with its front matter; ``source`` names what it is made from, ``body`` holds its lines."""
    reviewed = site.value("laws").get("researched", "")  # generated pages are as old as the data they show
    head = [
        "---", NOTICE.format(source=source), f"title: {title}", f"summary: {summary}", f"kind: {kind}",
        f"audience: [{audience}]", f"scope: {scope}", f'reviewed: "{reviewed}"', "review_in: 6 months", "---", "",
        f"# {title} {{ #{anchor} }}", "",
    ]  # fmt: skip
    return "\n".join([*head, *body]).rstrip() + "\n"
