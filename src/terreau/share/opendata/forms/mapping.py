from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from terreau.know.cards.enums import Species
from terreau.share.opendata.formats.targets import TARGETS
from terreau.share.opendata.models import Import

ENCODINGS = [
    ("", _("devinée")),
    ("utf-8-sig", "UTF-8"),
    ("cp1252", "Windows 1252"),
    ("latin-1", "Latin 1"),
    ("utf-16", "UTF-16"),
]
SYSTEMS = [("", _("deviné")), ("4326", "WGS 84"), ("2154", "Lambert-93"), ("3857", "Web Mercator")]


class MappingForm(forms.Form):
    """One choice per column of the file, and what was guessed of the whole."""

    species = forms.ChoiceField(label=_("Les lignes décrivent"), choices=Species.choices)
    encoding = forms.ChoiceField(label=_("Écriture des accents"), choices=ENCODINGS, required=False)
    epsg = forms.TypedChoiceField(
        label=_("Système de coordonnées"), choices=SYSTEMS, required=False, coerce=int, empty_value=None
    )

    def __init__(self, *arguments: Any, batch: Import, **options: Any) -> None:
        initial = {"species": batch.species, **batch.hints}
        super().__init__(*arguments, initial=initial, **options)
        choices = [("", _("— laisser de côté —")), *TARGETS.items()]
        for rank, column in enumerate(batch.columns):
            self.fields[f"column{rank}"] = forms.ChoiceField(
                label=column["name"], choices=choices, required=False, initial=batch.mapping.get(column["name"], "")
            )
        self.batch = batch

    @property
    def rows(self) -> list[tuple[dict[str, Any], forms.BoundField]]:
        return [(column, self[f"column{rank}"]) for rank, column in enumerate(self.batch.columns)]

    @property
    def mapping(self) -> dict[str, str]:
        return {column["name"]: self.cleaned_data[f"column{rank}"] for rank, column in enumerate(self.batch.columns)}

    @property
    def hints(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("encoding", "epsg")}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not any(data.get(f"column{rank}") == "name" for rank in range(len(self.batch.columns))):
            raise forms.ValidationError(_("Choisissez la colonne qui contient le nom."))
        return data
