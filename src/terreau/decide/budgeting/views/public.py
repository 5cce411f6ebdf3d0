"""Editions, their projects and rules, for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from terreau.decide.budgeting import policies, queries
from terreau.decide.budgeting.queries.changes import corrections, public_changes
from terreau.decide.budgeting.queries.hands import hands_in_words
from terreau.decide.budgeting.queries.plainly import money_in_shares, rule_in_words, ties_ahead
from terreau.decide.budgeting.queries.strength import proofs, ways_of
from terreau.decide.budgeting.queries.worked_example import worked_example
from terreau.decide.budgeting.views.booth import ORDER
from terreau.decide.budgeting.views.finding import about, found
from terreau.trust.people.views.patience import address_of


def editions(request: HttpRequest) -> HttpResponse:
    context = {"editions": queries.editions(request.user), "may_make": policies.can_make(request.user)}
    context["may_make_school"] = policies.can_make_for_school(request.user)
    return render(request, "budgeting/editions.html", context)


def edition(request: HttpRequest, slug: str) -> HttpResponse:
    """Calendar, projects, who does what; the projects in an order drawn for this visitor until the result is known."""
    shown = found(request, slug)
    seed = "" if shown.published else request.COOKIES.get(ORDER, "") or address_of(request)
    asked = request.GET.get("q", "").strip()[:80]
    page, projects = queries.projects_page(shown.edition, seed=seed, asked=asked, page=request.GET.get("page", "1"))
    context = about(request, shown, page=page, projects=projects, asked=asked, total=shown.edition.projects.count())
    context["balance"] = queries.balance(shown.edition) if shown.announced and not shown.edition.source else None
    context["rehearsed"] = shown.edition.rehearsals.exists()
    context["corrections"] = corrections(shown.edition)
    context["hands_said"] = hands_in_words(shown.edition)
    context["hands"] = shown.edition.assignments.filter(ended_at__isnull=True).select_related("person")
    return render(request, "budgeting/edition.html", context)


def rules(request: HttpRequest, slug: str) -> HttpResponse:
    """What an inhabitant reads in two minutes."""
    shown = found(request, slug)
    context = about(request, shown, sentences=rule_in_words(shown.edition), ties=ties_ahead(shown.edition))
    context["proofs"] = [] if shown.edition.imported else proofs(ways_of(shown.edition))
    context["changes"] = public_changes(shown.edition)
    context["example"] = None if shown.edition.source else worked_example(shown.edition)
    context["added"] = shown.edition.rolls.exclude(reason="")
    return render(request, "budgeting/rules.html", context | {"share": money_in_shares(shown.edition)})


def project(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    shown = found(request, slug)
    one = get_object_or_404(
        shown.edition.projects.select_related("district", "place", "carrier", "edition"), number=number
    )
    context = about(request, shown, project=one)
    if shown.published:
        result = queries.result(shown.edition, shown.edition.publication.count)
        if result.counted.of_few:
            context["won_among_few"] = one.key in result.outcome.winners
        else:
            context["told"] = result.told(one.key, request.LANGUAGE_CODE)
        context["way"] = queries.way(one, timezone.localdate())
    return render(request, "budgeting/project.html", context)
