"""Contesting a refusal, and answering, in public."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from terreau.decide.proposals import actions, policies, queries
from terreau.decide.proposals.forms import AppealAnswerForm, AppealForm
from terreau.decide.proposals.models import Appeal
from terreau.decide.proposals.views.finding import about, done, readable
from terreau.lib.errors import NotAllowed, Refused
from terreau.trust.people.views.patience import patiently


def appealing(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What is contested, and the form; what is refused keeps the text."""
    one = readable(request, slug, number)
    held = queries.study_of(one.pk)
    if held is None or held.retained is not False or held.checked_at is None:
        raise Refused(_("On ne conteste qu’un refus publié."))
    if said := policies.why_not_appeal(request.user, held):
        raise NotAllowed(said)
    form = AppealForm(request.POST or None)
    if request.method == "POST":
        patiently(request, "appeal")
    if done(form, partial(actions.appeal, study=held, by=request.user)):
        messages.success(request, _("Votre contestation est affichée. La réponse le sera aussi."))
        return redirect(one)
    context = about(request, one.edition, proposal=one, report=queries.Report(held), form=form)
    return render(request, "proposals/study_appeal.html", context, status=422 if form.errors else 200)


def appeal_answer(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    one = readable(request, slug, number)
    wanted = Appeal.objects.select_related("study__proposal__edition", "made_by")
    held = get_object_or_404(wanted, pk=pk, study__proposal=one)
    if said := policies.why_not_answer_appeal(request.user, held):
        raise NotAllowed(said)
    form = AppealAnswerForm(request.POST or None)
    if done(form, partial(actions.answer_appeal, appeal=held, by=request.user)):
        messages.success(request, _("La réponse est affichée."))
        return redirect(one)
    context = about(request, one.edition, proposal=one, report=queries.Report(held.study), appeal=held, form=form)
    return render(request, "proposals/study_answer.html", context, status=422 if form.errors else 200)
