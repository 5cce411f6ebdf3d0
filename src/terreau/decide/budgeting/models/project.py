"""A project that can be voted on: studied, with an exact price."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from terreau.decide.budgeting.models.edition import Edition
from terreau.know.cards.models import Card
from terreau.know.territory.models import District


class Project(models.Model):
    """`number` is what stands on the ballots, `key` its identifier in published files; both never change.

    `extra` keeps the columns of an imported file that have no place of their own.
    """

    PERSONAL_FIELDS: ClassVar[dict[str, str]] = {}

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="projects")
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=80)
    title = models.CharField(_("Titre"), max_length=200)
    summary = models.CharField(_("En une phrase"), max_length=300, blank=True)
    description = models.TextField(_("Description"), blank=True)
    cost = models.DecimalField(_("Coût"), max_digits=14, decimal_places=2)
    envelope = models.CharField(_("Enveloppe"), max_length=80, blank=True)
    district = models.ForeignKey(
        District, verbose_name=_("Quartier"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    place = models.ForeignKey(Card, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    carrier = models.ForeignKey(Card, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    drawing = models.CharField(_("Dessin"), max_length=20, blank=True)
    picture = models.ImageField(upload_to="pictures/", blank=True)
    alt = models.CharField(_("Ce que montre l’image"), max_length=200, blank=True)
    extra = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)  # one more at each save
    added_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "number"], name="budgeting_project_number_once"),
            models.UniqueConstraint(fields=["edition", "key"], name="budgeting_project_key_once"),
            models.CheckConstraint(condition=Q(cost__gte=0), name="budgeting_project_costs_money"),
            models.CheckConstraint(
                condition=Q(lon__isnull=True, lat__isnull=True) | Q(lon__isnull=False, lat__isnull=False),
                name="budgeting_project_point_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("budgeting:project", args=[self.edition.slug, self.number])
