"""The grid of feasibility and the lines of the price, in one form: eight questions, as many lines as needed."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from terreau.decide.proposals.actions import Line
from terreau.decide.proposals.enums import CostKind, Criterion, Verdict
from terreau.decide.proposals.models import Study

SPARE = 3  # empty lines below those that are filled in


@dataclass(frozen=True)
class Question:
    verdict: BoundField
    remark: BoundField


@dataclass(frozen=True)
class Priced:
    label: BoundField
    kind: BoundField
    amount: BoundField
    source: BoundField


class StudyForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, study: Study, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = study.version
        held = {one.criterion: one for one in study.findings.all()}
        for criterion in Criterion:
            self._question(criterion, held.get(criterion))
        lines = list(study.costs.all())
        sent = sum(1 for name in self.data if name.startswith("label_"))
        self.lines = min(max(len(lines) + SPARE, sent), 60)
        for at in range(self.lines):
            self._line(at, lines[at] if at < len(lines) else None)

    def _question(self, criterion: Criterion, held: Any) -> None:
        choices = [("", now("Pas encore")), *Verdict.choices]
        self.fields[f"verdict_{criterion}"] = forms.ChoiceField(label=criterion.label, choices=choices, required=False)
        self.fields[f"remark_{criterion}"] = forms.CharField(
            label=now("Ce qu’il faut savoir : %(question)s") % {"question": criterion.label},
            max_length=400,
            required=False,
        )
        if held:
            self.initial.update({f"verdict_{criterion}": held.verdict, f"remark_{criterion}": held.remark})

    def _line(self, at: int, held: Any) -> None:
        rank = {"n": at + 1}
        self.fields[f"label_{at}"] = forms.CharField(
            label=now("Ligne %(n)d : quoi") % rank, max_length=120, required=False
        )
        self.fields[f"kind_{at}"] = forms.ChoiceField(
            label=now("Ligne %(n)d : quand") % rank, choices=CostKind.choices, required=False
        )
        self.fields[f"amount_{at}"] = forms.DecimalField(
            label=now("Ligne %(n)d : combien") % rank,
            min_value=Decimal("0.01"),
            max_digits=12,
            decimal_places=2,
            required=False,
        )
        self.fields[f"source_{at}"] = forms.CharField(
            label=now("Ligne %(n)d : d’où vient ce prix") % rank, max_length=200, required=False
        )
        if held:
            said = {f"{name}_{at}": getattr(held, name) for name in ("label", "kind", "amount", "source")}
            self.initial.update(said)

    @property
    def questions(self) -> Iterator[Question]:
        for criterion in Criterion:
            yield Question(self[f"verdict_{criterion}"], self[f"remark_{criterion}"])

    @property
    def priced(self) -> Iterator[Priced]:
        for at in range(self.lines):
            yield Priced(*(self[f"{name}_{at}"] for name in ("label", "kind", "amount", "source")))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for criterion in Criterion:
            verdict = data.get(f"verdict_{criterion}")
            if verdict and verdict != Verdict.YES and not data.get(f"remark_{criterion}", "").strip():
                self.add_error(f"remark_{criterion}", now("Dites à quelle condition, ou pourquoi non."))
        for at in range(self.lines):
            label, amount = data.get(f"label_{at}"), data.get(f"amount_{at}")
            if f"amount_{at}" not in self.errors and bool(label) != (amount is not None):
                self.add_error(f"amount_{at}" if label else f"label_{at}", now("Une ligne dit quoi, et combien."))
        return data

    def findings(self) -> dict[str, tuple[str, str]]:
        data = self.cleaned_data
        return {
            str(one): (data[f"verdict_{one}"], data.get(f"remark_{one}", ""))
            for one in Criterion
            if data.get(f"verdict_{one}")
        }

    def cost_lines(self) -> list[Line]:
        data = self.cleaned_data
        return [
            Line(
                data[f"label_{at}"], data.get(f"kind_{at}") or CostKind.ONCE, data[f"amount_{at}"], data[f"source_{at}"]
            )
            for at in range(self.lines)
            if data.get(f"label_{at}")
        ]


class DecisionForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    retained = forms.TypedChoiceField(
        label=_("Décision"), coerce=lambda text: text == "yes", widget=forms.RadioSelect,
        choices=(("yes", _("Retenue : elle ira sur le bulletin")), ("no", _("Non retenue"))),
    )  # fmt: skip
    reasons = forms.CharField(
        label=_("Pourquoi"), max_length=3000, widget=forms.Textarea({"rows": 5}),
        help_text=_("En mots de tous les jours : l’auteur habite ici, ses voisins aussi."),
    )  # fmt: skip
