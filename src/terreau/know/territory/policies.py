"""Who may settle the town, draw its districts and read its services."""

from typing import Any

from django.utils.translation import gettext as _

from terreau.lib.errors import NotAllowed
from terreau.trust.people.enums import Role
from terreau.trust.people.policies import has_role


def can_settle(person: Any) -> bool:
    return has_role(person, Role.ADMINISTRATOR)


def check_can_settle(person: Any) -> None:
    if not can_settle(person):
        raise NotAllowed(_("Les réglages de la ville reviennent à l’administrateur."))


def can_draw(person: Any) -> bool:
    return has_role(person, Role.ADMINISTRATOR, Role.CONNECTOR)


def check_can_draw(person: Any) -> None:
    if not can_draw(person):
        raise NotAllowed(_("Les quartiers reviennent à l’animateur et à l’administrateur de la ville."))
