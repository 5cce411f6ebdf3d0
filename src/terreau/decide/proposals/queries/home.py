"""What proposals say on other pages: the home page, those of an edition, a project, a card."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from terreau.decide.budgeting.enums import PhaseKind
from terreau.decide.budgeting.models import Edition, Project
from terreau.decide.budgeting.rules import phase_of
from terreau.decide.proposals import policies
from terreau.decide.proposals.enums import Status
from terreau.decide.proposals.models import Authorship, Proposal
from terreau.decide.proposals.queries import wishes
from terreau.know.cards.models import Card
from terreau.ui.duties import Duty
from terreau.ui.loop import Call, News
from terreau.ui.tags.figures import day

RECENT = 3
ON_A_CARD = 6


def calls(person: Any) -> Sequence[Call]:
    """While ideas are taken: propose one."""
    editions = Edition.objects.shown().filter(source__isnull=True, phases__kind=PhaseKind.SUBMIT).with_calendar()
    going = [one for one in editions[:12] if policies.is_on(one, PhaseKind.SUBMIT)]
    found = [_call(one) for one in going]
    return found + waiting(person)


def _call(edition: Edition) -> Call:
    phase = phase_of(edition.phases.all(), PhaseKind.SUBMIT)
    until = _("Jusqu’au %(day)s") % {"day": day(phase.closes_at)} if phase else ""
    said = _("Un titre, une phrase, un endroit : dix minutes suffisent. Les idées proches vous seront montrées.")
    where = reverse("proposals:new", args=[edition.slug])
    return Call("decide", _("Une idée pour la ville ?"), said, _("Proposer une idée"), where, until)


def waiting(person: Any) -> list[Call]:
    """Authors whom somebody asks something."""
    if not getattr(person, "is_authenticated", False):
        return []
    own = Proposal.objects.filter(
        status=Status.OPEN, authorships__person=person, authorships__accepted_at__isnull=False
    ).select_related("edition")
    asked = Q(amendments__outcome="", amendments__isnull=False) | Q(pk__in=wishes.answerable().values("into"))
    asked |= Q(pk__in=Authorship.objects.filter(accepted_at=None, proposal__status=Status.OPEN).values("proposal"))
    return [
        Call("decide", one.title, _("Quelqu’un vous demande quelque chose."), _("Répondre"), one.get_absolute_url())
        for one in own.filter(asked).distinct()[:RECENT]
    ]


def news(limit: int) -> Sequence[News]:
    """The newest proposals, a few: they would cover all else in a busy week."""
    found = Proposal.objects.shown().filter(status=Status.OPEN, edition__source__isnull=True).select_related("edition")
    return [
        News("decide", one.made_at, _("Idée proposée : %(title)s") % {"title": one.title}, one.summary, one.get_absolute_url())
        for one in found.order_by("-made_at")[: min(limit, RECENT)]
    ]  # fmt: skip


def duties(person: Any) -> Sequence[Duty]:
    """Merges are for authors; what waits for those who write for others is what those people are asked."""
    if not policies.can_write_for_others(person):
        return []
    asked = wishes.answerable().filter(into__dictation__isnull=False)
    return [
        Duty(_("Répondre pour quelqu’un sans internet"), one.into.get_absolute_url(), _("Lire"), 1, one.into.title, "decide")
        for one in asked.select_related("into__edition")[:RECENT]
    ]  # fmt: skip


def edition_panel(edition: Edition) -> str:
    """The address of what an edition's page says of its proposals; nothing where none are taken."""
    if edition.source is not None or phase_of(edition.phases.all(), PhaseKind.SUBMIT) is None:
        return ""
    return reverse("proposals:edition-panel", args=[edition.slug])


def project_panel(project: Project) -> str:
    found = Proposal.objects.filter(project=project).exists()
    return reverse("proposals:project-panel", args=[project.edition.slug, project.number]) if found else ""


def card_panel(card: Card) -> str:
    return reverse("proposals:card-panel", args=[card.pk]) if of_card(card.pk).exists() else ""


def of_card(pk: int) -> QuerySet[Proposal]:
    """Proposals that point at this actor or place, the most supported first."""
    pointing = Proposal.objects.shown().filter(Q(place=pk) | Q(carrier=pk)).exclude(status=Status.WITHDRAWN)
    return pointing.select_related("edition").order_by("-supports", "pk")[:ON_A_CARD]


def open_now(edition: Edition) -> bool:
    return policies.is_on(edition, PhaseKind.SUBMIT)


def latest(edition: Edition) -> tuple[int, list[Proposal]]:
    """How many everybody reads, and the three newest."""
    found = Proposal.objects.shown().filter(edition=edition).exclude(status__in=(Status.MERGED, Status.WITHDRAWN))
    return found.count(), list(found.select_related("edition").order_by("-made_at")[:RECENT])
