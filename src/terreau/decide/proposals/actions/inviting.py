"""Inviting somebody to carry a proposal: an address used once, so that no e-mail address is asked or revealed."""

import secrets
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.decide.proposals import policies
from terreau.decide.proposals.actions.proposing import locked
from terreau.decide.proposals.models import Authorship, Invitation, Proposal
from terreau.decide.proposals.rules import fingerprint, still_holds
from terreau.lib.errors import Refused
from terreau.trust.audit.actions import record


@transaction.atomic
def invite(*, proposal: Proposal, by: Any) -> str:
    """The token of a new invitation, shown this once to the author, who hands it over."""
    proposal = locked(proposal)
    policies.check(policies.why_not_invite, by, proposal)
    token = secrets.token_urlsafe(24)
    Invitation.objects.create(proposal=proposal, digest=fingerprint(token), made_by=by)
    record("proposals.author_invited", by=by, on=proposal)
    return token


@transaction.atomic
def accept_invitation(*, invitation: Invitation, by: Any) -> Proposal:
    """Whoever holds the address becomes an author; the address then opens nothing any more."""
    proposal = locked(invitation.proposal)
    held = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if policies.is_author(by, proposal):
        return proposal
    policies.check(policies.why_not_carry, by, proposal)
    if not still_holds(held, timezone.now()) or not policies.is_author(held.made_by, proposal):
        raise Refused(_("Cette invitation a déjà servi, ou elle est trop ancienne. Demandez-en une autre."))
    held.used_at = timezone.now()
    held.save(update_fields=["used_at"])
    Authorship.objects.update_or_create(
        proposal=proposal, person=by, defaults={"invited_by": held.made_by, "accepted_at": timezone.now()}
    )
    record("proposals.author_joined", by=by, on=proposal)
    return proposal
