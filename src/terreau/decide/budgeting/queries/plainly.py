"""The rules of an edition in plain words, and the equalities that can be seen before anybody votes."""

from collections import defaultdict
from decimal import Decimal

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from terreau.algorithms.counting import parse_rule
from terreau.algorithms.counting.presets import PRESETS
from terreau.decide.budgeting.enums import BallotKind, Channel
from terreau.decide.budgeting.models import Edition, Project
from terreau.ui.tags.figures import number

TIES = {
    "lowest-cost": gettext_lazy("le moins cher"),
    "highest-cost": gettext_lazy("le plus cher"),
    "most-votes": gettext_lazy("le plus choisi"),
    "fewest-votes": gettext_lazy("le moins choisi"),
    "id": gettext_lazy("le plus petit numéro"),
    "id-as-text": gettext_lazy("le numéro, lu comme un mot"),
    "listed": gettext_lazy("le premier de la liste"),
    "lot": gettext_lazy("le sort, tiré en public"),
}


def rule_name(edition: Edition) -> tuple[str, str]:
    """(name, one sentence) of the counting rule; a rule of the town's own has neither."""
    lang = get_language() or "fr"
    rule = parse_rule(edition.rule)
    found = next((preset for preset in PRESETS.values() if preset.rule == rule), None)
    return (found.title(lang), found.about(lang)) if found else (_("Une règle propre à la ville"), "")


def rule_in_words(edition: Edition) -> list[tuple[str, str]]:
    """(question, answer), in the order in which people ask."""
    rule = parse_rule(edition.rule)
    name, about = rule_name(edition)
    order = ", ".join(str(TIES[key]) for key in rule.ties)
    return [
        *_proposing(edition),
        (_("Qui peut voter ?"), _("%(age)d ans ou plus. %(residence)s") % {"age": edition.min_age, "residence": edition.residence}),
        (_("Comment prouve-t-on son droit ?"), " · ".join(_channels(edition))),
        (_("Que met-on sur le bulletin ?"), _ballot(edition)),
        (_("Peut-on changer d’avis ?"), _("Oui, jusqu’à la clôture, avec le code de suivi du reçu. Seul le dernier bulletin compte.")
         if edition.can_replace else _("Non : un bulletin déposé reste.")),
        (_("Comment compte-t-on ?"), f"{name}. {about}".strip()),
        (_("Et en cas d’égalité exacte ?"), _("Dans l’ordre : %(order)s.") % {"order": order} if order
         else _("Rien n’est annoncé : le compte s’arrête et l’on tire au sort en public.")),
        (_("Et les projets presque retenus ?"),
         _("Ceux qui ont réuni %(share)s %% de leur prix sont gardés, pour un financement à venir.") % {"share": edition.near_share}),
        (_("Qui saura ce que j’ai voté ?"), _("Personne. Le registre dit qui a voté, l’urne ce qui a été choisi, et rien ne les relie.")),
    ]  # fmt: skip


def _costs(edition: Edition) -> str:
    least, most = edition.min_cost, edition.max_cost or edition.budget
    if least is None:
        return _("Au plus %(most)s €.") % {"most": number(most)}
    return _("De %(least)s à %(most)s €.") % {"least": number(least), "most": number(most)}


def _proposing(edition: Edition) -> list[tuple[str, str]]:
    """What holds for those who propose, where the edition has rules about it."""
    said = [(_("Qui peut proposer un projet ?"), edition.proposers)] if edition.proposers else []
    if edition.min_cost is not None or edition.max_cost is not None:
        said.append((_("Combien peut coûter un projet ?"), _costs(edition)))
    envelopes = parse_rule(edition.rule).envelopes
    if envelopes:
        parts = " · ".join(f"{name} : {number(Decimal(money))} €" for name, money in envelopes.items())
        said.append((_("Comment la somme est-elle partagée ?"), parts))
    return said


def empty_envelopes(edition: Edition) -> list[str]:
    """Envelopes of the rule without any project: such a vote could not be counted."""
    filled = set(edition.projects.values_list("envelope", flat=True))
    return [name for name in parse_rule(edition.rule).envelopes if name not in filled]


def _channels(edition: Edition) -> list[str]:
    return [str(Channel(each).label) for each in edition.channels]


def _ballot(edition: Edition) -> str:
    most = edition.max_choices
    if edition.ballot_kind == BallotKind.POINTS:
        return ngettext("%(n)d point à répartir.", "%(n)d points à répartir.", edition.points or 0) % {
            "n": edition.points
        }
    if edition.ballot_kind == BallotKind.BASKET:
        return _("Des projets dont les prix tiennent ensemble dans %(money)s €.") % {"money": number(edition.budget)}
    said = ngettext("Au moins %(n)d projet", "Au moins %(n)d projets", edition.min_choices) % {"n": edition.min_choices}
    upper = _("autant qu’on veut") if most is None else ngettext("%(n)d au plus", "%(n)d au plus", most) % {"n": most}
    ranked = _(" Le premier est celui qu’on préfère.") if edition.ballot_kind == BallotKind.RANKING else ""
    return f"{said}, {upper}.{ranked}"


def ties_ahead(edition: Edition) -> list[list[Project]]:
    """Projects of the same price: equal votes would make them exactly equal."""
    same: dict[Decimal, list[Project]] = defaultdict(list)
    for project in edition.projects.all():
        same[project.cost].append(project)
    return [group for group in same.values() if len(group) > 1]


def money_in_shares(edition: Edition) -> Decimal | None:
    """What each person's part would be if everybody who may voted, where the rule gives equal parts."""
    if not edition.electorate or parse_rule(edition.rule).method != "equal-shares":
        return None
    return round(edition.budget / edition.electorate, 2)
