"""A pupil votes: four pictures, ideas as large cards, one question, and the tablet is ready for the next.

What a pupil picked travels in the form and nowhere else; pages are not kept by the browser.
"""

import secrets
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from terreau.decide.budgeting import actions, queries
from terreau.decide.budgeting.actions.voting import AlreadyVoted
from terreau.decide.budgeting.enums import BallotKind, Channel
from terreau.decide.budgeting.forms import choices_from
from terreau.decide.budgeting.models import ClassSession
from terreau.decide.budgeting.pictograms import ON_A_CARD, PICTURES
from terreau.decide.budgeting.queries import Shown
from terreau.decide.budgeting.rules import ballot_faults, plain_code, shuffled
from terreau.decide.budgeting.views.finding import about, found
from terreau.lib.errors import Refused, TooOften
from terreau.trust.people import actions as people
from terreau.trust.people.limits import limits_on
from terreau.trust.people.views.patience import address_of

REST = 8  # seconds before the tablet is ready for the next pupil


@never_cache
def door(request: HttpRequest, slug: str) -> HttpResponse:
    """The teacher types the code of the class on each tablet."""
    shown = _shown(request, slug)
    refused = ""
    if request.method == "POST":
        limits = limits_on("class", address_of(request))
        people.take_turn(limits)
        session = queries.class_at(shown.edition, plain_code(request.POST.get("code", ""))[:8])
        if session:
            people.forgive(limits)
            return redirect("budgeting:pupil", slug=slug, code=session.code)
        refused = _("Aucune classe n’a ce code. Vérifiez ses six signes.")
    context = about(request, shown, refused=refused)
    return render(request, "budgeting/class_door.html", context, status=422 if refused else 200)


def _shown(request: HttpRequest, slug: str) -> Shown:
    shown = found(request, slug)
    if Channel.CLASS not in shown.edition.channels:
        raise Http404
    return shown


def _session(request: HttpRequest, slug: str, code: str) -> tuple[Shown, ClassSession]:
    """The class of this code. Its address is a door that one may try to guess: what is not there costs a turn."""
    shown = _shown(request, slug)
    session = queries.class_at(shown.edition, code)
    if session is None:
        people.take_turn(limits_on("class", address_of(request)))
        raise Http404
    return shown, session


@never_cache
@sensitive_post_parameters()
def pupil(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Four pictures one after the other, then the ideas, then « Est-ce que c’est ça ? »."""
    shown, session = _session(request, slug, code)
    with translation.override(session.lang):
        picked = _picked(request)
        if not shown.voting or session.closed_at or len(picked) < ON_A_CARD:
            return _card(request, shown, session, picked)
        refused = _refused(request, session, picked)
        if refused:
            return _card(request, shown, session, [], refused)
        return _ideas(request, shown, session, picked)


def _picked(request: HttpRequest) -> list[str]:
    """The pictures so far; « Recommencer » forgets them."""
    if request.method != "POST" or "over" in request.POST:
        return []
    given = [*request.POST.getlist("c"), *request.POST.getlist("pick")]
    return [name for name in given if name in PICTURES][:ON_A_CARD]


def _refused(request: HttpRequest, session: ClassSession, picked: list[str]) -> str:
    """Why this card does not vote, in words for a child; each try counts until one is right."""
    limits = limits_on("card", address_of(request), session.code)
    try:
        people.take_turn(limits)
    except TooOften:
        return _("Il y a eu beaucoup d’essais. Attends un peu, puis recommence.")
    state = queries.card_state(session, " ".join(picked))
    if state == "unknown":
        return _("Cette carte n’est pas de ta classe. Regarde bien les quatre images, puis recommence.")
    people.forgive(limits)
    return _("Cette carte a déjà voté. Demande de l’aide.") if state == "used" else ""


def _card(
    request: HttpRequest, shown: Shown, session: ClassSession, picked: list[str], refused: str = ""
) -> HttpResponse:
    state = "closed" if session.closed_at or shown.voted else "" if shown.voting else "later"
    context = about(request, shown, session=session, state=state, refused=refused, pictures=PICTURES.items())
    context |= {"picked": [(name, PICTURES[name]) for name in picked], "left": range(ON_A_CARD - len(picked))}
    return render(request, "budgeting/pupil_card.html", context, status=422 if refused else 200)


def _ideas(request: HttpRequest, shown: Shown, session: ClassSession, picked: list[str]) -> HttpResponse:
    choices = choices_from(request.POST, shown.edition)
    faults = _faults(shown, choices) if "look" in request.POST else []
    projects = {one.number: one for one in shown.edition.projects.select_related("district", "edition")}
    rows = [(projects[n], choices.get(n, 0)) for n in shuffled(list(projects), " ".join(picked))]
    context = about(request, shown, session=session, picked=picked, rows=rows, choices=choices, faults=faults)
    if "look" in request.POST and not faults:
        context["chosen"] = sorted(((one, value) for one, value in rows if value), key=lambda row: row[1])
        context["nonce"] = secrets.token_hex(16)
        return render(request, "budgeting/pupil_review.html", context)
    return render(request, "budgeting/pupil_ideas.html", context, status=422 if faults else 200)


def _faults(shown: Shown, choices: dict[int, int]) -> list[str]:
    """The same rules, in a child's words where they are those of every day."""
    edition, faults = shown.edition, ballot_faults(queries.terms(shown.edition), choices)
    if faults and len(choices) < edition.min_choices:
        return [_("Choisis d’abord une idée, ou plusieurs.")]
    if faults and edition.max_choices and len(choices) > edition.max_choices:
        return [_("Il y en a trop. Tu peux choisir %(n)d idées au plus.") % {"n": edition.max_choices}]
    if faults and edition.ballot_kind == BallotKind.BASKET:
        return [_("Ensemble, tes idées coûtent trop cher. Enlèves-en une.")]
    return faults


@never_cache
@sensitive_post_parameters()
def casting(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The ballot falls in the box; the answer is another address, so that nothing of it stays in the browser."""
    shown, session = _session(request, slug, code)
    if request.method != "POST":
        return redirect("budgeting:pupil", slug=slug, code=code)
    with translation.override(session.lang):
        refused = _cast(request, shown, session)
        if refused:
            return _card(request, shown, session, [], refused)
    return redirect("budgeting:pupil-done", slug=slug, code=code)


def _cast(request: HttpRequest, shown: Shown, session: ClassSession) -> str:
    """Why the box did not take the ballot, or nothing."""
    picked, nonce = _picked(request), request.POST.get("nonce", "")[:64]
    limits = limits_on("card", address_of(request), session.code)
    try:
        people.take_turn(limits)
        actions.cast_ballot(
            edition=shown.edition,
            choices=choices_from(request.POST, shown.edition),
            identity=actions.Identity(card=(session.pk, " ".join(picked))),
            nonce=nonce or secrets.token_hex(16),
        )
    except TooOften:
        return _("Il y a eu beaucoup d’essais. Attends un peu, puis recommence.")
    except AlreadyVoted:
        return _("Cette carte a déjà voté. Demande de l’aide.")
    except Refused as refusal:
        return refusal.sentence
    people.forgive(limits)
    return ""


@never_cache
def finished(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """« Ton choix est dans l’urne » ; then the page of the next pupil, by itself."""
    shown, session = _session(request, slug, code)
    with translation.override(session.lang):
        context: dict[str, Any] = about(request, shown, session=session, rest=REST)
        return render(request, "budgeting/pupil_done.html", context)
