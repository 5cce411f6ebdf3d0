"""Reading paper: each sheet alone, by two or three people; and the third who settles what was read in three ways."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from terreau.decide.budgeting import actions, policies
from terreau.decide.budgeting.enums import Task
from terreau.decide.budgeting.forms import SettlementForm, choices_from
from terreau.decide.budgeting.models import Envelope, Sheet
from terreau.decide.budgeting.queries import Shown
from terreau.decide.budgeting.queries.paper import in_words, sheets
from terreau.decide.budgeting.views.finding import about, found
from terreau.lib.errors import Refused
from terreau.lib.numbers import whole


@never_cache
def reading(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The next sheet of an envelope that these eyes have not read."""
    shown = found(request, slug)
    policies.check_can(request.user, shown.edition, Task.TYPE)
    envelope = get_object_or_404(Envelope, pk=pk, edition=shown.edition)
    if request.method != "POST":
        return _reading(request, shown, envelope)
    sheet = get_object_or_404(Sheet, envelope=envelope, place=whole(request.POST.get("place")))
    choices = choices_from(request.POST, shown.edition)
    try:
        read = actions.read_sheet(sheet=sheet, choices=choices, void=request.POST.get("void", ""), by=request.user)
    except Refused as refusal:
        return _reading(request, shown, envelope, refusal.sentence)
    if read.turn == 3 and Sheet.objects.filter(pk=sheet.pk, dropped_at__isnull=True).exists():
        return redirect("budgeting:settlement", slug=slug, pk=pk, place=sheet.place)
    return redirect("budgeting:reading", slug=slug, pk=pk)


def _reading(request: HttpRequest, shown: Shown, envelope: Envelope, refused: str = "") -> HttpResponse:
    waiting = [sheet for sheet in sheets(envelope, request.user) if sheet.dropped_at is None]
    left = [sheet for sheet in waiting if not sheet.mine and sheet.seen < 3]
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
        disputed=[one for one in waiting if one.seen == 2],
        settled_by_me=[one for one in waiting if one.third],
        settled_by_others=[one for one in waiting if one.seen == 3 and not one.third],
        rows=[(one, choices.get(one.number, 0)) for one in shown.edition.projects.all()],
        void=request.POST.get("void", "") if refused else "",
        refused=refused,
    )
    return render(request, "budgeting/reading.html", context, status=422 if refused else 200)


@never_cache
def settlement(request: HttpRequest, slug: str, pk: int, place: int) -> HttpResponse:
    """Three readings side by side, for whoever read third; first chosen, then confirmed."""
    shown = found(request, slug)
    policies.check_can(request.user, shown.edition, Task.TYPE)
    sheet = get_object_or_404(Sheet, envelope__pk=pk, envelope__edition=shown.edition, place=place)
    policies.check_can_settle_sheet(request.user, sheet)
    if sheet.dropped_at:
        return redirect("budgeting:reading", slug=slug, pk=pk)
    read = in_words(sheet)
    form = SettlementForm(request.POST or None, readings=read)
    chosen = request.method == "POST" and form.is_valid()
    if chosen and "confirmed" in request.POST:
        actions.settle_sheet(sheet=sheet, by=request.user, turn=form.turn, reason=form.cleaned_data["reason"])
        return redirect("budgeting:reading", slug=slug, pk=pk)
    kept = next((one for one in read if chosen and one.turn == form.turn), None)
    asked = chosen and "back" not in request.POST
    context = about(
        request, shown, sheet=sheet, envelope=sheet.envelope, readings=read, form=form, asked=asked, kept=kept
    )
    return render(request, "budgeting/settlement.html", context, status=422 if form.errors else 200)
