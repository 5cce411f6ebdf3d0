"""The result as it stands now, and what every rule would have given."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from terreau.algorithms.counting import parse_rule
from terreau.decide.budgeting import policies, queries
from terreau.decide.budgeting.enums import Task
from terreau.decide.budgeting.forms import AnswerForm, ObjectionForm, RecountForm
from terreau.decide.budgeting.queries import Shown
from terreau.decide.budgeting.queries.changes import corrections
from terreau.decide.budgeting.queries.counting_said import rule_name
from terreau.decide.budgeting.queries.disputes import disputed
from terreau.decide.budgeting.queries.letters import public_stocks, stocks
from terreau.decide.budgeting.queries.results import shows_paper, turnout
from terreau.decide.budgeting.queries.spots import spots
from terreau.decide.budgeting.views.finding import about, names_in, published, readable


def result(request: HttpRequest, slug: str) -> HttpResponse:
    return page(request, published(request, slug))


def page(request: HttpRequest, shown: Shown, **sent: object) -> HttpResponse:
    """The whole of it; of few, what became of each project and nothing else."""
    edition = shown.edition
    told = queries.result(edition, edition.publication.count)
    context = about(request, shown, result=told, **_said(request, shown))
    context |= {"corrections": corrections(edition), "disputed": disputed(edition)}
    if told.counted.of_few:
        context |= {
            "rule": rule_name(parse_rule(edition.rule)),
            "lost": queries.lost(told),
            "spots": spots(told.winners),
            "among": len(told.election.projects),
        }
        return render(request, "budgeting/result_of_few.html", context | sent, status=422 if sent else 200)
    sheet = told.sheet("en" if request.LANGUAGE_CODE == "en" else "fr")
    balance, where = queries.balance(edition), spots(told.winners)
    context |= {
        "sheet": sheet,
        "replay": json.dumps(sheet.replay, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"),
        "ballots_sum": told.ballots_sum,
        "balance": balance,
        "spots": where,
        "placed": not edition.source and any(one.lon is not None for one in where),
        "near": queries.near_misses(edition),
        "ways": [] if edition.source else queries.participation(edition),
        "classes": queries.classes(edition),
        "days": None if queries.too_few(edition) else queries.days(edition),
        "shows_paper": shows_paper(edition),
        "stocks": [] if edition.source else public_stocks(edition),
        "counted_alone": any(one.alone for one in stocks(edition)),
        "turnout": turnout(edition, told.counted.ballots if edition.source else balance.voters),
    }
    return render(request, "budgeting/result.html", context | sent, status=422 if sent else 200)


def _said(request: HttpRequest, shown: Shown) -> dict[str, object]:
    """What people may take home, and what they said of it."""
    edition = shown.edition
    return {
        "declared": queries.declared(edition),
        "objections": queries.objections(edition),
        "may_answer": Task.ANSWER in policies.tasks(request.user, edition),
        "may_conceal": policies.can_conceal(request.user),
        "involved": policies.involved(edition),
        "here": request.build_absolute_uri(reverse("budgeting:result", args=[edition.slug])),
        "draws": queries.confirmed_draws(edition),
        "recount_form": RecountForm(),
        "objection_form": ObjectionForm(),
        "answer_form": AnswerForm(),
        "reads_ballots": policies.can_read_ballots(request.user, edition),
        "files": names_in(bytes(edition.publication.count.kit or b"")),
        "kit_size": len(edition.publication.count.kit or b""),
    }


def compared(request: HttpRequest, slug: str) -> HttpResponse:
    """What every rule would give on these ballots."""
    shown = readable(request, slug)
    lang = "en" if request.LANGUAGE_CODE == "en" else "fr"
    told = queries.rehearsal(shown.edition, shown.edition.publication.count, lang)
    return render(request, "budgeting/compared.html", about(request, shown, rehearsal=told))
