"""Who is told what becomes of a proposal."""

from django.db.models import Exists, OuterRef, Q

from terreau.decide.proposals.models import Authorship, Proposal, Support
from terreau.trust.audit.models import Event
from terreau.trust.people.models import Person
from terreau.trust.people.models.person import NO_ADDRESS


def touched_by(event: Event) -> list[Proposal]:
    """The proposal of the event; for a project, the one that it comes from; for a result, all that were voted on."""
    related = Proposal.objects.select_related("edition")
    if event.object_type == "proposals.proposal":
        return list(related.filter(pk=int(event.object_id)))
    if event.object_type == "budgeting.project":
        return list(related.filter(project=int(event.object_id)))
    if event.object_type == "budgeting.edition":
        return list(related.filter(edition=int(event.object_id), project__isnull=False))
    return []


def to_be_told(proposal: Proposal) -> list[Person]:
    """Its authors, and the supporters who asked; those whom a letter can reach."""
    carries = Authorship.objects.filter(proposal=proposal, person=OuterRef("pk"), accepted_at__isnull=False)
    supports = Support.objects.filter(proposal=proposal, person=OuterRef("pk"), told=True)
    found = Person.objects.filter(Q(Exists(carries)) | Q(Exists(supports)), is_active=True)
    return list(found.exclude(email__endswith=NO_ADDRESS).order_by("pk"))
