"""What only an actor has: the person behind a self-described individual."""

from typing import ClassVar

from django.db import models

from terreau.know.cards.models import Card


class Actor(models.Model):
    """An organisation of any kind, or an individual who described themselves."""

    PERSONAL_FIELDS: ClassVar = {"person": "the individual whose card this is, by their own choice"}

    card = models.OneToOneField(Card, on_delete=models.CASCADE, primary_key=True, related_name="actor")
    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, null=True, related_name="actor")

    def __str__(self) -> str:
        return self.card.name
