"""What budgets say on the home page and the dashboard: what is open, what came out, what waits for whom."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from terreau.decide.budgeting import policies
from terreau.decide.budgeting.enums import PhaseKind, Task
from terreau.decide.budgeting.models import Annulment, Assignment, Count, Edition, Objection, Publication
from terreau.decide.budgeting.queries.claims import answered_for, holds, publishable
from terreau.decide.budgeting.queries.counting_said import rule_faults_of
from terreau.decide.budgeting.queries.draws import draw_of, standing_tie
from terreau.decide.budgeting.queries.editions import Shown, shown
from terreau.decide.budgeting.queries.following import overdue
from terreau.lib.numbers import number
from terreau.ui.duties import Duty
from terreau.ui.loop import Call, Door, News
from terreau.ui.tags.figures import day, moment_of


def _announced() -> list[Shown]:
    """Those of this year, newest first: a town has a handful."""
    found = Edition.objects.shown().filter(source__isnull=True).with_calendar().select_related("publication")
    return [shown(edition) for edition in found[:12]]


def door() -> Door:
    open_now = [one for one in _announced() if one.now]
    first = next((one for one in open_now if one.voting), open_now[0] if open_now else None)

    def headline() -> str:
        if first is None:
            return _("Budget participatif")
        return _("Le vote est ouvert") if first.voting else str(first.edition)

    def subline() -> str:
        if first is None or first.now is None:
            return ""
        return _("%(phase)s jusqu’au %(day)s") % {
            "phase": first.now.get_kind_display(),
            "day": day(first.now.closes_at),
        }

    return Door("decide", reverse("budgeting:editions"), headline, subline)


def calls(person: Any) -> Sequence[Call]:
    """A vote that is open comes before all else."""
    return [
        Call(
            "decide",
            one.edition.question or one.edition.name,
            _("Choisissez les projets que vous soutenez. Cinq minutes, sur un téléphone ou sur papier."),
            _("Voter"),
            reverse("budgeting:ballot", args=[one.edition.slug]),
            _("Jusqu’au %(moment)s") % {"moment": moment_of(one.vote.closes_at) if one.vote else ""},
        )
        for one in _announced()
        if one.voting and one.edition.votes_online
    ]


def news(limit: int) -> Sequence[News]:
    found = Publication.objects.filter(edition__source__isnull=True).select_related("edition", "count")
    annulled = Annulment.objects.select_related("edition", "objection").order_by("-annulled_at")[:limit]
    return [
        News(
            "decide",
            one.annulled_at,
            _("Résultat annulé : %(name)s") % {"name": one.edition.name},
            _("Une contestation est fondée. Les mêmes bulletins seront comptés de nouveau."),
            reverse("budgeting:result", args=[one.edition.slug]),
        )
        for one in annulled
    ] + [
        News(
            "decide",
            one.published_at,
            _("Résultat : %(name)s") % {"name": one.edition.name},
            _counted(one.count),
            reverse("budgeting:result", args=[one.edition.slug]),
        )
        for one in found.defer("count__kit").order_by("-published_at")[:limit]
    ]


def _counted(count: Count) -> str:
    if count.of_few:
        return _("Moins de dix bulletins comptés.")
    said = ngettext(
        "%(n)s bulletin compté, et recomptable par tous.", "%(n)s bulletins comptés, et recomptables par tous.", count.ballots
    )  # fmt: skip
    return said % {"n": number(count.ballots)}


def duties(person: Any) -> Sequence[Duty]:
    """What the tasks that this person holds ask for now."""
    held = Assignment.objects.filter(person=person, ended_at__isnull=True, edition__source__isnull=True)
    found: list[Duty] = []
    for one in held.select_related("edition__publication", "edition__opening"):
        if one.task in policies.tasks(person, one.edition):
            found += _asked(shown(one.edition, timezone.now()), one.task)
    return found + (_unanswered() if policies.can_make(person) else [])


def _unanswered() -> list[Duty]:
    """Objections that nobody has been asked to answer: the administrator gives the task."""
    waiting = Edition.objects.filter(objections__answered_at__isnull=True, objections__isnull=False).distinct()
    return [
        Duty(
            _("%(name)s : personne ne répond aux contestations") % {"name": one},
            reverse("budgeting:settings", args=[one.slug]) + "#hands", _("Confier la tâche"), step="decide", urgent=True,
        )
        for one in waiting.exclude(pk__in=answered_for())
    ]  # fmt: skip


def _asked(one: Shown, task: str) -> list[Duty]:
    edition = one.edition
    place = reverse("budgeting:counting", args=[edition.slug])
    agreed, open_ = publishable(edition), one.voted and not holds(edition)
    tie = standing_tie(edition) if task in (Task.COUNT, Task.PUBLISH) and one.voted else None
    draw = draw_of(tie)
    if draw and not draw.confirmed_at:
        said = _("%(name)s : un tirage au sort attend qu’une seconde personne le confirme") % {"name": edition}
        return [Duty(said, place, _("Relire"), step="decide", urgent=True)]
    if task == Task.COUNT and tie and not draw:
        said = _("%(name)s : une égalité est à tirer au sort") % {"name": edition}
        return [Duty(said, place, _("Tirer"), step="decide", urgent=True)]
    if task == Task.COUNT and one.published and open_ and not agreed:
        said = _("%(name)s : le résultat est annulé, il reste à compter de nouveau") % {"name": edition}
        return [Duty(said, place, _("Compter"), step="decide", urgent=True)]
    if task == Task.COUNT and open_ and not agreed:
        said = _("%(name)s : le vote est clos, il reste à compter") % {"name": edition}
        return [Duty(said, place, _("Compter"), step="decide", urgent=True)]
    if task == Task.PUBLISH and open_ and agreed:
        said = _("%(name)s : un compte attend d’être publié") % {"name": edition}
        return [Duty(said, place, _("Relire"), step="decide", urgent=True)]
    if task == Task.ANSWER and one.published:
        waiting = Objection.objects.filter(edition=edition, answered_at__isnull=True).count()
        if waiting:
            place = reverse("budgeting:result", args=[edition.slug]) + "#objections"
            return [Duty(_("Contestations sans réponse"), place, _("Répondre"), waiting, step="decide")]
    if task == Task.SETTLE and not hasattr(edition, "opening") and (faults := rule_faults_of(edition)):
        place = reverse("budgeting:settings", args=[edition.slug])
        return [Duty(f"{edition} : {faults[0]}", place, _("Régler"), step="decide", urgent=True)]
    if task == Task.FOLLOW and one.published:
        late = overdue(edition, timezone.localdate(one.at))
        if late:
            place = reverse("budgeting:following", args=[edition.slug])
            return [Duty(_("Étapes en retard : dites pourquoi"), place, _("Expliquer"), late, step="decide")]
    opening = next((phase for phase, _state in one.states if phase.kind == PhaseKind.VOTE), None)
    if task == Task.STUDY and opening and opening.opens_at > one.at and not edition.projects.exists():
        place = reverse("budgeting:projects", args=[edition.slug])
        said = _("Le vote ouvre le %(day)s, et le bulletin est vide") % {"day": day(opening.opens_at)}
        return [Duty(said, place, _("Ajouter les projets"), step="decide")]
    return []
