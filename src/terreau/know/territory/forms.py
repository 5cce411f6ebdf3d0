"""The shape of what staff write about the town and its districts."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from terreau.know.territory.addresses.file import MOST_BYTES, addresses_in
from terreau.know.territory.basemaps.archive import archive_names
from terreau.know.territory.enums import BaseMap
from terreau.know.territory.models import District, Town
from terreau.know.territory.outlines.file import features_in_upload, name_properties
from terreau.know.territory.outlines.text import as_text, border_from
from terreau.lib.errors import Refused


class TownForm(forms.Form):
    name = forms.CharField(label=_("Nom de la ville"), max_length=120)
    notice = forms.CharField(
        label=_("Avis aux visiteurs"), required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Affiché en haut de chaque page tant qu’il n’est pas vide."),
    )  # fmt: skip
    kept_by = forms.CharField(
        label=_("Qui tient ce carnet"),
        required=False,
        max_length=200,
        help_text=_("Une mairie, une association, un collectif."),
    )
    contact = forms.CharField(
        label=_("Sans internet : où et quand nous trouver"), required=False, max_length=200,
        help_text=_("Une adresse, un jour, un téléphone."),
    )  # fmt: skip


class BaseMapForm(forms.Form):
    base_map = forms.ChoiceField(label=_("Fond de carte"), widget=forms.RadioSelect)
    style_url = forms.URLField(
        label=_("Adresse du style"), required=False, max_length=200, assume_scheme="https",
        help_text=_("L’adresse d’un fichier style.json. Les visiteurs demanderont leurs tuiles à ce serveur."),
    )  # fmt: skip
    pmtiles = forms.ChoiceField(
        label=_("Fichier PMTiles"),
        required=False,
        help_text=_("Posez le fichier dans le dossier « maps » des données du site."),
    )

    def __init__(self, *args: Any, town: Town, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [choice for choice in BaseMap.choices if choice[0] != BaseMap.SAMPLE or town.invented]
        self.fields["base_map"].choices = offered
        self.fields["pmtiles"].choices = [("", _("Aucun fichier")), *((name, name) for name in archive_names())]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("base_map") == BaseMap.STYLE and not data.get("style_url"):
            self.add_error("style_url", _("Donnez l’adresse du style."))
        if data.get("base_map") == BaseMap.PMTILES and not data.get("pmtiles"):
            self.add_error("pmtiles", _("Choisissez un fichier."))
        return data


class BorderForm(forms.Form):
    """A border as text; `geometry` in the cleaned data is checked."""

    geometry = forms.CharField(
        label=_("Contour"), strip=True, widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=_("Un coin par ligne : longitude, latitude. Ou collez du GeoJSON."),
    )  # fmt: skip

    def clean_geometry(self) -> dict[str, Any]:
        try:
            return border_from(self.cleaned_data["geometry"])
        except Refused as refusal:
            raise forms.ValidationError(refusal.sentence) from None


class DistrictForm(BorderForm):
    name = forms.CharField(label=_("Nom du quartier"), max_length=80)
    field_order = ("name", "geometry")

    @classmethod
    def of(cls, district: District) -> "DistrictForm":
        text = as_text(district.geometry) or json.dumps(district.geometry)
        return cls(initial={"name": district.name, "geometry": text})


class OutlineForm(forms.Form):
    file = forms.FileField(
        label=_("Fichier GeoJSON"), help_text=_("Le contour de la ville, seul ou parmi ceux des communes voisines.")
    )

    def clean_file(self) -> list[dict[str, Any]]:
        return _features(self.cleaned_data["file"])


class DistrictsFileForm(forms.Form):
    file = forms.FileField(label=_("Fichier GeoJSON des quartiers"))
    property = forms.CharField(
        label=_("Propriété qui porte le nom"), required=False, max_length=80,
        help_text=_("Laissez vide pour que le site la devine : nom, name, libellé…"),
    )  # fmt: skip
    replace = forms.BooleanField(label=_("Retirer les quartiers absents de ce fichier"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "file" not in data:
            return data
        known = name_properties(data["file"])
        chosen = data.get("property") or next(iter(known), "")
        if chosen not in known:
            said = ", ".join(known) or _("aucune")
            self.add_error("property", _("Ce fichier n’a pas cette propriété. Il a : %(names)s.") % {"names": said})
        data["property"] = chosen
        return data

    def clean_file(self) -> list[dict[str, Any]]:
        return _features(self.cleaned_data["file"])


class AddressesForm(forms.Form):
    """`file` in the cleaned data is rows, of the town and its neighbours."""

    file = forms.FileField(
        label=_("Fichier d’adresses (CSV)"),
        help_text=_("Celui de la base nationale (BAN) ou de votre base locale (BAL). Il remplace le précédent."),
    )

    def __init__(self, *args: Any, town: Town, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = frozenset({town.code, *(one["code"] for one in town.neighbours)} if town.code else ())

    def clean_file(self) -> list[dict[str, Any]]:
        upload = self.cleaned_data["file"]
        try:
            if upload.size > MOST_BYTES:
                raise Refused(_("Ce fichier dépasse 60 Mo. Donnez celui de votre commune, pas du département."))
            return addresses_in(upload.read(), codes=self.codes)
        except Refused as refusal:
            raise forms.ValidationError(refusal.sentence) from None


def _features(upload: Any) -> list[dict[str, Any]]:
    try:
        return features_in_upload(upload)
    except Refused as refusal:
        raise forms.ValidationError(refusal.sentence) from None
