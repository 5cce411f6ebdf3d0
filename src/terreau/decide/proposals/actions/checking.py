"""A second person agrees: the study is public, and the ballot follows."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.algorithms.counting import parse_rule
from terreau.decide.budgeting import actions as budgeting
from terreau.decide.budgeting.models import Edition, Opening
from terreau.decide.budgeting.queries import shown
from terreau.decide.proposals import policies
from terreau.decide.proposals.actions.proposing import locked
from terreau.decide.proposals.actions.studying import check_still_open, copy_study, held_for
from terreau.decide.proposals.enums import Status
from terreau.decide.proposals.models import Proposal, Return, Study
from terreau.decide.proposals.rules import can_become, price
from terreau.lib.errors import NotAllowed, Refused
from terreau.trust.audit.actions import record

COPIED = ("title", "summary", "district", "place", "carrier", "lon", "lat", "alt")


@transaction.atomic
def check_study(*, study: Study, by: Any, seen: int) -> Study:
    """Publish it; a retained proposal stands on the ballot at its exact price. Pressed twice, it is checked once."""
    proposal = locked(study.proposal)
    done = Study.objects.filter(pk=study.pk, checked_by=by, checked_at__isnull=False).first()
    if done:
        return done
    policies.check_can_check(by, proposal.edition)
    held = held_for("check", study, seen)
    if said := policies.why_not_confirm(by, held):
        raise NotAllowed(said)
    check_still_open(proposal)
    if held.decided_on != proposal.version:
        raise Refused(_("La proposition a changé depuis la décision : renvoyez l’étude, qu’elle soit relue en entier."))
    _settle(proposal, held, by)
    record("proposals.study_checked", by=by, on=proposal, detail={"retained": held.retained})
    return held


def _settle(proposal: Proposal, study: Study, by: Any) -> None:
    status = Status.RETAINED if study.retained else Status.REFUSED
    if not can_become(proposal.status, status):
        raise Refused(_("Cette proposition n’est plus à étudier."))
    if study.retained or proposal.project_id:
        _check_ballot_is_open(proposal.edition)
    study.checked_at, study.checked_by = timezone.now(), by
    study.version += 1
    study.save()
    before, proposal.status = proposal.project, status
    if study.retained and before:
        budgeting.change_project(project=before, values=on_the_ballot(proposal, study), by=by)
    elif study.retained:
        proposal.project = budgeting.add_project(edition=proposal.edition, values=on_the_ballot(proposal, study), by=by)
    else:
        proposal.project = None
    proposal.save(update_fields=["status", "project"])
    if before and not study.retained:
        budgeting.remove_project(project=before, by=by)


def _check_ballot_is_open(edition: Edition) -> None:
    """Held until the end, so that the vote cannot open in between."""
    held = Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    if Opening.objects.filter(edition=held).exists() or shown(held).announced:
        raise Refused(_("Le vote est ouvert : le bulletin ne change plus."))


def on_the_ballot(proposal: Proposal, study: Study) -> dict[str, Any]:
    """What a retained proposal brings to the ballot."""
    values = {name: getattr(proposal, name) for name in COPIED}
    district = proposal.district.name if proposal.district else ""
    if district in parse_rule(proposal.edition.rule).envelopes:
        values["envelope"] = district
    return values | {
        "description": proposal.text,
        "cost": price(study.costs.all()),
        "picture": proposal.picture.name,
    }


@transaction.atomic
def open_again(*, study: Study, reason: str, by: Any) -> Study:
    """A fault found after the check: a new study begins where this one ended, and changes nothing until it is checked."""
    proposal = locked(study.proposal)
    policies.check_can_check(by, proposal.edition)
    held = held_for("open_again", study, None)
    if proposal.status != Status.RETAINED or proposal.studies.filter(pk__gt=held.pk).exists():
        raise Refused(_("On reprend la dernière étude d’une proposition retenue ; un refus se conteste."))
    if not reason.strip():
        raise Refused(_("Dites ce qui est à revoir : ce sera public."))
    _check_ballot_is_open(proposal.edition)
    Return.objects.create(study=held, reason=reason.strip(), returned_by=by)
    fresh = copy_study(held)
    record("proposals.study_opened_again", by=by, on=proposal)
    return fresh
