"""A proposal as something that people comment."""

from typing import Any

from django.utils.translation import gettext as _

from terreau.converse.comments import subjects
from terreau.converse.comments.subjects import Subject
from terreau.decide.budgeting.enums import PhaseKind
from terreau.decide.proposals import policies
from terreau.decide.proposals.models import Authorship, Proposal


def subject(key: str, person: Any) -> Subject | None:
    """Open while one may propose, support or study; its authors wear a mark."""
    found = Proposal.objects.select_related("edition").filter(pk=subjects.number(key)).first()
    if found is None:
        return None
    talking = policies.is_on(found.edition, *policies.TALKING, PhaseKind.STUDY)
    why_not = "" if talking else _("Le temps d’en discuter est passé.")
    authors = Authorship.objects.filter(proposal=found, accepted_at__isnull=False).values_list("person", flat=True)
    return Subject(found.title, found.get_absolute_url(), policies.can_see(person, found), why_not, frozenset(authors))
