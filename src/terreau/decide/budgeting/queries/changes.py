"""What changed in an edition, told: its settings in words, what others saved meanwhile, what readers are owed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terreau.algorithms.counting import RuleError, parse_rule
from terreau.decide.budgeting.enums import BallotKind, Channel, PhaseKind, Template
from terreau.decide.budgeting.models import Change, Edition, Project
from terreau.decide.budgeting.queries.counting_said import rule_name
from terreau.lib.numbers import money
from terreau.ui.tags.figures import moment_of

WORDS = ("name", "question", "summary")  # what may still be mended once the vote is open, and is then shown as mended
ON_THE_BALLOT = ("title", "cost", "envelope")  # of a project: what people choose by
MONEY = frozenset({"budget", "min_cost", "max_cost", "cost"})
CHOICES: Mapping[str, Any] = {"template": Template, "ballot_kind": BallotKind}
NAMES: Mapping[str, Any] = {"channels": gettext_lazy("Comment on vote"), "rule": gettext_lazy("Règle de comptage")}
FROZEN = (
    "template", "budget", "proposers", "min_cost", "max_cost", "near_share", "ballot_kind", "min_choices", "max_choices", "points",
    "can_replace", "shows_tracking", "min_age", "residence", "electorate", "channels", "asks_civil", "on_register", "asks_address",
    "few_hands", "own_district", "town_envelope", "max_each", "rule",
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """One change, as it is read; `of` is the project that it is about."""

    label: str
    before: str
    after: str
    at: datetime
    by: str = ""
    of: str = ""


def since(edition: Edition, seen: int, project: Project | None = None) -> list[Told]:
    """What others saved after version `seen`, of the edition itself or of one of its projects."""
    found = edition.changes.filter(version__gt=seen, number=project.number if project else None)
    return [_told(one) for one in found.select_related("changed_by")]


def public_changes(edition: Edition) -> list[Told]:
    """What changed after the announcement: settings, dates, and what stands on the ballot; newest first."""
    if edition.shown_at is None:
        return []
    titles = dict(edition.projects.values_list("number", "title"))
    found = edition.changes.filter(changed_at__gte=edition.shown_at).order_by("-changed_at", "-pk")
    kept = (one for one in found if one.number is None or one.field in ON_THE_BALLOT)
    return [_told(one, titles) for one in kept]


def corrections(edition: Edition) -> list[Told]:
    """Words that were mended since the vote opened: they are read beside the new ones."""
    if not hasattr(edition, "opening"):
        return []
    found = edition.changes.filter(number__isnull=True, field__in=WORDS, changed_at__gte=edition.opening.at)
    return [_told(one) for one in found]


def frozen_settings(edition: Edition) -> list[tuple[str, str]]:
    """(setting, what it is) of everything that does not change any more."""
    vote = edition.phases.filter(kind=PhaseKind.VOTE).first()
    dates = [(_label("phase.vote"), _dates([vote.opens_at.isoformat(), vote.closes_at.isoformat()]))] if vote else []
    return dates + [(_label(name), in_words(name, getattr(edition, name))) for name in FROZEN]


def in_words(field: str, value: Any) -> str:
    """A setting as people read it, from what it is or from what was kept of it."""
    if value is None or value == "" or value == []:
        return _("rien")
    return next((say(field, value) for fits, say in SAYING if fits(field, value)), str(value))


def _told(one: Change, titles: Mapping[int, str] | None = None) -> Told:
    of = "" if one.number is None or titles is None else titles.get(one.number, _("projet %(n)s") % {"n": one.number})
    before, after = in_words(one.field, one.before), in_words(one.field, one.after)
    if one.field == "rule" and before == after:
        after = _("%(name)s, autrement réglée") % {"name": after}
    label = _label(one.field, Edition if one.number is None else Project)
    return Told(label, before, after, one.changed_at, str(one.changed_by or ""), of)


def _label(field: str, model: Any = Edition) -> str:
    if field.startswith("phase."):
        return str(PhaseKind(field.removeprefix("phase.")).label)
    return str(NAMES.get(field) or model._meta.get_field(field).verbose_name)


def _dates(value: Iterable[str]) -> str:
    opens, closes, *place = value
    said = _("du %(opens)s au %(closes)s") % {
        "opens": moment_of(parse_datetime(opens)), "closes": moment_of(parse_datetime(closes)),
    }  # fmt: skip
    return ", ".join([said, *filter(None, place)])


def _rule(_field: str, value: str) -> str:
    try:
        return rule_name(parse_rule(value))[0]
    except RuleError:
        return _("une règle propre à la ville")


SAYING: tuple[tuple[Callable[[str, Any], bool], Callable[[str, Any], str]], ...] = (
    (lambda field, _value: field.startswith("phase."), lambda _field, value: _dates(value)),
    (lambda field, _value: field == "rule", _rule),
    (lambda field, _value: field == "channels", lambda _field, value: ", ".join(str(Channel(each).label) for each in value)),
    (lambda field, _value: field in CHOICES, lambda field, value: str(CHOICES[field](value).label)),
    (lambda field, _value: field in MONEY, lambda _field, value: money(value)),
    (lambda _field, value: isinstance(value, bool), lambda _field, value: _("oui") if value else _("non")),
)  # fmt: skip
"""The first that fits says it."""
