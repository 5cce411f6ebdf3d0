"""The register file: persons who may vote, known by keyed hashes alone; what was written in clear is kept nowhere."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from terreau.decide.budgeting.models.edition import Edition
from terreau.trust.people.models import Person


class Roll(models.Model):
    """A list was read, or persons were added to it: how many and why, never who. Append-only."""

    PERSONAL_FIELDS: ClassVar = {"loaded_by": "who loaded it; in the journal"}

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="rolls")
    persons = models.PositiveIntegerField()
    repeated = models.PositiveIntegerField(default=0)  # rows that named somebody again
    reason = models.CharField(_("Pourquoi"), max_length=200, blank=True)  # said once the vote is open
    loaded_at = models.DateTimeField(db_default=Now())
    loaded_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-loaded_at"]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.persons}"


class Elector(models.Model):
    """`voter` is the civil key by which this person votes, by whatever channel; `keys` those under which one may come.

    `keys` begins with the name of birth and the first given name; then come the usual name, names without particle,
    the other given names. `place` is the hash of the voter and the address. All go when the pepper goes.
    """

    PERSONAL_FIELDS: ClassVar = {
        "voter": "a keyed hash; erased with the pepper",
        "keys": "keyed hashes of names and date of birth; erased with the pepper",
        "place": "a keyed hash of the person and the address; erased with the pepper",
    }

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="electors")
    roll = models.ForeignKey(Roll, on_delete=models.PROTECT, related_name="electors")
    voter = models.CharField(max_length=64)
    keys = ArrayField(models.CharField(max_length=64))
    place = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "voter"], name="budgeting_elector_once"),
        ]
        indexes: ClassVar = [GinIndex(fields=["keys"], name="budgeting_elector_keys")]

    def __str__(self) -> str:
        return "an elector"
