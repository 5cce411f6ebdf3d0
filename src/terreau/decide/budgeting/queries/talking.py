"""A project as something that people comment."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.converse.comments import subjects
from terreau.converse.comments.subjects import Subject
from terreau.decide.budgeting import policies
from terreau.decide.budgeting.enums import PhaseKind
from terreau.decide.budgeting.models import Assignment, Edition, Project
from terreau.decide.budgeting.rules import is_over


def subject(key: str, person: Any) -> Subject | None:
    """Open from the announcement until the vote closes; an imported vote took place elsewhere, and a school speaks in class."""
    related = Project.objects.select_related("edition").prefetch_related("edition__phases")
    found = related.filter(pk=subjects.number(key)).first()
    if found is None or found.edition.source is not None or found.edition.of_a_school:
        return None
    seen = policies.can_see(person, found.edition)
    hands = Assignment.objects.filter(edition=found.edition, ended_at__isnull=True).values_list("person", flat=True)
    why_not = _why_not(found.edition)
    return Subject(found.title, found.get_absolute_url(), seen, why_not, officials=frozenset(hands if seen else ()))


def _why_not(edition: Edition) -> str:
    if edition.shown_at is None:
        return _("On pourra en discuter dès que l’édition sera annoncée.")
    over = is_over(edition.phases.all(), PhaseKind.VOTE, timezone.now())
    return _("Le vote est clos : le temps d’en discuter est passé.") if over else ""
