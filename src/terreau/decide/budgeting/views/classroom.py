"""The teacher's pages: open a class, print its cards, close it; the lesson, the draw, a school's own budget."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from terreau.decide.budgeting import actions, policies, queries
from terreau.decide.budgeting.actions.classes import Card
from terreau.decide.budgeting.enums import Channel, Task
from terreau.decide.budgeting.forms import ClassForm, ClassPaperForm, SchoolForm
from terreau.decide.budgeting.models import ClassSession
from terreau.decide.budgeting.pictograms import PICTURES
from terreau.decide.budgeting.queries import Shown
from terreau.decide.budgeting.views.finding import about, done, found, posted
from terreau.lib import qr
from terreau.lib.errors import Refused


def _of_class(request: HttpRequest, slug: str) -> Shown:
    shown = found(request, slug)
    if Channel.CLASS not in shown.edition.channels:
        raise Http404
    return shown


@never_cache
def classes(request: HttpRequest, slug: str) -> HttpResponse:
    """The classes of this teacher; a POST opens one, and its answer is the sheet of cards."""
    shown = _of_class(request, slug)
    policies.check_can(request.user, shown.edition, Task.TEACH)
    form = ClassForm(request.POST or None, edition=shown.edition)
    if form.is_valid():
        try:
            session, cards = actions.open_class(edition=shown.edition, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return _printed(request, shown, session, cards)
    context = about(request, shown, form=form, classes=queries.classes(shown.edition, request.user))
    return render(request, "budgeting/classes.html", context, status=422 if form.errors else 200)


def _printed(request: HttpRequest, shown: Shown, session: ClassSession, cards: list[Card]) -> HttpResponse:
    """The only place where pictures of cards stand."""
    with translation.override(session.lang):
        sheets = [(card.number, [(name, str(PICTURES[name])) for name in card.pictures]) for card in cards]
    return render(request, "budgeting/cards.html", about(request, shown, session=session, sheets=sheets))


def _kept(request: HttpRequest, slug: str, pk: int) -> tuple[Shown, ClassSession]:
    shown = _of_class(request, slug)
    policies.check_can(request.user, shown.edition, Task.TEACH)
    session = get_object_or_404(ClassSession.objects.select_related("edition"), pk=pk, edition=shown.edition)
    policies.check_can_keep_class(request.user, session)
    return shown, session


def session(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    return _session(request, *_kept(request, slug, pk))


def _session(request: HttpRequest, shown: Shown, session: ClassSession, **sent: object) -> HttpResponse:
    (counted,) = [one for one in queries.classes(shown.edition, request.user) if one.session.pk == session.pk]
    address = request.build_absolute_uri(reverse("budgeting:pupil", args=[shown.edition.slug, session.code]))
    context = about(request, shown, session=session, counted=counted, address=address, square=qr.path(address))
    context |= {"paper_form": ClassPaperForm(), "votes_on_paper": Channel.PAPER in shown.edition.channels}
    return render(request, "budgeting/session.html", context | sent, status=422 if sent else 200)


@posted("budgeting:class", keep=["slug", "pk"])
@never_cache
def cards(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Lost cards, a lost sheet: new pictures for those that have not voted."""
    shown, session = _kept(request, slug, pk)
    return _printed(request, shown, session, actions.renew_cards(session=session, by=request.user))


@posted("budgeting:class", keep=["slug", "pk"])
def closure(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    _shown, session = _kept(request, slug, pk)
    actions.close_class(session=session, by=request.user)
    messages.success(request, _("La classe a fini de voter. Les cartes qui restent n’ouvrent plus rien."))
    return redirect("budgeting:class", slug=slug, pk=pk)


@posted("budgeting:class", keep=["slug", "pk"])
def paper(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    shown, session = _kept(request, slug, pk)
    form = ClassPaperForm(request.POST)
    if done(form, partial(actions.seal_class_paper, session=session, by=request.user)):
        messages.success(request, _("L’enveloppe est scellée. Deux personnes la liront."))
        return redirect("budgeting:class", slug=slug, pk=pk)
    return _session(request, shown, session, paper_form=form)


def lesson(request: HttpRequest, slug: str) -> HttpResponse:
    """Forty-five minutes on one sheet; with the numbers of a class when the address names one."""
    shown = _of_class(request, slug)
    pupils = request.GET.get("pupils", "")
    count = int(pupils) if pupils.isascii() and pupils.isdigit() and 1 <= len(pupils) < 4 and int(pupils) else 0
    share = shown.edition.budget / count if count else None
    return render(request, "budgeting/lesson.html", about(request, shown, pupils=count, share=share))


def school(request: HttpRequest) -> HttpResponse:
    """A school's own budget: its money, its projects, its classes."""
    policies.check_can_make_for_school(request.user)
    form = SchoolForm(request.POST or None)
    if form.is_valid():
        try:
            edition = actions.make_edition(draft=form.draft(), by=request.user, alone=True)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(
                request, _("Le budget de l’école est prêt à être complété. Ajoutez ses projets, puis annoncez-le.")
            )
            return redirect("budgeting:projects", slug=edition.slug)
    return render(request, "budgeting/school.html", {"form": form}, status=422 if form.errors else 200)
