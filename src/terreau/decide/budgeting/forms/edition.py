"""The guided form of an edition: words, money, calendar, ballot, voters, rule."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from terreau.algorithms.counting import parse_rule
from terreau.decide.budgeting.actions import Draft
from terreau.decide.budgeting.drawings import DRAWINGS
from terreau.decide.budgeting.enums import BallotKind, Channel, PhaseKind, Template
from terreau.decide.budgeting.forms.districts import WHERE, EnvelopesForm
from terreau.decide.budgeting.forms.envelopes import EQUAL, TYPED, lines_of
from terreau.decide.budgeting.forms.rule import OWN, RuleForm
from terreau.decide.budgeting.models import Edition, Project
from terreau.know.territory import queries as territory

WORDS = ("name", "question", "summary", "template", "budget")
PROJECTS = ("proposers", "min_cost", "max_cost", "near_share")
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


class EditionForm(EnvelopesForm, RuleForm):
    """`draft()` is what the action takes."""

    channels = forms.MultipleChoiceField(
        label=_("Comment on vote"), required=False, choices=Channel.choices, widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Plusieurs moyens, une seule urne. Nom et date de naissance sont alors demandés à tous. « En classe » : les "
            "bulletins des élèves comptent avec les autres ; pour qu’une école ait sa propre somme, ouvrez une édition "
            "« Une école, une classe »."
        ),
    )  # fmt: skip
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)  # the version that this page was made of

    class Meta:
        model = Edition
        fields = (*WORDS, *PROJECTS, *WHERE, *BALLOT, *VOTERS)
        widgets: ClassVar = {
            "template": forms.RadioSelect,
            "ballot_kind": forms.RadioSelect,
            "summary": forms.Textarea({"rows": 4}),
        }
        help_texts: ClassVar = {
            "question": _("Par exemple : Que faire avec 120 000 € ?"),
            "max_choices": _("Vide : autant qu’on veut. C’est le plus simple et le plus juste avec les parts égales."),
            "electorate": _("Pour calculer la participation, si vous le savez."),
            "on_register": _("Plus sûr : il faut alors tenir la lettre et porter un nom de la liste."),
            "asks_address": _("Plus difficile à deviner, mais qui a déménagé sans le dire votera à l’accueil."),
            "residence": _("Par exemple : qui habite, travaille ou étudie à Rivelune."),
            "proposers": _("Dit sur la page des règles. Par exemple : tous les habitants, dès 9 ans."),
            "town_envelope": _("Son nom, comme dans les lignes. Vide : aucune, tout l’argent est aux quartiers."),
            "max_each": _("Vide : autant qu’on veut. Vaut pour chaque quartier, et pour toute la ville."),
            "min_cost": _("Vide : pas de minimum. Un projet trop petit se fait sans vote."),
            "max_cost": _("Vide : jusqu’à toute la somme."),
            "near_share": _("Un projet qui a réuni cette part de son prix est gardé, pour un financement à venir."),
            "few_hands": _("À n’employer que faute de monde. Ce sera dit sur la page de l’édition."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["near_share"].required = False
        self.begin_rule()
        if self.instance.pk:
            self.initial["seen"] = self.instance.version
            rule = parse_rule(self.instance.rule)
            self.initial["envelopes"] = lines_of(rule.envelopes)
            self.initial["parting"] = TYPED if rule.envelopes else EQUAL
        if not self.initial.get("envelopes"):
            names = [*(one.name for one in territory.districts()), self.initial.get("town_envelope")]
            self.initial["envelopes"] = "\n".join(filter(None, names))
        held = {phase.kind: phase for phase in self.instance.phases.all()} if self.instance.pk else {}
        for kind in PhaseKind:
            for side in ("opens", "closes"):
                field = forms.SplitDateTimeField(
                    label=_("du") if side == "opens" else _("au"), required=kind == PhaseKind.VOTE, widget=Moment()
                )
                self.fields[f"{kind}_{side}"] = field
                if kind in held:
                    self.initial[f"{kind}_{side}"] = timezone.localtime(getattr(held[kind], f"{side}_at"))
            self.fields[f"{kind}_place"] = forms.CharField(
                label=_("où, si cela se passe quelque part"), max_length=160, required=False
            )
            if kind in held:
                self.initial[f"{kind}_place"] = held[kind].place

    @property
    def opens_envelopes(self) -> bool:
        """Are envelopes part of what is being asked?"""
        chosen = self.data.get("template") if self.is_bound else self.initial.get("template", self.instance.template)
        return chosen == Template.DISTRICTS or "envelopes" in self.errors

    def phases(self) -> Iterator[tuple[str, BoundField, BoundField, BoundField]]:
        for kind in PhaseKind:
            yield kind.label, self[f"{kind}_opens"], self[f"{kind}_closes"], self[f"{kind}_place"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self._check_dates(data)
        if data.get("ballot_kind") == BallotKind.POINTS and not data.get("points"):
            self.add_error("points", _("Combien de points chacun répartit-il ?"))
        self._check_costs(data)
        self.check_envelopes(data, own_rule=data.get("preset") == OWN)
        self.check_rule(data)
        if not data.get("channels") and "channels" not in self.errors:
            if data.get("template") == Template.SCHOOL:
                data["channels"] = [Channel.CLASS, Channel.PAPER]
            else:
                self.add_error("channels", _("Ce champ est obligatoire : choisissez au moins un moyen."))
        by_name = {Channel.REGISTER, Channel.PHONE} & set(data.get("channels", ()))
        if len(data.get("channels", ())) > 1 or by_name or data.get("on_register"):
            data["asks_civil"] = True
        return data

    def _check_dates(self, data: dict[str, Any]) -> None:
        for kind in PhaseKind:
            opens, closes = data.get(f"{kind}_opens"), data.get(f"{kind}_closes")
            if bool(opens) != bool(closes) and not {f"{kind}_opens", f"{kind}_closes"} & set(self.errors):
                self.add_error(f"{kind}_closes" if opens else f"{kind}_opens", _("Donnez les deux dates, ou aucune."))

    def _check_costs(self, data: dict[str, Any]) -> None:
        budget, least, most = (data.get(name) for name in ("budget", "min_cost", "max_cost"))
        if least and most and least > most:
            self.add_error("max_cost", _("Le prix le plus haut est sous le plus bas : aucun projet ne conviendrait."))
        if budget and most and most > budget:
            self.add_error("max_cost", _("C’est plus que toute la somme à répartir. Laissez vide, ou baissez."))
        if budget and least and least > budget:
            self.add_error("min_cost", _("C’est plus que toute la somme à répartir : aucun projet ne conviendrait."))
        if data.get("near_share") is None:
            data["near_share"] = Edition._meta.get_field("near_share").default
        elif not 1 <= data["near_share"] <= 100:
            self.add_error("near_share", _("Une part entre 1 et 100."))

    def draft(self) -> Draft:
        data = self.cleaned_data
        values = {name: data[name] for name in (*WORDS, *PROJECTS, *WHERE, *BALLOT, *VOTERS)}
        return Draft(values | {"rule": self.rule_written()}, self.dates(), self.places())

    def dates(self) -> dict[str, tuple[datetime, datetime]]:
        kinds = [kind for kind in PhaseKind if self.cleaned_data.get(f"{kind}_opens")]
        return {kind: (self._moment(f"{kind}_opens"), self._moment(f"{kind}_closes")) for kind in kinds}

    def _moment(self, name: str) -> datetime:
        """A date that nobody touched stays as it was, to the microsecond: the form shows minutes only."""
        given: datetime = self.cleaned_data[name]
        kept = self.initial.get(name)
        return kept if kept and kept.replace(second=0, microsecond=0) == given else given

    def places(self) -> dict[str, str]:
        return {kind: self.cleaned_data.get(f"{kind}_place", "") for kind in self.dates()}


class ProjectForm(forms.ModelForm):
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Project
        fields = ("title", "summary", "description", "cost", "envelope", "district", "drawing")
        widgets: ClassVar = {"description": forms.Textarea({"rows": 5}), "drawing": forms.RadioSelect}
        labels: ClassVar = {"district": _("Quartier")}
        help_texts: ClassVar = {
            "cost": _("Tout compris, au centime. C’est ce prix qui est compté."),
            "envelope": _("Si chaque quartier a son enveloppe : son nom, comme dans la règle."),
        }

    def __init__(self, *args: Any, edition: Edition | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen"] = self.instance.version
        edition = edition or (self.instance.edition if self.instance.pk else None)
        self.named = list(parse_rule(edition.rule).envelopes) if edition else []
        if self.named:
            names = [("", _("Celle de son quartier")), *((name, name) for name in self.named)]
            self.fields["envelope"] = forms.ChoiceField(
                label=_("Enveloppe"), required=False, choices=names,
                help_text=_("Un projet sans enveloppe ne peut pas être retenu."),
            )  # fmt: skip
        self.fields["district"].empty_label = _("Toute la ville")
        if edition and hasattr(edition, "opening") and "title" not in self.data:  # else begun before: refused aloud
            for name in ("title", "cost", "envelope"):
                del self.fields[name]
        self.fields["drawing"] = forms.ChoiceField(
            label=_("Dessin"), required=False, widget=forms.RadioSelect, choices=[("", _("Aucun")), *DRAWINGS.items()]
        )

    def clean(self) -> dict[str, Any]:
        """Where the rule has envelopes, a project is in one: that of its district unless another is chosen."""
        data = super().clean() or {}
        if "envelope" in self.fields and self.named and not data.get("envelope"):
            district = data.get("district")
            if district is None or district.name not in self.named:
                self.add_error("envelope", _("Choisissez l’enveloppe, ou un quartier qui en a une."))
            else:
                data["envelope"] = district.name
        return data
