"""The town itself and its districts: one installation, one town."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class BaseMap(models.TextChoices):
    NONE = "none", _("Contour et quartiers seulement")
    SAMPLE = "sample", _("Plan de la ville d’exemple")
    STYLE = "style", _("Adresse d’un style MapLibre")
    PMTILES = "pmtiles", _("Fichier PMTiles posé sur ce serveur")


class Town(models.Model):
    name = models.CharField(_("Nom"), max_length=120)
    code = models.CharField(_("Code officiel"), max_length=20, blank=True)  # INSEE in France
    country = models.CharField(_("Pays"), max_length=2, default="FR")
    population = models.PositiveIntegerField(_("Population"), null=True)
    postcodes = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    agglomeration = models.CharField(_("Agglomération"), max_length=160, blank=True)
    neighbours = models.JSONField(default=list, blank=True)  # [{"code", "name", "population"}]
    lon = models.FloatField()
    lat = models.FloatField()
    bounds = ArrayField(models.FloatField(), size=4)  # west, south, east, north
    outline = models.JSONField(null=True, blank=True)  # GeoJSON Polygon or MultiPolygon, lon,lat
    invented = models.BooleanField(default=False)
    notice = models.TextField(_("Avis aux visiteurs"), blank=True)
    kept_by = models.CharField(_("Qui tient ce carnet"), max_length=200, blank=True)
    contact = models.CharField(_("Sans internet : où et quand nous trouver"), max_length=200, blank=True)
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
