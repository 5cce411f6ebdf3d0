"""Voting: choose, read again, prove one's right, and take the receipt; choices travel in the form, never in a session."""

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from terreau.decide.budgeting import actions, queries
from terreau.decide.budgeting.actions.voting import AlreadyVoted, RevokedCode, WrongCode
from terreau.decide.budgeting.enums import Counted
from terreau.decide.budgeting.forms import IdentityForm, TrackingForm, choices_from
from terreau.decide.budgeting.kiosk_mode import RECEIPT_STAYS, is_of_another_turn, kiosk_limits
from terreau.decide.budgeting.queries import Shown
from terreau.decide.budgeting.rules import ballot_faults, keyed, shuffled
from terreau.decide.budgeting.views.finding import about, found
from terreau.decide.budgeting.views.tracked import tracking_limits
from terreau.lib.errors import Refused
from terreau.lib.names import name_key
from terreau.trust.people import actions as people
from terreau.trust.people.limits import Limit, limit_on_name, limits_on
from terreau.trust.people.views.patience import address_of

ORDER = "ballot-order"  # a cookie: the draw of this visitor's order, and nothing else


@never_cache
def ballot(request: HttpRequest, slug: str) -> HttpResponse:
    """The projects, in an order drawn for this visitor and kept."""
    shown = found(request, slug)
    if not shown.voting or not shown.edition.votes_online or is_of_another_turn(request):
        return redirect("budgeting:kiosk" if request.kiosk else "budgeting:edition", slug=slug)
    choices = choices_from(request.POST, shown.edition) if request.method == "POST" else {}
    district, districts = _district(request, shown, choices)
    if districts and not district:
        return render(
            request, "budgeting/districts.html", about(request, shown, districts=districts, code=_code(request))
        )
    sent = request.method == "POST" and not {"back", "choose"} & set(request.POST)
    faults = ballot_faults(queries.terms(shown.edition, choices), choices) if sent else []
    if sent and not faults:
        return _review(request, shown, choices)
    seed = request.COOKIES.get(ORDER, "") or secrets.token_hex(8)
    context = about(
        request, shown, **sheet_of(shown, choices, seed, district=district), code=_code(request), faults=faults
    )
    response = render(request, "budgeting/ballot.html", context, status=422 if context["faults"] else 200)
    response.set_cookie(ORDER, seed, max_age=60 * 86_400, httponly=True, samesite="Lax", secure=request.is_secure())
    return response


def _district(request: HttpRequest, shown: Shown, choices: dict[int, int]) -> tuple[str, list[str]]:
    """(the district in which this ballot is filled in, those there are); it travels in the form and is kept nowhere.

    One who comes back to a ballot is in the district of what was chosen there.
    """
    districts = queries.districts_of(shown.edition)
    asked = request.POST.get("district", "")
    if asked in districts or not (districts and choices):
        return asked if asked in districts else "", districts
    chosen = shown.edition.projects.filter(number__in=list(choices), envelope__in=districts).values_list(
        "envelope", flat=True
    )
    return next(iter(chosen), ""), districts


def _code(request: HttpRequest) -> str:
    """The code that the letter's QR brought along."""
    return (request.POST.get("code") or request.GET.get("code") or "")[:40]


def sheet_of(
    shown: Shown, choices: dict[int, int], seed: str, *, whole: bool = True, district: str = ""
) -> dict[str, Any]:
    """Rows of the ballot (of what was chosen alone, unless `whole`) in the order drawn for `seed`, or by number without one.

    `groups` are the same by envelope, without those in which somebody of this `district` does not choose.
    """
    wanted = shown.edition.projects.select_related("district", "edition")
    projects = {one.number: one for one in (wanted if whole else wanted.filter(number__in=list(choices)))}
    rows = [
        (projects[number], choices.get(number, 0))
        for number in (shuffled(list(projects), seed) if seed else sorted(projects))
    ]
    spent = sum(projects[number].cost for number in choices if number in projects)
    groups = queries.grouped(shown.edition, rows, district)
    return {
        "rows": rows, "choices": choices, "spent": spent, "left": shown.edition.budget - spent, "groups": groups,
        "district": district,
    }  # fmt: skip


def chosen_of(sheet: dict[str, Any]) -> list[tuple[Any, int]]:
    """The rows that were chosen; a ranking in its order."""
    return sorted(((one, value) for one, value in sheet["rows"] if value), key=lambda row: row[1])


