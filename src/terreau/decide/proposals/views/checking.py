"""A second person agrees with a study, sends it back, or opens it again once it is published."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from terreau.decide.proposals import actions, queries
from terreau.decide.proposals.forms import ReturnForm
from terreau.decide.proposals.views.finding import done
from terreau.decide.proposals.views.studying import study_page, worked_on


@require_POST
def checking(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Agree, and publish."""
    held = worked_on(request, slug, number)
    text = request.POST.get("seen", "")
    seen = int(text) if text.isdecimal() and len(text) < 8 else 0
    checked = actions.check_study(study=held, by=request.user, seen=seen)
    messages.success(request, _("L’étude est publiée : tout le monde peut la lire."))
    fresh = queries.study_of(held.proposal_id)
    same = queries.Report(fresh).same_price if fresh and checked.retained else []
    if same:
        said = _("Même prix que « %(title)s » : à voix égales, ce serait une égalité exacte. Écartez-les d’un euro, ou "
                 "vérifiez que la règle annonce qui passe.")  # fmt: skip
        messages.warning(request, said % {"title": same[0].title})
    return redirect("proposals:study", slug=slug, number=number)


@require_POST
def returning(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Send back a decision with what is missing."""
    held, form = worked_on(request, slug, number), ReturnForm(request.POST, auto_id="return_%s")

    def act(reason: str, seen: int | None) -> None:
        actions.send_back(study=held, reason=reason, by=request.user, seen=seen or 0)

    if done(form, act):
        messages.success(request, _("L’étude est renvoyée, avec ce qui est à revoir."))
        return redirect("proposals:study", slug=slug, number=number)
    return study_page(request, held, return_form=form)


@require_POST
def opening_again(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A fault was found after the check."""
    held, form = worked_on(request, slug, number), ReturnForm(request.POST, auto_id="return_%s")
    form.fields.pop("seen")
    if done(form, partial(actions.open_again, study=held, by=request.user)):
        messages.success(
            request, _("Une nouvelle étude commence. Le bulletin ne change que si deux personnes la signent.")
        )
        return redirect("proposals:study", slug=slug, number=number)
    return study_page(request, held, return_form=form)
