"""Paper ballots: printed, handed over, sealed, read by two."""

from functools import partial

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from terreau.decide.budgeting import actions, policies, queries
from terreau.decide.budgeting.enums import Task
from terreau.decide.budgeting.forms import CivilForm, EnvelopeForm, choices_from
from terreau.decide.budgeting.models import Envelope, Sheet
from terreau.decide.budgeting.queries import Shown
from terreau.decide.budgeting.views.finding import about, done, found
from terreau.lib.errors import Refused
from terreau.lib.numbers import whole


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


@require_POST
def sealing(request: HttpRequest, slug: str) -> HttpResponse:
    shown = found(request, slug)
    policies.check_can(request.user, shown.edition, Task.DESK)
    form = EnvelopeForm(request.POST)
    if done(form, partial(actions.seal_envelope, edition=shown.edition, by=request.user)):
        messages.success(request, _("L’enveloppe est scellée. Deux personnes la liront."))
        return redirect("budgeting:paper", slug=slug)
    return _handing(request, shown, envelope_form=form)


def reading(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The next sheet of an envelope that these eyes have not read."""
    shown = found(request, slug)
    policies.check_can(request.user, shown.edition, Task.TYPE)
    envelope = get_object_or_404(Envelope, pk=pk, edition=shown.edition)
    refused = ""
    if request.method == "POST":
        sheet = get_object_or_404(Sheet, envelope=envelope, place=whole(request.POST.get("place")))
        choices = choices_from(request.POST, shown.edition)
        try:
            actions.read_sheet(sheet=sheet, choices=choices, void=request.POST.get("void", ""), by=request.user)
        except Refused as refusal:
            refused = refusal.sentence
        else:
            return redirect("budgeting:reading", slug=slug, pk=pk)
    return _reading(request, shown, envelope, refused)


def _reading(request: HttpRequest, shown: Shown, envelope: Envelope, refused: str) -> HttpResponse:
    sheets = envelope.sheets.annotate(
        seen=Count("readings"), mine=Count("readings", filter=Q(readings__typed_by=request.user))
    )
    waiting = [sheet for sheet in sheets if sheet.dropped_at is None]
    left = [sheet for sheet in waiting if not sheet.mine]
    place = request.POST.get("place", "") if refused else ""
    sheet = next((one for one in left if str(one.place) == place), left[0] if left else None)
    choices = choices_from(request.POST, shown.edition) if refused else {}
    context = about(
        request,
        shown,
        envelope=envelope,
        sheet=sheet,
        left=len(left),
        total=envelope.sheets_inside,
        read=envelope.sheets_inside - len(waiting),
        disputed=[one for one in waiting if one.seen >= 2],
        rows=[(one, choices.get(one.number, 0)) for one in shown.edition.projects.all()],
        void=request.POST.get("void", "") if refused else "",
        refused=refused,
    )
    return render(request, "budgeting/reading.html", context, status=422 if refused else 200)


def envelopes(request: HttpRequest, slug: str) -> HttpResponse:
    """What there is to read."""
    shown = found(request, slug)
    policies.check_can(request.user, shown.edition, Task.TYPE)
    return render(request, "budgeting/envelopes.html", about(request, shown, envelopes=_envelopes(shown)))
