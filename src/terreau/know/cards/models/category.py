"""The tree of categories that the town edits: natures of actors, kinds of place, themes."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from terreau.know.cards.enums import Branch


class Category(models.Model):
    branch = models.CharField(max_length=10, choices=Branch.choices)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("Nom"), max_length=80)
    name_en = models.CharField(_("Nom en anglais"), max_length=80, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    position = models.PositiveSmallIntegerField(default=0)
    icon = models.CharField(_("Icône"), max_length=40, blank=True)
    synonyms = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    osm = ArrayField(models.CharField(max_length=120), default=list, blank=True)  # key=value
    schema = models.CharField("schema.org", max_length=60, blank=True)
    transiscope = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    archived = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["branch", "position", "name"]
        verbose_name_plural = "categories"

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" and self.name_en else self.name
