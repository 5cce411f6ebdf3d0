"""The desk of studies, and the study of one proposal: taken, filled in, decided, given back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from terreau.decide.proposals import actions, exports, policies, queries
from terreau.decide.proposals.forms import DecisionForm, ReturnForm, StudyForm
from terreau.decide.proposals.models import Study
from terreau.decide.proposals.queries.desk import FILTERS
from terreau.decide.proposals.views.finding import about, done, edition_of, readable
from terreau.lib.errors import Refused


def studies(request: HttpRequest, slug: str) -> HttpResponse:
    """All proposals of an edition by how far their study is: for everybody to read, for some to work at."""
    edition = edition_of(request, slug)
    chosen = {name: request.GET.getlist(name)[:30] for name in FILTERS}
    works = policies.can_check(request.user, edition)
    desk = queries.Desk(edition, chosen, request.GET.get("page", "1"), everything=works)
    context = about(request, edition, desk=desk, page=desk.page, works=works)
    if request.htmx and not request.htmx.boosted:
        return render(request, "proposals/parts/studies_done.html", context)
    context["may_study"] = policies.can_study(request.user, edition)
    appeals = queries.appeals_waiting(edition, everything=works)
    context["appeals"] = [(one, works and not policies.took_part(request.user, one)) for one in appeals]
    context["ties"] = queries.ties_coming(edition) if works else []
    return render(request, "proposals/studies.html", context)


def table(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    """Every published study, as CSV."""
    lines = exports.studies_file(queries.public_studies(edition_of(request, slug)))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}-studies.csv"'
    return response


@require_POST
def begin(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    one = readable(request, slug, number)
    actions.begin_study(proposal=one, by=request.user)
    return redirect("proposals:study", slug=slug, number=number)


@require_POST
def giving_back(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    actions.give_back_study(study=worked_on(request, slug, number), by=request.user)
    messages.success(
        request, _("L’étude est rendue : ce que vous avez écrit y reste, une autre personne peut la prendre.")
    )
    return redirect("proposals:studies", slug=slug)


def worked_on(request: HttpRequest, slug: str, number: int) -> Study:
    """The latest study, for those who study or check."""
    one = readable(request, slug, number)
    policies.check_can_check(request.user, one.edition)
    found = queries.study_of(one.pk)
    if found is None:
        raise Http404
    return found


def study(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """For everybody the studies to read; for those who study, the grid and the price: a POST keeps what is whole."""
    if request.method != "POST" and not policies.can_check(request.user, edition_of(request, slug)):
        return _reading(request, slug, number)
    held = worked_on(request, slug, number)
    if request.method != "POST":
        return study_page(request, held)
    policies.check_can_study(request.user, held.proposal.edition)
    form = StudyForm(request.POST, study=held)
    whole = form.is_valid()
    try:
        actions.write_study(
            study=held, findings=form.findings(), lines=form.cost_lines(), by=request.user, seen=held.version
        )
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return study_page(request, held, form=form)
    if not whole:
        fresh = queries.study_of(held.proposal_id) or held
        return study_page(request, fresh, form=form.again(fresh), partly=True)
    messages.success(request, _("L’étude est enregistrée."))
    return redirect("proposals:study", slug=slug, number=number)


def _reading(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    one = readable(request, slug, number)
    reports = [queries.Report(study) for study in queries.Sheet(one, request.user).studies]
    context = about(request, one.edition, proposal=one, reports=reports)
    context["may_speak"] = policies.can_speak_for(request.user, one)
    return render(request, "proposals/study_reading.html", context)


def study_page(request: HttpRequest, held: Study, **sent: object) -> HttpResponse:
    proposal, person = held.proposal, request.user
    context = about(
        request,
        proposal.edition,
        proposal=proposal,
        study=held,
        report=queries.Report(held),
        form=StudyForm(study=held),
        decision=DecisionForm(initial={"seen": held.version, "reasons": held.reasons}),
        return_form=ReturnForm(initial={"seen": held.version}, auto_id="return_%s"),
        may_study=policies.can_study(person, proposal.edition),
        why_not_confirm=policies.why_not_confirm(person, held),
        returns=held.returns.select_related("returned_by"),
        earlier=[queries.Report(one) for one in queries.Sheet(proposal, person).studies if one.pk != held.pk],
    )
    return render(request, "proposals/study.html", context | sent, status=422 if sent else 200)


@require_POST
def decision(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    held, form = worked_on(request, slug, number), DecisionForm(request.POST)
    policies.check_can_study(request.user, held.proposal.edition)
    if done(form, lambda **values: actions.decide(study=held, by=request.user, **values)):
        messages.success(request, _("La décision attend qu’une seconde personne la relise."))
        return redirect("proposals:study", slug=slug, number=number)
    fresh = queries.study_of(held.proposal_id) or held
    form.data = form.data.copy()
    form.data["seen"] = str(fresh.version)  # what is now shown below is what the next press decides on
    return study_page(request, fresh, decision=form)
