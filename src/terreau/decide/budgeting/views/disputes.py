"""Identities that somebody else has used: noted at the desk, confirmed by a second person."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from terreau.decide.budgeting import actions, policies
from terreau.decide.budgeting.enums import Task
from terreau.decide.budgeting.forms import CivilForm
from terreau.decide.budgeting.models import Dispute
from terreau.decide.budgeting.queries.disputes import disputes as found_disputes
from terreau.decide.budgeting.views.finding import about, done, found
from terreau.trust.people import actions as people
from terreau.trust.people.limits import limit_on_name


@never_cache
@sensitive_post_parameters()
def disputes(request: HttpRequest, slug: str) -> HttpResponse:
    """Those of this edition; a POST of whoever keeps the desk notes one."""
    shown = found(request, slug)
    if not policies.can_watch(request.user, shown.edition) or request.method == "POST":
        policies.check_can(request.user, shown.edition, Task.DESK)
    form = CivilForm(request.POST or None)
    if done(form, partial(actions.record_dispute, edition=shown.edition, by=request.user)):
        messages.success(
            request, _("C’est noté. Quelqu’un qui dépouille ou publie vient voir la pièce d’identité, et confirme.")
        )
        return redirect("budgeting:disputes", slug=slug)
    context = about(request, shown, form=form, disputes=found_disputes(shown.edition))
    context["may_accept"] = policies.can_watch(request.user, shown.edition)
    return render(request, "budgeting/disputes.html", context, status=422 if form.errors else 200)


@never_cache
@sensitive_post_parameters()
def accepting(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The second person types what the document says: it must be the name that was noted."""
    shown = found(request, slug)
    policies.check_can_watch(request.user, shown.edition)
    dispute = get_object_or_404(Dispute.objects.select_related("recorded_by"), pk=pk, edition=shown.edition)
    form = CivilForm(request.POST if request.method == "POST" else None)
    limits = (limit_on_name("dispute", str(dispute.pk)),)  # a name is read on a document, not guessed
    if form.is_valid():
        people.take_turn(limits)
    if done(form, partial(actions.accept_dispute, dispute=dispute, by=request.user)):
        people.forgive(limits)
        messages.success(request, _("C’est confirmé. Le guichet peut faire voter cette personne."))
        return redirect("budgeting:disputes", slug=slug)
    context = about(request, shown, form=form, dispute=dispute)
    return render(request, "budgeting/dispute.html", context, status=422 if form.errors else 200)
