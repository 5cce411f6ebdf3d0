"""Roles and the part of the town they hold for."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    MEMBER = "member", _("Membre")
    CONNECTOR = "connector", _("Animateur du réseau")
    AGENT = "agent", _("Agent de la mairie")
    MODERATOR = "moderator", _("Modérateur")
    TREASURER = "treasurer", _("Trésorier")
    ADMINISTRATOR = "administrator", _("Administrateur")


STAFF_ROLES = frozenset(Role) - {Role.MEMBER}


class ScopeKind(models.TextChoices):
    TOWN = "town", _("Toute la ville")
    DISTRICT = "district", _("Un quartier")
    THEME = "theme", _("Un thème")
