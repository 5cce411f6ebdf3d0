"""Where a fact comes from and under which licence; sources of different licences are never blended silently."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from terreau.know.cards.enums import Licence, SourceKind


class Source(models.Model):
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("Nom"), max_length=160)
    kind = models.CharField(max_length=10, choices=SourceKind.choices)
    licence = models.CharField(_("Licence"), max_length=10, choices=Licence.choices, default=Licence.UNKNOWN)
    attribution = models.CharField(_("Mention à reproduire"), max_length=200, blank=True)
    url = models.URLField(_("Adresse"), max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name
