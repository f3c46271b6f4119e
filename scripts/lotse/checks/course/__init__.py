"""The course: modules that a trainer can run from the page, plans that add up, questions with a source."""

from lotse.checks.course import objectives, pages, plans, questions

__all__ = ["objectives", "pages", "plans", "questions"]
