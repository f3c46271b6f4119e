"""The self-test of a module: a sheet to tick on paper with the key at its end; the script makes it answer."""

from __future__ import annotations

from lotse.course import quiz
from lotse.course.quiz import Question
from lotse.course.sheet import fill
from lotse.finish.course.frame import Frame, script


def selftest(frame: Frame, name: str) -> dict[str, object] | None:
    """The questions of the module ``name``; None if it has none."""
    found = quiz.of(frame.context.site, name)
    if not found:
        return None
    data = {key: frame.said["quiz"][key] for key in ("correct", "wrong", "open", "count")}
    return {"module": name, "questions": [_question(frame, one) for one in found], "data": script(data)}


def _question(frame: Frame, one: Question) -> dict[str, object]:
    def said(text: str) -> str:
        return fill(frame.context.site, text)

    return {
        "id": one.id,
        "text": frame.cited(said(one.question)),
        "several": one.several,
        "hint": one.hint,
        "options": [{"text": said(option.text), "right": option.right} for option in one.options],
        "right": [said(option.text) for option in one.options if option.right],
        "why": frame.cited(said(one.why)),
        "citations": [frame.cited(text) for text in one.citations],
        "guide": frame.guide(one.guide) if one.guide else None,
        "difficulty": frame.said["quiz"]["difficulty"][f"level-{one.difficulty}"],
        "blocking": bool(one.blocking),
    }
