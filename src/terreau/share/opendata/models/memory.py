"""What is remembered from one import to the next: mappings, category words, which row is which card."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from terreau.know.cards.models import Card, Category, Source


class Recipe(models.Model):
    """Which column goes where, for files with these very headings."""

    PERSONAL_FIELDS: ClassVar[dict[str, str]] = {}

    signature = models.CharField(max_length=64, unique=True)  # hash of the sorted headings
    mapping = models.JSONField()
    species = models.CharField(max_length=5)
    used_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.signature[:8]


class Habit(models.Model):
    """What was last chosen for the files of a source."""

    PERSONAL_FIELDS: ClassVar[dict[str, str]] = {}

    source = models.OneToOneField(Source, on_delete=models.CASCADE, primary_key=True, related_name="+")
    ask = models.BooleanField(default=False)  # before each merge, certain ones included

    def __str__(self) -> str:
        return f"{self.source_id}: {'asks' if self.ask else 'merges'}"


class CategoryAlias(models.Model):
    """A word of files and the category it means; null: a word that means none, asked once."""

    PERSONAL_FIELDS: ClassVar[dict[str, str]] = {}

    word = models.CharField(max_length=80, unique=True)  # as `name_key` writes it
    category = models.ForeignKey(Category, on_delete=models.CASCADE, null=True, related_name="aliases")

    def __str__(self) -> str:
        return self.word


class Origin(models.Model):
    """A row of a source and the card it became; `values` is what the source last said (three-way merge)."""

    PERSONAL_FIELDS: ClassVar[dict[str, str]] = {}

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="origins")
    key = models.CharField(max_length=200)
    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="origins")
    values = models.JSONField(default=dict)
    batch = models.UUIDField(null=True, db_index=True)  # the import that saw it last
    missing = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["source", "key"], name="opendata_origin_once")]

    def __str__(self) -> str:
        return self.key
