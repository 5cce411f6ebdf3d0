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
from terreau.trust.people import emails
from terreau.trust.people.actions.persons import create_person
from terreau.trust.people.actions.roles import give_role
from terreau.trust.people.enums import Role
from terreau.trust.people.models import Person, RoleGrant, SignInToken
from terreau.trust.people.rules import RETRY, digest, new_code, new_secret

CODE_DAYS = 14
KEPT = timedelta(days=365)


@transaction.atomic
def create_sign_in_link(*, person: Person, by: Any, minutes: int = 60 * 24, strong: bool = False) -> str:
    """The address of a page whose button signs the person in, once.

    `strong` counts as a second factor: for whoever commands the machine, and for everyone in the invented town
    (`TERREAU_DEMO`), where one tries each role without setting up a key; the sign-in page says so.
    """
    secret = new_secret()
    lifetime = timedelta(minutes=minutes)
    token = _keep(SignInToken.Kind.LINK, secret, person, by, lifetime, strong=strong or settings.DEMO)
    record("people.link_made", by=by, on=token, public=False, detail={"person": person.pk})
    return f"{settings.SITE_URL}{reverse('people:link', args=[secret])}"


@transaction.atomic
def create_printed_code(*, person: Person, by: Any) -> str:
    """A code to copy by hand, good once for two weeks; an unused earlier one stops working."""
    code = new_code()
    person.sign_in_tokens.usable().filter(kind=SignInToken.Kind.CODE).update(revoked_at=timezone.now())
    token = _keep(SignInToken.Kind.CODE, code, person, by, timedelta(days=CODE_DAYS), strong=False)
    record("people.code_made", by=by, on=token, public=False, detail={"person": person.pk})
    if settings.MAIL_ON and person.has_address:
        transaction.on_commit(lambda: emails.tell_code_made(person, by), robust=True)
    return code


@transaction.atomic
def invite_first_administrator(*, email: str) -> str:
    """The link that `terreau init` prints; works while nobody administers the town, or for who already does."""
    person = Person.objects.filter(email__iexact=email.strip()).first() or create_person(email=email, by=None)
    held = RoleGrant.objects.held().filter(role=Role.ADMINISTRATOR)
    if not held.filter(person=person).exists():
        if held.exists():
            raise Refused(_("La ville a déjà un administrateur : c’est à lui de confier des rôles."))
        give_role(person=person, role=Role.ADMINISTRATOR, by=None)
    return create_sign_in_link(person=person, by=None, strong=True)


@transaction.atomic
def redeem_token(*, secret: str, claim: str = "") -> SignInToken:
    """Spend the code or link and say whose it is; the caller's transaction also opens the session.

    A kill before the commit leaves the token unspent; after it, when the browser never got the answer, the same
    browser (`claim`) may knock again for a while. Two at once: one wins.
    """
    rows = SignInToken.objects.select_for_update(of=("self",)).select_related("person")
    token = rows.filter(digest=digest(secret)).first()
    if token is None or not _opens(token, claim):
        raise Refused(
            _("Ce code ou ce lien ne fonctionne pas : déjà utilisé, expiré ou mal recopié. Demandez-en un autre.")
        )
    token.used_at, token.claim = token.used_at or timezone.now(), claim
    token.save(update_fields=["used_at", "claim"])
    record("people.token_spent", by=token.person, on=token, public=False, detail={"kind": token.kind})
    return token


@transaction.atomic
def revoke_token(*, token: SignInToken, by: Any) -> None:
    if SignInToken.objects.usable().filter(pk=token.pk).update(revoked_at=timezone.now()):
        record("people.code_revoked", by=by, on=token, public=False)


def forget_tokens() -> int:
    """The journal keeps that a code was made; the row itself is useless a year after its end. How many went."""
    return SignInToken.objects.filter(expires_at__lt=timezone.now() - KEPT).delete()[0]


def _keep(
    kind: SignInToken.Kind, secret: str, person: Person, by: Any, lifetime: timedelta, *, strong: bool
) -> SignInToken:
    return SignInToken.objects.create(
        kind=kind, person=person, digest=digest(secret), strong=strong, made_by=by, expires_at=timezone.now() + lifetime
    )


def _opens(token: SignInToken, claim: str) -> bool:
    now = timezone.now()
    if token.revoked_at or token.expires_at < now or not token.person.is_active:
        return False
    return not token.used_at or bool(claim and token.claim == claim and token.used_at > now - RETRY)
