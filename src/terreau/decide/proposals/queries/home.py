"""What proposals say on the home page, on the dashboard and on the pages below."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from terreau.decide.budgeting import policies as budgeting
from terreau.decide.budgeting.enums import PhaseKind, Task
from terreau.decide.budgeting.models import Assignment, Edition, Project
from terreau.decide.budgeting.queries import shown
from terreau.decide.proposals.enums import Status
from terreau.decide.proposals.models import Appeal, Proposal, Study
from terreau.know.cards.models import Card
from terreau.ui.duties import Duty
from terreau.ui.loop import Call, News
from terreau.ui.tags.figures import day, moment_of


def _open() -> list[Edition]:
    """Editions in which one may propose now: a town has one or two."""
    found = Edition.objects.shown().filter(
        source__isnull=True,
        phases__kind=PhaseKind.SUBMIT,
        phases__opens_at__lte=timezone.now(),
        phases__closes_at__gt=timezone.now(),
    )
    return list(found.with_calendar()[:4])


def calls(person: Any) -> Sequence[Call]:
    found = []
    for edition in _open():
        phase = next(phase for phase in edition.phases.all() if phase.kind == PhaseKind.SUBMIT)
        found.append(
            Call(
                "decide",
                _("Une idée pour %(name)s ?") % {"name": edition.name},
                _("Trois lignes suffisent. D’autres la soutiennent, l’améliorent, la rejoignent."),
                _("Proposer"),
                reverse("proposals:new", args=[edition.slug]),
                _("Jusqu’au %(moment)s") % {"moment": moment_of(phase.closes_at)},
            )
        )
    return found


def news(limit: int) -> Sequence[News]:
    """Refusals and retentions, as the studies come out."""
    found = Study.objects.filter(checked_at__isnull=False, proposal__edition__shown_at__isnull=False)
    rows = found.select_related("proposal__edition").order_by("-checked_at")[:limit]
    return [
        News(
            "decide",
            study.checked_at,
            study.proposal.title,
            _("Étudiée et retenue pour le vote.")
            if study.retained
            else _("Étudiée et non retenue : la raison est publique."),
            f"{study.proposal.get_absolute_url()}#study",
        )
        for study in rows
        if study.checked_at
    ]


def duties(person: Any) -> Sequence[Duty]:
    """Studies to do and to check, appeals to answer."""
    held = Assignment.objects.filter(
        person=person, ended_at__isnull=True, edition__source__isnull=True, task__in=(Task.STUDY, Task.SETTLE)
    )
    found: list[Duty] = []
    for one in held.select_related("edition__publication", "edition__opening"):
        if not hasattr(one.edition, "opening") and one.task in budgeting.tasks(person, one.edition):
            found += _asked(one.edition, one.task, person)
    return found


def _asked(edition: Edition, task: str, person: Any) -> list[Duty]:
    place = reverse("proposals:studies", args=[edition.slug])
    study_phase = next(
        (phase for phase, state in shown(edition).states if phase.kind == PhaseKind.STUDY and state == "now"), None
    )
    found = []
    todo = Proposal.objects.filter(edition=edition, status=Status.OPEN, studies__isnull=True).count()
    if task == Task.STUDY and study_phase and todo:
        title = _("Propositions à étudier avant le %(day)s") % {"day": day(study_phase.closes_at)}
        found.append(Duty(title, place, _("Étudier"), todo, step="decide"))
    waiting = Study.objects.filter(proposal__edition=edition, decided_at__isnull=False, checked_at__isnull=True)
    if n := waiting.exclude(decided_by=person).count():
        found.append(Duty(_("Études à relire"), f"{place}?state=decided", _("Relire"), n, step="decide"))
    appeals = Appeal.objects.filter(study__proposal__edition=edition, answered_at__isnull=True)
    if n := appeals.exclude(study__decided_by=person).exclude(study__checked_by=person).count():
        found.append(Duty(_("Refus contestés"), place, _("Répondre"), n, step="decide", urgent=True))
    return found


def panel_of_edition(edition: Any) -> str:
    """The proposals of an edition, where it has some or may have."""
    if not isinstance(edition, Edition) or edition.source is not None:
        return ""
    wanted = any(phase.kind == PhaseKind.SUBMIT for phase in edition.phases.all())
    return reverse("proposals:panel", args=[edition.slug]) if wanted else ""


def panel_of_project(project: Any) -> str:
    found = (
        Proposal.objects.shown().filter(project=project).select_related("edition").first()
        if isinstance(project, Project)
        else None
    )
    return reverse("proposals:origin", args=[found.edition.slug, found.number]) if found else ""


def panel_of_card(card: Any) -> str:
    if not isinstance(card, Card) or not about_card(card.pk):
        return ""
    return reverse("proposals:of-card", args=[card.pk])


def about_card(pk: int) -> list[Proposal]:
    """Proposals that stand at this place, or that this actor could carry."""
    living = (
        Proposal.objects.shown()
        .exclude(status__in=(Status.MERGED, Status.WITHDRAWN))
        .select_related("edition", "district")
    )
    return list((living.filter(place=pk) | living.filter(carrier=pk)).order_by("-made_at")[:12])


def count_in_words(edition: Edition) -> str:
    n = Proposal.objects.shown().filter(edition=edition).count()
    return ngettext("%(n)d proposition", "%(n)d propositions", n) % {"n": n}
