"""What a place's page adds, and the places of an actor."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from terreau.know.cards.enums import CardStatus
from terreau.know.cards.models import Card
from terreau.know.places.completion import PlaceCompletion
from terreau.know.places.models import Place

Fact = tuple[str, object, Any, str]


def place_facts(card: Card) -> list[Fact]:
    """(field, label, value, form) of what only a place has; merged actors are shown as who they became."""
    place = Place.objects.select_related("owner__card__merged_into").get(pk=card.pk)
    labels = PlaceCompletion.labels
    managers = [shown(actor.card) for actor in place.managers.select_related("card__merged_into")]
    return [
        ("state", labels["state"], place.get_state_display(), "text"),
        ("capacity", _("Capacité"), place.capacity and _("%(n)d personnes") % {"n": place.capacity}, "text"),
        ("surface", _("Surface"), place.surface and _("%(n)d m²") % {"n": place.surface}, "text"),
        ("owner", labels["owner"], [shown(place.owner.card)] if place.owner else [], "cards"),
        ("managers", labels["managers"], managers, "cards"),
    ]


def shown(card: Card) -> Card:
    """The card itself, or the one it was merged into."""
    return card.merged_into if card.status == CardStatus.MERGED and card.merged_into else card


def places_of(card: Card) -> QuerySet[Place]:
    """The published places that an actor owns or manages."""
    mine = Q(owner=card.pk) | Q(managers=card.pk)
    places = Place.objects.filter(mine, card__status=CardStatus.PUBLISHED).select_related("card__kind")
    return places.distinct().order_by("card__name_key")
