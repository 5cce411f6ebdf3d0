"""A QR code as the path of an SVG drawing, so that a page draws it in its own ink."""

from collections.abc import Sequence
from dataclasses import dataclass

import qrcode

QUIET = 4  # the empty border that readers need, in squares


@dataclass(frozen=True)
class Square:
    """`side` squares a side, border included; `path` fills the dark ones."""

    side: int
    path: str


def rows(text: str) -> Sequence[Sequence[bool]]:
    """The squares, row by row, border included; true ones are dark."""
    code = qrcode.QRCode(border=QUIET, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(text)
    code.make(fit=True)
    return list(code.get_matrix())


def path(text: str) -> Square:
    found = rows(text)
    dark = ((x, y) for y, row in enumerate(found) for x, filled in enumerate(row) if filled)
    return Square(len(found), "".join(f"M{x} {y}h1v1h-1z" for x, y in dark))
