"""The copy of a base map's style that someone else publishes."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now


class Style(models.Model):
    """Read once when it is chosen: pages then know which servers the browser is allowed to ask."""

    url = models.URLField(unique=True)
    document = models.JSONField()
    hosts = ArrayField(models.CharField(max_length=255), default=list)  # scheme://host[:port]
    fetched_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.url
