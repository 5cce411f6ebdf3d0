"""Letters with a code: one sheet each, the code in large signs, a square that a telephone reads.

Codes live in this one answer: they come as arguments, go into the bytes that are given back, and are written nowhere.
"""

import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import IO, Any, cast

from django.utils.translation import gettext as _

from terreau.decide.budgeting.enums import Channel
from terreau.decide.budgeting.models import Edition
from terreau.decide.budgeting.printing import saying
from terreau.lib import qr
from terreau.lib.pdf import MARGIN, WIDTH, Paper

CHUNK = 500  # letters in a file: what printers take well, and what memory must hold at once
WINDOW = 90.0  # millimetres from the top: above, on the right, the window of an envelope shows nothing of ours
Coded = tuple[int, str]  # number of the letter, its code


def letters(edition: Edition, label: str, coded: Sequence[Coded], address: str) -> bytes:
    """One A4 sheet a letter."""
    with saying.spoken("fr"):
        paper = Paper(f"{edition.name} – {label}", lang="fr")
        paper.set_auto_page_break(False)
        texts = _texts(edition)
        for number, code in coded:
            _letter(paper, edition, texts, number, code, address)
        return paper.whole()


def letters_archive(edition: Edition, label: str, coded: Sequence[Coded], address: str) -> Iterator[bytes]:
    """A ZIP of several PDF, given piece by piece: at any moment memory holds one of them."""
    pipe = _Pipe()
    with zipfile.ZipFile(cast(IO[bytes], pipe), "w", zipfile.ZIP_STORED) as archive:  # the PDF are compressed already
        for at in range(0, len(coded), CHUNK):
            some = coded[at : at + CHUNK]
            archive.writestr(f"lettres-{some[0][0]:05d}-{some[-1][0]:05d}.pdf", letters(edition, label, some, address))
            yield pipe.taken()
    yield pipe.taken()


class _Pipe(io.RawIOBase):
    """What a ZIP writes, taken away as it comes; it cannot be read again."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.parts.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        found, self.parts = b"".join(self.parts), []
        return found


def _texts(edition: Edition) -> dict[str, Sequence[str]]:
    """What is the same on every letter, said once."""
    french = _paragraphs(edition)
    with saying.spoken("en"):
        return {"fr": french, "en": _english(edition)}


def _paragraphs(edition: Edition) -> Sequence[str]:
    by_voice = []
    if Channel.PHONE in edition.channels:
        by_voice.append(_("appelez la mairie, cette lettre en main : un agent vote avec vous"))
    if {Channel.DESK, Channel.PAPER} & set(edition.channels):
        by_voice.append(_("venez à l’accueil avec une pièce d’identité : guichet ou bulletin papier"))
    offline = _("Sans internet : %(ways)s.") % {"ways": _(" ; ou ").join(by_voice)} if by_voice else ""
    return [
        saying.period(edition),
        _("Ouvrez la page avec l’appareil photo de votre téléphone, ou tapez son adresse, puis votre code."),
        " ".join(part for part in (offline, saying.contact()) if part),
        _("Ce code est pour une personne et une fois. Ne le donnez à personne, ne l’achetez à personne."),
        _("Lettre perdue ? Son numéro suffit à la mairie pour la remplacer."),
    ]


def _english(edition: Edition) -> Sequence[str]:
    """The same ids, said in English in one short paragraph."""
    return [
        " ".join(
            (
                _("Ceci est votre lettre pour voter au budget de votre ville."),
                saying.period(edition),
                _("Ouvrez la page avec l’appareil photo de votre téléphone, ou tapez son adresse, puis votre code."),
                _("Ce code est pour une personne et une fois. Ne le donnez à personne, ne l’achetez à personne."),
            )
        )
    ]


def _letter(
    paper: Paper, edition: Edition, texts: dict[str, Sequence[str]], number: int, code: str, address: str
) -> None:
    paper.add_page()
    named = _("lettre n° %(number)s") % {"number": number}
    paper.start_section(named)
    paper.stamp(MARGIN, 18, 20)
    paper.set_xy(MARGIN + 25, 19)
    paper.paragraph(saying.town_name(), 15, bold=True, width=60, after=0)
    paper.set_x(MARGIN + 25)
    paper.paragraph(f"{edition.name}\n{named}", 12, soft=True, width=60)
    paper.set_xy(MARGIN, WINDOW)
    paper.heading(saying.question(edition), 22)
    for sentence in texts["fr"][:2]:
        paper.paragraph(sentence, 13)
    _code(paper, code, address)
    for sentence in filter(None, texts["fr"][2:]):
        paper.paragraph(sentence, 12, after=0.35)
    paper.rule(paper.get_y() + 1.5)
    paper.set_y(paper.get_y() + 4)
    for sentence in texts["en"]:
        paper.paragraph(sentence, 10.5, soft=True)


def _code(paper: Paper, code: str, address: str) -> None:
    top, side = paper.get_y() + 1, 52.0
    to = f"{address}?code={code}"
    told = _("Carré à lire avec l’appareil photo d’un téléphone : il ouvre la page et remplit le code.")
    paper.set_draw_color(150, 144, 132)
    paper.rect(MARGIN, top, WIDTH - 2 * MARGIN, side + 4)
    paper.squares(qr.rows(to), MARGIN + 2, top + 2, side, told)
    paper.link(MARGIN + 2, top + 2, side, side, to, alt_text=told)
    left = MARGIN + side + 7
    paper.set_xy(left, top + 6)
    paper.paragraph(_("Votre code, pour une personne et une fois"), 11, width=105, after=0.2)
    paper.set_x(left)
    paper.spaced(code, 26, 7.8)
    paper.set_xy(left, paper.get_y() + 2)
    paper.paragraph(address, 10, width=105, after=0)
    paper.set_xy(MARGIN, top + side + 9)
