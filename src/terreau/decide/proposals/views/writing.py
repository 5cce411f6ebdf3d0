"""Proposing, changing, dictating: what is written is never lost, refused or not."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from terreau.decide.budgeting.models import Edition
from terreau.decide.proposals import actions, policies, queries
from terreau.decide.proposals.forms import DictationForm, ProposalForm, ReasonForm
from terreau.decide.proposals.models import Proposal
from terreau.decide.proposals.views.finding import about, after, done, edition_of, readable
from terreau.decide.proposals.views.sheet import sheet
from terreau.lib.errors import NotAllowed, Refused
from terreau.trust.people.views.patience import patiently


def new(request: HttpRequest, slug: str) -> HttpResponse:
    """The form; before it is kept, what looks alike is shown once."""
    edition = edition_of(request, slug)
    why = policies.why_not_propose(request.user, edition)
    if why:
        return render(
            request,
            "proposals/closed.html",
            about(request, edition, why=why, proposing=policies.is_on(edition, "submit")),
            status=403,
        )
    return _new(request, edition, None)


def dictated(request: HttpRequest, slug: str) -> HttpResponse:
    """The same form, filled in by an agent for somebody else."""
    edition = edition_of(request, slug)
    policies.check_can_dictate(request.user, edition)
    return _new(request, edition, DictationForm(request.POST or None, prefix="for"))


def _new(request: HttpRequest, edition: Edition, dictation: DictationForm | None) -> HttpResponse:
    form = ProposalForm(request.POST or None, request.FILES or None)
    valid = form.is_valid()
    valid = (dictation is None or dictation.is_valid()) and valid
    alike = queries.alike(edition, form.cleaned_data["title"], sure=True) if valid else []
    if valid and (not alike or "different" in request.POST) and (made := _made(request, edition, form, dictation)):
        messages.success(request, _("Votre proposition est publiée. Partagez son adresse : chacun peut la soutenir."))
        return redirect(made)
    _keep_picture(request, form)
    context = about(request, edition, form=form, dictation=dictation, alike=alike)
    return render(request, "proposals/form.html", context, status=422 if request.POST else 200)


def _keep_picture(request: HttpRequest, form: ProposalForm) -> None:
    """A form that comes back keeps its picture too."""
    sent = form.files.get("picture") if form.is_bound else None
    if sent is None:
        return
    sent.seek(0)
    try:
        patiently(request, "proposals.picture")
        kept = actions.keep_picture(picture=sent)
    except Refused as refusal:
        if "picture" not in form.errors:
            form.add_error("picture", refusal.sentence)
        return
    form.data = form.data.copy()
    form.data["kept"] = kept


def _made(
    request: HttpRequest, edition: Edition, form: ProposalForm, dictation: DictationForm | None
) -> Proposal | None:
    spoken = dictation.dictated() if dictation else None
    values, picture = form.values(), form.cleaned_data["picture"]
    try:
        patiently(request, "proposals.proposal")
        return actions.propose(edition=edition, values=values, by=request.user, picture=picture, dictated=spoken)
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return None


def edit(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    one = readable(request, slug, number)
    policies.check(policies.why_not_change, request.user, one)
    form = ProposalForm(request.POST or None, request.FILES or None, instance=one)
    if form.is_valid() and _changed(request, one, form):
        messages.success(request, _("Les mots ont changé. L’ancienne version reste lisible."))
        return redirect(one)
    _keep_picture(request, form)
    kept = queries.proposal_at(slug, number)  # the form wrote on `one`
    context = about(request, one.edition, form=form, proposal=kept, alike=[], overtaken=_overtaken(request, one))
    return render(request, "proposals/form.html", context, status=422 if request.POST else 200)


def _overtaken(request: HttpRequest, one: Proposal) -> int:
    """The version that the words were written on, when there is a newer one."""
    seen = request.POST.get("seen", "")
    written = int(seen) if seen.isdecimal() and len(seen) < 8 else one.version
    return written if 0 < written < one.version else 0


def _changed(request: HttpRequest, one: Proposal, form: ProposalForm) -> bool:
    data: dict[str, Any] = form.cleaned_data
    fresh = Proposal.objects.select_related("edition").get(pk=one.pk)  # the form wrote on `one`
    try:
        actions.change(
            proposal=fresh,
            values=form.values(),
            by=request.user,
            seen=data["seen"] or 0,
            note=data["note"],
            picture=data["picture"],
        )
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        form.data = form.data.copy()
        form.data["seen"] = fresh.version
        return False
    return True


@require_POST
def withdrawal(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    one, form = readable(request, slug, number), ReasonForm(request.POST, auto_id="withdrawal_%s")
    if not policies.can_speak_for(request.user, one):
        raise NotAllowed(policies.why_not_withdraw(request.user, one))
    if not done(form, partial(actions.withdraw, proposal=one, by=request.user)):
        return sheet(request, slug, number, withdrawal=form)
    messages.success(request, _("La proposition est retirée. Elle reste lisible, avec votre raison."))
    return redirect(one)


@require_POST
def concealment(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    one, form = readable(request, slug, number), ReasonForm(request.POST, auto_id="concealment_%s")
    policies.check_can_moderate(request.user)
    if not done(form, partial(actions.conceal, proposal=one, by=request.user)):
        return sheet(request, slug, number, concealment=form)
    messages.success(request, _("La proposition est masquée. La raison est publique."))
    return redirect(one)


@require_POST
def revealing(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    one = readable(request, slug, number)
    return after(request, one, actions.reveal, _("La proposition est de nouveau visible."))
