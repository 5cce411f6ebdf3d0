"""The register file: which column holds what, and a person added afterwards."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from terreau.decide.budgeting.electoral_file import FIELDS, NEEDED
from terreau.decide.budgeting.electors import Listed
from terreau.decide.budgeting.forms.voting import CivilForm

REASON = _("Par exemple : inscrite d’office par le juge le 3 mars.")


class ColumnsForm(forms.Form):
    """One choice of column for each thing that is read; the rest of the file is not."""

    def __init__(
        self, data: Any = None, *, columns: Sequence[str], guess: Mapping[str, int], with_street: bool
    ) -> None:
        super().__init__(data, prefix="c")
        self.with_street = with_street
        choices = [("", _("— aucune —")), *((str(at), name) for at, name in enumerate(columns))]
        for name, label in FIELDS.items():
            self.fields[name] = forms.ChoiceField(
                label=label, choices=choices, required=name in NEEDED, initial=str(guess.get(name, ""))
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.with_street and not data.get("street") and "street" not in self.errors:
            self.add_error("street", _("Cette édition demande l’adresse : dites quelle colonne la porte."))
        return data

    def mapped(self) -> dict[str, int]:
        return {name: int(at) for name, at in self.cleaned_data.items() if at}


class LatecomerForm(CivilForm):
    """Somebody who was judged late."""

    usual = forms.CharField(label=_("Nom d’usage, s’il y en a un"), max_length=80, required=False)
    street = forms.CharField(label=_("Adresse : numéro et rue"), max_length=200)
    reason = forms.CharField(label=_("Pourquoi"), max_length=200, help_text=REASON)
    field_order = ("family", "usual", "given", "born", "street", "reason")

    def __init__(self, data: Any = None, *, with_street: bool) -> None:
        super().__init__(data, prefix="late")
        self.fields["given"].label = _("Prénoms")
        if not with_street:
            del self.fields["street"]

    def listed(self) -> Listed:
        return Listed(**{name: value for name, value in self.cleaned_data.items() if name != "reason"})
