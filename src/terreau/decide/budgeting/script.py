"""What an agent says on the telephone, word by word: the same on the screen, in print, and for every caller."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from terreau.decide.budgeting.enums import BallotKind, Channel
from terreau.decide.budgeting.models import Edition

Step = tuple[str, str]  # what it is for, what is said


def spoken_steps(edition: Edition, *, on_paper: bool = False) -> Sequence[Step]:
    """From good morning to goodbye."""
    steps = [
        (
            _("Saluer"),
            _("« Bonjour, mairie, [votre prénom]. Vous appelez pour voter au budget : %(name)s ? »")
            % {"name": edition.name},
        ),
        (
            _("Prévenir, et attendre un oui"),
            _(
                "« Par téléphone, j’entendrai vos choix ; je ne les répète à personne et mon nom n’est pas sur le bulletin. "
                "Si vous préférez un vote que personne n’entend, il y a les autres moyens : je peux vous les dire. "
                "Voulez-vous voter avec moi ? »"
            ),
        ),
        (_("Demander qui vote"), _asked(edition)),
        (
            _("Lire les projets"),
            _(
                "Un par un, dans l’ordre de l’écran, titre et prix, sans avis ni commentaire. « Je relis autant de fois que vous voulez. »"
            )
            if not on_paper
            else _("Un par un, titre et prix, sans avis ni commentaire. « Je relis autant de fois que vous voulez. »"),
        ),
        *_district(edition),
        (_("Noter les choix"), _how(edition)),
        (
            _("Relire et demander un oui"),
            _("« Vous avez choisi : [relire]. C’est bien cela ? Je dépose votre bulletin ? »"),
        ),
    ]
    return [*steps, *(_end_on_paper() if on_paper else _end(edition))]  # fmt: skip


def _asked(edition: Edition) -> str:
    said = _("« Avez-vous %(age)d ans ou plus ? %(residence)s C’est bien votre cas ? »") % {
        "age": edition.min_age, "residence": edition.residence,
    }  # fmt: skip
    said += " " + _("« Votre nom de naissance, votre prénom, votre date de naissance ? » Faites épeler le nom.")
    if edition.asks_address and edition.uses_register:
        said += " " + _("« À quelle adresse êtes-vous inscrit sur la liste électorale ? »")
    if Channel.LETTER in edition.channels:
        said += " " + _(
            "« Avez-vous une lettre avec un code ? Lisez-le-moi, signe par signe. » Sans lettre, continuez."
        )
    return said


def _district(edition: Edition) -> Sequence[Step]:
    if not edition.own_district:
        return []
    said = _("« Dans quel quartier choisissez-vous ? À vous de le dire, je ne demande aucun justificatif. »")
    if edition.town_envelope:
        said += " " + _("« Vous choisirez aussi dans : %(town)s. »") % {"town": edition.town_envelope}
    return [(_("Demander le quartier"), said)]


def _how(edition: Edition) -> str:
    if edition.ballot_kind == BallotKind.POINTS:
        return _("« Vous avez %(n)s points à répartir. Combien pour chaque projet ? »") % {"n": edition.points}
    if edition.ballot_kind == BallotKind.RANKING:
        return _("« Lequel mettez-vous en premier ? Et ensuite ? »")
    if edition.ballot_kind == BallotKind.BASKET:
        return _("« Choisissez des projets dont les prix tiennent ensemble dans la somme ; je fais l’addition. »")
    return _("« Dites-moi tous ceux que vous soutenez. En choisir plusieurs n’enlève rien à aucun. »")


def _end(edition: Edition) -> Sequence[Step]:
    track = _(
        "« Votre bulletin est dans l’urne. Prenez de quoi écrire : voici votre code de suivi, quatre groupes de quatre signes. »"
    )
    slowly = _("Lisez-le groupe par groupe, deux fois, en disant « B comme Berthe », et faites-le répéter.")
    use = _("« Il permet de retrouver votre bulletin. »")
    if edition.can_replace:
        use = _("« Il permet de retrouver votre bulletin, et de le remplacer jusqu’à la clôture. »")
    return [
        (_("Donner le code de suivi"), f"{track} {slowly} {use}"),
        (_("Prendre congé"), _("« Merci d’avoir voté. Au revoir. » Puis « Appel suivant » : l’écran s’efface.")),
    ]


def _end_on_paper() -> Sequence[Step]:
    return [
        (
            _("Prendre congé"),
            _(
                "« L’ordinateur est en panne : vos choix sont sur une feuille sans nom, que deux personnes liront. Il n’y a pas de code "
                "de suivi. Merci d’avoir voté. » Détachez le bulletin ; glissez-le aussitôt dans l’enveloppe."
            ),
        ),
    ]  # fmt: skip
