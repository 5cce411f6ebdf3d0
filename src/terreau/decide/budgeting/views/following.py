"""What became of the projects that won: for everybody, as a feed, and for those who tell it."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from terreau.decide.budgeting import actions, policies, queries
from terreau.decide.budgeting.enums import Task
from terreau.decide.budgeting.forms import DelayForm, PlanForm, ReachForm
from terreau.decide.budgeting.models import Milestone, Project
from terreau.decide.budgeting.queries import Shown
from terreau.decide.budgeting.views.finding import about, done, posted, published

FEED_LENGTH = 40


def following(request: HttpRequest, slug: str) -> HttpResponse:
    """Each project that won, its milestones and delays."""
    return _page(request, published(request, slug))


def _page(request: HttpRequest, shown: Shown, **sent: object) -> HttpResponse:
    told = queries.result(shown.edition, shown.edition.publication.count)
    context = about(
        request,
        shown,
        ways=queries.ways(shown.edition, told.winners, timezone.localdate()),
        plan_form=PlanForm(),
        reach_form=ReachForm(),
        delay_form=DelayForm(),
    )
    return render(request, "budgeting/following.html", context | sent, status=422 if sent else 200)


def feed(request: HttpRequest, slug: str) -> HttpResponse:
    shown = published(request, slug)
    link = request.build_absolute_uri(f"/budgets/{slug}/following/")
    title = _("%(name)s : ce que deviennent les projets") % {"name": shown.edition.name}
    atom = Atom1Feed(title=title, link=link, description="", feed_url=request.build_absolute_uri())
    for one in queries.latest(shown.edition, FEED_LENGTH):
        said = _("fait") if one.done_on else _("prévu le %(day)s") % {"day": one.planned_on}
        atom.add_item(
            title=f"{one.project.title} : {one.title}, {said}",
            link=request.build_absolute_uri(one.project.get_absolute_url()),
            description=one.text,
            unique_id=request.build_absolute_uri(f"/budgets/{slug}/following/#m{one.pk}"),
            updateddate=one.told_at,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)


@posted("budgeting:following")
def plan(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    shown = published(request, slug)
    policies.check_can(request.user, shown.edition, Task.FOLLOW)
    project = get_object_or_404(Project, edition=shown.edition, number=number)
    form = PlanForm(request.POST)
    if done(form, partial(actions.plan_milestone, project=project, by=request.user)):
        messages.success(request, _("L’étape est affichée."))
        return redirect("budgeting:following", slug=slug)
    return _page(request, shown, plan_form=form)


def _milestone(request: HttpRequest, slug: str, pk: int) -> tuple[Shown, Milestone]:
    shown = published(request, slug)
    policies.check_can(request.user, shown.edition, Task.FOLLOW)
    wanted = Milestone.objects.select_related("project")
    return shown, get_object_or_404(wanted, pk=pk, project__edition=shown.edition)


@posted("budgeting:following")
def reach(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    shown, milestone = _milestone(request, slug, pk)
    form = ReachForm(request.POST, request.FILES)
    if done(form, partial(actions.reach_milestone, milestone=milestone, by=request.user)):
        messages.success(request, _("L’étape est faite, et dite."))
        return redirect("budgeting:following", slug=slug)
    return _page(request, shown, reach_form=form)


@posted("budgeting:following")
def delay(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    shown, milestone = _milestone(request, slug, pk)
    form = DelayForm(request.POST)
    if done(form, partial(actions.delay_milestone, milestone=milestone, by=request.user)):
        messages.success(request, _("Le retard est dit, avec sa raison."))
        return redirect("budgeting:following", slug=slug)
    return _page(request, shown, delay_form=form)
