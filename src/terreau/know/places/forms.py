"""The form of a place adds its state, owner, managers, capacity and surface."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from terreau.know.actors.models import Actor
from terreau.know.cards.enums import Branch
from terreau.know.cards.forms import CardForm
from terreau.know.places.enums import PlaceStatus


class ActorChoice(forms.ModelChoiceField):
    """An actor of the town, kept as its id."""

    def clean(self, value: Any) -> int | None:
        actor = super().clean(value)
        return actor.pk if actor else None


class ActorChoices(forms.ModelMultipleChoiceField):
    def clean(self, value: Any) -> list[int]:
        return sorted(actor.pk for actor in super().clean(value))


class PlaceForm(CardForm):
    branch: ClassVar[Branch] = Branch.PLACE
    groups: ClassVar = (
        *CardForm.groups[:2],
        (_("Le lieu"), ("state", "capacity", "surface", "owner", "managers")),
        *CardForm.groups[2:],
    )

    state = forms.ChoiceField(label=_("État"), choices=PlaceStatus.choices, initial=PlaceStatus.IN_USE)
    capacity = forms.IntegerField(label=_("Capacité (personnes)"), min_value=0, max_value=100_000, required=False)
    surface = forms.IntegerField(label=_("Surface (m²)"), min_value=0, max_value=100_000_000, required=False)
    owner = ActorChoice(label=_("Propriétaire"), queryset=Actor.objects.none(), required=False)
    managers = ActorChoices(label=_("Gestionnaires"), queryset=Actor.objects.none(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        actors = Actor.objects.filter(card__status="published").select_related("card").order_by("card__name_key")
        self.fields["owner"].queryset = self.fields["managers"].queryset = actors
