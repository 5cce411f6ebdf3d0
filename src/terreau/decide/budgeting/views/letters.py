"""Letters once they are printed: counted and released by a second person, withdrawn one by one or by the batch."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from terreau.decide.budgeting import actions, policies
from terreau.decide.budgeting.enums import Task
from terreau.decide.budgeting.forms import LostLetterForm, ReleaseForm
from terreau.decide.budgeting.models import Batch
from terreau.decide.budgeting.queries import Shown
from terreau.decide.budgeting.queries.letters import letter_state, stock_of
from terreau.decide.budgeting.views.finding import about, done, found
from terreau.trust.people import actions as people
from terreau.trust.people.limits import limit_on_name


def _batch(request: HttpRequest, slug: str, pk: int, task: Task) -> tuple[Shown, Batch]:
    shown = found(request, slug)
    policies.check_can(request.user, shown.edition, task)
    return shown, get_object_or_404(Batch, pk=pk, edition=shown.edition)


@never_cache
def release(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The printed letters were counted by somebody else than who made them; a count that is tried until it fits has to wait."""
    shown, batch = _batch(request, slug, pk, Task.COUNT)
    form = ReleaseForm(request.POST or None)
    limits = (limit_on_name("release", str(batch.pk)),)
    if form.is_valid():
        people.take_turn(limits)
    if done(form, partial(actions.release_letters, batch=batch, by=request.user), field="counted"):
        people.forgive(limits)
        messages.success(request, _("Le compte y est : ces lettres ouvrent le bulletin. Elles peuvent partir."))
        return redirect("budgeting:counting", slug=slug)
    context = about(request, shown, batch=batch, stock=stock_of(batch), form=form)
    return render(request, "budgeting/release.html", context, status=422 if form.errors else 200)


@never_cache
def letter_removal(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One letter, by its number: first found and shown, then withdrawn."""
    shown, batch = _batch(request, slug, pk, Task.DESK)
    form = LostLetterForm(request.POST or request.GET or None, batch=batch)
    letter = form.cleaned_data["number"] if form.is_valid() else None
    state = letter_state(letter) if letter else ""
    if letter and request.method == "POST":
        actions.revoke_letter(letter=letter, by=request.user)
        said = _("La lettre n° %(number)s n’ouvre plus rien.") % {"number": letter.number}
        messages.success(request, said if state == "unused" else _("Cette lettre était déjà retirée."))
        return redirect("budgeting:desk", slug=slug)
    context = about(request, shown, batch=batch, form=form, letter=letter, state=state)
    wrong = bool(form.errors) or (request.method == "POST" and not letter)
    return render(request, "budgeting/letter_removal.html", context, status=422 if wrong else 200)


@never_cache
def batch_removal(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A whole batch: how many unused codes die is said first."""
    shown, batch = _batch(request, slug, pk, Task.DESK)
    if request.method == "POST" and "confirmed" in request.POST:
        died = actions.revoke_batch(batch=batch, by=request.user)
        said = ngettext("%(n)d code inutilisé n’ouvre plus rien.", "%(n)d codes inutilisés n’ouvrent plus rien.", died)
        messages.success(request, said % {"n": died})
        return redirect("budgeting:desk", slug=slug)
    return render(request, "budgeting/batch_removal.html", about(request, shown, batch=batch, stock=stock_of(batch)))
