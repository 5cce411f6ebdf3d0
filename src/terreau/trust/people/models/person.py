"""A person with an account; most inhabitants never need one."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from terreau.trust.people.enums import Role

RANKS = (Role.ADMINISTRATOR, Role.TREASURER, Role.CONNECTOR, Role.AGENT, Role.MODERATOR)
NO_ADDRESS = "@invalid.example"  # a host that can never receive (RFC 2606)


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, **fields: Any) -> "Person":
        person = self.model(email=self.normalize_email(email), **fields)
        person.set_unusable_password()
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    PERSONAL_FIELDS: ClassVar = {
        "email": "signing in, being written to",
        "name": "shown beside what the person signs",
        "last_login": "shown to the person",
        "language": "speaking to the person",
    }

    email = models.EmailField(_("Adresse électronique"), unique=True)
    name = models.CharField(_("Nom affiché"), max_length=80, blank=True)
    language = models.CharField(_("Langue"), max_length=5, default="fr")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(db_default=Now())

    strong: bool = True  # told of each session by StrengthMiddleware; a command has no session to doubt
    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = []

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="people_person_one_email")]

    def __str__(self) -> str:
        """What others read; never a part of the address."""
        return self.name or gettext("Une personne")

    @property
    def has_address(self) -> bool:
        """Someone who came to the desk without e-mail has an account that nothing can be sent to."""
        return not self.email.endswith(NO_ADDRESS)

    @property
    def acting_as(self) -> str:
        """The role that the journal writes: the first held, in this order, when the session proves it."""
        if not self.strong:
            return Role.MEMBER
        held = set(self.grants.filter(revoked_at__isnull=True).values_list("role", flat=True))
        return next((role for role in RANKS if role in held), Role.MEMBER)
