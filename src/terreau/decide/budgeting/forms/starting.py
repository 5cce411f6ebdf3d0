"""What each kind of edition begins with: sensible answers, all of which may be changed."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from terreau.decide.budgeting.enums import BallotKind, Channel, PhaseKind, Template

EVERYBODY = [Channel.EMAIL, Channel.LETTER, Channel.DESK, Channel.PAPER]
CLASS = getattr(Channel, "CLASS", Channel.LETTER)  # one way, so that no pupil gives a name
DAYS: Mapping[str, Mapping[str, int]] = {
    Template.TOWN: {"submit": 42, "support": 28, "study": 42, "vote": 21, "count": 2, "object": 14, "follow": 365},
    Template.DISTRICTS: {"submit": 42, "support": 28, "study": 42, "vote": 21, "count": 2, "object": 14, "follow": 365},
    Template.SCHOOL: {"submit": 14, "study": 7, "vote": 5, "count": 1, "object": 5, "follow": 120},
}
_TOWN = {
    "budget": Decimal(100_000), "min_age": 16, "ballot_kind": BallotKind.APPROVAL, "channels": EVERYBODY, "asks_civil": True,
    "proposers": _("Toute personne qui habite, travaille ou étudie ici."), "min_cost": Decimal(500), "max_cost": Decimal(40_000),
}  # fmt: skip
STARTS: Mapping[str, Mapping[str, Any]] = {
    Template.TOWN: _TOWN,
    Template.DISTRICTS: {**_TOWN, "max_cost": None, "own_district": True, "town_envelope": _("Toute la ville")},
    Template.SCHOOL: {
        "budget": Decimal(3_000), "min_age": 0, "ballot_kind": BallotKind.APPROVAL, "channels": [CLASS], "asks_civil": False,
        "proposers": _("Les élèves, par classe ou à plusieurs."), "min_cost": None, "max_cost": Decimal(1_500),
        "shows_tracking": False,
    },
}  # fmt: skip
ABOUT = {
    Template.TOWN: _(
        "Une seule somme, tous les projets ensemble. Le plus simple, et chaque quartier pèse par ses votants."
    ),
    Template.DISTRICTS: _(
        "Chaque quartier a sa part de la somme. Chacun dit le sien et choisit parmi ses projets, puis parmi ceux de toute la ville."
    ),
    Template.SCHOOL: _("Une petite somme, sans âge minimum ni nom d’élève, sur quelques semaines."),
}


def start_of(template: str, now: datetime | None = None) -> dict[str, Any]:
    """Initial answers: those of the kind, and a calendar that begins next Monday."""
    found: dict[str, Any] = {"template": template, **STARTS[template]}
    found = {name: str(value) if name in ("proposers", "town_envelope") else value for name, value in found.items()}
    today = timezone.localtime(now or timezone.now()).replace(hour=8, minute=0, second=0, microsecond=0)
    opens = today + timedelta(days=7 - today.weekday())
    for kind in PhaseKind:
        days = DAYS[template].get(kind)
        if days:
            closes = (opens + timedelta(days=days - 1)).replace(hour=20)
            found |= {f"{kind}_opens": opens, f"{kind}_closes": closes}
            opens = (closes + timedelta(days=1)).replace(hour=8)
    return found
