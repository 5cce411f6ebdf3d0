"""Voting by telephone: what the agent says, what the caller chooses, read back, and dropped in the same box."""

import hashlib
import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from terreau.decide.budgeting import actions, policies, printing, queries
from terreau.decide.budgeting.actions.voting import AlreadyVoted
from terreau.decide.budgeting.enums import Channel, Counted, Task
from terreau.decide.budgeting.forms import CallForm, choices_from
from terreau.decide.budgeting.queries import Shown
from terreau.decide.budgeting.rules import ballot_faults
from terreau.decide.budgeting.script import spoken_steps
from terreau.decide.budgeting.views.booth import chosen_of, sheet_of
from terreau.decide.budgeting.views.finding import about, found
from terreau.decide.budgeting.views.printed import as_file
from terreau.lib.errors import Refused
from terreau.trust.people import actions as people
from terreau.trust.people.limits import Limit


def _taking(request: HttpRequest, slug: str) -> Shown:
    shown = found(request, slug)
    policies.check_can(request.user, shown.edition, Task.DESK)
    return shown


@never_cache
@sensitive_post_parameters()
def call(request: HttpRequest, slug: str) -> HttpResponse:
    """One call: the script, the projects in the order drawn for this caller; then the reading back."""
    shown = _taking(request, slug)
    if not shown.voting or Channel.PHONE not in shown.edition.channels:
        return redirect("budgeting:desk", slug=slug)
    choices = choices_from(request.POST, shown.edition) if request.method == "POST" else {}
    faults = ballot_faults(queries.terms(shown.edition), choices) if request.method == "POST" else []
    back = "back" in request.POST
    if request.method == "POST" and not faults and not back:
        return _reading_back(request, shown, choices)
    seed = request.POST.get("seed", "")[:32] or secrets.token_hex(8)
    ordered = "" if request.GET.get("order") == "number" else seed
    context = about(request, shown, **sheet_of(shown, choices, ordered), seed=seed, faults=[] if back else faults)
    context["steps"] = spoken_steps(shown.edition)
    context["by_number"] = not ordered
    return render(request, "budgeting/call.html", context, status=422 if context["faults"] else 200)


def _reading_back(
    request: HttpRequest, shown: Shown, choices: dict[int, int], form: CallForm | None = None
) -> HttpResponse:
    context = about(request, shown, **sheet_of(shown, choices, ""))
    context["chosen"] = chosen_of(context)
    context["form"] = form or CallForm(edition=shown.edition)
    context["nonce"] = request.POST.get("nonce") or secrets.token_hex(16)
    context["seed"] = request.POST.get("seed", "")[:32]
    return render(request, "budgeting/call_review.html", context, status=422 if form and form.errors else 200)


@never_cache
@sensitive_post_parameters()
def casting(request: HttpRequest, slug: str) -> HttpResponse:
    """The caller said yes: the ballot falls in the box, and the agent reads the tracking code."""
    shown = _taking(request, slug)
    if request.method != "POST" or not shown.voting:
        return redirect("budgeting:call", slug=slug)
    choices, nonce = choices_from(request.POST, shown.edition), request.POST.get("nonce", "")[:64]
    form = CallForm(request.POST, edition=shown.edition)
    if not form.is_valid() or not nonce:
        return _reading_back(request, shown, choices, form)
    limits = _limits(request)
    people.take_turn(limits)
    try:
        receipt = actions.cast_ballot(edition=shown.edition, choices=choices, identity=form.identity(), nonce=nonce)
    except Refused as refusal:
        if isinstance(refusal, AlreadyVoted):
            people.forgive(limits)
        form.add_error(None, refusal.sentence)
        return _reading_back(request, shown, choices, form)
    people.forgive(limits)
    if not receipt.again:
        actions.tally(edition=shown.edition, kind=Counted.CALL, agent=request.user)
    return render(request, "budgeting/call_receipt.html", about(request, shown, receipt=receipt))


def _limits(request: HttpRequest) -> tuple[Limit, ...]:
    """Of the agent, whose callers mistake themselves as anybody does; a success wipes them out."""
    key = hashlib.sha256(f"call\x1f{request.user.pk}".encode()).hexdigest()
    return (Limit(key, free=30, longest=60, shared=False),)


def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """The call sheet on paper, for when the computer is down."""
    shown = _taking(request, slug)
    projects = list(shown.edition.projects.all())
    return as_file(printing.call_sheet(shown.edition, projects, request.LANGUAGE_CODE), f"{slug}-appels.pdf")
