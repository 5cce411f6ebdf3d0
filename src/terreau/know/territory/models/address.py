"""The town's own address base: used before any service on the internet."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models


class Address(models.Model):
    street = models.CharField(max_length=160)
    number = models.CharField(max_length=12, blank=True)  # "12", "12 bis"; empty for the street itself
    postcode = models.CharField(max_length=12, blank=True)
    city = models.CharField(max_length=120, blank=True)
    lon = models.FloatField()
    lat = models.FloatField()
    key = models.CharField(max_length=200)  # street without accents, case, abbreviations

    class Meta:
        verbose_name_plural = "addresses"
        indexes: ClassVar = [
            models.Index(fields=["key", "number"], name="territory_address_key"),
            GinIndex(fields=["key"], opclasses=["gin_trgm_ops"], name="territory_address_near"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.street}".strip()
