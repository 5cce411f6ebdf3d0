"""What studies ask of the people who keep the notebook: to study, to check, to answer."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.decide.budgeting.enums import PhaseKind, Task
from terreau.decide.budgeting.models import Assignment, Edition
from terreau.decide.budgeting.policies import tasks
from terreau.decide.budgeting.queries import shown
from terreau.decide.proposals.enums import StudyState
from terreau.decide.proposals.models import Appeal, Study
from terreau.decide.proposals.queries.desk import to_study
from terreau.trust.people.enums import Role
from terreau.trust.people.policies import has_role
from terreau.ui.duties import Duty
from terreau.ui.tags.figures import day

NEAR = timedelta(days=14)  # of the end of the phase of study


def duties(person: Any) -> Sequence[Duty]:
    found: list[Duty] = []
    for edition in _editions(person):
        held = tasks(person, edition)
        if Task.STUDY in held:
            found += _to_study(edition)
        if held & {Task.STUDY, Task.SETTLE} or has_role(person, Role.ADMINISTRATOR):
            found += _to_check(edition, person) + _to_answer(edition, person)
    return found


def _editions(person: Any) -> Iterable[Edition]:
    mine = Q(pk__in=Assignment.objects.filter(person=person, ended_at__isnull=True).values("edition"))
    wanted = mine | Q(shown_at__isnull=False) if has_role(person, Role.ADMINISTRATOR) else mine
    kept = Edition.objects.filter(wanted, source__isnull=True, opening__isnull=True) | Edition.objects.filter(
        wanted, source__isnull=True, proposals__studies__appeal__answered_at__isnull=True,
        proposals__studies__appeal__isnull=False,
    )  # fmt: skip
    return kept.distinct().with_calendar()


def _to_study(edition: Edition) -> list[Duty]:
    now = shown(edition)
    phase = next((one for one, _state in now.states if one.kind == PhaseKind.STUDY), None)
    if now.announced or phase is None or now.at < phase.opens_at:
        return []
    left = to_study(edition)
    said = _("%(name)s : propositions à étudier avant le %(day)s") % {"name": edition, "day": day(phase.closes_at)}
    url, near = reverse("proposals:studies", args=[edition.slug]), phase.closes_at - now.at < NEAR
    return [Duty(said, url, _("Étudier"), left, step="decide", urgent=near)] if left else []


def _to_check(edition: Edition, person: Any) -> list[Duty]:
    waiting = Study.objects.filter(proposal__edition=edition, decided_at__isnull=False, checked_at__isnull=True)
    left = waiting.exclude(decided_by=person).count()
    url = reverse("proposals:studies", args=[edition.slug]) + f"?state={StudyState.DECIDED}"
    said = _("%(name)s : études à relire") % {"name": edition}
    return [Duty(said, url, _("Relire"), left, step="decide")] if left else []


def _to_answer(edition: Edition, person: Any) -> list[Duty]:
    """Those that this person had no part in; urgent when the vote is near."""
    waiting = Appeal.objects.filter(study__proposal__edition=edition, answered_at__isnull=True)
    part = Q(study__decided_by=person) | Q(study__checked_by=person) | Q(made_by=person)
    left = waiting.exclude(pk__in=waiting.filter(part).values("pk")).count()
    now = shown(edition)
    near = now.vote is not None and now.vote.opens_at - timezone.now() < NEAR
    url = reverse("proposals:studies", args=[edition.slug]) + "#appeals"
    said = _("%(name)s : refus contestés") % {"name": edition}
    return [Duty(said, url, _("Répondre"), left, step="decide", urgent=near)] if left else []


def panel(edition: Any) -> str:
    """The studies of an edition, once one of them is published."""
    if (
        not isinstance(edition, Edition)
        or not Study.objects.filter(proposal__edition=edition, checked_at__isnull=False).exists()
    ):
        return ""
    return reverse("proposals:studies", args=[edition.slug])
