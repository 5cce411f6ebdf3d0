"""Following the projects that won: what is planned, done, put off, corrected, spent, given up."""

from datetime import date
from decimal import Decimal
from typing import Any, BinaryIO

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.decide.budgeting.models import (
    Abandonment,
    Correction,
    Delay,
    Expense,
    Milestone,
    Photo,
    Project,
    Publication,
)
from terreau.decide.budgeting.queries.claims import standing
from terreau.decide.budgeting.queries.results import result
from terreau.know.cards.actions.pictures import rewritten
from terreau.lib.errors import Refused
from terreau.trust.audit.actions import record
from terreau.ui.tags.figures import short_day


def _check_goes_on(project: Project) -> None:
    """Work on what won begins once nobody can contest the result any more, and ends where the project is given up.

    A result that comes from elsewhere is contested there, not here.
    """
    publication = Publication.objects.select_related("count", "edition").filter(edition=project.edition_id).first()
    if publication is None:
        raise Refused(_("On suit un projet une fois le résultat publié."))
    found = standing(publication.edition)
    if found and not found.final:
        raise Refused(
            _("Attendez que le résultat soit définitif : il peut encore être contesté, ou compté de nouveau.")
        )
    if project.key not in result(publication.edition, publication.count).outcome.winners:
        raise Refused(_("Ce projet n’est pas retenu : on ne suit que les projets retenus."))
    if Abandonment.objects.filter(project=project).exists():
        raise Refused(_("Ce projet est abandonné : la raison est affichée."))


@transaction.atomic
def plan_milestone(*, project: Project, title: str, planned_on: date, by: Any) -> Milestone:
    """A milestone of a project whose result holds."""
    _check_goes_on(project)
    try:
        with transaction.atomic():
            made = Milestone.objects.create(project=project, title=title.strip(), planned_on=planned_on, told_by=by)
    except IntegrityError:
        raise Refused(_("Cette étape existe déjà.")) from None
    record("budgeting.milestone_planned", by=by, on=project, detail={"milestone": made.pk})
    return made


@transaction.atomic
def reach_milestone(
    *, milestone: Milestone, done_on: date, text: str, by: Any, picture: BinaryIO | None = None, alt: str = ""
) -> None:
    """It is done, with a picture or without. What was told once is not told over."""
    milestone = _held(milestone)
    _check_goes_on(milestone.project)
    if milestone.done_on:
        raise Refused(_done(milestone))
    _check_past(done_on)
    milestone.done_on, milestone.text, milestone.told_by = done_on, text.strip(), by
    milestone.told_at = timezone.now()
    milestone.save()
    if picture:
        _keep_photo(milestone, picture, alt, by)
    record("budgeting.milestone_reached", by=by, on=milestone.project, detail={"milestone": milestone.pk})


def _check_past(day: date) -> None:
    if day > timezone.localdate():
        raise Refused(_("Une étape n’est faite qu’une fois faite : cette date est à venir."))


@transaction.atomic
def correct_milestone(
    *, milestone: Milestone, title: str, done_on: date | None, text: str, reason: str, by: Any
) -> Correction | None:
    """What was said wrongly is put right; what was said stays readable, with the reason."""
    milestone = Milestone.objects.select_for_update(of=("self",)).select_related("project").get(pk=milestone.pk)
    before = (milestone.title, milestone.done_on, milestone.text)
    if before == (title.strip(), done_on, text.strip()):
        return None
    if not reason.strip():
        raise Refused(_("Dites pourquoi vous corrigez : ce qui était écrit reste lisible."))
    if done_on:
        _check_past(done_on)
    kept = Correction.objects.create(
        milestone=milestone, title=before[0], done_on=before[1], text=before[2], reason=reason.strip(), said_by=by
    )
    milestone.title, milestone.done_on, milestone.text = title.strip(), done_on, text.strip()
    try:
        with transaction.atomic():
            milestone.save(update_fields=["title", "done_on", "text"])
    except IntegrityError:
        raise Refused(_("Cette étape existe déjà.")) from None
    record("budgeting.milestone_corrected", by=by, on=milestone.project, detail={"milestone": milestone.pk})
    return kept


