"""The shape of a comment, of a report, of what a moderator decides."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from terreau.converse.comments.enums import Reason, Stance
from terreau.converse.comments.models import Comment, Report
from terreau.converse.comments.rules import LONGEST, LONGEST_APPEAL, LONGEST_NOTE


class Words(forms.CharField):
    """Several lines, each end of line counted once, as the browser counted it."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(str(value or "").replace("\r\n", "\n")))


class CommentForm(forms.Form):
    stance = forms.ChoiceField(label=_("Vous êtes"), choices=Stance.choices, required=False, widget=forms.RadioSelect)
    text = Words(
        label=_("Votre avis"), max_length=LONGEST, widget=forms.Textarea({"rows": 4}),
        help_text=_("1 500 signes au plus. Tout le monde le lira, avec votre nom affiché."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "comment_%s")  # other forms of the page have their own `text`
        super().__init__(*args, **kwargs)


class WordsForm(forms.Form):
    """A reply, or a correction: words alone."""

    text = Words(
        label=_("Vos mots"), max_length=LONGEST, widget=forms.Textarea({"rows": 4}),
        help_text=_("1 500 signes au plus. Tout le monde les lira, avec votre nom affiché."),
    )  # fmt: skip


class AppealForm(forms.Form):
    text = Words(
        label=_("Pourquoi il faudrait le montrer"), max_length=LONGEST_APPEAL,
        widget=forms.Textarea({"rows": 4}), help_text=_("600 signes au plus. Les modérateurs le liront."),
    )  # fmt: skip


class ReportForm(forms.ModelForm):
    class Meta:
        model = Report
        fields = ("reason", "text")
        widgets: ClassVar = {"reason": forms.RadioSelect}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = Reason.choices


class JudgingForm(forms.Form):
    """What was ticked in the queue, and why it is hidden when it is."""

    comments = forms.ModelMultipleChoiceField(
        Comment.objects.all(), label=_("Avis à cocher"), error_messages={"required": _("Cochez au moins un avis.")}
    )
    keep = forms.BooleanField(required=False)
    reason = forms.ChoiceField(
        label=_("Point de la charte"), choices=[("", _("Choisissez")), *Reason.choices],
        error_messages={"required": _("Dites quel point de la charte n’est pas respecté.")},
    )  # fmt: skip
    note = forms.CharField(
        label=_("À dire à son auteur"), max_length=LONGEST_NOTE, required=False, help_text=_("300 signes au plus.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = "keep" not in self.data
