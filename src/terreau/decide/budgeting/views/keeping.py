"""The desk, the letters, the count: what those who hold a task do while the vote goes on and after it."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from terreau.decide.budgeting import actions, policies, queries, tasks
from terreau.decide.budgeting.enums import Counted, Task
from terreau.decide.budgeting.forms import CivilForm, DrawForm, KioskForm, LettersForm
from terreau.decide.budgeting.models import Count, Draw
from terreau.decide.budgeting.queries import Shown
from terreau.decide.budgeting.queries.disputes import gives_codes
from terreau.decide.budgeting.queries.letters import stocks
from terreau.decide.budgeting.views.finding import about, done, found, posted
from terreau.lib.errors import Refused
from terreau.lib.numbers import whole


@never_cache
@sensitive_post_parameters()
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """A pass for somebody whose document was seen; shown once."""
    shown = found(request, slug)
    policies.check_can(request.user, shown.edition, Task.DESK)
    form, code = CivilForm(request.POST or None), ""
    if form.is_valid():
        try:
            code = actions.give_pass(edition=shown.edition, by=request.user, **form.cleaned_data)
            form = CivilForm()
            actions.tally(edition=shown.edition, kind=Counted.PASS, agent=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
    return show_desk(request, shown, form=form, code=code)


def show_desk(request: HttpRequest, shown: Shown, **sent: object) -> HttpResponse:
    context = about(request, shown, form=CivilForm(), letters_form=LettersForm(), stocks=stocks(shown.edition))
    context |= {"kiosk_form": KioskForm(), "kiosks": queries.kiosks(shown.edition)}
    context |= {"gives_codes": gives_codes(shown.edition)} | sent
    wrong = any(getattr(form, "errors", None) for form in sent.values())
    return render(request, "budgeting/desk.html", context, status=422 if wrong else 200)


def counting(request: HttpRequest, slug: str) -> HttpResponse:
    """The draw, the counts and their progress, the publication."""
    shown = found(request, slug)
    if Task.PUBLISH not in policies.tasks(request.user, shown.edition):
        policies.check_can(request.user, shown.edition, Task.COUNT)
    return _counting(request, shown)


def _counting(request: HttpRequest, shown: Shown, **sent: object) -> HttpResponse:
    edition = shown.edition
    counts = list(edition.counts.all()[:10])
    tie = queries.standing_tie(edition)
    draw = queries.draw_of(tie)
    context = about(
        request,
        shown,
        counts=counts,
        running=any(one.ended_at is None for one in counts),
        tie=tie,
        waits_for_lot=tie is not None and not (draw and draw.confirmed_at),
        agreed=queries.publishable(edition),
        holds=queries.holds(edition),
        answers=queries.answered_for().filter(edition=edition).exists(),
        draw=draw,
        draws=queries.confirmed_draws(edition),
        draw_form=DrawForm(initial={"order": ", ".join(draw.order), "protocol": draw.protocol} if draw else None),
        may_confirm=policies.can_confirm(request.user, draw),
        balance=queries.balance(edition),
        projects=queries.tied_projects(tie),
        stocks=stocks(edition),
    )
    return render(request, "budgeting/counting.html", context | sent, status=422 if sent else 200)


@posted("budgeting:counting")
def count(request: HttpRequest, slug: str) -> HttpResponse:
    shown = found(request, slug)
    policies.check_can(request.user, shown.edition, Task.COUNT)
    asked = actions.ask_count(edition=shown.edition, by=request.user)
    tasks.count.defer(count_id=asked.pk)
    return redirect("budgeting:counting", slug=slug)


@posted("budgeting:counting")
def draw(request: HttpRequest, slug: str) -> HttpResponse:
    shown = found(request, slug)
    policies.check_can(request.user, shown.edition, Task.COUNT)
    form = DrawForm(request.POST)
    if done(form, partial(actions.record_draw, edition=shown.edition, by=request.user), field="order"):
        messages.success(
            request, _("Le tirage est écrit. Une autre personne le confirme, puis l’on compte de nouveau.")
        )
        return redirect("budgeting:counting", slug=slug)
    return _counting(request, shown, draw_form=form)


@posted("budgeting:counting")
def confirmation(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A second person saw the same draw."""
    shown = found(request, slug)
    draw = get_object_or_404(Draw.objects.select_related("edition"), pk=pk, edition=shown.edition)
    policies.check_can_confirm(request.user, draw)
    actions.confirm_draw(draw=draw, seen=request.POST.get("seen", ""), by=request.user)
    messages.success(request, _("Le tirage est confirmé. Comptez de nouveau."))
    return redirect("budgeting:counting", slug=slug)


@posted("budgeting:counting")
def publication(request: HttpRequest, slug: str) -> HttpResponse:
    shown = found(request, slug)
    policies.check_can(request.user, shown.edition, Task.PUBLISH)
    asked = get_object_or_404(Count, pk=whole(request.POST.get("count")), edition=shown.edition)
    actions.publish(asked=asked, by=request.user)
    messages.success(request, _("Le résultat est publié."))
    return redirect("budgeting:result", slug=slug)
