"""What the gallery shows: every template of `ui/specimens/`, in the order of this list."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.contrib.messages import SUCCESS
from django.contrib.messages.storage.base import Message
from django.core.paginator import Page, Paginator
from django.utils.translation import gettext_lazy as _

from terreau.ui.loop import STEPS
from terreau.ui.panels import ShownPanel

SPECIMENS = (
    "steps", "words", "button", "field", "choice", "chip", "card", "line_card", "avatar", "stat", "figures", "stepper",
    "progress", "timeline", "table", "facet", "tabs", "pager", "disclosure", "dialog", "toast", "empty_state",
    "callout", "facts", "frame", "chart", "receipt", "panels", "folio",
)  # fmt: skip


class SpecimenForm(forms.Form):
    name = forms.CharField(label=_("Nom du lieu"), help_text=_("Comme on le dit dans le quartier."))
    phone = forms.CharField(label=_("Téléphone"), required=False)
    about = forms.CharField(label=_("Ce que c’est"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    kind = forms.ChoiceField(label=_("Nature"), choices=[("hall", _("Salle")), ("garden", _("Jardin"))])
    open = forms.ChoiceField(
        label=_("Ouvert le lundi ?"),
        choices=[("yes", _("Oui")), ("no", _("Non, plus maintenant"))],
        widget=forms.RadioSelect,
    )
    agree = forms.BooleanField(label=_("Je suis d’accord pour que mon nom soit affiché"), required=False)
    file = forms.FileField(label=_("Fichier"), required=False)

    def clean_phone(self) -> str:
        raise forms.ValidationError(
            _("Il manque deux chiffres. Le reste de la page est gardé. Ajoutez-les ou laissez vide.")
        )


class WhereForm(forms.Form):
    district = forms.CharField(label=_("Quartier"), required=False)


def specimens() -> list[str]:
    return [f"ui/specimens/{name}.html" for name in SPECIMENS]


def matter(side: str) -> dict[str, Any]:
    """Invented content; `side` keeps the ids of the two panes apart."""
    given = {"name": "La Maison Bleue", "phone": "02 00 00 12", "kind": "garden", "open": "yes"}
    form = SpecimenForm({f"{side}-{key}": value for key, value in given.items()}, prefix=side)
    form.is_valid()
    return {
        "side": side,
        "specimens": specimens(),
        "steps": list(STEPS),
        "facet_name": f"kind_{side}",
        "switch_name": _named(_("Vue"), side),
        "tabs_name": _named(_("Onglets"), side),
        "pager_name": _named(_("Pages"), side),
        "table_name": _named(_("Fiches par source"), side),
        "where": _named(_("Fil d’Ariane"), side),
        "dialog_id": f"dialog-{side}",
        "message": Message(SUCCESS, _("Fiche retirée.")),
        "form": form,
        "where_form": WhereForm(prefix=f"{side}-where"),
        "near_form": WhereForm(prefix=f"{side}-near"),
        "panels": [ShownPanel(_("Ses projets"), "#panel", "act")],
        "today": date(2026, 10, 12),
        "towns": ["Les Tanneurs", "Les Aulnes", "Saint-Clair"],
        "pages": _some_page(),
        "phases": _phases(),
        "views": _views(),
        "kinds": [{"value": "a", "label": _("Association"), "count": 124, "checked": True},
                  {"value": "b", "label": _("Entreprise"), "count": 41, "checked": False}],
        "counts": [(_("Associations"), 124), (_("Entreprises"), 41), (_("Collectifs"), 19)],
        "months": [("2024", 12), ("", 30), ("", 48), ("", 90), ("2026", 131)],
    }  # fmt: skip


def _named(name: Any, side: str) -> str:
    """Landmarks bear different names in the two panes."""
    pane = _("papier") if side == "light" else _("terre")
    return f"{name}, {pane}"


def _some_page() -> Page:
    return Paginator(range(1240), 50).page(3)


def _phases() -> Sequence[tuple[Any, Any, str]]:
    return [
        (_("Fichier"), _("reçu"), "done"),
        (_("Colonnes"), _("reconnues"), "done"),
        (_("Aperçu"), _("à relire"), "now"),
        (_("Carte"), _("ensuite"), "later"),
    ]


def _views() -> list[dict[str, Any]]:
    return [
        {"label": _("Carte"), "url": "?view=list", "current": True, "icon": "map"},
        {"label": _("Tableau"), "url": "?view=table", "current": False, "icon": "table"},
    ]
