"""The rehearsal: every rule on the same ballots, before the vote, for those who settle the rules and for everybody."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from terreau.decide.budgeting import actions, policies, queries, tasks
from terreau.decide.budgeting.enums import Task
from terreau.decide.budgeting.forms import RehearsalForm
from terreau.decide.budgeting.models import Rehearsal
from terreau.decide.budgeting.queries import Shown, rehearsals
from terreau.decide.budgeting.views.finding import about, done, found


def rehearsal(request: HttpRequest, slug: str) -> HttpResponse:
    """What was tried last; a POST tries something else."""
    shown = found(request, slug)
    if request.method != "POST":
        return _page(request, shown, None)
    policies.check_can(request.user, shown.edition, Task.SETTLE)
    form = RehearsalForm(request.POST, has_last=queries.last_published() is not None)
    if done(form, lambda **given: actions.rehearse_rules(edition=shown.edition, by=request.user, **given)):
        messages.success(request, _("Les règles ont été répétées sur ces bulletins."))
        return redirect("budgeting:rehearsal", slug=slug)
    return _page(request, shown, form)


def _page(request: HttpRequest, shown: Shown, sent: RehearsalForm | None) -> HttpResponse:
    asked, last = rehearsals.latest(shown.edition), queries.last_published()
    tried = _tried(asked) if asked else None
    lang = "en" if request.LANGUAGE_CODE == "en" else "fr"
    context = about(
        request,
        shown,
        asked=asked,
        tried=tried,
        rehearsal=rehearsals.shown(asked, tried, lang) if asked and tried else None,
        problem=tried.problem if tried else "",
        running=rehearsals.progress(asked) if asked and tried is None else None,
        form=sent or RehearsalForm(instance=_again(asked), has_last=last is not None),
        last=last,
        frozen=hasattr(shown.edition, "opening"),
    )
    return render(request, "budgeting/rehearsal.html", context, status=422 if sent else 200)


def _tried(asked: Rehearsal) -> rehearsals.Tried | None:
    """What was kept of it, or counted at once; None while a job counts."""
    kept = rehearsals.kept(asked)
    if kept is not None:
        return kept
    if rehearsals.is_small(asked):
        return rehearsals.try_rules(asked)
    if rehearsals.begin(asked):
        tasks.rehearse.defer(rehearsal_id=asked.pk)
    return None


def _again(asked: Rehearsal | None) -> Rehearsal | None:
    """The form begins with what was tried last."""
    if asked is None:
        return None
    return Rehearsal(ballots=asked.ballots, voters=asked.voters, pattern=asked.pattern, seed=asked.seed)
