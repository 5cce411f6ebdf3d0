from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from terreau.know.cards.models import Suggestion


class SuggestionForm(forms.ModelForm):
    """Anyone's correction; `trap` is filled by robots only."""

    trap = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Suggestion
        fields = ("kind", "text", "contact")
        widgets: ClassVar = {"text": forms.Textarea(attrs={"rows": 4}), "kind": forms.RadioSelect}
        help_texts: ClassVar = {
            "text": _("Ce qui est faux, et ce qui serait juste."),
            "contact": _("Effacée dès que quelqu’un vous a répondu."),
        }
