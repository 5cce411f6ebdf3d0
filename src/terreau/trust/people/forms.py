"""The shape of what people type about accounts and roles."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from terreau.trust.people.enums import STAFF_ROLES, Role, ScopeKind
from terreau.trust.people.models import Person


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
    """For whom staff print a code: an account is made when there is none."""

    email = forms.EmailField(
        label=_("Adresse électronique"), help_text=_("Elle sert de nom d’accès ; rien n’y est envoyé.")
    )
    name = forms.CharField(label=_("Nom affiché"), max_length=80, required=False)


class ProfileForm(forms.Form):
    name = forms.CharField(
        label=_("Nom affiché"),
        max_length=80,
        required=False,
        help_text=_("Ce que les autres lisent à côté de ce que vous écrivez."),
    )
    language = forms.ChoiceField(label=_("Langue"), choices=settings.LANGUAGES)


class RoleForm(forms.Form):
    email = forms.EmailField(label=_("Adresse électronique de la personne"))
    role = forms.ChoiceField(label=_("Rôle"), choices=[(r.value, r.label) for r in Role if r in STAFF_ROLES])
    scope_kind = forms.ChoiceField(label=_("Pour"), choices=ScopeKind.choices, initial=ScopeKind.TOWN)
    scope_key = forms.SlugField(
        label=_("Quartier ou thème"),
        required=False,
        help_text=_("Son identifiant dans l’adresse de la carte ; vide pour toute la ville."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        whole = data.get("scope_kind") == ScopeKind.TOWN
        if whole == bool(data.get("scope_key")):
            self.add_error("scope_key", _("Nommez le quartier ou le thème, ou choisissez « Toute la ville »."))
        if data.get("email"):
            data["person"] = Person.objects.filter(email__iexact=data["email"], is_active=True).first()
            if data["person"] is None:
                self.add_error(
                    "email", _("Personne n’a de compte à cette adresse. Donnez d’abord un code de connexion.")
                )
        return data
