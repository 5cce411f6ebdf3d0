"""The rules of an edition in plain words, and the equalities that can be seen before anybody votes."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.db.models import Count as Number
from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from terreau.algorithms.counting import parse_rule
from terreau.decide.budgeting.enums import BallotKind, PhaseKind
from terreau.decide.budgeting.models import Edition, Project
from terreau.decide.budgeting.queries.counting_said import how_counted
from terreau.decide.budgeting.queries.envelopes import dearest_allowed, districts_of
from terreau.decide.budgeting.queries.voters import about_changing, about_secrecy, about_voting
from terreau.lib.numbers import amount, money
from terreau.ui.tags.figures import day, last_day, local_day

PRICES, NAMED = 20, 6  # so many prices are shown, and so many projects of each


def rule_in_words(edition: Edition) -> list[tuple[str, str]]:
    """(question, answer), in the order in which people ask."""
    return [
        *_money(edition),
        *_proposing(edition),
        *about_voting(edition),
        (_("Que met-on sur le bulletin ?"), _ballot(edition)),
        *about_changing(edition),
        *how_counted(edition),
        *_after(edition),
        (_("Et les projets presque retenus ?"),
         _("Ceux qui ont réuni %(share)s %% de leur prix sont gardés, pour un financement à venir.") % {"share": edition.near_share}),
        *about_secrecy(edition),
    ]  # fmt: skip


def _money(edition: Edition) -> list[tuple[str, str]]:
    """The sum, and its parts where each envelope is counted apart."""
    whole = _("%(money)s €.") % {"money": amount(edition.budget)}
    envelopes = parse_rule(edition.rule).envelopes
    if envelopes:
        named = _("%(name)s : %(money)s")
        parts = " · ".join(named % {"name": name, "money": money(held)} for name, held in envelopes.items())
        whole = _("%(money)s €, en enveloppes : %(parts)s.") % {"money": amount(edition.budget), "parts": parts}
    return [(_("Quelle somme est à répartir ?"), whole)]


def _after(edition: Edition) -> list[tuple[str, str]]:
    """When the result comes, and what anybody may say of it."""
    phases = {phase.kind: phase for phase in edition.phases.all()}
    counted, contested = phases.get(PhaseKind.COUNT), phases.get(PhaseKind.OBJECT)
    said = []
    if counted:
        when = _("Le %(day)s au plus tard.") % {"day": day(local_day(counted.closes_at))}
        said.append((_("Quand le résultat est-il connu ?"), when))
    if contested:
        how = _(
            "Du %(opens)s au %(closes)s, en bas de la page du résultat : dites ce que vous contestez, et pourquoi. La réponse "
            "est publique. Chacun peut aussi recompter les bulletins chez soi."
        ) % {"opens": day(local_day(contested.opens_at)), "closes": day(last_day(contested.closes_at))}
        said.append((_("Comment contester ?"), how))
    return said


def _costs(edition: Edition) -> str:
    least, most = edition.min_cost, dearest_allowed(edition)
    if least is None:
        return _("Au plus %(most)s €.") % {"most": amount(most)}
    return _("De %(least)s à %(most)s €.") % {"least": amount(least), "most": amount(most)}


def _proposing(edition: Edition) -> list[tuple[str, str]]:
    """What holds for those who propose, where the edition has rules about it."""
    said = [(_("Qui peut proposer un projet ?"), edition.proposers)] if edition.proposers else []
    if edition.min_cost is not None or edition.max_cost is not None:
        said.append((_("Combien peut coûter un projet ?"), _costs(edition)))
    if parse_rule(edition.rule).envelopes:
        said.append((_("Dans quel quartier choisit-on ?"), _where(edition)))
    return said


def _where(edition: Edition) -> str:
    if not districts_of(edition):
        return _("Dans tous : chacun choisit parmi tous les projets.")
    said = _(
        "Dans un seul, celui que l’on veut : aucun justificatif n’est demandé, et ce choix n’est gardé nulle part avec le votant."
    )
    if edition.town_envelope:
        said += " " + _("Tout le monde choisit aussi dans « %(name)s ».") % {"name": edition.town_envelope}
    return said


def _ballot(edition: Edition) -> str:
    most = edition.max_choices
    if edition.ballot_kind == BallotKind.POINTS:
        return ngettext("%(n)d point à répartir.", "%(n)d points à répartir.", edition.points or 0) % {
            "n": edition.points
        }
    if edition.ballot_kind == BallotKind.BASKET:
        return _("Des projets dont les prix tiennent ensemble dans %(money)s €.") % {"money": amount(edition.budget)}
    said = ngettext("Au moins %(n)d projet", "Au moins %(n)d projets", edition.min_choices) % {"n": edition.min_choices}
    upper = _("autant qu’on veut") if most is None else ngettext("%(n)d au plus", "%(n)d au plus", most) % {"n": most}
    ranked = _(" Le premier est celui qu’on préfère.") if edition.ballot_kind == BallotKind.RANKING else ""
    return f"{said}, {upper}.{ranked}"


@dataclass(frozen=True)
class SamePrice:
    """Projects that cost the same: those to name, and how many more there are."""

    cost: Decimal
    named: Sequence[Project]
    others: int


def ties_ahead(edition: Edition) -> list[SamePrice]:
    """Projects of the same price: equal votes would make them exactly equal. The first prices, and the first of each."""
    alike = Window(Number("pk"), partition_by=[F("cost")])
    rank = Window(RowNumber(), partition_by=[F("cost")], order_by=[F("number")])
    found = edition.projects.annotate(alike=alike, rank=rank).filter(alike__gt=1, rank__lte=NAMED)
    found = found.order_by("cost", "number").only("number", "title", "cost", "edition")[: PRICES * NAMED]
    same = [list(group) for _cost, group in groupby(found, key=lambda project: project.cost)]
    return [SamePrice(group[0].cost, group, group[0].alike - len(group)) for group in same[:PRICES]]


def money_in_shares(edition: Edition) -> Decimal | None:
    """What each person's part would be if everybody who may voted, where the rule gives equal parts."""
    if not edition.electorate or parse_rule(edition.rule).method != "equal-shares":
        return None
    return round(edition.budget / edition.electorate, 2)
