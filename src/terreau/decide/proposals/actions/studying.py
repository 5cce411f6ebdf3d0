"""The services study: a grid, cost lines, a decision with reasons; a second person checks it, and it holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.decide.budgeting import actions as budgeting
from terreau.decide.budgeting.models import Opening
from terreau.decide.proposals import policies
from terreau.decide.proposals.actions.proposing import locked
from terreau.decide.proposals.enums import CostKind, Criterion, Outcome, Status, Verdict
from terreau.decide.proposals.models import Appeal, CostLine, Finding, Proposal, Return, Study
from terreau.decide.proposals.rules import appeal_until
from terreau.lib.errors import NotAllowed, Refused
from terreau.trust.audit.actions import record


@dataclass(frozen=True)
class Line:
    """One line of the price."""

    label: str
    kind: str
    amount: Decimal
    source: str = ""


@transaction.atomic
def begin_study(*, proposal: Proposal, by: Any) -> Study:
    """Whoever studies takes the proposal; it can be taken over."""
    proposal = locked(proposal)
    policies.check_can_study(by, proposal.edition)
    if proposal.status != Status.OPEN:
        raise Refused(_("Cette proposition n’est plus à étudier."))
    study, new = Study.objects.get_or_create(proposal=proposal, checked_at=None, defaults={"started_by": by})
    if new:
        record("proposals.study_begun", by=by, on=proposal)
    return study


def _held(study: Study, seen: int) -> Study:
    """The study as it is now; refused where it changed since version `seen` was shown."""
    held = Study.objects.select_for_update(of=("self",)).select_related("proposal__edition").get(pk=study.pk)
    if held.checked_at:
        raise Refused(_("Cette étude est relue et publiée : elle ne change plus."))
    if held.version != seen:
        raise Refused(
            _(
                "Quelqu’un d’autre a modifié cette étude entre-temps. Ce que vous avez écrit est encore là : comparez, puis enregistrez."
            )
        )
    held.version += 1
    return held


@transaction.atomic
def write_study(
    *, study: Study, findings: Mapping[str, tuple[str, str]], lines: Sequence[Line], by: Any, seen: int
) -> Study:
    """The whole grid and all cost lines, in the place of those before; a decision waiting for its check falls."""
    held = _held(study, seen)
    policies.check_can_study(by, held.proposal.edition)
    for criterion, (verdict, remark) in findings.items():
        if verdict != Verdict.YES and not remark.strip():
            said = _("« %(question)s » : dites à quelle condition, ou pourquoi non.")
            raise Refused(said % {"question": Criterion(criterion).label})
    total = sum((line.amount for line in lines if line.kind == CostKind.ONCE), Decimal(0))
    if total > held.proposal.edition.budget:
        raise Refused(_("Ces lignes dépassent toute la somme à répartir : le projet ne pourrait jamais être retenu."))
    held.retained, held.reasons, held.decided_at, held.decided_by = None, "", None, None
    held.save()
    held.findings.all().delete()
    held.costs.all().delete()
    Finding.objects.bulk_create(
        Finding(study=held, criterion=name, verdict=verdict, remark=remark.strip())
        for name, (verdict, remark) in findings.items()
    )
    CostLine.objects.bulk_create(CostLine(study=held, **vars(line)) for line in lines)
    record("proposals.study_written", by=by, on=held.proposal)
    return held


@transaction.atomic
def decide(*, study: Study, retained: bool, reasons: str, by: Any, seen: int) -> Study:
    """Retained or not, with reasons that its author will read; it holds once somebody else has checked it."""
    held = _held(study, seen)
    policies.check_can_study(by, held.proposal.edition)
    if len(reasons.split()) < 5:
        raise Refused(_("Écrivez une phrase au moins : l’auteur et les voisins la liront."))
    unanswered = len(Criterion) - held.findings.count()
    if unanswered:
        raise Refused(_("La grille n’est pas finie : il reste %(n)d questions sans réponse.") % {"n": unanswered})
    if retained and not held.costs.filter(kind=CostKind.ONCE).exists():
        raise Refused(_("Il manque le prix : ajoutez au moins une ligne à payer une fois."))
    held.retained, held.reasons = retained, reasons.strip()
    held.decided_at, held.decided_by = timezone.now(), by
    held.save()
    record("proposals.study_decided", by=by, on=held.proposal, detail={"retained": retained})
    return held


@transaction.atomic
def send_back(*, study: Study, reason: str, by: Any, seen: int) -> None:
    """Whoever checks asks for more; the decision falls, what was written stays."""
    held = _held(study, seen)
    policies.check_can_check(by, held.proposal.edition)
    if not reason.strip():
        raise Refused(_("Dites ce qui manque."))
    held.retained, held.reasons, held.decided_at, held.decided_by = None, "", None, None
    held.save()
    Return.objects.create(study=held, reason=reason.strip(), returned_by=by)
    record("proposals.study_sent_back", by=by, on=held.proposal)


@transaction.atomic
def check_study(*, study: Study, by: Any, seen: int) -> Study:
    """A second person agrees: the study is public, and a retained proposal stands on the ballot at its exact price."""
    proposal = locked(study.proposal)
    held = _held(study, seen)
    policies.check_can_check(by, proposal.edition)
    if held.decided_at is None or held.retained is None:
        raise Refused(_("Cette étude n’est pas encore décidée."))
    if by is not None and held.decided_by_id == by.pk:
        raise NotAllowed(_("Une autre personne que celle qui a décidé doit relire."))
    if Opening.objects.filter(edition=proposal.edition).exists():
        raise Refused(_("Le vote est ouvert : le bulletin ne change plus."))
    held.checked_at, held.checked_by = timezone.now(), by
    held.save()
    proposal.status = Status.RETAINED if held.retained else Status.REFUSED
    if held.retained:
        proposal.project = budgeting.add_project(edition=proposal.edition, values=on_the_ballot(proposal, held), by=by)
    proposal.save(update_fields=["status", "project"])
    record("proposals.study_checked", by=by, on=proposal, detail={"retained": held.retained})
    return held


def on_the_ballot(proposal: Proposal, study: Study) -> dict[str, Any]:
    """What a retained proposal brings to the ballot."""
    copied = ("title", "summary", "district", "place", "carrier", "lon", "lat", "alt")
    price = sum((line.amount for line in study.costs.all() if line.kind == CostKind.ONCE), Decimal(0))
    values = {name: getattr(proposal, name) for name in copied}
    return values | {"description": proposal.text, "cost": price, "picture": proposal.picture.name}


@transaction.atomic
def appeal(*, study: Study, text: str, by: Any) -> Appeal:
    """An author contests a refusal; once, in public, and before the vote."""
    held = Study.objects.select_related("proposal__edition").get(pk=study.pk)
    if not policies.can_speak_for(by, held.proposal):
        raise NotAllowed(_("Ses auteurs contestent."))
    if held.checked_at is None or held.retained is not False:
        raise Refused(_("On ne conteste qu’un refus publié."))
    opens = next((phase.opens_at for phase in held.proposal.edition.phases.all() if phase.kind == "vote"), None)
    if timezone.now() > appeal_until(held.checked_at, opens):
        raise Refused(_("Le temps de contester ce refus est passé."))
    if not text.strip():
        raise Refused(_("Écrivez ce que vous contestez, et pourquoi."))
    try:
        with transaction.atomic():
            made = Appeal.objects.create(study=held, text=text.strip(), made_by=by)
    except DatabaseError:
        raise Refused(_("Ce refus est déjà contesté.")) from None
    record("proposals.appeal_made", by=by, on=held.proposal)
    return made


@transaction.atomic
def answer_appeal(*, appeal: Appeal, accepted: bool, answer: str, by: Any) -> None:
    """By somebody who neither decided nor checked; accepted, the proposal is studied anew."""
    held = Appeal.objects.select_for_update(of=("self",)).select_related("study__proposal__edition").get(pk=appeal.pk)
    proposal = locked(held.study.proposal)
    policies.check_can_check(by, proposal.edition)
    if by.pk in (held.study.decided_by_id, held.study.checked_by_id):
        raise NotAllowed(_("Une personne qui n’a ni décidé ni relu doit répondre."))
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
        Study.objects.create(proposal=proposal, started_by=by)
    record("proposals.appeal_answered", by=by, on=proposal, detail={"accepted": accepted})
