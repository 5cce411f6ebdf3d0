"""Paper ballots: handed over, sealed, and the list of envelopes to read."""

from functools import partial

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from terreau.decide.budgeting import actions, policies, queries
from terreau.decide.budgeting.enums import Task
from terreau.decide.budgeting.forms import CivilForm, EnvelopeForm
from terreau.decide.budgeting.models import Envelope
from terreau.decide.budgeting.queries import Shown
from terreau.decide.budgeting.views.finding import about, done, found, posted


@never_cache
@sensitive_post_parameters()
def handing(request: HttpRequest, slug: str) -> HttpResponse:
    """Somebody whose document was seen takes a sheet; envelopes are sealed here too."""
    shown = found(request, slug)
    policies.check_can(request.user, shown.edition, Task.DESK)
    form = CivilForm(request.POST or None)
    if done(form, partial(actions.hand_paper, edition=shown.edition, by=request.user)):
        messages.success(request, _("Remettez un bulletin papier. Cette personne est au registre."))
        return redirect("budgeting:paper", slug=slug)
    return _handing(request, shown, form=form)


def _handing(request: HttpRequest, shown: Shown, **sent: object) -> HttpResponse:
    context = about(request, shown, form=CivilForm(), envelope_form=EnvelopeForm(), envelopes=_envelopes(shown))
    context["balance"] = queries.balance(shown.edition)
    wrong = any(getattr(form, "errors", None) for form in sent.values())
    return render(request, "budgeting/paper.html", context | sent, status=422 if wrong else 200)


def _envelopes(shown: Shown) -> list[Envelope]:
    read = Count("sheets", filter=Q(sheets__dropped_at__isnull=False))
    return list(shown.edition.envelopes.annotate(read=read).select_related("sealed_by"))


@posted("budgeting:paper")
def sealing(request: HttpRequest, slug: str) -> HttpResponse:
    shown = found(request, slug)
    policies.check_can(request.user, shown.edition, Task.DESK)
    form = EnvelopeForm(request.POST)
    if done(form, partial(actions.seal_envelope, edition=shown.edition, by=request.user)):
        messages.success(request, _("L’enveloppe est scellée. Deux personnes la liront."))
        return redirect("budgeting:paper", slug=slug)
    return _handing(request, shown, envelope_form=form)


def envelopes(request: HttpRequest, slug: str) -> HttpResponse:
    """What there is to read."""
    shown = found(request, slug)
    policies.check_can(request.user, shown.edition, Task.TYPE)
    return render(request, "budgeting/envelopes.html", about(request, shown, envelopes=_envelopes(shown)))
