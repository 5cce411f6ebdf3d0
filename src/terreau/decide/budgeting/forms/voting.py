"""Who votes, and how one finds one's ballot again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from terreau.decide.budgeting.actions import Identity
from terreau.decide.budgeting.enums import Channel
from terreau.decide.budgeting.models import Edition
from terreau.decide.budgeting.queries.disputes import gives_codes
from terreau.decide.budgeting.queries.voters import who_may

CODE = {"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}


class CivilForm(forms.Form):
    """Name and date of birth: turned into a keyed hash, then forgotten."""

    family = forms.CharField(
        label=_("Nom de naissance"), max_length=80, widget=forms.TextInput({"autocomplete": "family-name"})
    )
    given = forms.CharField(label=_("Prénom"), max_length=80, widget=forms.TextInput({"autocomplete": "given-name"}))
    born = forms.DateField(
        label=_("Date de naissance"),
        widget=forms.DateInput({"type": "date", "autocomplete": "bday"}, format="%Y-%m-%d"),
    )


class IdentityForm(CivilForm):
    """What this edition asks of this visitor; the rest is taken away."""

    code = forms.CharField(
        label=_("Code de votre lettre ou du guichet"), max_length=40, required=False, widget=forms.TextInput(CODE),
        help_text=_("Douze signes, par exemple K7QM-2RXT-9ABD. Majuscules et tirets ne comptent pas."),
    )  # fmt: skip
    street = forms.CharField(
        label=_("Adresse : numéro et rue"), max_length=200, widget=forms.TextInput({"autocomplete": "street-address"}),
        help_text=_("Celle de votre inscription sur la liste électorale, par exemple : 12 bis, rue du Moulin."),
    )  # fmt: skip
    entitled = forms.BooleanField(label=_("J’ai le droit de voter dans cette édition"))
    field_order = ("code", "family", "given", "born", "street", "entitled")

    def __init__(self, *args: Any, edition: Edition, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person if Channel.EMAIL in edition.channels and person.is_authenticated else None
        self.by_name = Channel.REGISTER in edition.channels
        own = bool(set(edition.channels) & {Channel.LETTER, Channel.DESK})
        if not own and not gives_codes(edition):
            del self.fields["code"]
        elif not own:  # for those whose name somebody else had used
            self.fields["code"].label, self.fields["code"].required = _("Code du guichet, si vous en avez un"), False
        else:
            self.fields["code"].required = self.person is None and not self.by_name
            if self.by_name:
                self.fields["code"].help_text = _(
                    "Si vous en avez un. Sans code, on vous cherche sur la liste électorale."
                )
        if not edition.asks_civil:
            for name in ("family", "given", "born"):
                del self.fields[name]
        if not edition.asks_address or not (edition.on_register or (self.by_name and self.person is None)):
            del self.fields["street"]
        elif "code" in self.fields and not edition.on_register:
            self.fields["street"].required = False
            self.fields["street"].label = _("Sans code, votre adresse : numéro et rue")
        if edition.uses_register and "family" in self.fields:
            self.fields["family"].help_text = _("Votre nom d’usage va aussi, s’il est sur la liste électorale.")
        self.fields["entitled"].help_text = who_may(edition)

    def clean(self) -> dict[str, Any]:
        """A pass from the desk already knows whom it is for: with a code, names may be left out until the box asks."""
        data = super().clean() or {}
        if data.get("code"):
            for name in ("family", "given", "born"):
                if not self.data.get(name, "").strip():
                    self.errors.pop(name, None)
        return data

    @property
    def proves_more_than_a_name(self) -> bool:
        return bool(self.person or self.cleaned_data.get("code"))

    def identity(self) -> Identity:
        given = {name: self.cleaned_data.get(name) or "" for name in ("code", "family", "given", "street")}
        return Identity(account=self.person, born=self.cleaned_data.get("born"), **given)


class TrackingForm(forms.Form):
    """A code; or, where the browser made it, its fingerprint alone."""

    tracking = forms.CharField(
        label=_("Code de suivi"), max_length=80, widget=forms.TextInput(CODE | {"autocomplete": "off"}),
        help_text=_(
            "Seize signes, par exemple K7QM-2HXD-9RTA-BE4W. Majuscules, espaces et tirets ne comptent pas. Sur un reçu "
            "plus ancien : trois mots et deux nombres."
        ),
    )  # fmt: skip
