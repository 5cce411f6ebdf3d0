"""The words that cards and categories use, for correcting what people type."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models


class Word(models.Model):
    PERSONAL_FIELDS: ClassVar[dict[str, str]] = {}

    text = models.CharField(max_length=60, primary_key=True)

    class Meta:
        indexes: ClassVar = [GinIndex(OpClass("text", "gin_trgm_ops"), name="cards_word_trigrams")]

    def __str__(self) -> str:
        return self.text
