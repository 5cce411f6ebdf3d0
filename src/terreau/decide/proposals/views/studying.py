"""The desk of studies, the study of one proposal, and the appeals."""

import csv
import io

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from terreau.decide.proposals import actions, policies, queries
from terreau.decide.proposals.forms import StudyForm
from terreau.decide.proposals.forms.study import DecisionForm
from terreau.decide.proposals.models import Appeal, Study
from terreau.decide.proposals.views.finding import about, edition_of, readable
from terreau.lib.errors import Refused


def studies(request: HttpRequest, slug: str) -> HttpResponse:
    """All proposals of an edition by how far their study is."""
    edition = edition_of(request, slug)
    if not policies.can_check(request.user, edition):
        policies.check_can_study(request.user, edition)
    desk, state = queries.desk(edition), request.GET.get("state", "")
    context = about(
        request, edition, desk=desk, state=state, rows=desk.only(state), appeals=queries.appeals_waiting(edition)
    )
    return render(request, "proposals/studies.html", context)


@require_POST
def begin(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    one = readable(request, slug, number)
    actions.begin_study(proposal=one, by=request.user)
    return redirect("proposals:study", slug=slug, number=number)


def _latest(request: HttpRequest, slug: str, number: int) -> Study:
    one = readable(request, slug, number)
    if not policies.can_check(request.user, one.edition):
        policies.check_can_study(request.user, one.edition)
    found = Study.objects.select_related("proposal__edition", "decided_by", "started_by").filter(proposal=one).first()
    if found is None:
        raise Http404
    return found


def study(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The grid and the price; a POST keeps them."""
    held = _latest(request, slug, number)
    if request.method != "POST":
        return _page(request, held)
    form = StudyForm(request.POST, study=held)
    if form.is_valid():
        try:
            actions.write_study(
                study=held,
                findings=form.findings(),
                lines=form.cost_lines(),
                by=request.user,
                seen=form.cleaned_data["seen"],
            )
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
            form.data = form.data.copy() | {
                "seen": str(Study.objects.values_list("version", flat=True).get(pk=held.pk))
            }
        else:
            messages.success(request, _("L’étude est enregistrée."))
            return redirect("proposals:study", slug=slug, number=number)
    return _page(request, held, form=form)


def _page(request: HttpRequest, held: Study, **sent: object) -> HttpResponse:
    proposal = held.proposal
    context = about(
        request,
        proposal.edition,
        proposal=proposal,
        study=held,
        report=queries.Report(held),
        form=StudyForm(study=held),
        decision=DecisionForm(initial={"seen": held.version, "reasons": held.reasons}),
        may_study=policies.can_study(request.user, proposal.edition),
        may_check=policies.can_check(request.user, proposal.edition) and held.decided_by_id != request.user.pk,
        returns=held.returns.select_related("returned_by"),
    )
    return render(request, "proposals/study.html", context | sent, status=422 if sent else 200)


@require_POST
def decision(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    held, form = _latest(request, slug, number), DecisionForm(request.POST)
    if form.is_valid():
        try:
            actions.decide(study=held, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("La décision attend qu’une seconde personne la relise."))
            return redirect("proposals:study", slug=slug, number=number)
    return _page(request, held, decision=form)


def _seen(request: HttpRequest) -> int:
    text = request.POST.get("seen", "")
    return int(text) if text.isdigit() and len(text) < 8 else 0


@require_POST
def checking(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Agree, and publish; or send back with what is missing."""
    held = _latest(request, slug, number)
    if "back" in request.POST:
        actions.send_back(study=held, reason=request.POST.get("reason", "")[:600], by=request.user, seen=_seen(request))
        messages.success(request, _("L’étude est renvoyée à qui l’a faite."))
        return redirect("proposals:study", slug=slug, number=number)
    actions.check_study(study=held, by=request.user, seen=_seen(request))
    messages.success(request, _("L’étude est publiée."))
    return redirect("proposals:studies", slug=slug)


@require_POST
def appealing(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    one = readable(request, slug, number)
    held = get_object_or_404(Study, proposal=one, pk=_pk(request.POST.get("study", "")))
    actions.appeal(study=held, text=request.POST.get("text", "")[:2000], by=request.user)
    messages.success(request, _("Votre contestation est affichée. La réponse le sera aussi."))
    return redirect(one)


def _pk(text: str) -> int:
    return int(text) if text.isdigit() and len(text) < 18 else 0


@require_POST
def appeal_answer(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    one = readable(request, slug, number)
    held = get_object_or_404(Appeal, pk=pk, study__proposal=one)
    accepted = "accepted" in request.POST
    actions.answer_appeal(appeal=held, accepted=accepted, answer=request.POST.get("answer", "")[:2000], by=request.user)
    messages.success(request, _("La réponse est affichée."))
    return redirect(one)


def table(request: HttpRequest, slug: str) -> HttpResponse:
    """Every published study, as CSV."""
    edition = edition_of(request, slug)
    text = io.StringIO()
    csv.writer(text).writerows(queries.studies_file(edition))
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}-studies.csv"'
    return response
