"""The shape of what people type about accounts and roles."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from terreau.trust.people import queries
from terreau.trust.people.enums import STAFF_ROLES, Role, ScopeKind
from terreau.trust.people.models import Person
from terreau.trust.people.scopes import scopes

WHOLE_TOWN = f"{ScopeKind.TOWN}:"


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code imprimé"),
        max_length=40,
        help_text=_("Douze signes, par exemple K7QM-2RXT-9ABD. Majuscules et tirets ne comptent pas."),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class HandOutForm(forms.Form):
    """For whom staff print a code: by address or by name; an account is made when there is none."""

    name = forms.CharField(label=_("Nom affiché"), max_length=80, required=False)
    email = forms.EmailField(
        label=_("Adresse électronique"),
        required=False,
        help_text=_("Si la personne en a une. Elle la retrouve plus tard pour se connecter par courrier."),
    )
    person = forms.ChoiceField(label=_("Est-ce quelqu’un que le carnet connaît ?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known: list[Person] = []
        if self.data.get("name") and not self.data.get("email"):
            self.known = list(queries.people_called(self.data["name"]))
        self.fields["person"].choices = [(str(one.pk), str(one)) for one in self.known] + [("new", "")]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not data.get("name") and not data.get("email"):
            self.add_error("name", _("Écrivez un nom ou une adresse."))
        if self.known and not data.get("person"):
            self.add_error("person", _("Choisissez la bonne personne, pour ne pas faire deux comptes."))
        return data

    def chosen(self) -> Person | None:
        """The account meant; None when one must be made."""
        if email := self.cleaned_data["email"]:
            return Person.objects.filter(email__iexact=email, is_active=True).first()
        return next((one for one in self.known if str(one.pk) == self.cleaned_data["person"]), None)


class ProfileForm(forms.Form):
    name = forms.CharField(
        label=_("Nom affiché"),
        max_length=80,
        required=False,
        help_text=_("Ce que les autres lisent à côté de ce que vous écrivez."),
    )
    language = forms.ChoiceField(label=_("Langue"), choices=settings.LANGUAGES)


class RoleForm(forms.Form):
    email = forms.CharField(
        label=_("À qui"), max_length=254, help_text=_("Son adresse électronique, ou son nom affiché en entier.")
    )
    role = forms.ChoiceField(label=_("Rôle"), choices=[(r.value, r.label) for r in Role if r in STAFF_ROLES])
    scope = forms.ChoiceField(label=_("Pour"), initial=WHOLE_TOWN)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = [
            (kind.label, [(f"{kind}:{key}", words) for key, words in scopes(kind)])
            for kind in (ScopeKind.DISTRICT, ScopeKind.THEME)
        ]
        whole = (WHOLE_TOWN, ScopeKind.TOWN.label)
        self.fields["scope"].choices = [whole, *((label, group) for label, group in parts if group)]

    def clean_email(self) -> str:
        who = self.cleaned_data["email"].strip()
        by_address = Person.objects.filter(email__iexact=who, is_active=True)
        found = list(by_address if "@" in who else queries.people_called(who))
        if not found:
            raise forms.ValidationError(
                _("Personne n’a de compte sous ce nom. Donnez d’abord un code de connexion, ou vérifiez l’adresse.")
            )
        if len(found) > 1:
            raise forms.ValidationError(_("Plusieurs personnes portent ce nom : écrivez l’adresse."))
        self.person = found[0]
        return who
