"""The town: a single row."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from terreau.know.territory.enums import BaseMap, Placing


class Town(models.Model):
    name = models.CharField(_("Nom"), max_length=120)
    code = models.CharField(_("Code officiel"), max_length=20, blank=True)  # INSEE in France
    country = models.CharField(_("Pays"), max_length=2, default="FR")
    population = models.PositiveIntegerField(_("Population"), null=True, blank=True)
    postcodes = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    agglomeration = models.CharField(_("Agglomération"), max_length=160, blank=True)
    neighbours = models.JSONField(default=list, blank=True)  # [{"code", "name", "population"}]
    lon = models.FloatField()
    lat = models.FloatField()
    bounds = ArrayField(models.FloatField(), size=4)  # west, south, east, north
    outline = models.JSONField(null=True, blank=True)  # GeoJSON Polygon or MultiPolygon, lon,lat
    placing = models.CharField(max_length=10, choices=Placing.choices, default=Placing.OUTLINE)
    invented = models.BooleanField(default=False)
    notice = models.TextField(_("Avis aux visiteurs"), blank=True)
    kept_by = models.CharField(_("Qui tient ce carnet"), max_length=200, blank=True)
    contact = models.CharField(_("Sans internet : où et quand nous trouver"), max_length=200, blank=True)
    base_map = models.CharField(_("Fond de carte"), max_length=10, choices=BaseMap.choices, default=BaseMap.NONE)
    style_url = models.URLField(_("Adresse du style"), blank=True)
    pmtiles = models.CharField(_("Fichier PMTiles"), max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(pk=1), name="territory_one_town")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.pk = 1
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature
