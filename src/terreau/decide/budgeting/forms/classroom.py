"""A class, its paper, a school's own edition, and the numbers of a draw that pupils watch."""

import re
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from terreau.decide.budgeting.actions import Draft
from terreau.decide.budgeting.counting_out import LARGEST
from terreau.decide.budgeting.counting_rule import Answers, compose
from terreau.decide.budgeting.enums import BallotKind, Channel, PhaseKind, Template
from terreau.decide.budgeting.forms.edition import Moment
from terreau.decide.budgeting.models import ClassSession, Edition

OBJECTIONS = 7  # days in which a school's result may be contested


class ClassForm(forms.ModelForm):
    pupils = forms.IntegerField(
        label=_("Combien d’élèves"), min_value=1, max_value=40, help_text=_("Autant de cartes : une par élève. Ce nombre est publié.")
    )  # fmt: skip
    too_young = forms.BooleanField()

    class Meta:
        model = ClassSession
        fields = ("school", "name", "pupils", "lang")
        help_texts: ClassVar = {"name": _("Par exemple : CE2 de Mme Morel. N’écrivez aucun nom d’élève.")}

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if edition.of_a_school or not edition.min_age:
            del self.fields["too_young"]
        else:
            self.fields["too_young"].label = _("Aucun de ces élèves n’a %(age)d ans") % {"age": edition.min_age}
            self.fields["too_young"].help_text = _(
                "Qui a l’âge de voter vote déjà par un autre moyen, et ne doit pas voter deux fois."
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data.pop("too_young", None)
        return data


class ClassPaperForm(forms.Form):
    sheets = forms.IntegerField(label=_("Combien de bulletins dedans"), min_value=1, max_value=40)
    seal = forms.CharField(
        label=_("Ce qui est écrit sur le sceau"),
        max_length=80,
        help_text=_("Deux noms d’adultes et une date, de part et d’autre du rabat."),
    )


class NumbersForm(forms.Form):
    """As many numbers as pupils wrote, one at least for each turn."""

    numbers = forms.CharField(
        label=_("Les nombres, dans l’ordre où on les dit"), widget=forms.Textarea({"rows": 2, "inputmode": "numeric"}),
        help_text=_("De 1 à 1000, séparés par des espaces. Chacun écrit le sien en secret, puis on les lit tous à voix haute."),
    )  # fmt: skip
    place = forms.CharField(
        label=_("Où, et devant qui"),
        max_length=200,
        help_text=_("Par exemple : à l’école Jean-Moulin, devant les CM1."),
    )

    def __init__(self, *args: Any, projects: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needed = projects - 1

    def clean_numbers(self) -> list[int]:
        text = self.cleaned_data["numbers"]
        words = re.findall(r"[^\s,;]+", text)
        strange = [word for word in words if not re.fullmatch(r"[0-9]{1,4}", word) or not 1 <= int(word) <= LARGEST]
        if strange:
            raise forms.ValidationError(
                _("« %(word)s » n’est pas un nombre de 1 à 1000."), params={"word": strange[0][:20]}
            )
        if len(words) < self.needed:
            said = ngettext("Il faut au moins %(n)d nombre.", "Il faut au moins %(n)d nombres.", self.needed)
            raise forms.ValidationError(said % {"n": self.needed})
        return [int(word) for word in words]


class SchoolForm(forms.ModelForm):
    """The few things that a school's own budget must say; the rest is settled for it."""

    opens = forms.SplitDateTimeField(label=_("Le vote ouvre le"), widget=Moment())
    closes = forms.SplitDateTimeField(label=_("Il ferme le"), widget=Moment())

    class Meta:
        model = Edition
        fields = ("name", "question", "summary", "budget")
        widgets: ClassVar = {"summary": forms.Textarea({"rows": 3})}
        help_texts: ClassVar = {
            "name": _("Par exemple : Budget de l’école Jean-Moulin."),
            "question": _("Par exemple : Que faire avec 300 € dans la cour ?"),
        }

    def draft(self) -> Draft:
        data = self.cleaned_data
        vote: tuple[datetime, datetime] = (data["opens"], data["closes"])
        values = {name: data[name] for name in ("name", "question", "summary", "budget")} | {
            "template": Template.SCHOOL, "min_age": 0, "ballot_kind": BallotKind.APPROVAL, "few_hands": True,
            "channels": [Channel.CLASS, Channel.PAPER], "rule": compose("equal-shares", BallotKind.APPROVAL, None, Answers()).to_toml(),
            "can_replace": False, "shows_tracking": False,
        }  # fmt: skip
        return Draft(values, {PhaseKind.VOTE: vote, PhaseKind.OBJECT: (vote[1], vote[1] + timedelta(days=OBJECTIONS))})
