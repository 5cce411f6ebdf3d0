"""What every page of an edition begins with."""

from typing import Any

from django.http import Http404, HttpRequest

from terreau.decide.budgeting import policies, queries
from terreau.decide.budgeting.queries import Shown


def found(request: HttpRequest, slug: str) -> Shown:
    """The edition of this address, if this person may see it."""
    edition = queries.edition_at(slug)
    if edition is None:
        raise Http404
    policies.check_can_see(request.user, edition)
    return queries.shown(edition)


def about(request: HttpRequest, shown: Shown, **more: Any) -> dict[str, Any]:
    """What every template of an edition knows."""
    return {"shown": shown, "edition": shown.edition, "tasks": policies.tasks(request.user, shown.edition), **more}
