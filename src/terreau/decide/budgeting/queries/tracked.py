"""Ballots by their fingerprint: one's own, and after the count the list of all of them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, QuerySet

from terreau.decide.budgeting.enums import BallotKind
from terreau.decide.budgeting.models import Ballot, Edition, Project, Replacement, Slip
from terreau.decide.budgeting.tracking import SHOWN, tracking_digests

ON_A_PAGE = 50
HEX = re.compile(r"[0-9a-f]{64}")
AFTER = "g"  # sorts behind every sign of a fingerprint


@dataclass(frozen=True)
class Found:
    """A ballot as it may be read: what it chose, whether it is counted, whether it still waits to be mixed."""

    fingerprint: str
    projects: Sequence[tuple[Project, int]]
    counted: bool = True
    waiting: bool = False


def ballot_of(edition: Edition, code: str) -> Found | None:
    """The ballot of a tracking code."""
    return ballot_at(edition, tracking_digests(edition.slug, code))


def ballot_at(edition: Edition, fingerprints: Iterable[str]) -> Found | None:
    """The ballot of whole fingerprints, as a browser makes them of a code; a part of one is not enough."""
    whole = [one for one in fingerprints if HEX.fullmatch(one)][:2]
    kept = Ballot.objects.filter(edition=edition, tracking__in=whole).first()
    ballot = kept or Slip.objects.filter(edition=edition, tracking__in=whole).first()
    if ballot is None:
        return None
    replaced = Replacement.objects.filter(edition=edition, tracking=ballot.tracking).exists()
    return _read(edition, [ballot], counted=not replaced, waiting=kept is None)[0]


def ballots_page(edition: Edition, *, asked: str, page: str) -> tuple[Page[Ballot], list[Found]]:
    """Fifty of the ballots that were counted, in the order of their fingerprints: those that begin with `asked`."""
    some = Paginator(_listed(edition, asked), ON_A_PAGE).get_page(page)
    return some, _read(edition, list(some))


def was_replaced(edition: Edition, asked: str) -> bool:
    """Is there a ballot of these first signs whose voter put another in its place?"""
    found = Replacement.objects.filter(edition=edition, tracking__gte=asked, tracking__lt=asked + AFTER)
    return len(asked) >= SHOWN // 2 and found.exists()


def plain_fingerprint(text: str) -> str:
    """A fingerprint as somebody copied it, as far as it goes; nothing where it is none."""
    bare = re.sub(r"[\s-]", "", text).lower()
    return bare[:64] if re.fullmatch(r"[0-9a-f]*", bare) else "-"


def _listed(edition: Edition, asked: str) -> QuerySet[Ballot]:
    replaced = Replacement.objects.filter(edition=edition, tracking=OuterRef("tracking"))
    found = Ballot.objects.filter(~Exists(replaced), edition=edition).order_by("tracking")
    return found.filter(tracking__gte=asked, tracking__lt=asked + AFTER) if asked else found


def _read(edition: Edition, ballots: Sequence[Ballot | Slip], **more: bool) -> list[Found]:
    wanted = {number for ballot in ballots for number in ballot.numbers}
    known = {one.number: one for one in Project.objects.filter(edition=edition, number__in=wanted)}
    rows = []
    for ballot in ballots:
        pairs = zip(ballot.numbers, ballot.values, strict=True)
        chosen = [(known[number], value) for number, value in pairs]
        if edition.ballot_kind == BallotKind.RANKING:
            chosen.sort(key=lambda pair: pair[1])
        rows.append(Found(ballot.tracking[:SHOWN], chosen, **more))
    return rows
