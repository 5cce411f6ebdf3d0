"""The life of a place."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlaceStatus(models.TextChoices):
    IN_USE = "in-use", _("En service")
    VACANT = "vacant", _("Vacant")
    PROJECT = "project", _("En projet")
    CLOSED = "closed", _("Fermé")
