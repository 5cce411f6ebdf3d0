"""What was tried and failed, counted per key: the memory behind growing delays."""

from typing import ClassVar

from django.db import models


class Attempt(models.Model):
    """`key` is a hash of what is limited (an address, an account, both), never the thing itself."""

    PERSONAL_FIELDS: ClassVar[dict[str, str]] = {}

    key = models.CharField(max_length=64, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.failures} failures"
