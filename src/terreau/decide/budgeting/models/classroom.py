"""A class votes: a session that a teacher opens and closes, and one card a pupil. Nothing is kept about a pupil."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from terreau.decide.budgeting.models.edition import Edition
from terreau.trust.people.models import Person


class ClassSession(models.Model):
    """`code` leads a tablet to the page of this class; it gives no right to vote. Once closed it stays closed."""

    PERSONAL_FIELDS: ClassVar = {"opened_by": "the teacher", "closed_by": "who closed it"}

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="classes")
    name = models.CharField(_("Nom de la classe"), max_length=60)
    school = models.CharField(_("École"), max_length=120)
    pupils = models.PositiveSmallIntegerField(_("Combien d’élèves"))
    lang = models.CharField(_("Langue des élèves"), max_length=5, choices=settings.LANGUAGES, default="fr")
    code = models.CharField(max_length=8, unique=True)
    opened_at = models.DateTimeField(db_default=Now())
    opened_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["opened_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(pupils__gte=1, pupils__lte=40), name="budgeting_class_of_forty"),
            models.UniqueConstraint(
                fields=["edition", "school", "name"],
                condition=Q(closed_at__isnull=True),
                name="budgeting_class_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.school}"


class PupilCard(models.Model):
    """One ballot for one pupil. Only the keyed hash of its four pictures is kept; `voter` is what stands on the list.

    `voter` stays when pictures are drawn again for a lost card: a card votes once, whatever pictures it bore.
    """

    PERSONAL_FIELDS: ClassVar[dict[str, str]] = {}
    SECRET_FIELDS: ClassVar = {"digest"}

    session = models.ForeignKey(ClassSession, on_delete=models.PROTECT, related_name="cards")
    number = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    voter = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "number"], name="budgeting_card_number_once"),
            models.UniqueConstraint(fields=["session", "digest"], name="budgeting_card_pictures_once"),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.number}"
