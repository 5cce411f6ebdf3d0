"""Counting, and what anybody may say of a result."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from terreau.decide.budgeting.enums import Finding
from terreau.decide.budgeting.models import Objection, Recount


class RecountForm(forms.ModelForm):
    same = forms.TypedChoiceField(
        label=_("Ce qui est sorti"), coerce=lambda text: text == "yes", widget=forms.RadioSelect,
        choices=(("yes", _("Le même résultat")), ("no", _("Un autre résultat"))),
    )  # fmt: skip

    class Meta:
        model = Recount
        fields = ("name", "means", "same", "remark")
        help_texts: ClassVar = {
            "name": _("Un nom, une classe, un journal. Sans nom, on lira « Quelqu’un »."),
            "means": _("Par exemple : « terreau recount », le script, à la main."),
        }


class ToldForm(forms.ModelForm):
    """What `terreau recount` sends: the kit that it counted, and whether the same came out."""

    same = forms.TypedChoiceField(coerce=lambda text: text == "True", choices=(("True", "True"), ("False", "False")))
    kit_sha256 = forms.RegexField(r"^[0-9a-f]{64}$")

    class Meta:
        model = Recount
        fields = ("name", "means", "same", "remark", "kit_sha256")


class ObjectionForm(forms.ModelForm):
    class Meta:
        model = Objection
        fields = ("name", "contact", "text")


class AnswerForm(forms.Form):
    text = forms.CharField(label=_("Réponse, publique"), max_length=2000, widget=forms.Textarea({"rows": 4}))
    finding = forms.ChoiceField(label=_("Ce qu’il en est"), choices=Finding.choices, widget=forms.RadioSelect)


class DrawForm(forms.Form):
    order = forms.CharField(
        label=_("Ordre tiré"), widget=forms.Textarea({"rows": 2}),
        help_text=_("Le repère de chaque projet, du premier au dernier tiré, séparés par des virgules."),
    )  # fmt: skip
    protocol = forms.CharField(
        label=_("Procès-verbal"), widget=forms.Textarea({"rows": 4}),
        help_text=_("Où, quand, devant qui, comment le tirage s’est fait. Il sera publié avec le résultat."),
    )  # fmt: skip


class EnvelopeForm(forms.Form):
    label = forms.CharField(label=_("Nom de l’enveloppe"), max_length=80, help_text=_("Par exemple : accueil, 3 mars."))
    seal = forms.CharField(
        label=_("Ce qui est écrit sur le sceau"),
        max_length=80,
        help_text=_("Deux noms et une date, de part et d’autre du rabat."),
    )
    sheets = forms.IntegerField(label=_("Combien de bulletins dedans"), min_value=1, max_value=2_000)
