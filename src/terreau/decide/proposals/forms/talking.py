"""What people ask of a proposal, and what is answered."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from terreau.decide.budgeting.models import Edition
from terreau.decide.proposals.enums import Status
from terreau.decide.proposals.models import Amendment, Proposal
from terreau.decide.proposals.rules import WORDS


class AmendmentForm(forms.ModelForm):
    base = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Amendment
        fields = ("title", "summary", "text", "reason")
        widgets: ClassVar = {"text": forms.Textarea({"rows": 8})}
        help_texts: ClassVar = {
            "text": _("Changez les mots ci-dessous. Les auteurs verront exactement ce qui change."),
            "reason": _("Une phrase, que tout le monde lira."),
        }


class AnswerForm(forms.Form):
    """Yes or no, with words; the button says which."""

    answer = forms.CharField(
        label=_("Réponse"), max_length=400, required=False, widget=forms.Textarea({"rows": 3}),
        help_text=_("Publique. Obligatoire pour refuser."),
    )  # fmt: skip
    title = forms.CharField(label=_("Titre"), required=False, max_length=120)
    summary = forms.CharField(label=_("En une phrase"), required=False, max_length=240)
    text = forms.CharField(
        label=_("Le texte qui en résulte"), required=False, max_length=6000, widget=forms.Textarea({"rows": 8})
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def words(self) -> dict[str, str] | None:
        """What the authors put together themselves; None where the amendment stands as it is."""
        said = {name: self.cleaned_data.get(name, "") for name in WORDS}
        return said if all(said.values()) else None


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Pourquoi"), max_length=400, widget=forms.Textarea({"rows": 2}))


class MergeForm(forms.Form):
    """Into which other proposal of the same edition, by its number."""

    into = forms.IntegerField(
        label=_("Numéro de l’autre proposition"), min_value=1, help_text=_("Il est écrit en haut de sa page.")
    )
    reason = forms.CharField(label=_("Pourquoi les réunir"), max_length=400)

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition

    def clean_into(self) -> Proposal:
        found = (
            Proposal.objects.shown()
            .filter(edition=self.edition, number=self.cleaned_data["into"], status=Status.OPEN)
            .first()
        )
        if found is None:
            raise forms.ValidationError(now("Aucune proposition ouverte ne porte ce numéro dans cette édition."))
        return found
