"""Why there is no PDF."""


class PdfError(Exception):
    """The PDF can't be made; the text says why and what to do, in German."""
