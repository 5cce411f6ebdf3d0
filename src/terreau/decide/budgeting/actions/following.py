"""Following the projects that won: what is planned, done, put off."""

from datetime import date
from typing import Any, BinaryIO

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.decide.budgeting.models import Delay, Milestone, Project, Publication
from terreau.know.cards.actions.pictures import rewritten
from terreau.lib.errors import Refused
from terreau.trust.audit.actions import record
from terreau.ui.tags.figures import short_day


@transaction.atomic
def plan_milestone(*, project: Project, title: str, planned_on: date, by: Any) -> Milestone:
    """A milestone of a project whose result is published."""
    if not Publication.objects.filter(edition=project.edition).exists():
        raise Refused(_("On suit un projet une fois le résultat publié."))
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
    """It is done; a picture without words for those who do not see it is refused. What was told once is not told over."""
    milestone = _held(milestone)
    if milestone.done_on:
        raise Refused(_done(milestone))
    if done_on > timezone.localdate():
        raise Refused(_("Une étape n’est faite qu’une fois faite : cette date est à venir."))
    if picture and not alt.strip():
        raise Refused(_("Décrivez ce que montre l’image : des personnes l’écouteront au lieu de la voir."))
    milestone.done_on, milestone.text, milestone.told_by = done_on, text.strip(), by
    milestone.told_at = timezone.now()
    if picture:
        milestone.alt = alt.strip()
        milestone.picture.save(f"milestone-{milestone.pk}.webp", ContentFile(rewritten(picture)), save=False)
    milestone.save()
    record("budgeting.milestone_reached", by=by, on=milestone.project, detail={"milestone": milestone.pk})


@transaction.atomic
def delay_milestone(
    *, milestone: Milestone, planned_after: date, reason: str, by: Any, seen: date | None = None
) -> Delay:
    """Another date, with its reason; the first one stays readable. Refused where it is not planned on `seen` any more."""
    milestone = _held(milestone)
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
