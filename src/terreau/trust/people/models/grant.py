"""A role given to a person for the town, a district or a theme: a record, never a flag."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from terreau.trust.people.enums import Role, ScopeKind
from terreau.trust.people.models.person import Person


class GrantQuerySet(models.QuerySet["RoleGrant"]):
    def held(self) -> "GrantQuerySet":
        return self.filter(revoked_at__isnull=True)


class RoleGrant(models.Model):
    PERSONAL_FIELDS: ClassVar = {"person": "who holds the role; roles are public"}

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=Role.choices)
    scope_kind = models.CharField(max_length=10, choices=ScopeKind.choices, default=ScopeKind.TOWN)
    scope_key = models.CharField(max_length=60, blank=True)  # slug of the district or theme
    granted_at = models.DateTimeField(db_default=Now())
    granted_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "role", "scope_kind", "scope_key"],
                condition=models.Q(revoked_at__isnull=True),
                name="people_grant_once",
            ),
            models.CheckConstraint(
                condition=models.Q(scope_kind=ScopeKind.TOWN, scope_key="")
                | (~models.Q(scope_kind=ScopeKind.TOWN) & ~models.Q(scope_key="")),
                name="people_grant_scope_named",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} ({self.scope_kind} {self.scope_key})"
