"""A ballot to fill in by hand: fourteen points at least, one box a project, a line to fold along, no place for a name."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from terreau.decide.budgeting.enums import BallotKind
from terreau.decide.budgeting.models import Edition, Project
from terreau.decide.budgeting.printing import saying
from terreau.lib.pdf import INK, MARGIN, WIDTH, Paper, bound

BOX, NUMBER, PRICE = 12.0, 13.0, 30.0  # millimetres: the box, the number beside it, the price at the right
TITLE = 15.0  # points
BY_NUMBER = (BallotKind.POINTS, BallotKind.RANKING)


def ballots(edition: Edition, projects: Sequence[Project], *, langs: Sequence[str] = ("fr",), sheets: int = 1) -> bytes:
    """So many ballots, all alike, each from a page of its own; said in one or two languages."""
    with saying.spoken(langs[0]):
        paper = Paper(
            _("Bulletin papier") + f" – {edition.name}", lang=langs[0], foot=f"{edition.name} · {saying.mark(edition)}"
        )
        for _sheet in range(sheets):
            paper.add_page()
            _head(paper, edition, langs)
            fill(paper, edition, projects, langs)
        return paper.whole()


def _head(paper: Paper, edition: Edition, langs: Sequence[str]) -> None:
    paper.start_section(_("Bulletin papier"))
    paper.stamp(WIDTH - MARGIN - 24, 14, 24)
    paper.set_xy(MARGIN, 18)
    paper.paragraph(f"{saying.town_name()} · {edition.name}", 14, soft=True, width=140, after=0.1)
    paper.ink("head", 24, "", INK)
    paper.multi_cell(140, 10, bound(saying.question(edition)), align="L", new_x="LMARGIN", new_y="NEXT")
    paper.set_y(max(paper.get_y() + 3, 43))
    for at, lang in enumerate(langs):
        with saying.spoken(lang):
            paper.paragraph(saying.how_to_fill(edition), TITLE, bold=True, after=0.1, soft=at > 0)
            paper.paragraph(_("N’écrivez pas votre nom, ne signez pas."), TITLE, after=0.4, soft=at > 0)


def fill(paper: Paper, edition: Edition, projects: Sequence[Project], langs: Sequence[str]) -> None:
    """Rows of projects with their boxes, then how to fold; a project is never cut by the end of a page."""
    first, page = paper.page, 1
    paper.fold_marks()
    for project in projects:
        if not paper.fits(_height(paper, project) + 2):
            paper.add_page()
            paper.fold_marks()
            page += 1
            paper.paragraph(_("Suite du bulletin, page %(n)s") % {"n": page}, 14, soft=True)
        _project(paper, edition, project)
    if not paper.fits(12 + 24 * len(langs)):
        paper.add_page()
    _foot(paper, edition, langs, several=paper.page > first)


def _height(paper: Paper, project: Project) -> float:
    width = WIDTH - 2 * MARGIN - BOX - NUMBER - PRICE - 4
    title = paper.height_of(project.title, TITLE, width, bold=True)
    return max(BOX, title + (paper.height_of(_about(project), 14, width) if _about(project) else 0)) + 5


def _about(project: Project) -> str:
    """Its envelope, which one must know to choose in one district alone, and its sentence."""
    return ". ".join(filter(None, (project.envelope, project.summary)))


def _project(paper: Paper, edition: Edition, project: Project) -> None:
    top, width = paper.get_y(), WIDTH - 2 * MARGIN - BOX - NUMBER - PRICE - 4
    height = _height(paper, project)
    paper.box(MARGIN, top + 1, BOX)
    paper.set_xy(MARGIN + BOX + 1, top + 2)
    paper.ink("text", 18, "B", INK)
    paper.cell(NUMBER, 9, str(project.number), align="C")
    paper.set_xy(MARGIN + BOX + NUMBER + 3, top + 1)
    paper.paragraph(project.title, TITLE, bold=True, width=width, after=0)
    if _about(project):
        paper.paragraph(_about(project), 14, width=width, after=0)
    paper.set_xy(WIDTH - MARGIN - PRICE, top + 1)
    paper.ink("text", TITLE, "B", INK)
    paper.cell(PRICE, 7, saying.price(project.cost), align="R")
    paper.rule(top + height - 1.5)
    paper.set_xy(MARGIN, top + height)


def _foot(paper: Paper, edition: Edition, langs: Sequence[str], *, several: bool) -> None:
    paper.set_y(paper.get_y() + 3)
    for at, lang in enumerate(langs):
        with saying.spoken(lang):
            said = _(
                "Pliez la feuille en deux aux repères, vos choix à l’intérieur. Glissez-la dans l’urne de l’accueil."
            )
            if several:
                said = _("Gardez toutes les pages ensemble.") + " " + said
            followed = saying.not_followed(edition)
            paper.paragraph(f"{said} {saying.until(edition)} {followed}".strip(), 14, soft=at > 0, after=0.25)
    if saying.contact() and paper.fits(14):
        paper.paragraph(saying.contact(), 14)
