"""Ways in that need no mail server: one-time links and printed codes."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.lib.errors import Refused
from terreau.trust.audit.actions import record
from terreau.trust.people.actions.persons import create_person
from terreau.trust.people.actions.roles import give_role
from terreau.trust.people.enums import Role
from terreau.trust.people.models import Person, RoleGrant, SignInToken
from terreau.trust.people.rules import digest, new_code, new_secret

CODE_DAYS = 14


@transaction.atomic
def create_sign_in_link(*, person: Person, by: Any, minutes: int = 60 * 24, strong: bool = False) -> str:
    """The address of a page whose button signs the person in, once."""
    secret = new_secret()
    token = SignInToken.objects.create(
        kind=SignInToken.Kind.LINK,
        person=person,
        digest=digest(secret),
        strong=strong,
        made_by=by,
        expires_at=timezone.now() + timedelta(minutes=minutes),
    )
    record("people.link_made", by=by, on=token, public=False, detail={"person": person.pk})
    return f"{settings.SITE_URL}{reverse('people:link', args=[secret])}"


@transaction.atomic
def create_printed_code(*, person: Person, by: Any) -> str:
    """A code to copy by hand, good once for two weeks; an unused earlier one stops working."""
    code = new_code()
    person.sign_in_tokens.usable().filter(kind=SignInToken.Kind.CODE).update(revoked_at=timezone.now())
    token = SignInToken.objects.create(
        kind=SignInToken.Kind.CODE,
        person=person,
        digest=digest(code),
        made_by=by,
        expires_at=timezone.now() + timedelta(days=CODE_DAYS),
    )
    record("people.code_made", by=by, on=token, public=False, detail={"person": person.pk})
    return code


@transaction.atomic
def invite_first_administrator(*, email: str) -> str:
    """The link that `terreau init` prints; works while nobody administers the town, or for who already does."""
    person = Person.objects.filter(email__iexact=email).first() or create_person(email=email, by=None)
    held = RoleGrant.objects.held().filter(role=Role.ADMINISTRATOR)
    if not held.filter(person=person).exists():
        if held.exists():
            raise Refused(_("La ville a déjà un administrateur : c’est à lui de confier des rôles."))
        give_role(person=person, role=Role.ADMINISTRATOR, by=None)
    return create_sign_in_link(person=person, by=None, strong=True)


def redeem_token(*, secret: str) -> SignInToken:
    """Spend the code or link and say whose it is; the caller's transaction also opens the session.

    A kill between the two leaves the token unspent, never spent for nothing; two at once, one wins.
    """
    token = (
        SignInToken.objects.select_for_update(of=("self",))
        .select_related("person")
        .filter(digest=digest(secret))
        .first()
    )
    if (
        token is None
        or token.used_at
        or token.revoked_at
        or token.expires_at < timezone.now()
        or not token.person.is_active
    ):
        raise Refused(
            _("Ce code ou ce lien ne fonctionne pas : déjà utilisé, expiré ou mal recopié. Demandez-en un autre.")
        )
    token.used_at = timezone.now()
    token.save(update_fields=["used_at"])
    record("people.signed_in", by=token.person, on=token, public=False, detail={"with": token.kind})
    return token


@transaction.atomic
def revoke_token(*, token: SignInToken, by: Any) -> None:
    if SignInToken.objects.usable().filter(pk=token.pk).update(revoked_at=timezone.now()):
        record("people.code_revoked", by=by, on=token, public=False)
