"""QR codes, of texts of a few hundred letters, as they are printed beside them."""

import io

import segno

BORDER = 4
"""Modules of white around it, without which it is not read (ISO/IEC 18004)."""


def svg(text: str, width: int = 160) -> str:
    """The code as a picture for a page, without a script or style; `width` in pixels."""
    made = _made(text).svg_inline(
        border=BORDER, dark="#000", light="#fff", omitsize=True, svgclass="al-qr", lineclass=None
    )
    return made.replace("<svg ", f'<svg width="{width}" height="{width}" ', 1)


def png(text: str) -> bytes:
    """The code as a picture for a file: the same text is the same bytes."""
    out = io.BytesIO()
    _made(text).save(out, kind="png", scale=6, border=BORDER)
    return out.getvalue()


def _made(text: str) -> segno.QRCode:
    return segno.make(text, error="m", micro=False, encoding="utf-8", eci=False)
