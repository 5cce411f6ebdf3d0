"""The shape of a comment, of a report, of what a moderator decides."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from terreau.converse.comments.enums import Reason, Stance
from terreau.converse.comments.models import Report
from terreau.converse.comments.rules import LONGEST


class CommentForm(forms.Form):
    stance = forms.ChoiceField(label=_("Vous êtes"), choices=Stance.choices, required=False, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Votre avis"), max_length=LONGEST, widget=forms.Textarea({"rows": 4}),
        help_text=_("1 500 signes au plus. Tout le monde le lira, avec votre nom affiché."),
    )  # fmt: skip


class ReportForm(forms.ModelForm):
    class Meta:
        model = Report
        fields = ("reason", "text")
        widgets: ClassVar = {"reason": forms.RadioSelect}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = Reason.choices
