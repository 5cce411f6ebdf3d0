"""What was built in Rivelune, drawn as a photograph would show it: a sky, a ground, and the thing itself."""

import io
from collections.abc import Callable

from PIL import Image, ImageDraw

WIDE, HIGH, FINE = 960, 640, 2  # drawn twice as large, then made small: edges are soft
SKY, GRASS, PAVING, EARTH = "#dfe9ec", "#a9bf8a", "#d8cfc0", "#8a6a4e"
WOOD, DARK, LEAF, STONE, RED = "#b98a5a", "#4a4036", "#5f8b4c", "#b9b2a6", "#b5533c"
Pen = ImageDraw.ImageDraw


def picture(name: str) -> io.BytesIO:
    """One of `SCENES`, as a file."""
    image = Image.new("RGB", (WIDE * FINE, HIGH * FINE), SKY)
    SCENES[name](ImageDraw.Draw(image))
    out = io.BytesIO()
    image.resize((WIDE, HIGH), Image.Resampling.LANCZOS).save(out, "PNG")
    out.seek(0)
    return out


def _box(pen: Pen, x: float, y: float, wide: float, high: float, fill: str) -> None:
    pen.rectangle([x * FINE, y * FINE, (x + wide) * FINE, (y + high) * FINE], fill=fill)


def _disc(pen: Pen, x: float, y: float, r: float, fill: str) -> None:
    pen.ellipse([(x - r) * FINE, (y - r) * FINE, (x + r) * FINE, (y + r) * FINE], fill=fill)


def _line(pen: Pen, *points: tuple[float, float], fill: str, width: float = 6) -> None:
    pen.line([(x * FINE, y * FINE) for x, y in points], fill=fill, width=round(width * FINE), joint="curve")


def _shape(pen: Pen, *points: tuple[float, float], fill: str) -> None:
    pen.polygon([(x * FINE, y * FINE) for x, y in points], fill=fill)


def _ground(pen: Pen, fill: str, at: float = 400) -> None:
    _box(pen, 0, at, WIDE, HIGH - at, fill)


def _tree(pen: Pen, x: float, y: float, size: float) -> None:
    _box(pen, x - size / 10, y - size, size / 5, size, WOOD)
    for dx, dy, r in ((0, -1.5, 0.6), (-0.5, -1.2, 0.45), (0.5, -1.2, 0.45)):
        _disc(pen, x + dx * size, y + dy * size, r * size, LEAF)


def _bed(pen: Pen, x: float, y: float, wide: float, planted: bool) -> None:
    high = wide / 3
    for plank in range(3):
        _box(pen, x, y + plank * high / 3, wide, high / 3 - 3, WOOD)
    _box(pen, x + 6, y - 10, wide - 12, 12, EARTH)
    if planted:
        for rank in range(5):
            at = x + wide * (rank + 0.7) / 5.6
            _line(pen, (at, y - 8), (at, y - 44), fill=LEAF, width=4)
            _disc(pen, at, y - 48, 15, LEAF)
            _disc(pen, at + 4, y - 54, 5, RED if rank % 2 else "#e0b040")


def _beds(pen: Pen, planted: bool) -> None:
    _shape(pen, (560, 400), (560, 230), (700, 150), (840, 230), (840, 400), fill="#c9dcd9")  # the greenhouse
    for x in range(560, 841, 56):
        _line(pen, (x, 225), (x, 400), fill=STONE, width=3)
    _ground(pen, GRASS)
    for x, y, wide in (
        (90, 430, 180),
        (330, 430, 180),
        (620, 430, 180),
        (40, 545, 240),
        (360, 545, 240),
        (680, 545, 240),
    ):
        _bed(pen, x, y, wide, planted)


