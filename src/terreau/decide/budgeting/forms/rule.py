"""The part of the guided form about counting: the rule, equals, thresholds, projects that exclude each other."""

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from terreau.algorithms.counting import Rule, RuleError, parse_rule
from terreau.decide.budgeting.counting_rule import (
    AT_TIE_CHOICES,
    DRAW,
    MOST_PLACES,
    Answers,
    compose,
    offered,
    recognised,
    rule_faults,
    said_of,
    share_text,
)
from terreau.decide.budgeting.enums import BallotKind, Template

OWN = "own"
ASKED = ("preset", "at_tie", "min_total", "min_share", "conflicts")


class RuleForm(forms.ModelForm):
    """Asks with the edition's own form: which rules are offered depends on what is put on the ballot."""

    preset = forms.ChoiceField(
        label=_("Règle de comptage"), widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Cette règle ne compte pas ce que dit ce bulletin. Choisissez parmi celles-ci.")},
    )  # fmt: skip
    at_tie = forms.ChoiceField(
        label=_("À égalité parfaite"), choices=AT_TIE_CHOICES, widget=forms.RadioSelect, required=False, initial=DRAW,
        help_text=_("Dans une école, on tire toujours au sort, devant la classe."),
    )  # fmt: skip
    min_total = forms.IntegerField(
        label=_("Un projet réunit au moins, en voix ou en points"), min_value=0, required=False,
        help_text=_("Vide : pas de seuil. En dessous, il n’est pas compté."),
    )  # fmt: skip
    min_share = forms.DecimalField(
        label=_("Il est choisi sur au moins, en % des bulletins"), min_value=0, max_value=100, decimal_places=2, required=False,
        help_text=_("Vide : pas de seuil."),
    )  # fmt: skip
    conflicts = forms.CharField(
        label=_("Projets qui s’excluent"), required=False, widget=forms.Textarea({"rows": 3, "spellcheck": "false"}),
        help_text=_("Une ligne par groupe, les numéros des projets : « 3, 7 ». Un seul de chaque groupe peut être retenu."),
    )  # fmt: skip
    rule_text = forms.CharField(
        label=_("Fichier de règle"), required=False, widget=forms.Textarea({"rows": 6, "spellcheck": "false"}),
        help_text=_("Seulement pour « Une règle à nous » : un document TOML, comme « terreau count --json » le montre."),
    )  # fmt: skip

    def begin_rule(self) -> None:
        """What the rule of the edition answers to these questions, and the rules that suit its ballots."""
        kind = self.ballot_asked
        lang = get_language() or "fr"
        names = {answer: said_of(answer, kind, lang) for answer in offered(kind)}
        self.fields["preset"].choices = [  # type: ignore[attr-defined]  # a field of choices, declared above
            *((answer, f"{name} — {about}") for answer, (name, about) in names.items()),
            (OWN, _("Une règle à nous, dans un fichier")),
        ]
        self.initial.setdefault("preset", next(iter(names)))
        if not self.instance.pk:
            return
        rule = parse_rule(self.instance.rule)
        known = recognised(rule, self.instance.ballot_kind)
        keys = dict(self.instance.projects.values_list("key", "number"))
        answers: dict[str, Any] = {"preset": OWN, "rule_text": self.instance.rule}
        if known and self._says_no_more(rule, known[0]):
            answers = {"preset": known[0], "at_tie": known[1], "rule_text": ""}
            answers["min_total"] = int(Fraction(rule.min_total)) or None
            answers["min_share"] = Decimal(str(float(Fraction(rule.min_share) * 100))) or None
            answers["conflicts"] = "\n".join(
                ", ".join(str(keys[key]) for key in group if key in keys) for group in rule.conflicts
            )
        self.initial.update(answers)

    @property
    def opens_thresholds(self) -> bool:
        asked = ("min_total", "min_share", "conflicts")
        return any(self[name].value() or name in self.errors for name in asked)

    def _says_no_more(self, rule: Rule, answer: str) -> bool:
        """Could the questions say all of this rule? Envelopes only where the edition is one of districts."""
        one = self.instance
        weights = compose(answer, one.ballot_kind, one.max_choices, Answers()).weights
        whole = Fraction(rule.min_total).denominator == 1 and rule.eligibility == "0"
        enveloped = bool(rule.envelopes) and one.template != Template.DISTRICTS
        return (
            whole and not enveloped and rule.weights in (weights, "votes")
        )  # "votes": before weights followed the ballot

    @property
    def ballot_asked(self) -> str:
        """What is put on the ballot, as far as it was answered."""
        kind = self.data.get("ballot_kind") if self.is_bound else self.initial.get("ballot_kind")
        return str(kind if kind in BallotKind.values else self.instance.ballot_kind)

    def check_rule(self, data: dict[str, Any]) -> None:
        """The rule asked for, checked against the ballot; kept for `rule_written`."""
        self.rule: Rule | None = None
        kind, places = data.get("ballot_kind"), data.get("max_choices")
        if kind == BallotKind.RANKING and not places:
            self.add_error("max_choices", _("Combien de places a le classement ? La première vaudra autant de points."))
            return
        if kind == BallotKind.RANKING and places and places > MOST_PLACES:
            self.add_error("max_choices", _("Un classement a trente places au plus."))
            return
        if data.get("preset") == OWN:
            self._check_own(data)
        elif data.get("preset") and kind and not set(ASKED) & set(self.errors):
            self.rule = compose(data["preset"], kind, places, self._answers(data))

    def _answers(self, data: dict[str, Any]) -> Answers:
        school = data.get("template") == Template.SCHOOL
        return Answers(
            at_tie=DRAW if school else data.get("at_tie") or DRAW,
            min_total=str(data.get("min_total") or 0),
            min_share=share_text(data.get("min_share")),
            conflicts=data.get("conflicts") or (),
            envelopes=self.rule_envelopes,
        )

    rule_envelopes: dict[str, str]  # what the part about districts finds

    def _check_own(self, data: dict[str, Any]) -> None:
        text = data.get("rule_text", "")
        if not text.strip():
            self.add_error("rule_text", _("Collez le fichier de règle, ou choisissez une règle toute faite."))
            return
        try:
            rule = parse_rule(text)
        except RuleError as refused:
            self.add_error("rule_text", refused.text(get_language() or "fr"))
            return
        least, most = data.get("min_choices") or 1, data.get("max_choices")
        for fault in rule_faults(rule, data.get("ballot_kind") or "", min_choices=least, max_choices=most):
            self.add_error("rule_text", fault)
        self.rule = rule

    def clean_conflicts(self) -> tuple[tuple[str, ...], ...]:
        """Groups of keys, from numbers as people read them."""
        known = {str(number): key for number, key in self._numbers()}
        groups = []
        for line in self.cleaned_data["conflicts"].splitlines():
            numbers = re.findall(r"[^\s,;]+", line)
            strange = [number for number in numbers if number not in known]
            if strange:
                raise ValidationError(
                    _now("Aucun projet ne porte le numéro %(number)s. Ajoutez d’abord les projets, puis revenez ici."),
                    params={"number": strange[0][:20]},
                )
            if len(set(numbers)) == 1:
                raise ValidationError(_now("Un groupe nomme deux projets au moins, comme « 3, 7 »."))
            if numbers:
                groups.append(tuple(known[number] for number in dict.fromkeys(numbers)))
        return tuple(groups)

    def _numbers(self) -> Iterable[tuple[int, str]]:
        return self.instance.projects.values_list("number", "key") if self.instance.pk else ()

    def rule_written(self) -> str:
        """The document of what was asked."""
        return self.rule.to_toml() if self.rule else ""
