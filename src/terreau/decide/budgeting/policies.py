"""Who may: by task in the edition; whoever holds one task cannot hold another, see the trigger."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.decide.budgeting.enums import PhaseKind, Task, Template
from terreau.decide.budgeting.models import (
    Annulment,
    Assignment,
    ClassSession,
    Count,
    Draw,
    Edition,
    Publication,
    Sheet,
)
from terreau.decide.budgeting.rules import birth_fault, has_begun, last_day
from terreau.decide.budgeting.ways import IN_CLASS
from terreau.lib.errors import NotAllowed, Refused
from terreau.trust.people.enums import Role
from terreau.trust.people.policies import has_role, is_staff, lacks_proof, proof_wanted

READERS = frozenset({Task.COUNT, Task.PUBLISH, Task.ANSWER})


def can_make(person: Any) -> bool:
    return has_role(person, Role.ADMINISTRATOR)


def check_can_make(person: Any) -> None:
    if not can_make(person):
        raise NotAllowed(_("Ouvrir une édition revient à l’administrateur de la ville."))


def settles_any(person: Any) -> bool:
    """Does this person settle the rules of some edition?"""
    held = is_staff(person) and Assignment.objects.filter(person=person, task=Task.SETTLE, ended_at__isnull=True)
    return bool(held and held.exists())


def can_make_for_school(person: Any) -> bool:
    """Whoever runs a class in some edition may open one for the school alone, with its own money; and then the next ones."""
    return not why_not_for_school(person)


def why_not_for_school(person: Any) -> str:
    """One at a time is prepared: another may be opened once the vote of the last has begun."""
    if can_make(person):
        return ""
    entrusted = _(
        "Ouvrir le budget d’une école revient à qui tient une classe. L’administrateur de la ville confie cette tâche."
    )
    if not getattr(person, "is_authenticated", False) or lacks_proof(person):
        return entrusted
    held = Assignment.objects.filter(person=person, task=Task.TEACH, ended_at__isnull=True).select_related("edition")
    own = [
        one for one in Edition.objects.filter(made_by=person, template=Template.SCHOOL) if is_own_school(person, one)
    ]
    if any(not has_begun(one.phases.all(), PhaseKind.VOTE, timezone.now()) for one in own):
        return _("Vous préparez déjà un budget d’école : ouvrez le suivant quand son vote aura commencé.")
    # what a teacher gave to others opens no more
    return "" if own or any(not opened_by_teacher(one.edition) for one in held) else entrusted


def check_can_make_for_school(person: Any) -> None:
    if said := why_not_for_school(person):
        raise NotAllowed(said)


def check_can_settle_as(person: Any, template: str, channels: Iterable[str]) -> None:
    """What a teacher opened stays a matter of the school."""
    if not is_staff(person) and (template != Template.SCHOOL or not set(channels) <= IN_CLASS):
        raise NotAllowed(
            _("Une édition ouverte par une école se vote en classe ou sur papier, et reste celle de l’école.")
        )


def is_own_school(person: Any, edition: Edition) -> bool:
    """An edition that this teacher opened for a school, and still holds something in: the administrator may end that."""
    if not edition.of_a_school or edition.made_by_id is None or edition.made_by_id != getattr(person, "pk", None):
        return False
    kept = Assignment.objects.filter(edition=edition, person=person, ended_at__isnull=True)
    return not lacks_proof(person) and kept.exists()


def can_assign(person: Any, edition: Edition | None = None) -> bool:
    """Tasks are given by the administrator, to others than the administrator's own; in a school's own edition by its maker."""
    return has_role(person, Role.ADMINISTRATOR) or (edition is not None and is_own_school(person, edition))


def check_can_assign(person: Any, edition: Edition | None = None) -> None:
    if not can_assign(person, edition):
        raise NotAllowed(_("Confier une tâche revient à l’administrateur de la ville."))


def tasks(person: Any, edition: Edition) -> set[str]:
    """The tasks that this person holds here, in a session with a second proof.

    Running a class asks for no role in the town hall; nor does anything in what a school opened for itself.
    """
    if not getattr(person, "is_authenticated", False) or lacks_proof(person):
        return set()
    found = Assignment.objects.filter(edition=edition, person=person, ended_at__isnull=True)
    held = set(found.values_list("task", flat=True))
    return held if is_staff(person) or opened_by_teacher(edition) else held & {Task.TEACH}


def opened_by_teacher(edition: Edition) -> bool:
    return edition.of_a_school and edition.few_hands and set(edition.channels) <= IN_CLASS


def can_keep_class(person: Any, session: ClassSession) -> bool:
    """Each teacher keeps the classes that he or she opened."""
    return session.opened_by_id == getattr(person, "pk", None) and can(person, session.edition, Task.TEACH)


def check_can_keep_class(person: Any, session: ClassSession) -> None:
    if not can_keep_class(person, session):
        raise NotAllowed(_("Cette classe est tenue par quelqu’un d’autre."))


def can(person: Any, edition: Edition, task: Task) -> bool:
    return task in tasks(person, edition)


def check_can(person: Any, edition: Edition, task: Task) -> None:
    if not can(person, edition, task):
        raise NotAllowed(
            _("Cette tâche revient à : « %(task)s ». L’administrateur de la ville la confie.") % {"task": task.label}
        )


def check_born(edition: Edition, born: date) -> None:
    """May somebody born that day vote here? The same by every way, whoever types the date."""
    fault = birth_judge(edition)(born)
    if fault:
        raise Refused(f"{fault} {_('Vérifiez le jour, le mois et l’année sur la pièce d’identité.')}")


def birth_judge(edition: Edition) -> Callable[[date], str]:
    """Says of a date of birth what is wrong with it in this edition."""
    least = 0 if edition.of_a_school else edition.min_age
    return partial(birth_fault, today=timezone.localdate(), min_age=least, last=last_day(edition.phases.all()))


def can_settle_sheet(person: Any, sheet: Sheet) -> bool:
    """The third of three readers alone sees what the others read."""
    return sheet.readings.filter(turn=3, typed_by=person).exists()


def check_can_settle_sheet(person: Any, sheet: Sheet) -> None:
    if not can_settle_sheet(person, sheet):
        raise NotAllowed(_("Ce bulletin revient à la personne qui l’a lu en troisième : elle seule le tranche."))


def involved(edition: Edition) -> set[int]:
    """Who counted or published, now or before an annulment: they do not judge what is said against it."""
    rows: list[Publication | Annulment] = list(Publication.objects.filter(edition=edition))
    rows += Annulment.objects.filter(edition=edition)
    asked = edition.counts.filter(pk__in=[one.count_id for one in rows]).values_list("asked_by", flat=True)
    return {pk for pk in (*asked, *(one.published_by_id for one in rows)) if pk is not None}


def check_not_involved(person: Any, edition: Edition) -> None:
    if not edition.few_hands and person.pk in involved(edition):
        raise NotAllowed(_("Vous avez compté ou publié ce résultat : une autre personne répond à qui le conteste."))


def check_can_answer(person: Any, edition: Edition) -> None:
    check_can(person, edition, Task.ANSWER)
    check_not_involved(person, edition)


def can_conceal(person: Any) -> bool:
    return has_role(person, Role.MODERATOR, Role.ADMINISTRATOR)


def check_can_conceal(person: Any) -> None:
    if not can_conceal(person):
        raise NotAllowed(proof_wanted() if lacks_proof(person) else _("Masquer ces mots revient aux modérateurs."))


def can_watch(person: Any, edition: Edition) -> bool:
    """Signs are for those who count and those who publish."""
    return bool({Task.COUNT, Task.PUBLISH} & tasks(person, edition))


def check_can_watch(person: Any, edition: Edition) -> None:
    if not can_watch(person, edition):
        raise NotAllowed(_("Regarder ces signes revient à qui dépouille et à qui publie."))


def can_read_ballots(person: Any, edition: Edition) -> bool:
    """Everybody may, of a published edition; where few voted, those who count, publish or answer objections."""
    return can_read_count(person, edition, edition.publication.count)


def can_read_count(person: Any, edition: Edition, count: Count) -> bool:
    """The same of any count that was published, today's or one that was annulled."""
    return not count.of_few or bool(READERS & tasks(person, edition))


