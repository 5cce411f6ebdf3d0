"""The form of a card, in the order in which one describes something: what, where, how to reach it."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from terreau.know.cards.enums import Branch, Precision
from terreau.know.cards.forms.fields import (
    DigitsField,
    HoursField,
    LinesField,
    LinksField,
    PhoneField,
    category_choices,
)

SAID_BY = [
    ("self", _("La personne ou l’organisation concernée me l’a dit")),
    ("survey", _("Je l’ai constaté sur place")),
    ("town", _("Un document ou un fichier de la ville")),
]


class CardForm(forms.Form):
    """Values are those of `EDITABLE`, ready for the actions; `said_by` names the source of what changed."""

    branch: ClassVar[Branch] = Branch.NATURE
    groups: ClassVar = (
        (_("Qui ou quoi"), ("name", "kind", "summary", "description", "themes", "other_names")),
        (_("Où"), ("street", "postcode", "city", "lat", "lon", "accessibility")),
        (_("Quand et comment joindre"), ("opening_hours", "phone", "email", "website", "links")),
        (_("Identifiants publics"), ("siret", "rna", "osm", "wikidata")),
        (_("D’où vient cette information"), ("said_by", "note")),
    )

    name = forms.CharField(label=_("Nom"), max_length=200, help_text=_("Comme on le dit dans la ville."))
    kind = forms.TypedChoiceField(label=_("Nature"), coerce=int, empty_value=None, required=False)
    summary = forms.CharField(
        label=_("En une phrase"),
        max_length=240,
        required=False,
        help_text=_("Ce qu’on y fait, en mots de tous les jours."),
    )
    description = forms.CharField(
        label=_("Description"), required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 6})
    )
    themes = forms.TypedMultipleChoiceField(label=_("Domaines"), coerce=int, empty_value=[], required=False)
    other_names = LinesField(label=_("Autres noms"), required=False, help_text=_("Sigle, ancien nom : un par ligne."))
    street = forms.CharField(label=_("Numéro et rue"), max_length=200, required=False)
    postcode = forms.CharField(label=_("Code postal"), max_length=12, required=False)
    city = forms.CharField(label=_("Commune"), max_length=120, required=False)
    lat = forms.FloatField(label=_("Latitude"), required=False, min_value=-85, max_value=85)
    lon = forms.FloatField(label=_("Longitude"), required=False, min_value=-180, max_value=180)
    accessibility = forms.CharField(
        label=_("Accès"),
        max_length=400,
        required=False,
        help_text=_("Marches, largeur de porte, boucle magnétique, stationnement."),
    )
    opening_hours = HoursField(
        label=_("Horaires"),
        max_length=400,
        required=False,
        help_text=_("Écriture OpenStreetMap, par exemple « We 14:00-19:00; Sa 09:00-12:00 »."),
    )
    phone = PhoneField(label=_("Téléphone"), required=False)
    email = forms.EmailField(label=_("Adresse électronique"), required=False)
    website = forms.URLField(label=_("Site"), required=False, max_length=500, assume_scheme="https")
    links = LinksField(label=_("Autres liens"), required=False, help_text=_("Un par ligne : nom puis adresse."))
    siret = DigitsField(label=_("SIRET"), required=False)
    rna = forms.RegexField(
        r"^W\d{9}$", label=_("RNA"), required=False, strip=True, help_text=_("W suivi de neuf chiffres.")
    )
    osm = forms.RegexField(r"^(node|way|relation)/\d+$", label="OpenStreetMap", required=False, help_text="node/123")
    wikidata = forms.RegexField(r"^Q\d+$", label="Wikidata", required=False, help_text="Q123")
    said_by = forms.ChoiceField(label=_("Qui le dit ?"), choices=SAID_BY, initial="town", widget=forms.RadioSelect)
    note = forms.CharField(label=_("Note pour l’historique"), max_length=300, required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("À préciser")), *category_choices(self.branch)]
        self.fields["themes"].choices = category_choices(Branch.THEME)

    @property
    def sections(self) -> list[tuple[Any, list[forms.BoundField]]]:
        return [(title, [self[name] for name in names if name in self.fields]) for title, names in self.groups]

    def clean_siret(self) -> str:
        siret = self.cleaned_data["siret"]
        if siret and not (len(siret) == 14 and siret.isdigit() and _luhn(siret)):
            raise forms.ValidationError(
                _("Un SIRET compte quatorze chiffres dont le dernier contrôle les autres. Relisez-le.")
            )
        return siret

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if (data.get("lat") is None) != (data.get("lon") is None):
            self.add_error("lat", _("Donnez la latitude et la longitude, ou aucune des deux."))
        data["precision"] = Precision.EXACT if data.get("lat") is not None else Precision.NONE
        data["themes"] = sorted(data.get("themes") or [])
        return data


def _luhn(digits: str) -> bool:
    doubled = [int(d) * (2 if index % 2 else 1) for index, d in enumerate(reversed(digits))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0
