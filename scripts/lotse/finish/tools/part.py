"""What the maker of a tool gives back; a module of its own, because ``tools`` imports the makers."""

from __future__ import annotations

from typing import Any, NamedTuple


class Part(NamedTuple):
    """What one tool needs: values for its template, and the data its script reads."""

    values: dict[str, Any]
    data: dict[str, Any]
