"""Who votes, by what proof, and what can be undone: each sentence follows from what this edition asks, and from nothing else."""

from django.utils.translation import gettext as _

from terreau.decide.budgeting.enums import Channel
from terreau.decide.budgeting.models import Edition
from terreau.decide.budgeting.queries.strength import list_of, ways_of


def who_may(edition: Edition) -> str:
    """The age and the tie with the town, as everybody reads them."""
    said = _("%(age)d ans ou plus.") % {"age": edition.min_age} if edition.min_age else _("Pas d’âge minimum.")
    return f"{said} {edition.residence}".strip()


def who_votes(edition: Edition) -> str:
    """The same, with those whom a class brings along."""
    if set(edition.channels) == {Channel.CLASS}:
        return f"{_('Les élèves des classes ouvertes ici, une carte chacun.')} {edition.residence}".strip()
    if Channel.CLASS in edition.channels and edition.min_age and not edition.of_a_school:
        return f"{who_may(edition)} {_('En classe, des élèves plus jeunes votent aussi.')}"
    return who_may(edition)


def about_voting(edition: Edition) -> list[tuple[str, str]]:
    """Of a vote that took place elsewhere, only its ballots are known here."""
    if edition.imported:
        return [
            (_("Qui a voté, et comment ?"), _("Ce vote a eu lieu ailleurs : cette page ne connaît que ses bulletins."))
        ]
    return [
        (_("Qui peut voter ?"), who_votes(edition)),
        (_("Comment vote-t-on ?"), " · ".join(str(Channel(each).label) for each in edition.channels)),
        *about_register(edition),
        *about_classes(edition),
    ]


def about_register(edition: Edition) -> list[tuple[str, str]]:
    """What the list protects from, by which ways, and what it does not."""
    if not edition.uses_register:
        return []
    ways = ways_of(edition)
    said = [
        _("La ville n’en garde que des empreintes, effacées après les contestations."),
        _(
            "Un nom de la liste ne vote qu’une fois, par quelque moyen que ce soit, sauf identité contestée à l’accueil."
        ),
        _("Elle sert pour voter : %(ways)s.") % {"ways": list_of(ways.listed)},
    ]
    if ways.unlisted:
        said.append(_("On vote sans elle : %(ways)s.") % {"ways": list_of(ways.unlisted)})
    return [(_("À quoi sert la liste électorale ?"), " ".join(said))]


def about_classes(edition: Edition) -> list[tuple[str, str]]:
    if Channel.CLASS not in edition.channels:
        return []
    said = _(
        "Chaque élève a une carte à quatre images, qui vote une fois. Rien n’est demandé ni gardé sur un élève. Le nombre de "
        "cartes de chaque classe est publié, jamais ce qu’une classe a choisi."
    )
    others = [each for each in ways_of(edition).of(Channel) if each not in (Channel.CLASS, Channel.PAPER)]
    if not edition.of_a_school:
        said += " " + _("Ces bulletins comptent avec les autres.")
    if not edition.of_a_school and edition.min_age:
        said += " " + _("L’enseignant déclare qu’aucun élève n’a %(age)d ans.") % {"age": edition.min_age}
    elif others:
        said += " " + _("Rien n’empêche qu’un élève vote encore, sous son nom : %(ways)s.") % {"ways": list_of(others)}
    return [(_("Comment vote une classe ?"), said)]


def about_changing(edition: Edition) -> list[tuple[str, str]]:
    """Whether a ballot can be replaced, and by whom: it takes the code of a receipt, which paper and cards do not give."""
    return [] if edition.imported else [(_("Peut-on changer d’avis ?"), _changing(edition))]


def _changing(edition: Edition) -> str:
    ways = ways_of(edition)
    if not edition.can_replace or not ways.replaceable:
        return _("Non : un bulletin déposé reste.")
    said = _("Oui, jusqu’à la clôture, avec le code de suivi du reçu. Seul le dernier bulletin compte.")
    kept = [each for each in ways.of(Channel) if each not in ways.replaceable]
    if kept:
        said += " " + _("Sauf là où l’on ne reçoit pas de code : %(ways)s.") % {"ways": list_of(kept)}
    return said


def about_secrecy(edition: Edition) -> list[tuple[str, str]]:
    """Who learns what was chosen; and what to do when one's name was used."""
    if edition.imported:
        return []
    return [(_("Qui saura ce que j’ai voté ?"), _secrecy(edition)), *about_disputes(edition)]


def _secrecy(edition: Edition) -> str:
    said = _("Personne. Le registre dit qui a voté, l’urne ce qui a été choisi, et rien ne les relie.")
    if Channel.PHONE in edition.channels:
        said = _(
            "Rien d’écrit ne le dit : le registre dit qui a voté, l’urne ce qui a été choisi, et rien ne les relie."
        )
        said += " " + _("Par téléphone, l’agent entend vos choix.")
    return said


def about_disputes(edition: Edition) -> list[tuple[str, str]]:
    """What to do when one's name has voted already."""
    if not ways_of(edition).can_dispute:
        return []
    return [(_("Et si quelqu’un a voté sous mon nom ?"), _(
        "Venez à l’accueil de la mairie avec une pièce d’identité, avant la clôture. Un agent la regarde sans rien copier, une "
        "autre personne confirme, et vous votez. Le premier bulletin ne peut pas être retiré : l’urne ne sait plus lequel "
        "c’est. Le nombre de ces cas est publié avec le résultat : le doute ne dépasse pas ce nombre."
    ))]  # fmt: skip
