"""What the answers of the guided form mean, in plain words, while they are being given."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from terreau.decide.budgeting.enums import BallotKind, Channel, PhaseKind, Template
from terreau.lib.numbers import number

TURNOUT = 20  # one person in so many: about what French towns see
CROWD, CLASS = 1_000, 25
WITHOUT_NET = (Channel.LETTER, Channel.DESK, Channel.PAPER, Channel.PHONE)


def consequences(given: Mapping[str, Any]) -> list[str]:
    """Sentences, from those answers that can already be read."""
    budget = given.get("budget")
    if not budget:
        return [_("Écrivez la somme à répartir : la suite dira ce que chacun décide.")]
    return [*_share(budget, given), *_projects(budget, given), *_voters(given), *_ballot(given), *_time(given)]


def _share(budget: Decimal, given: Mapping[str, Any]) -> list[str]:
    electorate = given.get("electorate")
    crowd = CLASS if given.get("template") == Template.SCHOOL else CROWD
    people = max(electorate // TURNOUT, 1) if electorate else crowd
    share = budget / people
    money = number(share, 0 if share >= 10 else 2)
    if not electorate:
        return [_("Si %(n)s personnes votent, chacune dispose de %(money)s €.") % {"n": number(people), "money": money}]
    said = _("Si une personne sur %(part)s vote (%(n)s), chacune dispose de %(money)s €.")
    return [said % {"part": TURNOUT, "n": number(people), "money": money}]


def _projects(budget: Decimal, given: Mapping[str, Any]) -> list[str]:
    least, most = given.get("min_cost"), given.get("max_cost")
    said = []
    if most and most <= budget:
        few = int(budget // most)
        said.append(
            ngettext(
                "Au prix le plus haut, la somme paie %(n)s projet.", "Au prix le plus haut, la somme paie %(n)s projets.", few
            ) % {"n": number(few)}
        )  # fmt: skip
    if least:
        said.append(_("Au prix le plus bas, elle en paie au plus %(n)s.") % {"n": number(int(budget // least))})
    return said


def _voters(given: Mapping[str, Any]) -> list[str]:
    age, channels = given.get("min_age"), given.get("channels") or []
    said = []
    if age is not None:
        said.append(
            _("On vote dès %(age)s ans, mineurs compris.") % {"age": age} if 0 < age < 18
            else _("On vote sans âge minimum.") if age == 0 else _("On vote dès %(age)s ans.") % {"age": age}
        )  # fmt: skip
    offline = [str(Channel(each).label) for each in channels if each in WITHOUT_NET]
    if channels and offline:
        said.append(_("Sans internet, on vote aussi : %(ways)s.") % {"ways": ", ".join(offline).lower()})
    elif channels:
        said.append(_("Sans internet, on ne peut pas voter."))
    return said


def _ballot(given: Mapping[str, Any]) -> list[str]:
    most, kind = given.get("max_choices"), given.get("ballot_kind")
    if kind == BallotKind.APPROVAL and most and str(given.get("preset", "")).startswith("equal-shares"):
        said = _(
            "Avec %(n)s choix au plus, la part de certains votants restera sans emploi : mieux vaut ne pas limiter."
        )
        return [said % {"n": most}]
    return []


def _time(given: Mapping[str, Any]) -> list[str]:
    said = []
    opens, closes = given.get(f"{PhaseKind.VOTE}_opens"), given.get(f"{PhaseKind.VOTE}_closes")
    if opens and closes and opens < closes:
        days = (closes.date() - opens.date()).days + 1
        said.append(ngettext("Le vote dure %(n)s jour.", "Le vote dure %(n)s jours.", days) % {"n": days})
    first = given.get(f"{PhaseKind.SUBMIT}_opens")
    if first and closes and first < closes:
        weeks = max((closes - first).days // 7, 1)
        span = ngettext(
            "De la première idée à la clôture du vote : %(n)s semaine.",
            "De la première idée à la clôture du vote : %(n)s semaines.",
            weeks,
        )
        said.append(span % {"n": weeks})
    return said
