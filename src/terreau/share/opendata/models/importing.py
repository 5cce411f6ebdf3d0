"""One file brought in: what was understood of it, how far it is."""

import uuid
from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from terreau.know.cards.enums import Species
from terreau.know.cards.models import Source
from terreau.share.opendata.enums import RUNNING, Stage


class Import(models.Model):
    """`columns`, `mapping` and `hints` are what the connector sees and corrects; `counts` are by verdict."""

    PERSONAL_FIELDS: ClassVar = {"made_by": "who brought the file; shown to staff"}

    batch = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="imports")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    species = models.CharField(
        _("Ce que sont les lignes"), max_length=5, choices=Species.choices, default=Species.ACTOR
    )
    format = models.CharField(max_length=20)
    notes = models.JSONField(default=list)
    columns = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    hints = models.JSONField(default=dict)
    ask = models.BooleanField(default=False)  # no duplicate is merged without a person
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.RECEIVED)
    trouble = models.CharField(max_length=400, blank=True)
    counts = models.JSONField(default=dict)
    beat_at = models.DateTimeField(null=True)  # a running job says that it lives
    made_at = models.DateTimeField(db_default=Now())
    made_by = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(done__lte=models.F("total")), name="opendata_import_done_within"),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def path(self) -> Path:
        """The stored copy, outside what the site serves."""
        return Path(settings.DATA) / "imports" / str(self.batch)

    @property
    def running(self) -> bool:
        return self.stage in RUNNING

    def get_absolute_url(self) -> str:
        return reverse("opendata:import", args=[self.pk])
