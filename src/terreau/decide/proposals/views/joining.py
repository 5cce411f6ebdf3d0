"""Supporting, joining, amending, merging: each a form of one button or a few words."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from terreau.decide.proposals import actions, policies, queries
from terreau.decide.proposals.forms import AmendmentForm, AnswerForm, MergeForm
from terreau.decide.proposals.models import Authorship, Merge, Proposal
from terreau.decide.proposals.views.finding import about, after, done, readable
from terreau.decide.proposals.views.sheet import sheet
from terreau.lib.errors import NotAllowed, Refused
from terreau.trust.people.views.patience import patiently


@require_POST
def support(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Support it, and join its authors where `join` is ticked."""
    one = readable(request, slug, number)
    patiently(request, f"proposals.support.{one.pk}")
    actions.support(proposal=one, by=request.user, told="told" in request.POST)
    if "join" in request.POST and not policies.is_author(request.user, one):
        actions.ask_to_join(proposal=one, by=request.user)
    messages.success(request, _("Votre soutien est compté. Vous pouvez le reprendre."))
    if "join" in request.POST:
        messages.success(request, _("Votre demande est transmise à ses auteurs."))
    return redirect(one)


@require_POST
@login_required
def news(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Hear of it, or no longer."""
    one, told = readable(request, slug, number), "told" in request.POST
    actions.hear_of(proposal=one, told=told, by=request.user)
    messages.success(request, _("Vous recevrez des nouvelles.") if told else _("Vous ne recevrez plus de nouvelles."))
    return redirect(one)


@require_POST
def support_end(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    one = readable(request, slug, number)
    return after(request, one, actions.take_back_support, _("Votre soutien est repris."))


@require_POST
def joining(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    one = readable(request, slug, number)
    patiently(request, "proposals.joining")
    return after(request, one, actions.ask_to_join, _("Votre demande est transmise à ses auteurs."))


@require_POST
def joining_answer(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    one = readable(request, slug, number)
    asked = get_object_or_404(Authorship.objects.select_related("proposal"), pk=pk, proposal=one)
    accepted = "accepted" in request.POST
    actions.answer_request(authorship=asked, accepted=accepted, by=request.user)
    said = _("%(name)s porte maintenant la proposition avec vous.") % {"name": asked.person}
    messages.success(request, said if accepted else _("La demande est écartée."))
    return redirect(one)


@require_POST
def leaving(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    one = readable(request, slug, number)
    return after(request, one, actions.leave, _("Vous ne portez plus cette proposition."))


def amending(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask for other words."""
    one = readable(request, slug, number)
    policies.check(policies.why_not_take_part, request.user, one)
    words = {"title": one.title, "summary": one.summary, "text": one.text, "base": one.version}
    form = AmendmentForm(request.POST or None, initial=words)
    if form.is_valid():
        try:
            patiently(request, "proposals.amendment")
            actions.amend(proposal=one, by=request.user, **form.cleaned_data | {"base": form.cleaned_data["base"] or 0})
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Votre amendement est affiché. Les auteurs répondront."))
            return redirect(one)
    context = about(request, one.edition, proposal=one, form=form)
    return render(request, "proposals/amending.html", context, status=422 if request.POST else 200)


@require_POST
def amendment_answer(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    one = readable(request, slug, number)
    found = one.amendments.select_related("proposal", "made_by", "decided_by").filter(pk=pk).first()
    if found is None:
        raise Http404
    form = AnswerForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.answer_amendment(
                amendment=found, accepted="accepted" in request.POST, answer=data["answer"], by=request.user,
                words=form.words(), seen=data["seen"] or 0,
            )  # fmt: skip
        except NotAllowed:
            raise
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("La réponse est affichée."))
            return redirect(one)
    context = about(request, one.edition, proposal=one, asked=queries.asked(found), form=form, may_change=True)
    return render(request, "proposals/amendment.html", context, status=422)


@require_POST
def inviting(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Shown this once: the address to hand over."""
    one = readable(request, slug, number)
    patiently(request, "proposals.invitation")
    token = actions.invite(proposal=one, by=request.user)
    address = request.build_absolute_uri(reverse("proposals:invitation", args=[slug, token]))
    response = render(request, "proposals/invited.html", about(request, one.edition, proposal=one, address=address))
    response["Cache-Control"] = "no-store"
    return response


@login_required
def invitation(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Whoever holds the address says yes; a preview of the link by a machine accepts nothing."""
    held = queries.invitation_of(token)
    if held is None or held.proposal.edition.slug != slug:
        raise Http404
    one = readable(request, slug, held.proposal.number)
    if request.method == "POST":
        actions.accept_invitation(invitation=held, by=request.user)
        messages.success(request, _("Vous portez maintenant cette proposition."))
        return redirect(one)
    context = about(request, one.edition, proposal=one, held=held, why_not=policies.why_not_carry(request.user, one))
    return render(request, "proposals/invitation.html", context)


@require_POST
def merging(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Merge, or ask for it; the page that follows is that of the one that goes on."""
    one = readable(request, slug, number)
    if not policies.may_merge(request.user, one):
        raise NotAllowed(policies.why_not_merge(request.user, one))
    form = MergeForm(request.POST, auto_id="merge_%s", edition=one.edition)
    if not done(form, partial(actions.merge, proposal=one, by=request.user)):
        return sheet(request, slug, number, merge=form)
    if not Merge.objects.filter(proposal=one, accepted_at__isnull=False).exists():
        messages.success(request, _("La demande est transmise aux auteurs de l’autre proposition."))
        return redirect(one)
    messages.success(request, _("Les deux propositions n’en font plus qu’une, avec tous leurs auteurs et soutiens."))
    return redirect(form.cleaned_data["into"])


@require_POST
def merging_answer(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Answered on the page of the proposal that would take the other in."""
    one: Proposal = readable(request, slug, number)
    asked = get_object_or_404(Merge.objects.select_related("proposal", "into"), pk=pk, into=one)
    accepted = "accepted" in request.POST
    actions.answer_merge(merge=asked, accepted=accepted, by=request.user)
    joined = _("Les deux propositions n’en font plus qu’une, avec tous leurs auteurs et soutiens.")
    messages.success(request, joined if accepted else _("Les deux propositions restent séparées."))
    return redirect(one)
