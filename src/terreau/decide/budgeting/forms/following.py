"""What is told of a project that won."""

from django import forms
from django.utils.translation import gettext_lazy as _

DAY = {"type": "date"}


class PlanForm(forms.Form):
    title = forms.CharField(
        label=_("Étape"), max_length=120, help_text=_("Par exemple : étude, marché, travaux, ouverture.")
    )
    planned_on = forms.DateField(label=_("Prévue le"), widget=forms.DateInput(DAY, format="%Y-%m-%d"))


class ReachForm(forms.Form):
    done_on = forms.DateField(label=_("Faite le"), widget=forms.DateInput(DAY, format="%Y-%m-%d"))
    text = forms.CharField(
        label=_("Ce qu’il y a à en dire"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3})
    )
    picture = forms.FileField(label=_("Photo"), required=False)
    alt = forms.CharField(label=_("Ce que montre l’image"), required=False, max_length=200)


class DelayForm(forms.Form):
    planned_after = forms.DateField(label=_("Nouvelle date"), widget=forms.DateInput(DAY, format="%Y-%m-%d"))
    reason = forms.CharField(label=_("Pourquoi"), max_length=400)
    seen = forms.DateField(widget=forms.HiddenInput)  # the date that the page showed
