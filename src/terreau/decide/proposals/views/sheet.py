"""The page of a proposal, with its small forms; one that was refused comes back open, with what was typed."""

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from terreau.decide.proposals import policies, queries
from terreau.decide.proposals.forms import MergeForm, ReasonForm
from terreau.decide.proposals.views.finding import about, proposal_of


def proposal(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    return sheet(request, slug, number)


def sheet(
    request: HttpRequest, slug: str, number: int, *,
    withdrawal: BaseForm | None = None, concealment: BaseForm | None = None, merge: BaseForm | None = None,
) -> HttpResponse:  # fmt: skip
    """As this person sees it now; a form that is given is shown even where its time has passed, so that no word is lost."""
    one, person = proposal_of(request, slug, number), request.user
    sheet = queries.Sheet(one, person)
    if not policies.can_see(person, one):
        return render(request, "proposals/concealed.html", about(request, one.edition, sheet=sheet), status=403)
    context = about(request, one.edition, proposal=one, sheet=sheet)
    context |= {
        "withdrawal_form": withdrawal or ReasonForm(auto_id="withdrawal_%s"),
        "concealment_form": concealment or ReasonForm(auto_id="concealment_%s"),
        "merge_form": merge or MergeForm(auto_id="merge_%s", edition=one.edition),
        "reports": [queries.Report(study) for study in sheet.studies],
        "may_moderate": policies.can_moderate(person),
        "may_merge": merge or not policies.why_not_merge(person, one),
        "may_invite": not policies.why_not_invite(person, one),
        "may_withdraw": withdrawal or not policies.why_not_withdraw(person, one),
        "sees_contact": policies.sees_contact(person, one),
        "may_speak": policies.can_speak_for(person, one),
    }
    refused = withdrawal or concealment or merge
    return render(request, "proposals/proposal.html", context, status=422 if refused else 200)
