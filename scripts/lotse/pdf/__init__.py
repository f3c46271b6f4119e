"""PDF/UA-1 (ISO 14289-1) from the built site: one page, or the whole guide, course or concept.

``selection`` says which pages, ``paper`` turns a finished article into one for paper, ``document`` joins them
under one style, ``write`` hands the result to WeasyPrint.
"""

from __future__ import annotations

from pathlib import Path

from lotse.finish.context import Context
from lotse.model import Site
from lotse.pdf.document import html
from lotse.pdf.errors import PdfError
from lotse.pdf.selection import select
from lotse.pdf.write import check, pdf

__all__ = ["PdfError", "make"]


def make(site: Site, site_dir: Path, lang: str, what: str, out: Path | None = None) -> Path:
    """Write a PDF of what is built in ``site_dir``; equal sites give equal bytes.

    Args:
        lang: language of the pages.
        what: ``guide``, ``course``, ``concept`` or a page: ``docs/de/leitfaden/sprache.md``, ``leitfaden/sprache``.
        out: the file; None for one in ``out/pdf`` of the repository.
    Returns the path of the file.
    Raises PdfError; an older file then stays as it is.
    """
    context = Context.of(site, site_dir)
    chosen = select(context, lang, what)
    target = out or site.root / "out" / "pdf" / chosen.lang / f"{chosen.name}.pdf"
    check(target)
    pdf(html(context, chosen), chosen.lang, target)
    return target
