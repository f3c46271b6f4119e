"""QR codes (ISO/IEC 18004) that lead from paper back to a page."""

from __future__ import annotations

import segno

QUIET_ZONE = 4  # modules; the standard asks for four


def svg(address: str, title: str) -> str:
    """An inline SVG without a size of its own; error correction M, which a fold or a stamp may cost 15 %.

    Args:
        address: what the code says.
        title: what it is, for those who can't see it.
    """
    code = segno.make(address, error="m", micro=False, boost_error=False)
    return code.svg_inline(border=QUIET_ZONE, svgclass="lotse-qr", lineclass=None, omitsize=True, title=title)
