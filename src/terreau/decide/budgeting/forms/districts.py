"""The part of the guided form about envelopes: how the money is shared, and where each voter chooses."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from terreau.decide.budgeting.enums import Template
from terreau.decide.budgeting.forms.envelopes import EQUAL, PEOPLE, TYPED, envelopes_from

WHERE = ("own_district", "town_envelope", "max_each")


class EnvelopesForm(forms.ModelForm):
    """`rule_envelopes` is what the rule gets."""

    own_district = forms.TypedChoiceField(
        label=_("Où chacun choisit"), required=False, widget=forms.RadioSelect, empty_value=False,
        coerce=lambda said: str(said) == "True",
        choices=(
            (True, _("Chacun choisit son quartier, et les projets de toute la ville")),
            (False, _("Chacun choisit dans tous les quartiers")),
        ),
        help_text=_("Le quartier est celui que l’on dit : aucun justificatif n’est demandé, et ce choix n’est gardé nulle part avec le votant."),
    )  # fmt: skip
    parting = forms.ChoiceField(
        label=_("Comment se partage la somme entre les quartiers"), required=False, widget=forms.RadioSelect, initial=EQUAL,
        choices=((EQUAL, _("À parts égales")), (PEOPLE, _("Selon les habitants, que j’écris ci-dessous")), (TYPED, _("J’écris chaque somme"))),
    )  # fmt: skip
    envelopes = forms.CharField(
        label=_("Une ligne par enveloppe"), required=False, widget=forms.Textarea({"rows": 8, "spellcheck": "false"}),
        help_text=_(
            "Le nom, puis le nombre d’habitants ou la somme : « Les Coteaux = 2400 ». À parts égales, le nom suffit. Pour toute "
            "la ville, écrivez le nombre d’habitants d’un quartier qui aurait la même part."
        ),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("template") != Template.DISTRICTS:
            data |= {"own_district": False, "town_envelope": "", "max_each": None}
        return data

    def check_envelopes(self, data: Mapping[str, Any], *, own_rule: bool) -> None:
        """The rule gets one envelope for each district; a rule of the town's own says its envelopes itself."""
        self.rule_envelopes: dict[str, str] = {}
        if data.get("template") != Template.DISTRICTS or own_rule or not data.get("budget"):
            return
        try:
            self.rule_envelopes = envelopes_from(
                data.get("envelopes", ""), data.get("parting") or EQUAL, data["budget"]
            )
        except ValidationError as refused:
            self.add_error("envelopes", refused)
            return
        town = data.get("town_envelope", "")
        if town and town not in self.rule_envelopes:
            self.add_error(
                "town_envelope", _("Écrivez cette enveloppe aussi parmi les lignes ci-dessus, ou laissez vide.")
            )
        elif data.get("own_district") and len(set(self.rule_envelopes) - {town}) < 2:
            self.add_error("envelopes", _("Pour que chacun choisisse son quartier, il en faut au moins deux."))
