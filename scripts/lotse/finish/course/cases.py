"""One worked case in a page: the facts, and folded below them the outcome with its reason."""

from __future__ import annotations

from markupsafe import Markup

from lotse.course import cases
from lotse.finish.course.frame import Frame


def case(frame: Frame, name: str) -> dict[str, object] | None:
    """The case with the id ``name``; None if there is none or it is not complete."""
    one = cases.known(frame.context.site).get(name)
    if one is None or any(key not in one for key in ("title", "facts", "outcome", "reason")):
        return None
    outcomes = frame.context.words(frame.spoken)["outcome"]
    return {
        "id": name,
        "title": one["title"],
        "facts": frame.cited(str(one["facts"]).strip()),
        "outcome": outcomes.get(one["outcome"], one["outcome"]),
        "confirm": one.get("confidence") == "confirm",
        "reason": frame.cited(str(one["reason"]).strip()),
        "citations": Markup(", ").join(frame.cited(str(text)) for text in one.get("citations") or ()),
        "see": [frame.guide(str(place)) for place in one.get("see") or ()],
    }
