"""Contesting a result, answering, hiding words that break the charter, and reading a result that was annulled."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from terreau.decide.budgeting import actions, policies, queries
from terreau.decide.budgeting.forms import AnswerForm, ObjectionForm
from terreau.decide.budgeting.models import Objection, Recount
from terreau.decide.budgeting.views.finding import about, done, posted, published
from terreau.decide.budgeting.views.result import page
from terreau.trust.people import actions as people
from terreau.trust.people.limits import limits_on
from terreau.trust.people.views.patience import address_of


@posted("budgeting:result")
def objections(request: HttpRequest, slug: str) -> HttpResponse:
    shown = published(request, slug)
    form = ObjectionForm(request.POST)
    if not form.is_valid():
        return page(request, shown, objection_form=form)
    people.take_turn(limits_on("objection", address_of(request)))
    by = request.user if request.user.is_authenticated else None
    actions.object_to_result(edition=shown.edition, by=by, **form.cleaned_data)
    messages.success(request, _("Votre contestation est affichée. La réponse le sera aussi."))
    return redirect("budgeting:result", slug=slug)


@posted("budgeting:result")
def answer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    shown = published(request, slug)
    policies.check_can_answer(request.user, shown.edition)
    objection = get_object_or_404(Objection, pk=pk, edition=shown.edition)
    form = AnswerForm(request.POST)
    if not done(form, partial(actions.answer_objection, objection=objection, by=request.user)):
        return page(request, shown, answer_form=form, answering=pk)
    messages.success(request, _("La réponse est affichée."))
    return redirect("budgeting:result", slug=slug)


@posted("budgeting:result")
def concealment(
    request: HttpRequest, slug: str, pk: int, kind: type[Recount] | type[Objection] = Objection
) -> HttpResponse:
    """Hide the words of an objection, or show them again."""
    shown = published(request, slug)
    policies.check_can_conceal(request.user)
    said = get_object_or_404(kind, pk=pk, edition=shown.edition)
    if request.POST.get("shown"):
        actions.reveal_words(said=said, by=request.user)
        messages.success(request, _("Ces mots sont montrés de nouveau."))
    else:
        actions.conceal_words(said=said, reason=request.POST.get("reason", "")[:400], by=request.user)
        messages.success(request, _("Ces mots sont masqués, et la raison est affichée."))
    return redirect("budgeting:result", slug=slug)


recount_concealment = partial(concealment, kind=Recount)


def former(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A result that was annulled, as it was published."""
    shown = published(request, slug)
    found = queries.former(shown.edition, pk)
    if found is None:
        raise Http404
    may_take = policies.can_read_count(request.user, shown.edition, found.annulment.count)
    return render(request, "budgeting/former.html", about(request, shown, former=found, may_take=may_take))


def former_kit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    edition = published(request, slug).edition
    found = queries.former(edition, pk)
    if found is None:
        raise Http404
    policies.check_can_read_count(request.user, edition, found.annulment.count)
    response = HttpResponse(bytes(found.annulment.count.kit or b""), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{edition.slug}-kit-{pk}.zip"'
    return response
