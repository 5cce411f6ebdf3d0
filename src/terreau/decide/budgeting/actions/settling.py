"""Making an edition: its rules and its calendar, until its vote opens."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from terreau.algorithms.counting import RuleError, parse_rule
from terreau.decide.budgeting.actions.changing import check_seen, frozen, keep_changes
from terreau.decide.budgeting.counting_rule import rule_faults
from terreau.decide.budgeting.enums import PhaseKind, Task
from terreau.decide.budgeting.models import Assignment, Edition, Opening, Phase
from terreau.decide.budgeting.queries.counting_said import rule_faults_of
from terreau.decide.budgeting.queries.envelopes import missing, too_dear_in
from terreau.decide.budgeting.rules import calendar_faults, is_on, window, window_faults
from terreau.lib.errors import Refused
from terreau.lib.names import slug_of
from terreau.lib.signs import clean_line, clean_text
from terreau.trust.audit.actions import record

SETTINGS = (
    "name", "question", "summary", "template", "budget", "residence", "min_age", "electorate", "ballot_kind", "min_choices",
    "max_choices", "points", "channels", "asks_civil", "asks_address", "on_register", "can_replace", "shows_tracking", "few_hands", "rule",
    "near_share", "min_cost", "max_cost", "proposers", "own_district", "town_envelope", "max_each",
)  # fmt: skip
ALONE = (Task.SETTLE, Task.STUDY, Task.TEACH, Task.COUNT, Task.PUBLISH, Task.ANSWER)


@dataclass(frozen=True)
class Draft:
    """What an edition is made of; `dates` of each phase by its kind."""

    values: Mapping[str, Any]
    dates: Mapping[str, tuple[datetime, datetime]]
    places: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def make_edition(*, draft: Draft, slug: str = "", by: Any, alone: bool = False) -> Edition:
    """A new edition, which nobody but staff sees yet; who makes it settles its rules, and does nothing else in it.

    A teacher who opens the budget of a school is `alone`: that person does all of it, and its page says so (`few_hands`).
    """
    edition = Edition(slug=slug or _free_slug(str(draft.values["name"])), pepper=secrets.token_bytes(32), made_by=by)
    _write(edition, _checked(edition, draft))
    given = ALONE if alone and edition.of_a_school and edition.few_hands else (Task.SETTLE,)
    for task in given if by is not None else ():
        Assignment.objects.create(edition=edition, person=by, task=task, given_by=by)
    record("budgeting.edition_made", by=by, on=edition)
    return edition


@transaction.atomic
def change_edition(*, edition: Edition, draft: Draft, by: Any, seen: int | None = None) -> Edition:
    """Rules and dates, until the vote opens; then only words. Refused where somebody saved since version `seen` was shown."""
    edition = Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    check_seen(seen, edition.version)
    draft = _checked(edition, draft)
    changes = _changes(edition, draft)
    if not changes:
        return edition
    edition.version += 1
    try:
        with transaction.atomic():
            keep_changes(edition, changes, version=edition.version, by=by)
            _write(edition, draft)
    except DatabaseError as refused:
        if not Opening.objects.filter(edition=edition).exists():
            raise
        raise Refused(frozen()) from refused
    dear = too_dear_in(edition) if edition.source is None else []
    if dear:
        raise Refused(" ".join(dear))
    record("budgeting.edition_changed", by=by, on=edition, detail={"fields": sorted(changes)})
    return edition


def _changes(edition: Edition, draft: Draft) -> dict[str, tuple[Any, Any]]:
    found = {name: (getattr(edition, name), draft.values[name]) for name in SETTINGS if name in draft.values}
    held = {phase.kind: phase for phase in edition.phases.all()}
    for kind in {*held, *draft.dates}:
        was = held.get(kind)
        place = draft.places.get(kind, was.place if was else "")
        dates = [*draft.dates[kind], place] if kind in draft.dates else None
        found[f"phase.{kind}"] = ([was.opens_at, was.closes_at, was.place] if was else None, dates)
    return {name: pair for name, pair in found.items() if pair[0] != pair[1]}


def _checked(edition: Edition, draft: Draft) -> Draft:
    """The draft with its rule as one canonical document, so that every page and every kit shows one fingerprint."""
    refuse_rule(calendar_faults(draft.dates))
    draft = _with_window(edition, _cleaned(draft))
    try:
        rule = parse_rule(str(draft.values["rule"]))
    except RuleError as refused:
        raise Refused(refused.text(get_language() or "fr")) from None
    kind, least, most = (
        draft.values.get(name, getattr(edition, name)) for name in ("ballot_kind", "min_choices", "max_choices")
    )
    if hasattr(edition, "opening") and parse_rule(edition.rule) == rule:
        return replace(draft, values={**draft.values, "rule": edition.rule})  # frozen to the letter
    _check_town_envelope(draft)
    refuse_rule(rule_faults(rule, kind, min_choices=least, max_choices=most))
    return replace(draft, values={**draft.values, "rule": rule.to_toml()})


def _cleaned(draft: Draft) -> Draft:
    """Its words as they are kept, and told of when they change."""
    ways = {"name": clean_line, "question": clean_line, "summary": clean_text}
    words = {name: clean(str(draft.values[name])) for name, clean in ways.items() if name in draft.values}
    return replace(draft, values={**draft.values, **words})


def _with_window(edition: Edition, draft: Draft) -> Draft:
    """With the time to contest, as long as the rules say at least, where the calendar leaves it out."""
    template = str(draft.values.get("template", edition.template))
    if PhaseKind.OBJECT in draft.dates:
        refuse_rule(window_faults(template, draft.dates[PhaseKind.OBJECT]))
        return draft
    _opens, end = draft.dates.get(PhaseKind.COUNT) or draft.dates[PhaseKind.VOTE]
    return replace(draft, dates={**draft.dates, PhaseKind.OBJECT: (end, end + window(template))})


def refuse_rule(faults: Sequence[str]) -> None:
    if faults:
        raise Refused(" ".join(faults))


def _check_town_envelope(draft: Draft) -> None:
    """Where one chooses a district there are two at least, and what is for the whole town is one of the envelopes."""
    names, town = list(parse_rule(str(draft.values["rule"])).envelopes), draft.values.get("town_envelope", "")
    if town and town not in names:
        raise Refused(
            _("« %(name)s » n’est pas une enveloppe. Écrivez-la aussi parmi les enveloppes, ou laissez vide.")
            % {"name": town}
        )
    if draft.values.get("own_district") and len([name for name in names if name != town]) < 2:
        raise Refused(_("Pour que chacun choisisse son quartier, il en faut au moins deux, chacun avec son enveloppe."))


def _write(edition: Edition, draft: Draft) -> None:
    for name in SETTINGS:
        if name in draft.values:
            setattr(edition, name, draft.values[name])
    edition.save()
    kept = {phase.kind: phase for phase in edition.phases.all()}
    for kind, (opens, closes) in draft.dates.items():
        phase = kept.pop(kind, None) or Phase(edition=edition, kind=kind)
        wanted = (opens, closes, draft.places.get(kind, phase.place))
        if (phase.opens_at, phase.closes_at, phase.place) != wanted:
            phase.opens_at, phase.closes_at, phase.place = wanted
            phase.save()
    for phase in kept.values():
        phase.delete()


def _free_slug(name: str) -> str:
    wanted = slug_of(name)[:50] or "budget"
    taken = set(Edition.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    return next(s for s in (wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))) if s not in taken)


@transaction.atomic
def show_edition(*, edition: Edition, by: Any) -> None:
    """Announce it: from now on everybody sees its calendar and rules; not in the middle of a vote that cannot open."""
    if edition.shown_at is None:
        if edition.source is None:
            refuse_rule(rule_faults_of(edition))
            found = edition.phases.filter(kind=PhaseKind.OBJECT).first()
            refuse_rule(window_faults(edition.template, (found.opens_at, found.closes_at) if found else None))
        if edition.source is None and is_on(edition.phases.all(), PhaseKind.VOTE, timezone.now()):
            lacking = missing(edition)
            if lacking:
                raise Refused(" ".join([_("Le vote commencerait aussitôt, et il n’est pas prêt."), *lacking]))
        edition.shown_at = timezone.now()
        edition.save(update_fields=["shown_at"])
        record("budgeting.edition_shown", by=by, on=edition)