def check_can_read_ballots(person: Any, edition: Edition) -> None:
    check_can_read_count(person, edition, edition.publication.count)


def check_can_read_count(person: Any, edition: Edition, count: Count) -> None:
    if not can_read_count(person, edition, count):
        raise NotAllowed(
            _(
                "Moins de dix bulletins ont été comptés : leur liste dirait qui a choisi quoi. Qui dépouille recompte devant "
                "vous, si vous le demandez."
            )
        )


def can_confirm(person: Any, draw: Draw | None) -> bool:
    """Of those who count and those who publish, somebody who did not write the draw; where hands are few, anybody of them."""
    if draw is None or draw.confirmed_at is not None or not can_watch(person, draw.edition):
        return False
    return draw.edition.few_hands or draw.drawn_by_id != person.pk


def check_can_confirm(person: Any, draw: Draw) -> None:
    if draw.confirmed_at is None and not can_confirm(person, draw):
        raise NotAllowed(_("Une autre personne, qui dépouille ou qui publie, confirme ce tirage."))


def can_see(person: Any, edition: Edition) -> bool:
    """Everybody once it is shown; before that, staff, and the teacher who prepares it."""
    return edition.shown_at is not None or is_staff(person) or is_own_school(person, edition)


def check_can_see(person: Any, edition: Edition) -> None:
    if not can_see(person, edition):
        raise NotAllowed(_("Cette édition n’est pas encore annoncée."))
