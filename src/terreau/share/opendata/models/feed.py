"""An address that is read again on a schedule."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from terreau.know.cards.enums import Species
from terreau.know.cards.models import Source


class Feed(models.Model):
    PERSONAL_FIELDS: ClassVar[dict[str, str]] = {}

    url = models.URLField(_("Adresse"), max_length=500, unique=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="feeds")
    species = models.CharField(max_length=5, choices=Species.choices, default=Species.ACTOR)
    days = models.PositiveSmallIntegerField(_("Relue tous les … jours"), default=7)
    paused = models.BooleanField(default=False)
    sha256 = models.CharField(max_length=64, blank=True)
    last_read = models.DateTimeField(null=True)
    next_read = models.DateTimeField()
    said = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(days__range=(1, 366)), name="opendata_feed_days"),
        ]

    def __str__(self) -> str:
        return self.url