@transaction.atomic
def add_photo(*, milestone: Milestone, picture: BinaryIO, alt: str, by: Any) -> Photo:
    """A picture more, before, while or after it is done."""
    _check_goes_on(milestone.project)
    made = _keep_photo(milestone, picture, alt, by)
    record("budgeting.photo_added", by=by, on=milestone.project, detail={"photo": made.pk})
    return made


def _keep_photo(milestone: Milestone, picture: BinaryIO, alt: str, by: Any) -> Photo:
    if not alt.strip():
        raise Refused(_("Décrivez ce que montre l’image : des personnes l’écouteront au lieu de la voir."))
    made = Photo(milestone=milestone, alt=alt.strip(), added_by=by)
    made.file.save(f"milestone-{milestone.pk}.webp", ContentFile(rewritten(picture)), save=False)
    made.save()
    return made


@transaction.atomic
def remove_photo(*, photo: Photo, by: Any) -> None:
    """Somebody is recognised on it, or it shows another place: it goes, and its file with it."""
    project, pk, file = photo.milestone.project, photo.pk, photo.file
    photo.delete()
    transaction.on_commit(lambda: file.delete(save=False))
    record("budgeting.photo_removed", by=by, on=project, detail={"photo": pk})


@transaction.atomic
def delay_milestone(
    *, milestone: Milestone, planned_after: date, reason: str, by: Any, seen: date | None = None
) -> Delay:
    """Another date, with its reason; the first one stays readable. Refused where it is not planned on `seen` any more."""
    milestone = _held(milestone)
    _check_goes_on(milestone.project)
    if milestone.done_on:
        raise Refused(_done(milestone))
    if seen is not None and seen != milestone.planned_on:
        raise Refused(
            _("Quelqu’un d’autre l’a repoussée entre-temps : elle est maintenant prévue le %(day)s.")
            % {"day": short_day(milestone.planned_on)}
        )
    if planned_after <= milestone.planned_on:
        raise Refused(_("La nouvelle date vient après celle qui était prévue."))
    if not reason.strip():
        raise Refused(_("Dites pourquoi : un retard expliqué se comprend."))
    delay = Delay.objects.create(
        milestone=milestone, planned_before=milestone.planned_on, planned_after=planned_after, reason=reason.strip(), said_by=by
    )  # fmt: skip
    milestone.planned_on = planned_after
    milestone.save(update_fields=["planned_on"])
    record("budgeting.milestone_delayed", by=by, on=milestone.project, detail={"milestone": milestone.pk})
    return delay


def _held(milestone: Milestone) -> Milestone:
    """As it stands now, until the end of the transaction."""
    return Milestone.objects.select_for_update(of=("self",)).select_related("project__edition").get(pk=milestone.pk)


def _done(milestone: Milestone) -> str:
    return _("Cette étape est faite, depuis le %(day)s.") % {"day": short_day(milestone.done_on)}


@transaction.atomic
def tell_expense(*, project: Project, paid_on: date, label: str, amount: Decimal, by: Any) -> Expense:
    """Money that was spent; a line below zero takes back what was said wrongly, or a refund."""
    _check_goes_on(project)
    if not amount:
        raise Refused(_("Donnez une somme."))
    if paid_on > timezone.localdate():
        raise Refused(_("On dit ce qui est payé : cette date est à venir."))
    made = Expense.objects.create(project=project, paid_on=paid_on, label=label.strip(), amount=amount, said_by=by)
    record("budgeting.expense_told", by=by, on=project, detail={"expense": made.pk, "amount": str(amount)})
    return made


@transaction.atomic
def abandon_project(*, project: Project, reason: str, money: str, by: Any) -> Abandonment:
    """It won, and will not be made: the reason is public, and so is what becomes of its money."""
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)  # two who abandon it at once: the second is told
    _check_goes_on(project)
    if not (reason.strip() and money.strip()):
        raise Refused(_("Dites pourquoi, et ce que devient l’argent : des habitants ont voté pour ce projet."))
    made = Abandonment.objects.create(project=project, reason=reason.strip(), money=money.strip(), said_by=by)
    record("budgeting.project_abandoned", by=by, on=project)
    return made
