"""Signs that people look into, for those who count and those who publish."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from terreau.decide.budgeting import actions, policies, queries
from terreau.decide.budgeting.forms import LookForm
from terreau.decide.budgeting.queries import Shown
from terreau.decide.budgeting.views.finding import about, done, found, posted


def signs(request: HttpRequest, slug: str) -> HttpResponse:
    """What is unusual, why it may be honest, who looked into it."""
    shown = found(request, slug)
    policies.check_can_watch(request.user, shown.edition)
    return _page(request, shown)


def _page(request: HttpRequest, shown: Shown, form: LookForm | None = None) -> HttpResponse:
    context = about(request, shown, form=form, signs=queries.signs(shown.edition))
    context |= {
        "days": queries.days(shown.edition, exact=True),
        "balance": queries.balance(shown.edition),
    }
    return render(request, "budgeting/signs.html", context, status=422 if form else 200)


@posted("budgeting:signs")
def looking(request: HttpRequest, slug: str) -> HttpResponse:
    shown = found(request, slug)
    policies.check_can_watch(request.user, shown.edition)
    form = LookForm(request.POST)
    if done(form, partial(actions.look_into, edition=shown.edition, by=request.user)):
        messages.success(request, _("C’est noté. Le signe reste, avec ce que vous en dites."))
        return redirect("budgeting:signs", slug=slug)
    return _page(request, shown, form)
