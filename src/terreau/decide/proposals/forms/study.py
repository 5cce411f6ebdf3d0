"""The grid of feasibility and the lines of the price, in one form that several people may fill in at once.

Each question and each line is saved by itself: what is whole is kept even where another one is not. What somebody
else changed meanwhile is taken over; where both changed the same one, both are shown and the writer chooses.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from terreau.decide.proposals.actions import Line
from terreau.decide.proposals.enums import CostKind, Criterion, Verdict
from terreau.decide.proposals.models import Study
from terreau.decide.proposals.rules import why_not_answer

SPARE = 3  # empty lines below those that are filled in
MOST = 60
ANSWER = ("verdict", "remark")
LINE = ("label", "kind", "amount", "source")
NO_LINE = ("", CostKind.ONCE, None, "")


@dataclass(frozen=True)
class Unit:
    """What is saved as a whole: one question, or one line of the price."""

    key: str
    fields: Mapping[str, BoundField]

    @property
    def seen(self) -> SafeString:
        """What the page showed, sent back with what is written: it tells what somebody else changed."""
        return SafeString("".join(field.as_hidden(only_initial=True) for field in self.fields.values()))

    @property
    def wrong(self) -> bool:
        return any(field.errors for field in self.fields.values())


class StudyForm(forms.Form):
    """`told` is what the last try said of the units that two people changed."""

    def __init__(self, data: Any = None, *, study: Study, told: Mapping[str, str] | None = None) -> None:
        super().__init__(data)
        self.study, self.clashes = study, dict(told or {})
        found = {one.criterion: one for one in study.findings.all()}
        lines = {str(one.pk): one for one in study.costs.all()}
        self.held = {str(one): _values(found.get(one), ANSWER, ("", "")) for one in Criterion}
        self.held |= {key: _values(one, LINE, NO_LINE) for key, one in lines.items()}
        sent = [key for name in self.data if (key := _line_key(name)) and key not in lines]
        self.line_keys = [*lines, *(sent or [f"n{at}" for at in range(SPARE)])][:MOST]
        for criterion in Criterion:
            self._add(str(criterion), _question(criterion))
        for at, key in enumerate(self.line_keys):
            self._add(key, _line(at))

    def _add(self, key: str, fields: Mapping[str, forms.Field]) -> None:
        for (name, field), value in zip(fields.items(), self.held.get(key, NO_LINE), strict=True):
            field.show_hidden_initial = True  # what this person had before their eyes
            self.fields[f"{name}_{key}"] = field
            self.initial[f"{name}_{key}"] = value

    def _unit(self, key: str) -> Unit:
        names = ANSWER if key in Criterion.values else LINE
        return Unit(key, {name: self[f"{name}_{key}"] for name in names})

    @property
    def questions(self) -> Iterator[Unit]:
        return (self._unit(str(criterion)) for criterion in Criterion)

    @property
    def lines(self) -> Iterator[Unit]:
        return (self._unit(key) for key in self.line_keys)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.taken = dict[str, tuple[Any, ...]]()
        for unit in (*self.questions, *self.lines):
            names = [f"{name}_{unit.key}" for name in unit.fields]
            if not any(name in self.errors for name in names):
                self.taken[unit.key] = self._agreed(unit, names, tuple(data.get(name) for name in names))
        return data

    def _agreed(self, unit: Unit, names: list[str], mine: tuple[Any, ...]) -> tuple[Any, ...]:
        """What should stand now: mine, unless somebody else alone changed it."""
        mine, held = _plain(mine), self.held.get(unit.key, NO_LINE)
        if not any(name in self.data for name in names):
            return held  # a line that came meanwhile
        shown = any(f"initial-{name}" in self.data for name in names)
        seen = _plain(self._seen(name) for name in names) if shown else held
        if mine == seen:
            return held
        if seen != held and mine != held:
            self.clashes[unit.key] = now(
                "Entre-temps, quelqu’un d’autre a écrit : « %(theirs)s ». Votre texte est encore là : "
                "enregistrez à nouveau pour le mettre à la place."
            ) % {"theirs": self._words(held)}
        self._judge(unit.key, names, mine)
        return mine

    def _seen(self, name: str) -> Any:
        field = self.fields[name]
        try:
            return field.to_python(field.hidden_widget().value_from_datadict(self.data, {}, f"initial-{name}"))
        except ValidationError:
            return None

    def _words(self, held: tuple[Any, ...]) -> str:
        labels = {**dict(Verdict.choices), **dict(CostKind.choices)}
        said = [str(labels.get(part, part)) for part in held if part not in ("", None)]
        return " · ".join(said) if held != NO_LINE else now("ligne retirée")

    def _judge(self, key: str, names: list[str], mine: tuple[Any, ...]) -> None:
        if key in self.clashes:
            self.add_error(names[1] if len(mine) == len(ANSWER) else names[0], self.clashes[key])
        elif len(mine) == len(ANSWER):
            if said := why_not_answer(*mine):
                self.add_error(names[1] if mine[0] else names[0], said)
        elif bool(mine[0]) != (mine[2] is not None):
            self.add_error(names[2] if mine[0] else names[0], now("Une ligne dit quoi, et combien."))

    def _kept(self, key: str) -> tuple[Any, ...]:
        """What is whole as it was sent; the rest as it stands."""
        return self.held.get(key, NO_LINE) if self._unit(key).wrong else self.taken[key]

    def findings(self) -> dict[str, tuple[str, str]]:
        kept = {key: self._kept(key) for key in Criterion.values}
        return {key: (verdict, remark) for key, (verdict, remark) in kept.items() if verdict}

    def cost_lines(self) -> list[Line]:
        return [Line(*kept) for key in self.line_keys if (kept := self._kept(key))[0]]

    def again(self, study: Study) -> "StudyForm":
        """The study as it stands now, with what was not whole still as it was written."""
        fresh = StudyForm(study=study)
        data: dict[str, Any] = {}
        for unit in (*fresh.questions, *fresh.lines):
            for name in unit.fields:
                for start in ("", "initial-"):
                    data[f"{start}{name}_{unit.key}"] = fresh.initial[f"{name}_{unit.key}"]
        for unit in (*self.questions, *self.lines):
            if unit.wrong:
                for name, value in zip(unit.fields, fresh.held.get(unit.key, NO_LINE), strict=True):
                    data[f"{name}_{unit.key}"] = self.data.get(f"{name}_{unit.key}", "")
                    data[f"initial-{name}_{unit.key}"] = value
        return StudyForm(
            {key: "" if value is None else value for key, value in data.items()}, study=study, told=self.clashes
        )


def _plain(values: Iterable[Any]) -> tuple[Any, ...]:
    plain = [value.strip() if isinstance(value, str) else value for value in values]
    if len(plain) == len(LINE):
        plain[1] = plain[1] or CostKind.ONCE
    return tuple(plain)


def _values(held: Any, names: tuple[str, ...], nothing: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(getattr(held, name) for name in names) if held else nothing


def _line_key(name: str) -> str:
    found = re.fullmatch(r"label_(n?\d{1,12})", name)
    return found[1] if found else ""


def _question(criterion: Criterion) -> dict[str, forms.Field]:
    choices = [("", now("Pas encore")), *Verdict.choices]
    said = now("Ce qu’il faut savoir : %(question)s") % {"question": criterion.label}
    return {
        "verdict": forms.ChoiceField(label=criterion.label, choices=choices, required=False),
        "remark": forms.CharField(label=said, max_length=400, required=False, widget=forms.Textarea({"rows": 2})),
    }


def _line(at: int) -> dict[str, forms.Field]:
    rank = {"n": at + 1}
    return {
        "label": forms.CharField(label=now("Ligne %(n)d : quoi") % rank, max_length=120, required=False),
        "kind": forms.ChoiceField(label=now("Ligne %(n)d : quand") % rank, choices=CostKind.choices, required=False),
        "amount": forms.DecimalField(
            label=now("Ligne %(n)d : combien, en euros") % rank,
            min_value=Decimal("0.01"), max_digits=12, decimal_places=2, required=False,
        ),
        "source": forms.CharField(
            label=now("Ligne %(n)d : d’où vient ce prix") % rank, max_length=200, required=False
        ),
    }  # fmt: skip


class DecisionForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    retained = forms.TypedChoiceField(
        label=_("Décision"), coerce=lambda text: text == "yes", widget=forms.RadioSelect,
        choices=(("yes", _("Retenue : elle ira sur le bulletin")), ("no", _("Non retenue"))),
    )  # fmt: skip
    reasons = forms.CharField(
        label=_("Pourquoi"), max_length=3000, widget=forms.Textarea({"rows": 5}),
        help_text=_("En mots de tous les jours : l’auteur habite ici, ses voisins aussi."),
    )  # fmt: skip


class ReturnForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(label=_("Ce qui est à revoir"), max_length=600, widget=forms.Textarea({"rows": 3}))


class AppealForm(forms.Form):
    text = forms.CharField(
        label=_("Ce que vous contestez, et pourquoi"), max_length=2000, widget=forms.Textarea({"rows": 6})
    )


class AppealAnswerForm(forms.Form):
    accepted = forms.TypedChoiceField(
        label=_("Réponse"), coerce=lambda text: text == "yes", widget=forms.RadioSelect,
        choices=(
            ("yes", _("Accepter : la proposition est étudiée à nouveau")), ("no", _("Refuser : la décision reste")),
        ),
    )  # fmt: skip
    answer = forms.CharField(label=_("Pourquoi"), max_length=2000, widget=forms.Textarea({"rows": 5}))
