"""A part of the town that people call by a name."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class District(models.Model):
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("Nom"), max_length=80)
    geometry = models.JSONField()  # GeoJSON Polygon or MultiPolygon, lon,lat
    lon = models.FloatField()  # where its name is written
    lat = models.FloatField()
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "name"]

    def __str__(self) -> str:
        return self.name
