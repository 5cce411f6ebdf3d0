"""Codes on paper of the invented town: batches printed, counted by somebody else, used by those who voted so."""

import secrets
from datetime import datetime, timedelta
from random import Random

from terreau.decide.budgeting.actions.letters import DESK_LABEL
from terreau.decide.budgeting.enums import Channel
from terreau.decide.budgeting.models import Batch, Edition, Letter, Release
from terreau.trust.people.models import Person

SENT = (("Foyers sans internet", 3, 5, 16), ("Relance, quartier de la Gare", 1, 2, 9))
"""Name of a batch, of how many voters in four, how many letters came back and were withdrawn, days before the vote."""
WAITING = ("Résidence des Aulnes", 48)  # printed, not yet counted by a second person
Proved = tuple[str, str]  # key of the voter, proof of the code


def write_codes(
    edition: Edition, voters: dict[str, int], cast: dict[str, Person], chance: Random, opens: datetime
) -> dict[str, list[Proved]]:
    """As many used codes as people who voted by letter and at the desk, each with the voter it belongs to."""
    made = {"edition": edition, "made_by": cast["karim"]}
    used: dict[str, list[Proved]] = {Channel.LETTER: [], Channel.DESK: []}
    for label, quarters, lost, before in SENT if voters.get(Channel.LETTER) else ():
        count = voters[Channel.LETTER] // 4 * quarters + (voters[Channel.LETTER] % 4 if quarters == SENT[0][1] else 0)
        printed = (count * 2 // 10 + 2) * 10
        batch = Batch.objects.create(label=label, made_at=opens - timedelta(days=before), **made)
        letters = _letters(batch, printed, lost=lost, since=opens)
        counted = {"counted": printed, "released_by": cast["nadia"], "released_at": opens - timedelta(days=before - 2)}
        Release.objects.create(batch=batch, **counted)
        used[Channel.LETTER] += [(secrets.token_hex(32), one.digest) for one in chance.sample(letters[lost:], count)]
    if voters.get(Channel.DESK):
        batch = Batch.objects.create(label=DESK_LABEL, made_at=opens, **made)
        passes = _letters(batch, voters[Channel.DESK] + 3, lost=1, since=opens, named=True)
        used[Channel.DESK] = [(one.voter, one.digest) for one in passes[1 : voters[Channel.DESK] + 1]]
    return used


def write_waiting(edition: Edition, cast: dict[str, Person]) -> None:
    """Letters that lie on the desk: whoever counts the ballots counts them first."""
    label, count = WAITING
    _letters(Batch.objects.create(edition=edition, label=label, made_by=cast["karim"]), count)


def _letters(
    batch: Batch, count: int, *, lost: int = 0, since: datetime | None = None, named: bool = False
) -> list[Letter]:
    """The first `lost` of them were withdrawn."""
    return Letter.objects.bulk_create(
        Letter(
            batch=batch, number=number, digest=secrets.token_hex(32), voter=secrets.token_hex(32) if named else "",
            revoked_at=since if number <= lost else None,
        )
        for number in range(1, count + 1)
    )  # fmt: skip
