"""Somebody has voted under a name before its bearer came: two people hear it, and the bearer votes all the same.

The first ballot stays: nothing says which one it is. What bounds the doubt is the number of accepted disputes, which is public.
"""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.decide.budgeting.enums import PhaseKind
from terreau.decide.budgeting.models import Attendance, Dispute, Edition
from terreau.decide.budgeting.queries.register import voter_of
from terreau.decide.budgeting.queries.strength import ways_of
from terreau.decide.budgeting.rules import is_on, keyed
from terreau.lib.errors import Refused
from terreau.trust.audit.actions import record


@transaction.atomic
def record_dispute(*, edition: Edition, family: str, given: str, born: date, by: Any) -> Dispute:
    """An agent has seen the document of somebody whose name has voted already; nothing of it is copied."""
    if not ways_of(edition).can_dispute:
        raise Refused(_("Cette édition ne demande aucun nom : il n’y a pas d’identité à contester."))
    _check_open(edition)
    voter = voter_of(edition, family, given, born)
    if not Attendance.objects.filter(edition=edition, voter=voter).exists():
        raise Refused(_("Personne n’a voté sous ce nom : faites voter cette personne comme les autres."))
    again = keyed(bytes(edition.pepper), "again", voter)
    try:
        with transaction.atomic():
            made = Dispute.objects.create(edition=edition, voter=voter, again=again, recorded_by=by)
    except IntegrityError:
        raise Refused(_("Cette identité a déjà été contestée, et ne l’est qu’une fois.")) from None
    record("budgeting.identity_disputed", by=by, on=edition, detail={"dispute": made.pk})
    return made


@transaction.atomic
def accept_dispute(*, dispute: Dispute, family: str, given: str, born: date, by: Any) -> Dispute:
    """A second person, who counts or publishes, has read the same name on the document: the desk may let its bearer vote.

    The name that they type is compared by its keyed hash, and not kept.
    """
    held = Dispute.objects.select_for_update(of=("self",)).select_related("edition").get(pk=dispute.pk)
    if held.accepted_at:
        return held
    _check_open(held.edition)
    if held.recorded_by_id == by.pk:
        raise Refused(_("Vous avez noté cette contestation : une autre personne doit la confirmer."))
    if voter_of(held.edition, family, given, born) != held.voter:
        raise Refused(
            _(
                "Ce nom et cette date de naissance ne sont pas ceux de cette contestation. Relisez la pièce d’identité ; si "
                "c’est bien ce qu’elle porte, ne confirmez pas."
            )
        )
    held.accepted_at, held.accepted_by = timezone.now(), by
    held.save(update_fields=["accepted_at", "accepted_by"])
    record("budgeting.dispute_accepted", by=by, on=held.edition, detail={"dispute": held.pk})
    return held


def _check_open(edition: Edition) -> None:
    if not is_on(edition.phases.all(), PhaseKind.VOTE, timezone.now()):
        raise Refused(_("Une identité se conteste pendant le vote : il n’est pas ouvert."))
