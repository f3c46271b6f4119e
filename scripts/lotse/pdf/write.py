"""Writing the PDF with WeasyPrint, which needs Pango and the fonts of the system."""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Any

from lotse import fixes, locales
from lotse.pdf import conformance
from lotse.pdf.errors import PdfError

_PACKAGES = "unter Debian und Ubuntu: apt install {}"
_LIBRARIES = _PACKAGES.format("libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0")
_FONTS = _PACKAGES.format("fonts-noto-core")


def check(target: Path) -> None:
    """Refuse a target that holds something else than a PDF.

    Raises PdfError.
    """
    if target.is_dir():
        raise PdfError(f"{target} ist ein Ordner; mit --out eine Datei angeben")
    if target.is_file() and target.read_bytes()[:5] not in (b"%PDF-", b""):
        raise PdfError(f"{target} gibt es schon und ist keine PDF-Datei; mit --out eine andere angeben")


def pdf(html: str, lang: str, target: Path) -> None:
    """Write the document as PDF/UA-1.

    Raises PdfError when a library or font of the system is missing, or the file can't be written.
    """
    weasyprint = _library()
    with _warnings() as said, conformance.complete_tags():
        document = weasyprint.HTML(string=html, url_fetcher=weasyprint.URLFetcher(allowed_protocols=("file",))).render()
        raw = document.write_pdf(pdf_variant="pdf/ua-1", finisher=conformance.finish)
    _check_fonts({font.family for font in document.fonts.values()}, said, lang)
    try:
        fixes.write(target, raw)
    except OSError as error:
        raise PdfError(f"{target} lässt sich nicht schreiben: {error.strerror}") from None


def _library() -> Any:
    try:
        # A missing library makes it print advice in English before it gives up.
        with redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import weasyprint
    except OSError:
        raise PdfError(f"Zum Schreiben von PDF fehlt die Bibliothek Pango; {_LIBRARIES}") from None
    return weasyprint


@contextmanager
def _warnings() -> Iterator[list[str]]:
    """What WeasyPrint complains about meanwhile."""
    said: list[str] = []
    logger, handler = logging.getLogger("weasyprint"), logging.Handler()
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    logger.addHandler(handler)
    try:
        yield said
    finally:
        logger.removeHandler(handler)


def _check_fonts(families: set[str], said: list[str], lang: str) -> None:
    wanted = ["Noto Sans", *(["Noto Sans Arabic"] if locales.direction(lang) == "rtl" else [])]
    missing = [one for one in wanted if one not in families]
    if missing:
        raise PdfError(f"Die Schrift {missing[0]} fehlt; {_FONTS}")
    signs = [line for line in said if "unsupported by fonts" in line]
    if signs:
        sign = signs[0].partition('"')[2].rpartition('"')[0]
        raise PdfError(f"Für das Zeichen „{sign}“ fehlt eine Schrift; {_FONTS}")
