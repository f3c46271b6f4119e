"""``.well-known/security.txt`` (RFC 9116): where to report a weakness, from ``docs/data/operator.yml``."""

from __future__ import annotations

from lotse import freshness
from lotse.finish.context import Context

PATH = ".well-known/security.txt"


def write(context: Context) -> None:
    """Write the file; none while the operator has not said where and until when."""
    given = context.operator.get("security")
    contact, expires = (given.get("contact"), given.get("expires")) if isinstance(given, dict) else (None, None)
    if not isinstance(contact, str) or not freshness.is_date(expires):
        return
    lines = [
        f"Contact: {contact if '://' in contact else f'mailto:{contact}'}",
        f"Expires: {expires}T00:00:00Z",
        "Preferred-Languages: de, en",
        f"Canonical: {context.base}{PATH}",
    ]
    if context.repository:
        middle = "/-/blob/main/" if "gitlab" in context.repository else "/blob/main/"
        lines.append(f"Policy: {context.repository}{middle}SECURITY.md")
    file = context.site_dir / PATH
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join([*lines, ""]), "utf-8")
