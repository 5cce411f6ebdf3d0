"""Sentences that several prints share: when the vote is open, how one votes, what is put in a box."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.utils import translation
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from terreau.decide.budgeting.enums import BallotKind, Channel, PhaseKind
from terreau.decide.budgeting.models import Edition
from terreau.decide.budgeting.rules import phase_of
from terreau.ui.registry import town
from terreau.ui.tags.figures import moment_of, money


@contextmanager
def spoken(lang: str) -> Iterator[None]:
    """Write in this language, whoever asked for the print."""
    with translation.override(lang):
        yield


def question(edition: Edition) -> str:
    return edition.question or edition.name


def price(amount: object) -> str:
    return strip_tags(money(amount))


def town_name() -> str:
    found = town()
    return found.name if found and found.name else "Terreau"


def contact() -> str:
    found = town()
    return found.contact if found else ""


def period(edition: Edition) -> str:
    vote = phase_of(edition.phases.all(), PhaseKind.VOTE)
    if vote is None:
        return ""
    return _("Le vote est ouvert du %(opens)s au %(closes)s.") % {
        "opens": moment_of(vote.opens_at), "closes": moment_of(vote.closes_at),
    }  # fmt: skip


def until(edition: Edition) -> str:
    vote = phase_of(edition.phases.all(), PhaseKind.VOTE)
    return _("Jusqu’au %(until)s.") % {"until": moment_of(vote.closes_at)} if vote else ""


def not_followed(edition: Edition) -> str:
    """What paper lacks that other ways have."""
    if not edition.votes_online:
        return ""
    return _("Un bulletin papier n’a pas de code de suivi : deux personnes le lisent, et il compte comme les autres.")


def how_to_fill(edition: Edition) -> str:
    """What is put in the boxes, by the kind of ballot."""
    if edition.ballot_kind == BallotKind.POINTS:
        said = _("Répartissez %(n)s points : écrivez un nombre dans la case.") % {"n": edition.points}
    elif edition.ballot_kind == BallotKind.RANKING:
        said = _("Écrivez 1 devant votre préféré, 2 devant le suivant, et ainsi de suite.")
    elif edition.ballot_kind == BallotKind.BASKET:
        said = _("Cochez des projets dont les prix tiennent ensemble dans %(money)s.") % {
            "money": price(edition.budget)
        }
    else:
        said = _("Cochez tous les projets que vous soutenez.")
    if edition.min_choices > 1:
        said += " " + _("%(n)s au moins.") % {"n": edition.min_choices}
    if edition.max_choices:
        said += " " + _("%(n)s au plus.") % {"n": edition.max_choices}
    return f"{said} {in_one_district(edition)}".strip()


def in_one_district(edition: Edition) -> str:
    """Where a ballot chooses in one district: that, and what is for everybody."""
    if not edition.own_district:
        return ""
    if not edition.town_envelope:
        return _("Choisissez dans un seul quartier.")
    return _("Choisissez dans un seul quartier, et dans « %(town)s ».") % {"town": edition.town_envelope}


def ways_to_vote(edition: Edition) -> Sequence[str]:
    """One sentence for each way that this edition opens, in plain words."""
    said = {
        Channel.LETTER: _("Avec la lettre reçue chez vous : le code qu’elle porte ouvre le bulletin."),
        Channel.EMAIL: _("En ligne, avec un compte et une adresse de courriel."),
        Channel.PHONE: _("Par téléphone : un agent lit les projets, note vos choix et vous les relit."),
        Channel.DESK: _("Au guichet, avec une pièce d’identité : un agent vous donne un code."),
        Channel.REGISTER: _("En ligne, si vous êtes sur la liste électorale : nom, prénom, date de naissance."),
        Channel.CLASS: _("À l’école : chaque élève reçoit une carte de quatre dessins."),
        Channel.PAPER: _("Sur papier : demandez un bulletin à l’accueil, avec une pièce d’identité."),
    }
    return [sentence for channel, sentence in said.items() if channel in edition.channels]


def mark(edition: Edition) -> str:
    """Eight signs that change with the projects, the same on every print of an edition whose vote is open."""
    opening = getattr(edition, "opening", None)
    if opening is None:
        return _("imprimé avant l’ouverture du vote")
    signs = opening.projects_sha256[:8].upper()
    return _("marque %(signs)s") % {"signs": f"{signs[:4]} {signs[4:]}"}
