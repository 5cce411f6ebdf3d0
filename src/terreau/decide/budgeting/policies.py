"""Who may: by task in the edition; whoever holds one task cannot hold another, see the trigger."""

from typing import Any

from django.utils.translation import gettext as _

from terreau.decide.budgeting.enums import Task
from terreau.decide.budgeting.models import Assignment, Edition
from terreau.lib.errors import NotAllowed
from terreau.trust.people.enums import Role
from terreau.trust.people.policies import has_role, is_staff


def can_make(person: Any) -> bool:
    return has_role(person, Role.ADMINISTRATOR)


def check_can_make(person: Any) -> None:
    if not can_make(person):
        raise NotAllowed(_("Ouvrir une édition revient à l’administrateur de la ville."))


def settles_any(person: Any) -> bool:
    """Does this person settle the rules of some edition?"""
    held = is_staff(person) and Assignment.objects.filter(person=person, task=Task.SETTLE, ended_at__isnull=True)
    return bool(held and held.exists())


def can_assign(person: Any) -> bool:
    """Tasks are given by the administrator, to others than the administrator's own."""
    return has_role(person, Role.ADMINISTRATOR)


def check_can_assign(person: Any) -> None:
    if not can_assign(person):
        raise NotAllowed(_("Confier une tâche revient à l’administrateur de la ville."))


def tasks(person: Any, edition: Edition) -> set[str]:
    """The tasks that this person holds here, in a session with a second proof."""
    if not is_staff(person):
        return set()
    held = Assignment.objects.filter(edition=edition, person=person, ended_at__isnull=True)
    return set(held.values_list("task", flat=True))


def can(person: Any, edition: Edition, task: Task) -> bool:
    return task in tasks(person, edition)


def check_can(person: Any, edition: Edition, task: Task) -> None:
    if not can(person, edition, task):
        raise NotAllowed(
            _("Cette tâche revient à : « %(task)s ». L’administrateur de la ville la confie.") % {"task": task.label}
        )


def can_see(person: Any, edition: Edition) -> bool:
    """Everybody once it is shown; before that, staff."""
    return edition.shown_at is not None or is_staff(person)


def check_can_see(person: Any, edition: Edition) -> None:
    if not can_see(person, edition):
        raise NotAllowed(_("Cette édition n’est pas encore annoncée."))
