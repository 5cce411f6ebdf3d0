from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from terreau.know.cards.enums import Licence, Species
from terreau.know.cards.models import Source


class FileForm(forms.Form):
    """A file, where it comes from, and what may be done with it."""

    file = forms.FileField(
        label=_("Fichier"),
        required=False,
        help_text=_("CSV, XLSX, GeoJSON, GoGoCarto ou Transiscope, Kumu, Overpass, OSM, friches, médiation numérique."),
    )
    url = forms.URLField(
        label=_("Ou une adresse du web"),
        required=False,
        assume_scheme="https",
        help_text=_("L’adresse du fichier lui-même, tel que le donne un site de données ouvertes."),
    )
    source_name = forms.CharField(
        label=_("D’où vient ce fichier ?"),
        max_length=160,
        help_text=_("Le même nom la prochaine fois : les fiches seront mises à jour."),
    )
    licence = forms.ChoiceField(
        label=_("Licence"),
        choices=Licence.choices,
        initial=Licence.LO2,
        help_text=_("Ce que cette licence ne permet pas de rediffuser ne sortira pas dans les téléchargements."),
    )
    species = forms.ChoiceField(
        label=_("Les lignes décrivent"), choices=[("", _("à deviner")), *Species.choices], required=False
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.known_sources = list(
            Source.objects.exclude(kind__in=["self", "survey", "town"]).values_list("name", flat=True)[:100]
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and bool(data.get("file")) == bool(data.get("url")):
            self.add_error("file", _("Donnez un fichier ou une adresse, l’un des deux."))
        return data


class FeedForm(forms.Form):
    """An address that is read again and again."""

    url = forms.URLField(label=_("Adresse du fichier"), assume_scheme="https", max_length=500)
    source_name = forms.CharField(label=_("D’où vient ce fichier ?"), max_length=160)
    licence = forms.ChoiceField(label=_("Licence"), choices=Licence.choices, initial=Licence.LO2)
    species = forms.ChoiceField(label=_("Les lignes décrivent"), choices=Species.choices)
    days = forms.IntegerField(label=_("Relire tous les (jours)"), min_value=1, max_value=366, initial=7)
