"""A project as something that people comment."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.converse.comments.subjects import Subject
from terreau.decide.budgeting import policies
from terreau.decide.budgeting.enums import PhaseKind
from terreau.decide.budgeting.models import Project
from terreau.decide.budgeting.rules import is_over
from terreau.lib.numbers import whole


def subject(key: str, person: Any) -> Subject | None:
    """Open from the announcement until the vote closes; an imported vote took place elsewhere."""
    related = Project.objects.select_related("edition").prefetch_related("edition__phases")
    found = related.filter(pk=whole(key) if str(whole(key)) == key else 0).first()
    if found is None or found.edition.source is not None:
        return None
    over = is_over(found.edition.phases.all(), PhaseKind.VOTE, timezone.now())
    why_not = _("Le vote est clos : le temps d’en discuter est passé.") if over else ""
    return Subject(found.title, found.get_absolute_url(), policies.can_see(person, found.edition), why_not)
