"""The course: modules from their pages, courses and days from ``course.yml``, questions from ``quiz.yml``.

Pages carry what people write and read; this package only reads them, adds up, and says when what happens.
"""

from __future__ import annotations
