"""Envelopes of an edition: what each holds, what its projects cost, and what a vote lacks before it can open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from terreau.algorithms.counting import parse_rule
from terreau.decide.budgeting.districts import Envelopes
from terreau.decide.budgeting.models import Edition, Project
from terreau.lib.numbers import amount


def envelope_money(edition: Edition) -> dict[str, Decimal]:
    """Money by envelope, in the order of the rule; empty where all the money is one."""
    exact = {name: Fraction(money) for name, money in parse_rule(edition.rule).envelopes.items()}
    return {name: Decimal(money.numerator) / Decimal(money.denominator) for name, money in exact.items()}


def envelopes_of(edition: Edition, holding: Mapping[int, str]) -> Envelopes:
    return Envelopes(envelope_money(edition), holding, edition.town_envelope, edition.own_district, edition.max_each)


def districts_of(edition: Edition) -> list[str]:
    """The envelopes among which a voter chooses one; none where everybody chooses in all."""
    if not edition.own_district:
        return []
    return [name for name in envelope_money(edition) if name != edition.town_envelope]


def dearest_allowed(edition: Edition) -> Decimal:
    """No project may cost more: neither than the rules say, nor than the largest envelope."""
    return min([edition.max_cost or edition.budget, max(envelope_money(edition).values(), default=edition.budget)])


@dataclass(frozen=True)
class Group:
    """Rows of a ballot in one envelope; without a name where the edition has none."""

    name: str
    money: Decimal
    rows: Sequence[tuple[Project, int]]


def grouped(edition: Edition, rows: Sequence[tuple[Project, int]], district: str = "") -> list[Group]:
    """A ballot by envelope; where one chooses a district, that one and the town's alone."""
    money = envelope_money(edition)
    if not money:
        return [Group("", edition.budget, rows)]
    names = [
        name for name in money if not edition.own_district or not district or name in (district, edition.town_envelope)
    ]
    found = [Group(name, money[name], [row for row in rows if row[0].envelope == name]) for name in names]
    return [group for group in found if group.rows]


def missing(edition: Edition) -> list[str]:
    """What the vote lacks before it can open, in sentences for those who prepare it."""
    projects = list(edition.projects.only("title", "cost", "envelope"))
    if not projects:
        return [_("Il n’y a aucun projet sur le bulletin : ajoutez ceux qui ont été étudiés.")]
    money = envelope_money(edition)
    return [*_empty(money, projects), *_outside(money, projects), *_too_dear(money, projects)] if money else []


def _empty(money: Mapping[str, Decimal], projects: Sequence[Project]) -> list[str]:
    filled = {one.envelope for one in projects}
    names = [name for name in money if name not in filled]
    said = _("Aucun projet dans : %(names)s. Ajoutez-y un projet, ou retirez l’enveloppe.")
    return [said % {"names": ", ".join(names)}] if names else []


def _outside(money: Mapping[str, Decimal], projects: Sequence[Project]) -> list[str]:
    names = [f"« {one.title} »" for one in projects if one.envelope not in money]
    said = _("Sans enveloppe, un projet ne peut pas être retenu : %(names)s. Donnez-lui celle d’un quartier.")
    return [said % {"names": ", ".join(names)}] if names else []


def _too_dear(money: Mapping[str, Decimal], projects: Sequence[Project]) -> list[str]:
    return [
        too_dear(one.title, one.cost, one.envelope, money[one.envelope])
        for one in projects
        if one.envelope in money and one.cost > money[one.envelope]
    ]


def too_dear(title: str, cost: Decimal, envelope: str, money: Decimal) -> str:
    return _(
        "« %(title)s » coûte %(cost)s €, plus que l’enveloppe « %(envelope)s » (%(money)s €) : il ne pourrait jamais être retenu. "
        "Baissez son prix, changez son enveloppe, ou agrandissez celle-ci."
    ) % {"title": title, "cost": amount(cost), "envelope": envelope, "money": amount(money)}


def too_dear_in(edition: Edition) -> list[str]:
    """Projects that cost more than their envelope, one sentence each."""
    return _too_dear(envelope_money(edition), list(edition.projects.only("title", "cost", "envelope")))
