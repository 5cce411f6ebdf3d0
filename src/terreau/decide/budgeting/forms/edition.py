"""The guided form of an edition: words, money, calendar, ballot, voters, rule."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from terreau.algorithms.counting.presets import PRESETS
from terreau.decide.budgeting.actions import Draft
from terreau.decide.budgeting.drawings import DRAWINGS
from terreau.decide.budgeting.enums import BallotKind, Channel, PhaseKind, Template
from terreau.decide.budgeting.models import Edition, Project

OFFERED = ("equal-shares", "equal-shares-comparison", "greedy", "greedy-per-cost", "phragmen")
OWN = "own"
WORDS = ("name", "question", "summary", "template", "budget")
BALLOT = ("ballot_kind", "min_choices", "max_choices", "points", "can_replace", "shows_tracking")
VOTERS = ("min_age", "residence", "electorate", "channels", "asks_civil", "on_register", "asks_address", "few_hands")


class Moment(forms.SplitDateTimeWidget):
    """A day and an hour, in one line: the label is the day's, the hour says what it is."""

    use_fieldset = False

    def __init__(self) -> None:
        super().__init__(
            date_attrs={"type": "date"},
            time_attrs={"type": "time", "aria-label": _("heure")},  # type: ignore[dict-item]  # said in the reader's language
            date_format="%Y-%m-%d",
            time_format="%H:%M",
        )

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0"


class EditionForm(forms.ModelForm):
    """`draft()` is what the action takes."""

    channels = forms.MultipleChoiceField(
        label=_("Comment on vote"), required=False, choices=Channel.choices, widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Plusieurs moyens, une seule urne. Nom et date de naissance sont alors demandés à tous. « En classe » : les "
            "bulletins des élèves comptent avec les autres ; pour qu’une école ait sa propre somme, ouvrez une édition "
            "« Une école, une classe »."
        ),
    )  # fmt: skip
    preset = forms.ChoiceField(label=_("Règle de comptage"), widget=forms.RadioSelect)
    rule_text = forms.CharField(
        label=_("Fichier de règle"), required=False, widget=forms.Textarea({"rows": 6, "spellcheck": "false"}),
        help_text=_("Seulement pour « Une règle à nous » : un document TOML, comme « terreau count --json » le montre."),
    )  # fmt: skip

    class Meta:
        model = Edition
        fields = (*WORDS, *BALLOT, *VOTERS)
        widgets: ClassVar = {
            "template": forms.RadioSelect,
            "ballot_kind": forms.RadioSelect,
            "summary": forms.Textarea({"rows": 4}),
        }
        help_texts: ClassVar = {
            "question": _("Par exemple : Que faire avec 120 000 € ?"),
            "max_choices": _("Vide : autant qu’on veut. C’est le plus simple et le plus juste avec les parts égales."),
            "electorate": _("Pour calculer la participation, si vous le savez."),
            "on_register": _("Plus sûr : il faut alors tenir la lettre et porter un nom de la liste."),
            "asks_address": _("Plus difficile à deviner, mais qui a déménagé sans le dire votera à l’accueil."),
            "residence": _("Par exemple : qui habite, travaille ou étudie à Rivelune."),
            "few_hands": _("À n’employer que faute de monde. Ce sera dit sur la page de l’édition."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = get_language() or "fr"
        offered = [(name, f"{PRESETS[name].title(lang)} — {PRESETS[name].about(lang)}") for name in OFFERED]
        self.fields["preset"].choices = [*offered, (OWN, _("Une règle à nous, dans un fichier"))]
        known = {PRESETS[name].rule.to_toml(): name for name in OFFERED}
        if self.instance.pk:
            self.initial["preset"] = known.get(self.instance.rule, OWN)
            self.initial["rule_text"] = self.instance.rule if self.instance.rule not in known else ""
        else:
            self.initial["preset"] = OFFERED[0]
        held = {phase.kind: phase for phase in self.instance.phases.all()} if self.instance.pk else {}
        for kind in PhaseKind:
            for side in ("opens", "closes"):
                field = forms.SplitDateTimeField(
                    label=_("du") if side == "opens" else _("au"), required=kind == PhaseKind.VOTE, widget=Moment()
                )
                self.fields[f"{kind}_{side}"] = field
                if kind in held:
                    self.initial[f"{kind}_{side}"] = timezone.localtime(getattr(held[kind], f"{side}_at"))

    def phases(self) -> Iterator[tuple[str, BoundField, BoundField]]:
        for kind in PhaseKind:
            yield kind.label, self[f"{kind}_opens"], self[f"{kind}_closes"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for kind in PhaseKind:
            opens, closes = data.get(f"{kind}_opens"), data.get(f"{kind}_closes")
            if bool(opens) != bool(closes) and not {f"{kind}_opens", f"{kind}_closes"} & set(self.errors):
                self.add_error(f"{kind}_closes" if opens else f"{kind}_opens", _("Donnez les deux dates, ou aucune."))
        if data.get("preset") == OWN and not data.get("rule_text", "").strip():
            self.add_error("rule_text", _("Collez le fichier de règle, ou choisissez une règle toute faite."))
        if data.get("ballot_kind") == BallotKind.POINTS and not data.get("points"):
            self.add_error("points", _("Combien de points chacun répartit-il ?"))
        if not data.get("channels") and "channels" not in self.errors:
            if data.get("template") == Template.SCHOOL:
                data["channels"] = [Channel.CLASS, Channel.PAPER]
            else:
                self.add_error("channels", _("Ce champ est obligatoire : choisissez au moins un moyen."))
        by_name = {Channel.REGISTER, Channel.PHONE} & set(data.get("channels", ()))
        if len(data.get("channels", ())) > 1 or by_name or data.get("on_register"):
            data["asks_civil"] = True
        return data

    def draft(self) -> Draft:
        data = self.cleaned_data
        values = {name: data[name] for name in (*WORDS, *BALLOT, *VOTERS)}
        values["rule"] = data["rule_text"] if data["preset"] == OWN else PRESETS[data["preset"]].rule.to_toml()
        dates: dict[str, tuple[datetime, datetime]] = {
            kind: (data[f"{kind}_opens"], data[f"{kind}_closes"]) for kind in PhaseKind if data.get(f"{kind}_opens")
        }
        return Draft(values, dates)


class ProjectForm(forms.ModelForm):
    class Meta:
        model = Project
        fields = ("title", "summary", "description", "cost", "envelope", "district", "drawing")
        widgets: ClassVar = {"description": forms.Textarea({"rows": 5}), "drawing": forms.RadioSelect}
        help_texts: ClassVar = {
            "cost": _("Tout compris, au centime. C’est ce prix qui est compté."),
            "envelope": _("Si chaque quartier a son enveloppe : son nom, comme dans la règle."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["drawing"] = forms.ChoiceField(
            label=_("Dessin"), required=False, widget=forms.RadioSelect, choices=[("", _("Aucun")), *DRAWINGS.items()]
        )