def _racks(pen: Pen, some: int) -> None:
    _box(pen, 0, 140, WIDE, 262, "#e7d6bd")  # the school behind
    for x in range(60, 900, 150):
        _box(pen, x, 190, 80, 110, "#9fb4bb")
    _ground(pen, PAVING)
    for rank in range(some):
        x = 80 + rank * 105
        _line(pen, (x, 560), (x, 430), (x + 14, 412), (x + 56, 412), (x + 70, 430), (x + 70, 560), fill=DARK, width=9)
    for x, colour in ((100, RED), (415, "#3f6f86")):
        for wheel in (x, x + 150):
            pen.ellipse([(wheel - 58) * FINE, 470 * FINE, (wheel + 58) * FINE, 586 * FINE], outline=DARK, width=12)
        _line(pen, (x, 528), (x + 55, 450), (x + 130, 450), (x + 150, 528), fill=colour, width=8)
        _line(pen, (x + 55, 450), (x + 75, 528), (x + 130, 450), fill=colour, width=8)


def _nests(pen: Pen) -> None:
    _shape(pen, (0, 0), (WIDE, 0), (WIDE, 150), (0, 210), fill=RED)
    _shape(pen, (0, 210), (WIDE, 150), (WIDE, HIGH), (0, HIGH), fill="#efe6d6")
    for rank in range(6):
        x, y = 90 + rank * 150, 216 - rank * 9
        pen.pieslice([(x - 46) * FINE, (y - 46) * FINE, (x + 46) * FINE, (y + 46) * FINE], 0, 180, fill=EARTH)
        _disc(pen, x, y + 12, 11, DARK)
    for x, y in ((260, 420), (600, 360), (740, 520)):
        _shape(pen, (x, y), (x - 70, y - 40), (x - 16, y - 6), (x - 46, y + 34), fill="#2f3b4c")
        _shape(pen, (x, y), (x + 62, y - 52), (x + 14, y - 4), fill="#2f3b4c")


def _bench(pen: Pen) -> None:
    _box(pen, 0, 330, WIDE, 80, "#9fb8bf")  # the river
    _ground(pen, GRASS)
    _tree(pen, 180, 440, 130)
    for y in (392, 424, 456):
        _box(pen, 380, y, 420, 22, WOOD)
    _box(pen, 360, 500, 460, 26, WOOD)
    for x in (400, 770):
        _box(pen, x, 380, 14, 210, DARK)


def _plans(pen: Pen) -> None:
    _box(pen, 0, 0, WIDE, HIGH, WOOD)
    _shape(pen, (130, 90), (850, 60), (880, 560), (110, 590), fill="#fbf8f1")
    _line(pen, (250, 420), (250, 250), (490, 160), (730, 250), (730, 420), fill=DARK, width=5)
    _line(pen, (210, 420), (770, 420), fill=DARK, width=8)
    for x in range(300, 700, 60):
        _line(pen, (x, 420), (x, 460), fill=STONE, width=4)
    _line(pen, (250, 500), (730, 500), fill=RED, width=3)
    for x in (250, 730):
        _line(pen, (x, 485), (x, 515), fill=RED, width=3)


def _ramp(pen: Pen) -> None:
    _box(pen, 0, 60, WIDE, 350, "#d9cdb8")
    _box(pen, 620, 120, 180, 290, "#6d7f86")
    _ground(pen, PAVING)
    _box(pen, 560, 380, 300, 60, STONE)
    for step in range(3):
        _box(pen, 560 - step * 0, 440 + step * 20, 300 + step * 20, 20, STONE)
    for x in range(40, 540, 110):
        _line(pen, (x, 600), (x, 500), fill=RED, width=8)
    for y in (520, 560):
        _line(pen, (20, y), (520, y), fill="#e8b64c", width=14)


SCENES: dict[str, Callable[[Pen], None]] = {
    "beds-empty": lambda pen: _beds(pen, planted=False),
    "beds-planted": lambda pen: _beds(pen, planted=True),
    "racks": lambda pen: _racks(pen, 8),
    "nests": _nests,
    "bench": _bench,
    "plans": _plans,
    "ramp": _ramp,
}
