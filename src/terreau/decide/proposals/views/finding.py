"""What every page of a proposal begins with."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from terreau.decide.budgeting import policies as budgeting
from terreau.decide.budgeting.models import Edition
from terreau.decide.budgeting.queries import edition_at, shown
from terreau.decide.proposals import policies, queries
from terreau.decide.proposals.models import Proposal
from terreau.decide.proposals.queries.listing import FILTERS, SORTS, VIEWS
from terreau.lib.errors import NotAllowed, Refused
from terreau.lib.signs import clean_line


def edition_of(request: HttpRequest, slug: str) -> Edition:
    """The edition of this address, if this person may see it; an imported one had its proposals elsewhere."""
    edition = edition_at(slug)
    if edition is None or edition.source is not None:
        raise Http404
    budgeting.check_can_see(request.user, edition)
    return edition


def proposal_of(request: HttpRequest, slug: str, number: int) -> Proposal:
    found = queries.proposal_at(slug, number)
    if found is None:
        raise Http404
    budgeting.check_can_see(request.user, found.edition)
    return found


def readable(request: HttpRequest, slug: str, number: int) -> Proposal:
    """One whose words this person may read."""
    found = proposal_of(request, slug, number)
    if not policies.can_see(request.user, found):
        raise NotAllowed(found.concealments.filter(lifted_at__isnull=True).values_list("reason", flat=True)[0])
    return found


def wanted_in(request: HttpRequest) -> queries.Wanted:
    """What an address asks of the list."""
    given = request.GET
    chosen = {name: [clean_line(value) for value in given.getlist(name)[:30]] for name in FILTERS}
    sort, view = given.get("sort", ""), given.get("view", "")
    asked = clean_line(given.get("q", ""))[:80]
    return queries.Wanted(chosen, asked, sort if sort in SORTS else "", view if view in VIEWS else "")


def about(request: HttpRequest, edition: Edition, **more: Any) -> dict[str, Any]:
    """What every template of proposals knows."""
    return {"edition": edition, "shown": shown(edition), "tasks": budgeting.tasks(request.user, edition), **more}


def after(request: HttpRequest, proposal: Proposal, act: Callable[..., Any], said: str, **values: Any) -> HttpResponse:
    """Act, say so, and go back to the proposal."""
    act(proposal=proposal, by=request.user, **values)
    messages.success(request, said)
    return redirect(proposal)


def done(form: BaseForm, act: Callable[..., Any]) -> bool:
    """Act with what the form holds; what is refused is said on the form, and nothing that was written is lost."""
    if not form.is_valid():
        return False
    try:
        act(**form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return False
    return True
