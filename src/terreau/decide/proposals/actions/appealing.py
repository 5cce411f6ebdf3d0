"""An author contests a refusal in public; somebody who had no part in it answers."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.decide.budgeting.models import Opening
from terreau.decide.proposals import policies
from terreau.decide.proposals.actions.proposing import locked
from terreau.decide.proposals.actions.studying import copy_study
from terreau.decide.proposals.enums import Outcome, Status
from terreau.decide.proposals.models import Appeal, Study
from terreau.decide.proposals.queries import appeal_closes
from terreau.lib.errors import NotAllowed, Refused
from terreau.trust.audit.actions import record


@transaction.atomic
def appeal(*, study: Study, text: str, by: Any) -> Appeal:
    """Once, within the delay, and before the vote."""
    proposal = locked(study.proposal)
    held = Study.objects.get(pk=study.pk)
    held.proposal = proposal
    if said := policies.why_not_appeal(by, held):
        raise NotAllowed(said)
    if held.checked_at is None or held.retained is not False or proposal.status != Status.REFUSED:
        raise Refused(_("On ne conteste qu’un refus publié."))
    if Appeal.objects.filter(study=held).exists():
        raise Refused(_("Ce refus est déjà contesté."))
    closes = appeal_closes(held)
    if Opening.objects.filter(edition=proposal.edition).exists() or (closes and timezone.now() >= closes):
        raise Refused(_("Le temps de contester ce refus est passé."))
    if not text.strip():
        raise Refused(_("Écrivez ce que vous contestez, et pourquoi."))
    made = Appeal.objects.create(study=held, text=text.strip(), made_by=by)
    on_behalf = not policies.is_author(by, proposal)
    record("proposals.appeal_made", by=by, on=proposal, detail={"on_behalf": on_behalf})
    return made


@transaction.atomic
def answer_appeal(*, appeal: Appeal, accepted: bool, answer: str, by: Any) -> None:
    """Accepted, the proposal is open and studied anew, from where the first study ended."""
    proposal = locked(appeal.study.proposal)
    held = Appeal.objects.select_for_update(of=("self",)).select_related("study__proposal__edition").get(pk=appeal.pk)
    if said := policies.why_not_answer_appeal(by, held):
        raise NotAllowed(said)
    if held.answered_at:
        raise Refused(_("Cette contestation a déjà sa réponse."))
    if not answer.strip():
        raise Refused(_("Écrivez la réponse."))
    held.outcome = Outcome.ACCEPTED if accepted else Outcome.REFUSED
    held.answer, held.answered_at, held.answered_by = answer.strip(), timezone.now(), by
    held.save()
    if accepted:
        proposal.status = Status.OPEN
        proposal.save(update_fields=["status"])
        copy_study(held.study)
    record("proposals.appeal_answered", by=by, on=proposal, detail={"accepted": accepted})