def _review(
    request: HttpRequest, shown: Shown, choices: dict[int, int], form: IdentityForm | None = None, tracking: Any = None
) -> HttpResponse:
    context = about(request, shown, **sheet_of(shown, choices, "", whole=False), faults=[])
    context["district"] = request.POST.get("district", "")[:80]
    context["chosen"] = chosen_of(context)
    context["form"] = form or IdentityForm(edition=shown.edition, person=request.user, initial={"code": _code(request)})
    context["tracking"] = tracking or TrackingForm()
    context["nonce"] = request.POST.get("nonce") or secrets.token_hex(16)
    refused = bool((form and form.errors) or (tracking and tracking.errors))
    return render(request, "budgeting/review.html", context, status=422 if refused else 200)


@never_cache
@sensitive_post_parameters()
def casting(request: HttpRequest, slug: str) -> HttpResponse:
    """The ballot falls in the box; the answer is the receipt itself, since its code is written nowhere else."""
    shown = found(request, slug)
    if request.method != "POST" or not shown.voting or not shown.edition.votes_online or is_of_another_turn(request):
        return redirect("budgeting:kiosk" if request.kiosk else "budgeting:ballot", slug=slug)
    choices, nonce = choices_from(request.POST, shown.edition), request.POST.get("nonce", "")[:64]
    if "replaces" in request.POST:
        return _replace(request, shown, choices, nonce)
    form = IdentityForm(request.POST, edition=shown.edition, person=request.user)
    if not form.is_valid() or not nonce:
        return _review(request, shown, choices, form)
    limits = _limits(request, shown, form)
    people.take_turn(limits)
    try:
        receipt = actions.cast_ballot(edition=shown.edition, choices=choices, identity=form.identity(), nonce=nonce)
    except Refused as refusal:
        if isinstance(refusal, AlreadyVoted) and form.proves_more_than_a_name and not request.kiosk:
            people.forgive(limits)
        _count(request, shown, TRIED.get(type(refusal)))
        form.add_error(None, refusal.sentence)
        return _review(request, shown, choices, form)
    if not (request.kiosk and receipt.again):
        people.forgive(limits)
    if not receipt.again:
        by_code, by_account = form.cleaned_data.get("code"), form.person
        _count(request, shown, Counted.USED if by_code else Counted.ACCOUNT if by_account else None)
    return _receipt(request, shown, receipt)


TRIED = {WrongCode: Counted.WRONG, RevokedCode: Counted.REVOKED}


def _count(request: HttpRequest, shown: Shown, kind: Counted | None) -> None:
    """By the day and the network alone; see `actions.tallying`."""
    if kind:
        actions.tally(edition=shown.edition, kind=kind, address=address_of(request), kiosk=request.kiosk)


def _limits(request: HttpRequest, shown: Shown, form: IdentityForm) -> tuple[Limit, ...]:
    """Whoever brings only a name may be trying somebody else's: each name waits too, by its keyed hash."""
    given, edition = form.identity(), shown.edition
    who = keyed(bytes(edition.pepper), "tried", name_key(given.family), name_key(given.given))
    by_name = (limit_on_name("register", who),) if given.family else ()
    if request.kiosk:
        return (*kiosk_limits(request.kiosk), *(() if form.proves_more_than_a_name else by_name))
    if form.proves_more_than_a_name:
        return (*limits_on("ballot", address_of(request)), *(by_name if edition.on_register else ()))
    return (*limits_on("register", address_of(request), who), *by_name)


def _replace(request: HttpRequest, shown: Shown, choices: dict[int, int], nonce: str) -> HttpResponse:
    form = TrackingForm(request.POST)
    if form.is_valid() and nonce:
        limits = tracking_limits(request)
        people.take_turn(limits)
        try:
            receipt = actions.replace_ballot(
                edition=shown.edition, choices=choices, code=form.cleaned_data["tracking"], nonce=nonce
            )
        except Refused as refusal:
            form.add_error("tracking", refusal.sentence)
        else:
            people.forgive(limits)
            return _receipt(request, shown, receipt)
    return _review(request, shown, choices, None, form)


def _receipt(request: HttpRequest, shown: Shown, receipt: actions.Receipt) -> HttpResponse:
    sheet = sheet_of(shown, dict(receipt.choices), "", whole=False)
    context = about(request, shown, **sheet, chosen=chosen_of(sheet), receipt=receipt)
    context["forgets"] = RECEIPT_STAYS if request.kiosk else 0
    return render(request, "budgeting/receipt.html", context)
