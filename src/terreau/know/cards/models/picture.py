"""Pictures of a card, each with its text alternative, credit and licence."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from terreau.know.cards.enums import Licence
from terreau.know.cards.models.card import Card


class Picture(models.Model):
    PERSONAL_FIELDS: ClassVar = {"credit": "the author's name, published with the picture"}

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="pictures")
    file = models.ImageField(_("Image"), upload_to="pictures/%Y/", width_field="width", height_field="height")
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    alt = models.CharField(_("Ce que montre l’image"), max_length=240)
    credit = models.CharField(_("Auteur"), max_length=120, blank=True)
    licence = models.CharField(_("Licence"), max_length=10, choices=Licence.choices, default=Licence.OWN)
    position = models.PositiveSmallIntegerField(default=0)
    added_at = models.DateTimeField(db_default=Now())
    added_by = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(alt=""), name="cards_picture_described"),
        ]

    def __str__(self) -> str:
        return self.alt
