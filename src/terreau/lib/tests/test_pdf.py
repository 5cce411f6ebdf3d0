"""A sheet of paper: French as it is set, squares that are read, type that travels in the file."""

import re
import zlib

from terreau.lib import qr
from terreau.lib.pdf import HEIGHT, Paper, bound


def test_french_marks_stay_on_the_line_of_their_word() -> None:
    assert bound("Que faire ? « Rien » : 120 000 €") == "Que faire\u202f? «\u202fRien\u202f»\u202f: 120\u202f000\u202f€"
    assert bound("deux mots, 12 bancs") == "deux mots, 12 bancs"


def test_only_the_letters_that_are_used_travel_and_all_accents_are_there() -> None:
    paper = Paper("Été", lang="fr")
    paper.add_page()
    paper.heading("À l’œuvre")
    paper.paragraph("éèêëàâùûîïôœç ÉÈÀÇŒ € ’ « » – — … n°")
    pdf = paper.whole()
    assert b"/Lang (fr)" in pdf and len(pdf) < 60_000 and b"FontFile2" in pdf
    assert not [char for char in "éèêëàâùûîïôœçÉÈÀÇŒ€’«»–—…°" if ord(char) not in paper.fonts["text"].cmap]


def test_a_paragraph_that_is_long_goes_on_to_the_next_page() -> None:
    paper = Paper("Long", lang="fr")
    paper.add_page()
    paper.paragraph("Un mot après l’autre. " * 900, 14)
    assert paper.page_no() > 2 and paper.get_y() < HEIGHT and paper.whole()


def test_the_squares_of_a_code_are_drawn_as_they_are() -> None:
    rows = qr.rows("https://ville.example/?code=K7QM-2RXT-9ABD")
    paper = Paper("Carré", lang="fr")
    paper.add_page()
    paper.squares(rows, 20, 20, len(rows) / paper.k, "un carré")  # one point a square
    (drawn,) = [text for text in streams(paper.whole()) if " re" in text]
    found = [
        (float(x), float(y), float(wide)) for x, y, wide in re.findall(r"([\d.]+) ([\d.]+) ([\d.]+) 1\.00 re", drawn)
    ]
    left, top = 20 * paper.k, (HEIGHT - 20) * paper.k
    dark = {(round(top - y) - 1, round(x - left) + n) for x, y, wide in found for n in range(round(wide))}
    assert dark == {(y, x) for y, row in enumerate(rows) for x, filled in enumerate(row) if filled}


def streams(pdf: bytes) -> list[str]:
    found = re.findall(rb"stream\n(.*?)\nendstream", pdf, re.S)
    return [zlib.decompress(part).decode("latin-1") for part in found if part[:1] == b"x"]
