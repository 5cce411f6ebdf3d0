"""A sheet of paper as PDF: A4, the house's fonts, large type; it knows what a page is, and nothing of what it says."""

import re
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import MethodReturnValue, XPos, YPos
from fpdf.fonts import TTFFont

FONTS = Path(__file__).parent / "fonts"
FACES = {
    ("text", ""): "atkinson-regular.ttf",
    ("text", "B"): "atkinson-bold.ttf",
    ("head", ""): "fraunces.ttf",
}
WIDTH, HEIGHT, MARGIN = 210.0, 297.0, 20.0  # millimetres
INK, SOFT, LINE = (34, 38, 31), (90, 84, 74), (150, 144, 132)
POINT = 25.4 / 72
LEADING = 1.35


FIRM = re.compile(r" (?=[?!:;»€%])|(?<=«) |(?<=\d) (?=\d{3}\b)")


def bound(text: str) -> str:
    """French marks stay on the line of their word."""
    return FIRM.sub("\u202f", text)


class Paper(FPDF):
    """Sheets written from top to bottom; only the letters that are used travel in the file."""

    def __init__(self, title: str, *, lang: str, foot: str = "") -> None:
        super().__init__(unit="mm", format="A4")
        self.foot = foot
        self.broken: dict[tuple[str, float, float, bool], Sequence[str]] = {}
        for (family, style), name in FACES.items():
            self.add_font(family, style, FONTS / name)
        self.set_title(title)
        self.set_lang(lang)
        self.set_creator("Terreau")
        self.set_margins(MARGIN, MARGIN)
        self.set_auto_page_break(True, margin=22)
        self.set_display_mode("fullpage")

    def footer(self) -> None:
        if self.foot:
            self.set_y(-15)
            self.ink("text", 10, "", SOFT)
            self.cell(0, 5, self.foot.replace("{page}", str(self.page_no())))

    def ink(self, family: str, size: float, style: str, ink: tuple[int, int, int]) -> None:
        self.set_font(family, style, size)
        self.set_text_color(*ink)

    def heading(self, text: str, size: float = 24) -> None:
        self.ink("head", size, "", INK)
        self.multi_cell(0, size * POINT * 1.2, bound(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(size * POINT * 0.35)

    def paragraph(
        self,
        text: str,
        size: float = 12,
        *,
        bold: bool = False,
        soft: bool = False,
        width: float = 0,
        after: float = 0.5,
    ) -> None:
        """Set flush left at the present place; `after` is the space below, in lines."""
        left, step = self.get_x(), size * POINT * LEADING
        for line in self._lines(text, size, width or WIDTH - MARGIN - left, bold):
            self.ink("text", size, "B" if bold else "", SOFT if soft else INK)
            if not self.fits(step) and self.auto_page_break:
                self.add_page()
                self.ink("text", size, "B" if bold else "", SOFT if soft else INK)
            self.set_x(left)
            self.cell(0, step, line, new_x=XPos.LEFT, new_y=YPos.NEXT)
        self.set_xy(left, self.get_y() + step * after)

    def fits(self, height: float) -> bool:
        """Is there room for so many millimetres on this page?"""
        return self.get_y() + height <= HEIGHT - 22

    def height_of(self, text: str, size: float, width: float, *, bold: bool = False) -> float:
        """Millimetres that a paragraph would take."""
        return len(self._lines(text, size, width, bold)) * size * POINT * LEADING

    def _lines(self, text: str, size: float, width: float, bold: bool) -> Sequence[str]:
        """Broken once: a thousand letters say the same sentences."""
        key = (text, size, width, bold)
        if key not in self.broken:
            self.ink("text", size, "B" if bold else "", INK)
            found = self.multi_cell(width, 1, bound(text), align="L", dry_run=True, output=MethodReturnValue.LINES)
            self.broken[key] = [str(line) for line in found] if isinstance(found, list) else []
        return self.broken[key]

    def spaced(self, text: str, size: float, pitch: float) -> None:
        """Every sign in a cell as wide as the next, so that none is taken for its neighbour."""
        self.ink("text", size, "B", INK)
        for sign in text:
            self.cell(pitch, size * POINT * LEADING, sign, align="C")
        self.ln(size * POINT * LEADING)

    def box(self, x: float, y: float, side: float) -> None:
        """An empty square to write in."""
        self.set_draw_color(*INK)
        self.set_line_width(0.5)
        self.rect(x, y, side, side)

    def rule(self, y: float, *, dashed: bool = False, inset: float = MARGIN) -> None:
        """A line across the page."""
        self.set_draw_color(*LINE)
        self.set_line_width(0.25)
        self.set_dash_pattern(*((2, 2) if dashed else (0, 0)))
        self.line(inset, y, WIDTH - inset, y)
        self.set_dash_pattern()

    def fold_marks(self) -> None:
        """Short lines at both edges, where the sheet is folded in two."""
        self.set_draw_color(*LINE)
        self.set_line_width(0.4)
        self.set_dash_pattern(1.5, 1)
        for x in (4.0, WIDTH - 13):
            self.line(x, HEIGHT / 2, x + 9, HEIGHT / 2)
        self.set_dash_pattern()

    def squares(self, rows: Sequence[Sequence[bool]], x: float, y: float, side: float, told: str) -> None:
        """A QR code: dark squares, those of a row joined; `told` is what a reader of screens says of it."""
        one = side / len(rows) * self.k
        left, top = x * self.k, (HEIGHT - y) * self.k
        drawn = ["0 g"]
        for down, row in enumerate(rows, 1):
            at = 0
            for dark, run in groupby(row):
                wide = len(list(run))
                if dark:
                    drawn.append(f"{left + at * one:.2f} {top - down * one:.2f} {wide * one:.2f} {one:.2f} re")
                at += wide
        with self._marked_sequence(alt_text=told):
            self._out(" ".join([*drawn, "f"]))

    def stamp(self, x: float, y: float, side: float) -> None:
        """The mark of an edition: two circles and a tick, as on screen."""
        unit = side / 120
        self.set_draw_color(*INK)
        for radius, wide, dash in ((56, 2.5, 0.0), (48, 1.0, 2 * unit), (38, 1.5, 0.0)):
            self.set_line_width(wide * unit)
            self.set_dash_pattern(dash, dash * 2)
            self.circle(x + 60 * unit, y + 60 * unit, radius * unit)
        self.set_dash_pattern()
        self.set_line_width(5 * unit)
        points = [(x + a * unit, y + b * unit) for a, b in ((44, 61), (55, 72), (77, 48))]
        self.polyline(points)

    def whole(self) -> bytes:
        """The file; nothing can be added any more."""
        data = bytes(self.output())
        for font in self.fonts.values():
            if isinstance(font, TTFFont):
                font.ttfont.close()
        return data
