"""Finding one's ballot by its code, and the public list in which it stands."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from terreau.decide.budgeting import policies, queries
from terreau.decide.budgeting.forms import TrackingForm
from terreau.decide.budgeting.kiosk_mode import kiosk_limits
from terreau.decide.budgeting.tracking import SHOWN
from terreau.decide.budgeting.views.finding import about, found, published
from terreau.trust.people import actions as people
from terreau.trust.people.limits import Limit, limits_on
from terreau.trust.people.views.patience import address_of


def tracking_limits(request: HttpRequest) -> tuple[Limit, ...]:
    """A code that is right gives back its own try and no other: one's own ballot opens no way to guess at others."""
    if request.kiosk:
        return tuple(
            replace(limit, key=f"{limit.key[:56]}tracking", shared=True) for limit in kiosk_limits(request.kiosk)
        )
    return limits_on("tracking", address_of(request))


@never_cache
@sensitive_post_parameters()
def tracking(request: HttpRequest, slug: str) -> HttpResponse:
    """One's own ballot: by its fingerprint, made in the browser so that the code stays there; without script by the code."""
    shown = found(request, slug)
    given = request.POST.getlist("fingerprint")
    form = TrackingForm(request.POST if request.method == "POST" and not given else None)
    one = None
    if given or form.is_valid():
        limits = tracking_limits(request)
        people.take_turn(limits)
        edition = shown.edition
        one = queries.ballot_at(edition, given) if given else queries.ballot_of(edition, form.cleaned_data["tracking"])
        if one:
            people.forgive(limits)
    none = bool(given or form.is_valid()) and one is None
    if none and form.is_bound:
        form.add_error("tracking", _none())
    context = about(request, shown, form=form, ballot=one, none=_none() if none and given else "", signs=SHOWN)
    return render(request, "budgeting/tracking.html", context, status=422 if none or form.errors else 200)


def _none() -> str:
    return _("Aucun bulletin ne porte ce code. Vérifiez chaque signe de votre reçu.")


def ballots(request: HttpRequest, slug: str) -> HttpResponse:
    """Every ballot that was counted, by its fingerprint; for those who may have the published file, whose lines these are."""
    shown = published(request, slug)
    policies.check_can_read_ballots(request.user, shown.edition)
    if shown.edition.source is not None or not shown.edition.shows_tracking:
        raise Http404
    asked = request.GET.get("fingerprint", "")[:80].strip()
    sought = queries.plain_fingerprint(asked)[:SHOWN]
    page, rows = queries.ballots_page(shown.edition, asked=sought, page=request.GET.get("page", "1"))
    context = about(
        request,
        shown,
        page=page,
        rows=rows,
        asked=asked,
        replaced=not rows and queries.was_replaced(shown.edition, sought),
    )
    return render(request, "budgeting/ballot_list.html", context)
