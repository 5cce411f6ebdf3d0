"""A poster that says what is voted on, until when and how; for a door, a lift, a baker's window."""

from django.utils.translation import gettext as _

from terreau.decide.budgeting.models import Edition
from terreau.decide.budgeting.printing import saying
from terreau.lib import qr
from terreau.lib.pdf import MARGIN, WIDTH, Paper


def poster(edition: Edition, address: str, lang: str = "fr") -> bytes:
    """One A4 sheet, read from two metres."""
    with saying.spoken(lang):
        paper = Paper(saying.question(edition), lang=lang)
        paper.set_auto_page_break(False)
        paper.add_page()
        paper.stamp(MARGIN, 16, 26)
        paper.set_xy(MARGIN + 32, 20)
        paper.paragraph(saying.town_name(), 20, bold=True, width=138, after=0)
        paper.set_x(MARGIN + 32)
        paper.paragraph(edition.name, 15, soft=True, width=138)
        paper.set_xy(MARGIN, 54)
        paper.heading(saying.question(edition), 38)
        paper.paragraph(saying.period(edition), 20, bold=True)
        paper.paragraph(
            _("À partir de %(age)s ans. %(residence)s") % {"age": edition.min_age, "residence": edition.residence}, 17
        )
        paper.heading(_("Comment voter"), 22)
        for sentence in saying.ways_to_vote(edition):
            paper.paragraph(f"–  {sentence}", 16, after=0.3)
        _way_in(paper, address)
        return paper.whole()


def _way_in(paper: Paper, address: str) -> None:
    side, top = 42.0, 233.0
    paper.rule(top - 4)
    paper.squares(
        qr.rows(address), MARGIN, top, side, _("Carré à lire avec l’appareil photo d’un téléphone : il ouvre la page.")
    )
    paper.link(MARGIN, top, side, side, address, alt_text=address)
    paper.set_xy(MARGIN + side + 6, top + 6)
    paper.paragraph(_("Les projets, les règles, le bulletin :"), 15, width=WIDTH - 2 * MARGIN - side - 6, after=0.1)
    paper.paragraph(address, 13, bold=True, width=WIDTH - 2 * MARGIN - side - 6, after=0.3)
    if saying.contact():
        paper.paragraph(saying.contact(), 14, width=WIDTH - 2 * MARGIN - side - 6)
