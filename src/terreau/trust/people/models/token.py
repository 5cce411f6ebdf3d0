"""Single-use ways in: a printed code handed over by staff, a link printed by a command."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from terreau.trust.people.models.person import Person


class TokenQuerySet(models.QuerySet["SignInToken"]):
    def usable(self) -> "TokenQuerySet":
        return self.filter(used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=Now())


class SignInToken(models.Model):
    """Only the SHA-256 of the secret is kept; `strong` counts as a second factor (demo, first administrator).

    `claim` is a hash of the browser that spent it: the same one may knock again when the answer was lost on the way.
    """

    PERSONAL_FIELDS: ClassVar = {"person": "who may sign in with it", "made_by": "who handed it over"}
    SECRET_FIELDS: ClassVar = {"digest", "claim"}

    class Kind(models.TextChoices):
        CODE = "code", _("Code imprimé")
        LINK = "link", _("Lien")

    kind = models.CharField(max_length=4, choices=Kind.choices)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sign_in_tokens")
    digest = models.CharField(max_length=64, unique=True)
    claim = models.CharField(max_length=64, blank=True)
    strong = models.BooleanField(default=False)
    made_at = models.DateTimeField(db_default=Now())
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = TokenQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.kind} for {self.person_id}"

    @property
    def waiting(self) -> bool:
        """Still opens a door."""
        return not self.used_at and not self.revoked_at and not self.expired

    @property
    def expired(self) -> bool:
        return self.expires_at <= timezone.now()
