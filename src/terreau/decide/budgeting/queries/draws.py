"""Draws of lots: the tie that waits for one, those that serve."""

from collections.abc import Sequence

from terreau.decide.budgeting.enums import CountState
from terreau.decide.budgeting.models import Count, Draw, Edition, Project
from terreau.decide.budgeting.queries.claims import holds


def standing_tie(edition: Edition) -> Count | None:
    """The count that stands on a tie: the last one, as long as no result holds."""
    last = Count.objects.filter(edition=edition).order_by("-pk").first()
    if last is None or last.state != CountState.TIED or holds(edition):
        return None
    return last


def draw_of(tie: Count | None) -> Draw | None:
    return Draw.objects.select_related("drawn_by", "edition").filter(count=tie).first() if tie else None


def tied_projects(tie: Count | None) -> Sequence[Project]:
    """In the order of the ballot."""
    return list(Project.objects.filter(edition=tie.edition_id, key__in=tie.tied)) if tie else []


def confirmed_draws(edition: Edition) -> Sequence[Draw]:
    """Those that serve, in the order in which counts asked for them; once a result is annulled, one draws again."""
    last = edition.annulments.values_list("annulled_at", flat=True).first()
    found = Draw.objects.filter(edition=edition, confirmed_at__isnull=False)
    found = found.filter(count__asked_at__gt=last) if last else found
    return list(found.select_related("drawn_by", "confirmed_by").order_by("count_id"))
