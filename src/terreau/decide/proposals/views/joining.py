"""Supporting, joining, amending, merging: each a form of one button or a few words."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from terreau.decide.proposals import actions, policies, queries
from terreau.decide.proposals.forms import AmendmentForm, AnswerForm, MergeForm
from terreau.decide.proposals.models import Authorship, Merge, Proposal
from terreau.decide.proposals.views.finding import about, after, patiently, readable
from terreau.lib.errors import Refused


@require_POST
def support(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Support it, and join its authors where `join` is ticked."""
    one = readable(request, slug, number)
    patiently(request, "support")
    actions.support(proposal=one, by=request.user, told="told" in request.POST)
    if "join" in request.POST:
        actions.ask_to_join(proposal=one, by=request.user)
    messages.success(request, _("Votre soutien est compté. Vous pouvez le reprendre."))
    return redirect(one)


@require_POST
def support_end(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    one = readable(request, slug, number)
    return after(request, one, actions.take_back_support, _("Votre soutien est repris."))


@require_POST
def joining(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    one = readable(request, slug, number)
    patiently(request, "joining")
    return after(request, one, actions.ask_to_join, _("Votre demande est transmise à ses auteurs."))


@require_POST
def joining_answer(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    one = readable(request, slug, number)
    asked = get_object_or_404(Authorship.objects.select_related("proposal"), pk=pk, proposal=one)
    actions.answer_request(authorship=asked, accepted="accepted" in request.POST, by=request.user)
    messages.success(request, _("C’est répondu."))
    return redirect(one)


@require_POST
def leaving(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    one = readable(request, slug, number)
    return after(request, one, actions.leave, _("Vous ne portez plus cette proposition."))


def amending(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask for other words."""
    one = readable(request, slug, number)
    policies.check(policies.why_not_take_part, request.user, one)
    form = AmendmentForm(request.POST or None, initial={"title": one.title, "summary": one.summary, "text": one.text})
    if form.is_valid():
        patiently(request, "amendment")
        try:
            actions.amend(proposal=one, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Votre amendement est affiché. Les auteurs répondront."))
            return redirect(one)
    return render(
        request,
        "proposals/amending.html",
        about(request, one.edition, proposal=one, form=form),
        status=422 if request.POST else 200,
    )


@require_POST
def amendment_answer(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    one = readable(request, slug, number)
    found = one.amendments.select_related("proposal").filter(pk=pk).first()
    if found is None:
        raise Http404
    form = AnswerForm(request.POST)
    form.is_valid()
    data, accepted = form.cleaned_data, "accepted" in request.POST
    try:
        actions.answer_amendment(
            amendment=found,
            accepted=accepted,
            answer=data.get("answer", "")[:400],
            by=request.user,
            text=data.get("text", ""),
            seen=data.get("seen") or 0,
        )
    except Refused as refusal:
        context = about(
            request,
            one.edition,
            proposal=one,
            asked=queries.asked(found),
            refused=refusal.sentence,
            sent=data,
            may_change=True,
        )
        return render(request, "proposals/amendment.html", context, status=refusal.status)
    messages.success(request, _("La réponse est affichée."))
    return redirect(one)


@require_POST
def merging(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    one = readable(request, slug, number)
    form = MergeForm(request.POST, edition=one.edition)
    if not form.is_valid():
        raise Refused(" ".join(said for errors in form.errors.values() for said in errors))
    made = actions.merge(proposal=one, by=request.user, **form.cleaned_data)
    done = _("Les deux propositions n’en font plus qu’une, avec tous leurs auteurs et soutiens.")
    messages.success(
        request, done if made.accepted_at else _("La demande est transmise aux auteurs de l’autre proposition.")
    )
    return redirect(made.into if made.accepted_at else one)


@require_POST
def merging_answer(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Answered on the page of the proposal that would take the other in."""
    one: Proposal = readable(request, slug, number)
    asked = get_object_or_404(Merge.objects.select_related("proposal", "into"), pk=pk, into=one)
    actions.answer_merge(merge=asked, accepted="accepted" in request.POST, by=request.user)
    messages.success(request, _("C’est répondu."))
    return redirect(one)
