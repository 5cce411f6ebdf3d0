"""The services study: a grid, cost lines, a decision with reasons that waits for a second person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.decide.proposals import policies
from terreau.decide.proposals.actions.proposing import locked
from terreau.decide.proposals.enums import Criterion, Status
from terreau.decide.proposals.models import CostLine, Finding, Proposal, Return, Study
from terreau.decide.proposals.rules import over_budget, price, why_not_answer, why_not_decide, why_not_step
from terreau.lib.errors import Refused
from terreau.trust.audit.actions import record


@dataclass(frozen=True)
class Line:
    """One line of the price; its kind and label tell it from the others."""

    label: str
    kind: str
    amount: Decimal
    source: str = ""


@transaction.atomic
def begin_study(*, proposal: Proposal, by: Any) -> Study:
    """Whoever studies takes the proposal, unless somebody has it in hand."""
    proposal = locked(proposal)
    policies.check_can_study(by, proposal.edition)
    study = Study.objects.select_related("started_by").filter(proposal=proposal, checked_at=None).first()
    if study is None and proposal.status != Status.OPEN:
        raise Refused(_("Cette proposition n’est plus à étudier."))
    if study is None:
        study = Study.objects.create(proposal=proposal, started_by=by)
    elif study.started_by_id == by.pk:
        return study  # pressed twice
    elif study.started_by:
        raise Refused(_("%(name)s étudie déjà cette proposition.") % {"name": study.started_by})
    else:
        study.started_by = by
        study.save(update_fields=["started_by"])
    record("proposals.study_begun", by=by, on=proposal)
    return study


@transaction.atomic
def give_back_study(*, study: Study, by: Any) -> None:
    """It is free for somebody else; what was written stays. Another than its holder may free it: people fall ill."""
    held = held_for("give_back", study, None)
    policies.check_can_study(by, held.proposal.edition)
    if held.started_by_id is None:
        return
    held.started_by = None
    held.save(update_fields=["started_by"])
    record("proposals.study_given_back", by=by, on=held.proposal)


def held_for(step: str, study: Study, seen: int | None) -> Study:
    """The study as it is now, with its proposal, held for this step; refused if it changed since version `seen`."""
    proposal = locked(study.proposal)
    held = Study.objects.select_for_update(of=("self",)).get(pk=study.pk)
    held.proposal = proposal
    if said := why_not_step(held, step):
        raise Refused(said)
    if seen is not None and held.version != seen:
        raise Refused(
            _(
                "Quelqu’un d’autre a modifié cette étude entre-temps. Ce que vous avez écrit est encore là : "
                "comparez, puis enregistrez."
            )
        )
    return held


def check_still_open(proposal: Proposal) -> None:
    """Meanwhile its authors may have taken it back, or joined it to another."""
    if proposal.status not in (Status.OPEN, Status.RETAINED):
        raise Refused(_("Cette proposition a été réunie à une autre ou retirée : son étude s’arrête là."))
    if policies.is_concealed(proposal):
        raise Refused(_("Cette proposition est masquée : un modérateur doit d’abord la montrer à nouveau."))


@transaction.atomic
def write_study(
    *, study: Study, findings: Mapping[str, tuple[str, str]], lines: Sequence[Line], by: Any, seen: int
) -> Study:
    """The whole grid and all cost lines, in the place of those before."""
    held = held_for("write", study, seen)
    policies.check_can_study(by, held.proposal.edition)
    for criterion, (verdict, remark) in findings.items():
        if said := why_not_answer(verdict, remark):
            raise Refused(f"« {Criterion(criterion).label} » {said}")
    if len({(line.kind, line.label) for line in lines}) < len(lines):
        raise Refused(_("Deux lignes portent le même nom : réunissez-les, ou nommez-les autrement."))
    if price(lines) > held.proposal.edition.budget:
        raise Refused(over_budget())
    changed = _write_grid(held, findings) + _write_lines(held, lines)
    if changed:
        held.version += 1
        held.save(update_fields=["version"])
        record("proposals.study_written", by=by, on=held.proposal, detail={"changed": changed})
    return held


def _write_grid(study: Study, findings: Mapping[str, tuple[str, str]]) -> int:
    kept = {one.criterion: one for one in study.findings.all()}
    changed = 0
    for criterion, (verdict, remark) in findings.items():
        one = kept.pop(criterion, None) or Finding(study=study, criterion=criterion)
        if (one.verdict, one.remark) != (verdict, remark.strip()):
            one.verdict, one.remark = verdict, remark.strip()
            one.save()
            changed += 1
    for one in kept.values():
        one.delete()
    return changed + len(kept)


def _write_lines(study: Study, lines: Sequence[Line]) -> int:
    kept = {(one.kind, one.label): one for one in study.costs.all()}
    changed = 0
    for line in lines:
        one = kept.pop((line.kind, line.label), None) or CostLine(study=study, kind=line.kind, label=line.label)
        if (one.amount, one.source) != (line.amount, line.source):
            one.amount, one.source = line.amount, line.source
            one.save()
            changed += 1
    for one in kept.values():
        one.delete()
    return changed + len(kept)


@transaction.atomic
def decide(*, study: Study, retained: bool, reasons: str, by: Any, seen: int) -> Study:
    """Retained or not, with reasons that its author will read; it holds once somebody else has checked it."""
    held = held_for("decide", study, seen)
    policies.check_can_study(by, held.proposal.edition)
    check_still_open(held.proposal)
    faults = why_not_decide(
        retained=retained, reasons=reasons, answered=[one.criterion for one in held.findings.all()],
        lines=held.costs.all(), budget=held.proposal.edition.budget,
    )  # fmt: skip
    if faults:
        raise Refused(" ".join(faults))
    held.retained, held.reasons, held.decided_on = retained, reasons.strip(), held.proposal.version
    held.decided_at, held.decided_by, held.version = timezone.now(), by, held.version + 1
    held.save()
    record("proposals.study_decided", by=by, on=held.proposal, detail={"retained": retained})
    return held


@transaction.atomic
def send_back(*, study: Study, reason: str, by: Any, seen: int) -> None:
    """Whoever checks asks for more, or whoever decided thinks again; the decision falls, what was written stays."""
    held = held_for("send_back", study, seen)
    policies.check_can_check(by, held.proposal.edition)
    if not reason.strip():
        raise Refused(_("Dites ce qui manque."))
    held.retained, held.decided_at, held.decided_by, held.decided_on = None, None, None, None
    held.version += 1
    held.save()
    Return.objects.create(study=held, reason=reason.strip(), returned_by=by)
    record("proposals.study_sent_back", by=by, on=held.proposal)


def copy_study(study: Study) -> Study:
    """A new study that begins where this one ended, in nobody's hands."""
    fresh = Study.objects.create(proposal=study.proposal)
    Finding.objects.bulk_create(
        Finding(study=fresh, criterion=one.criterion, verdict=one.verdict, remark=one.remark)
        for one in study.findings.all()
    )
    CostLine.objects.bulk_create(
        CostLine(study=fresh, label=one.label, kind=one.kind, amount=one.amount, source=one.source)
        for one in study.costs.all()
    )
    return fresh
