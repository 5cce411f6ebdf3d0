"""A rehearsal is asked for: what it is made of is kept, so that anybody finds the same again."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from terreau.decide.budgeting.models import Edition, Opening, Rehearsal
from terreau.lib.errors import Refused
from terreau.trust.audit.actions import record


@transaction.atomic
def rehearse_rules(*, edition: Edition, ballots: str, voters: int, pattern: str, seed: int, by: Any) -> Rehearsal:
    """Try the rules before the vote; once it is open, what was rehearsed stays as it is."""
    if Opening.objects.filter(edition=edition).exists():
        raise Refused(_("Le vote est ouvert : on ne répète plus."))
    made = Rehearsal.objects.create(
        edition=edition, ballots=ballots, voters=voters, pattern=pattern, seed=seed, asked_by=by
    )
    detail = {"ballots": ballots, "voters": voters, "pattern": pattern, "seed": seed}
    record("budgeting.rules_rehearsed", by=by, on=edition, detail=detail)
    return made
