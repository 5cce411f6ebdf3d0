"""A QR code as the path of an SVG drawing, so that a page draws it in its own ink."""

from dataclasses import dataclass

import qrcode

QUIET = 4  # the empty border that readers need, in squares


@dataclass(frozen=True)
class Square:
    """`side` squares a side, border included; `path` fills the dark ones."""

    side: int
    path: str


def path(text: str) -> Square:
    code = qrcode.QRCode(border=QUIET, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    dark = ((x, y) for y, row in enumerate(rows) for x, filled in enumerate(row) if filled)
    return Square(len(rows), "".join(f"M{x} {y}h1v1h-1z" for x, y in dark))
