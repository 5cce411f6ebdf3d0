"""Envelopes as a ballot meets them: one's own district, what is for the whole town, and what each may hold."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from terreau.decide.budgeting.enums import BallotKind
from terreau.lib.numbers import amount


@dataclass(frozen=True)
class Envelopes:
    """`money` of each by its name, `holding` each project by its number; `town` is the one that everybody chooses in.

    `own`: a ballot names projects of one district at most, beside those of the town.
    """

    money: Mapping[str, Decimal] = field(default_factory=dict)
    holding: Mapping[int, str] = field(default_factory=dict)
    town: str = ""
    own: bool = False
    max_each: int | None = None


def envelope_faults(
    envelopes: Envelopes, kind: str, costs: Mapping[int, Decimal], given: Mapping[int, int]
) -> list[str]:
    """What is wrong with these choices because of envelopes, in sentences."""
    chosen: dict[str, list[int]] = defaultdict(list)
    for number in sorted(given):
        if number in envelopes.holding:
            chosen[envelopes.holding[number]].append(number)
    districts = [name for name in sorted(chosen) if name != envelopes.town]
    faults = []
    if envelopes.own and len(districts) > 1:
        faults.append(_two_districts(districts, envelopes.town))
    for name, numbers in chosen.items():
        if envelopes.max_each and len(numbers) > envelopes.max_each:
            faults.append(_too_many(name, len(numbers), envelopes.max_each))
        over = sum((costs[number] for number in numbers), Decimal(0)) - envelopes.money.get(name, Decimal(0))
        if kind == BallotKind.BASKET and envelopes.money and over > 0:
            faults.append(
                _("%(name)s : le panier dépasse l’enveloppe de %(over)s €. Retirez un projet de cette enveloppe.")
                % {"name": name, "over": amount(over)}
            )
    return faults


def _two_districts(names: list[str], town: str) -> str:
    said = _(
        "Un bulletin choisit dans un seul quartier, et celui-ci dans plusieurs : %(names)s. Gardez-en un seul."
    ) % {"names": ", ".join(names)}
    return f"{said} {_('Les projets de « %(town)s » s’y ajoutent.') % {'town': town}}" if town else said


def _too_many(name: str, chosen: int, most: int) -> str:
    return ngettext(
        "%(name)s : vous avez choisi %(n)d projets, et le bulletin en prend %(most)d par enveloppe. Retirez-en.",
        "%(name)s : vous avez choisi %(n)d projets, et le bulletin en prend %(most)d par enveloppe. Retirez-en.",
        most,
    ) % {"name": name, "n": chosen, "most": most}
