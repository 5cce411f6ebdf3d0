"""What those who keep the desk fill in: a call, a kiosk, ballots to print, a sign that was looked into."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from terreau.decide.budgeting.actions import Identity
from terreau.decide.budgeting.enums import Channel
from terreau.decide.budgeting.forms.voting import CODE, CivilForm
from terreau.decide.budgeting.models import Edition, Kiosk, Look
from terreau.decide.budgeting.queries.disputes import gives_codes
from terreau.decide.budgeting.queries.voters import who_may


class CallForm(CivilForm):
    """Who calls, and the two yeses that the script asks for."""

    code = forms.CharField(
        label=_("Code de sa lettre, s’il y en a une"), max_length=40, required=False,
        widget=forms.TextInput(CODE | {"autocomplete": "off"}),
    )  # fmt: skip
    entitled = forms.BooleanField(label=_("La personne dit avoir le droit de voter dans cette édition"))
    agreed = forms.BooleanField(
        label=_("La personne sait que j’entends ses choix, et a dit oui"),
        help_text=_("Sinon, dites-lui les autres moyens de voter et ne déposez rien."),
    )
    confirmed = forms.BooleanField(label=_("Je lui ai relu ses choix, et elle a dit oui"))
    street = forms.CharField(label=_("Numéro et rue de l’inscription"), max_length=120, required=False)
    field_order = ("agreed", "confirmed", "family", "given", "born", "street", "code", "entitled")

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("family", "given", "born"):
            self.fields[name].widget.attrs["autocomplete"] = "off"
        if not {Channel.LETTER, Channel.DESK} & set(edition.channels):
            if gives_codes(edition):  # for those whose name somebody else had used
                self.fields["code"].label = _("Code du guichet, s’il y en a un")
            else:
                del self.fields["code"]
        if not (edition.asks_address and edition.uses_register):
            del self.fields["street"]
        self.fields["entitled"].help_text = who_may(edition)

    def identity(self) -> Identity:
        given = {name: self.cleaned_data.get(name) or "" for name in ("code", "family", "given", "street")}
        return Identity(by_phone=True, born=self.cleaned_data["born"], **given)


class KioskForm(forms.ModelForm):
    hours = forms.TypedChoiceField(
        label=_("Jusqu’à quand"), coerce=int, initial=8,
        choices=((2, _("deux heures")), (4, _("quatre heures")), (8, _("huit heures")), (12, _("douze heures"))),
    )  # fmt: skip

    class Meta:
        model = Kiosk
        fields = ("place",)
        help_texts = {"place": _("Par exemple : médiathèque, premier étage.")}  # noqa: RUF012  Django's own shape


class BlankForm(forms.Form):
    """The languages of a ballot: the town's, and a second one beside it."""

    second = forms.ChoiceField(label=_("Une seconde langue sur la feuille"), required=False)
    sheets = forms.IntegerField(label=_("Combien de bulletins"), min_value=1, max_value=500, initial=1, required=False)

    def __init__(self, *args: Any, many: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [pair for pair in settings.LANGUAGES if pair[0] != "fr"]
        self.fields["second"].choices = [("", _("Aucune : en français")), *others]
        if not many:
            del self.fields["sheets"]

    @property
    def langs(self) -> Sequence[str]:
        second = self.cleaned_data.get("second")
        return ("fr", second) if second else ("fr",)


class LookForm(forms.ModelForm):
    class Meta:
        model = Look
        fields = ("sign", "note")
        widgets = {"sign": forms.HiddenInput}  # noqa: RUF012  Django's own shape
