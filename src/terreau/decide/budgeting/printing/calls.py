"""The call sheet: what the agent says aloud, and, when the computer is down, what is written and typed later as paper is."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from terreau.decide.budgeting.models import Edition, Project
from terreau.decide.budgeting.printing import saying
from terreau.decide.budgeting.printing.ballots import fill
from terreau.decide.budgeting.script import spoken_steps
from terreau.lib.pdf import MARGIN, Paper


def call_sheet(edition: Edition, projects: Sequence[Project], lang: str = "fr") -> bytes:
    """Two parts that are torn apart: the script with the caller's identity, and a ballot without it."""
    with saying.spoken(lang):
        paper = Paper(
            _("Feuille d’appel") + f" – {edition.name}", lang=lang, foot=f"{edition.name} · {saying.mark(edition)}"
        )
        paper.add_page()
        paper.start_section(_("Ce que vous dites"))
        paper.heading(_("Feuille d’appel, quand l’ordinateur est en panne"), 22)
        for number, (title, said) in enumerate(spoken_steps(edition, on_paper=True), 1):
            paper.paragraph(f"{number}. {title}", 13, bold=True, after=0)
            paper.paragraph(said, 12.5, after=0.4)
        _identity(paper)
        paper.add_page()
        paper.start_section(_("Le bulletin, à détacher"))
        paper.heading(_("Le bulletin, à détacher"), 22)
        paper.paragraph(_("Aucun nom sur cette feuille. Elle part dans l’enveloppe ; deux personnes la liront."), 14)
        paper.paragraph(saying.how_to_fill(edition), 14, bold=True)
        fill(paper, edition, projects, (lang,))
        return paper.whole()


def _identity(paper: Paper) -> None:
    paper.rule(paper.get_y() + 1, dashed=True, inset=6)
    paper.set_y(paper.get_y() + 5)
    paper.paragraph(
        _("À remettre au registre dès que l’ordinateur revient (page « Papier »), puis à détruire."), 12.5, bold=True
    )
    for label in (_("Nom de naissance"), _("Prénom"), _("Date de naissance")):
        paper.paragraph(label, 12.5, after=0.35)
        paper.rule(paper.get_y() + 1.5)
        paper.set_xy(MARGIN, paper.get_y() + 4)
