"""What became of the projects that won: for everybody, as a feed, and for those who tell it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from terreau.decide.budgeting import actions, policies, queries
from terreau.decide.budgeting.enums import Task
from terreau.decide.budgeting.forms import (
    AbandonmentForm,
    CorrectionForm,
    DelayForm,
    ExpenseForm,
    PhotoForm,
    PlanForm,
    ReachForm,
)
from terreau.decide.budgeting.models import Milestone, Photo, Project
from terreau.decide.budgeting.queries import Shown
from terreau.decide.budgeting.views.finding import about, done, posted, published

FEED_LENGTH = 40
FORMS = {"plan": PlanForm, "reach": ReachForm, "delay": DelayForm, "photo": PhotoForm, "expense": ExpenseForm}


def following(request: HttpRequest, slug: str) -> HttpResponse:
    """Each project that won, its milestones and delays."""
    return _page(request, published(request, slug))


def _page(request: HttpRequest, shown: Shown, **sent: object) -> HttpResponse:
    """`wrong` is the form that was refused; it stands open at the top of the page, with what it said."""
    told = queries.result(shown.edition, shown.edition.publication.count)
    forms = {f"{name}_form": form() for name, form in FORMS.items()}
    ways = queries.ways(shown.edition, told.winners, timezone.localdate())
    for way in ways:
        for one in way.milestones:
            one.correction_form = CorrectionForm(instance=one)
    goes_on = shown.standing is None or shown.standing.final  # nobody contests here what comes from elsewhere
    context = about(request, shown, ways=ways, goes_on=goes_on, abandonment_form=AbandonmentForm(), **forms)
    return render(request, "budgeting/following.html", context | sent, status=422 if sent else 200)


def feed(request: HttpRequest, slug: str) -> HttpResponse:
    shown = published(request, slug)
    link = request.build_absolute_uri(f"/budgets/{slug}/following/")
    title = _("%(name)s : ce que deviennent les projets") % {"name": shown.edition.name}
    atom = Atom1Feed(title=title, link=link, description="", feed_url=request.build_absolute_uri())
    for one in queries.latest(shown.edition, FEED_LENGTH):
        atom.add_item(
            title=one.title,
            link=request.build_absolute_uri(one.link),
            description=one.text,
            unique_id=request.build_absolute_uri(f"/budgets/{slug}/following/#{one.key}"),
            updateddate=one.at,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)


def _shown(request: HttpRequest, slug: str) -> Shown:
    """The edition, for whoever follows its projects."""
    shown = published(request, slug)
    policies.check_can(request.user, shown.edition, Task.FOLLOW)
    return shown


def _project(shown: Shown, number: int) -> Project:
    """One of those that won."""
    won = queries.result(shown.edition, shown.edition.publication.count).winners
    found = next((one for one in won if one.number == number), None)
    if found is None:
        raise Http404
    return found


def _milestone(shown: Shown, pk: int) -> Milestone:
    wanted = Milestone.objects.select_related("project__edition")
    return get_object_or_404(wanted, pk=pk, project__edition=shown.edition)


def _tell(request: HttpRequest, shown: Shown, form: BaseForm, act: Callable[..., Any], said: str) -> HttpResponse:
    if not done(form, partial(act, by=request.user)):
        return _page(request, shown, wrong=form)
    messages.success(request, said)
    return redirect("budgeting:following", slug=shown.edition.slug)


@posted("budgeting:following")
def plan(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    shown = _shown(request, slug)
    act = partial(actions.plan_milestone, project=_project(shown, number))
    return _tell(request, shown, PlanForm(request.POST), act, _("L’étape est affichée."))


@posted("budgeting:following")
def reach(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    shown = _shown(request, slug)
    act = partial(actions.reach_milestone, milestone=_milestone(shown, pk))
    return _tell(request, shown, ReachForm(request.POST, request.FILES), act, _("L’étape est faite, et dite."))


@posted("budgeting:following")
def delay(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    shown = _shown(request, slug)
    act = partial(actions.delay_milestone, milestone=_milestone(shown, pk))
    return _tell(request, shown, DelayForm(request.POST), act, _("Le retard est dit, avec sa raison."))


@posted("budgeting:following")
def correction(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    shown = _shown(request, slug)
    one = _milestone(shown, pk)
    form = CorrectionForm(request.POST, instance=_milestone(shown, pk))
    act = partial(actions.correct_milestone, milestone=one)
    return _tell(request, shown, form, act, _("L’étape est corrigée ; ce qui était écrit reste lisible."))


@posted("budgeting:following")
def photos(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    shown = _shown(request, slug)
    act = partial(actions.add_photo, milestone=_milestone(shown, pk))
    return _tell(request, shown, PhotoForm(request.POST, request.FILES), act, _("La photo est affichée."))


@posted("budgeting:following")
def photo_removal(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    shown = _shown(request, slug)
    wanted = Photo.objects.select_related("milestone__project")
    photo = get_object_or_404(wanted, pk=pk, milestone__project__edition=shown.edition)
    actions.remove_photo(photo=photo, by=request.user)
    messages.success(request, _("La photo est retirée."))
    return redirect("budgeting:following", slug=slug)


@posted("budgeting:following")
def expenses(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    shown = _shown(request, slug)
    act = partial(actions.tell_expense, project=_project(shown, number))
    return _tell(request, shown, ExpenseForm(request.POST), act, _("La dépense est affichée."))


@posted("budgeting:following")
def abandonment(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    shown = _shown(request, slug)
    act = partial(actions.abandon_project, project=_project(shown, number))
    return _tell(request, shown, AbandonmentForm(request.POST), act, _("L’abandon est dit, avec sa raison."))
