"""What only a place has: owner, managers, capacity, surface, and whether it is in use or vacant."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from terreau.know.actors.models import Actor
from terreau.know.cards.models import Card
from terreau.know.places.enums import PlaceStatus


class Place(models.Model):
    """A room, plot, building or shop front."""

    PERSONAL_FIELDS: ClassVar[dict[str, str]] = {}

    card = models.OneToOneField(Card, on_delete=models.CASCADE, primary_key=True, related_name="place")
    state = models.CharField(_("État"), max_length=8, choices=PlaceStatus.choices, default=PlaceStatus.IN_USE)
    owner = models.ForeignKey(
        Actor,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="owned_places",
        verbose_name=_("Propriétaire"),
    )
    managers = models.ManyToManyField(Actor, blank=True, related_name="managed_places", verbose_name=_("Gestionnaires"))
    capacity = models.PositiveIntegerField(_("Capacité (personnes)"), null=True, blank=True)
    surface = models.PositiveIntegerField(_("Surface (m²)"), null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state"], name="places_place_state")]

    def __str__(self) -> str:
        return self.card.name
