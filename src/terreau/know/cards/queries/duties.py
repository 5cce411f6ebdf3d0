"""What the cards ask of staff: corrections and proposals to read, cards to place or to confirm."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from terreau.know.cards import policies
from terreau.know.cards.enums import CardStatus, Species
from terreau.know.cards.models import Card, Suggestion
from terreau.lib.numbers import number
from terreau.ui.duties import Duty

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Figures:
    """The cards in numbers; `months` counts new cards over the last twelve."""

    actors: int
    places: int
    recent: int
    old: int
    never: int
    unplaced: int
    missing: int
    districts: list[tuple[str, int]]
    months: list[tuple[date, int]]

    @property
    def cards(self) -> int:
        return self.actors + self.places


def duties(person: Any) -> Sequence[Duty]:
    if not policies.can_publish(person):
        return []
    open_suggestions = Suggestion.objects.filter(decided_at__isnull=True).count()
    proposed = Card.objects.filter(status=CardStatus.PROPOSED).count()
    old = _old().count()
    unplaced = to_place().count()
    suggestions_url, map_url = reverse("cards:suggestions"), reverse("cards:map")
    found = [
        _duty(open_suggestions, ngettext("correction à décider", "corrections à décider", open_suggestions),
              _("Répondre"), suggestions_url, _("Des habitants ont vu une erreur et attendent une réponse.")),
        _duty(proposed, ngettext("fiche proposée à relire", "fiches proposées à relire", proposed),
              _("Relire"), f"{suggestions_url}#proposed", _("Elles ne sont pas encore sur la carte.")),
        _duty(unplaced, ngettext("fiche à placer", "fiches à placer", unplaced),
              _("Placer"), reverse("cards:to-place"), _("Elles sont dans la liste, pas encore sur la carte.")),
        _duty(old, ngettext("fiche à confirmer", "fiches à confirmer", old),
              _("Voir"), f"{map_url}?confirmed=never&confirmed=old", _("Personne ne les a confirmées depuis un an.")),
    ]  # fmt: skip
    return [duty for duty in found if duty.count]


def _duty(count: int, words: str, action: str, url: str, detail: str) -> Duty:
    return Duty(f"{number(count)} {words}", url, action, count, detail, "know")


def _old() -> QuerySet[Card]:
    since = timezone.localdate() - YEAR
    return Card.objects.published().filter(Q(confirmed_at__lt=since) | Q(confirmed_at__isnull=True))


def to_place() -> QuerySet[Card]:
    """Published cards without a position, those that have an address first."""
    return Card.objects.published().filter(lon__isnull=True).order_by("-street", "name_key", "pk")


def figures() -> Figures:
    """Three questions to the database, whatever the number of cards."""
    since = timezone.localdate() - YEAR
    told = Card.objects.published().aggregate(
        actors=Count("pk", filter=Q(species=Species.ACTOR)),
        places=Count("pk", filter=Q(species=Species.PLACE)),
        recent=Count("pk", filter=Q(confirmed_at__gte=since)),
        old=Count("pk", filter=Q(confirmed_at__lt=since)),
        never=Count("pk", filter=Q(confirmed_at__isnull=True)),
        unplaced=Count("pk", filter=Q(lon__isnull=True)),
        missing=Count("pk", filter=Q(missing_since__isnull=False)),
    )
    by_district = Card.objects.published().filter(district__isnull=False).values("district__name")
    districts = [(row["district__name"], row["n"]) for row in by_district.annotate(n=Count("pk")).order_by("-n")[:8]]
    return Figures(**told, districts=districts, months=_months())


def _months() -> list[tuple[date, int]]:
    """New cards of each of the last twelve months, the empty ones too."""
    today = timezone.localdate()
    months = [_month(today, back) for back in range(11, -1, -1)]
    made = Card.objects.published().filter(created_at__date__gte=months[0]).annotate(month=TruncMonth("created_at"))
    counts = {row["month"].date(): row["n"] for row in made.values("month").annotate(n=Count("pk")).order_by()}
    return [(month, counts.get(month, 0)) for month in months]


def _month(today: date, back: int) -> date:
    rank = today.year * 12 + today.month - 1 - back
    return date(rank // 12, rank % 12 + 1, 1)
