"""What is told of a project that won."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from terreau.decide.budgeting.models import Abandonment, Expense, Milestone

DAY = {"type": "date"}


def _day(label: str, **more: object) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(DAY, format="%Y-%m-%d"), **more)  # type: ignore[arg-type]  # what a field takes


class PlanForm(forms.Form):
    title = forms.CharField(
        label=_("Étape"), max_length=120, help_text=_("Par exemple : étude, marché, travaux, ouverture.")
    )
    planned_on = _day(_("Prévue le"))


class PhotoForm(forms.Form):
    picture = forms.FileField(label=_("Photo"))
    alt = forms.CharField(
        label=_("Ce que montre l’image"), max_length=200, help_text=_("Pour qui l’écoutera au lieu de la voir.")
    )


class ReachForm(forms.Form):
    done_on = _day(_("Faite le"))
    text = forms.CharField(
        label=_("Ce qu’il y a à en dire"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3})
    )
    picture = forms.FileField(label=_("Photo"), required=False)
    alt = forms.CharField(label=_("Ce que montre l’image"), required=False, max_length=200)


class DelayForm(forms.Form):
    planned_after = _day(_("Nouvelle date"))
    reason = forms.CharField(label=_("Pourquoi"), max_length=400)
    seen = forms.DateField(widget=forms.HiddenInput)  # the date that the page showed


class CorrectionForm(forms.ModelForm):
    done_on = _day(_("Faite le"), required=False, help_text=_("Vide : elle n’est pas faite."))
    reason = forms.CharField(
        label=_("Pourquoi corriger"), max_length=400, help_text=_("Ce qui était écrit reste lisible, à côté.")
    )

    class Meta:
        model = Milestone
        fields = ("title", "done_on", "text")
        widgets: ClassVar = {"text": forms.Textarea({"rows": 3})}


class ExpenseForm(forms.ModelForm):
    paid_on = _day(_("Payé le"))

    class Meta:
        model = Expense
        fields = ("paid_on", "label", "amount")
        help_texts: ClassVar = {"amount": _("En euros. Sous zéro, pour un remboursement ou une erreur à reprendre.")}


class AbandonmentForm(forms.ModelForm):
    class Meta:
        model = Abandonment
        fields = ("reason", "money")
        widgets: ClassVar = {"reason": forms.Textarea({"rows": 3})}
        help_texts: ClassVar = {"money": _("Par exemple : les 18 400 € restants reviennent au budget 2027.")}
