"""Who holds which task of an edition."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.decide.budgeting.models import Assignment, Edition
from terreau.lib.errors import Refused
from terreau.trust.audit.actions import record


@transaction.atomic
def assign(*, edition: Edition, person: Any, task: str, by: Any) -> Assignment:
    """Give a task. Nobody gives one to oneself, nor gets two, unless the edition says that hands are few."""
    if by is not None and person.pk == by.pk and not edition.few_hands:
        raise Refused(_("Personne ne se confie une tâche à soi-même."))
    try:
        with transaction.atomic():
            given = Assignment.objects.create(edition=edition, person=person, task=task, given_by=by)
    except IntegrityError:
        raise Refused(
            _("%(name)s tient ou a tenu une tâche dans cette édition : il en faut une autre personne.")
            % {"name": person}
        ) from None
    record("budgeting.task_given", by=by, on=edition, detail={"task": task, "person": person.pk})
    return given


@transaction.atomic
def end_assignment(*, assignment: Assignment, by: Any) -> None:
    if assignment.ended_at is None:
        Assignment.objects.filter(pk=assignment.pk).update(ended_at=timezone.now())
        record("budgeting.task_ended", by=by, on=assignment.edition, detail={"task": assignment.task})
