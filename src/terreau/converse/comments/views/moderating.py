"""Reporting, hiding with a reason, appealing; the charter."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from terreau.converse.comments import actions, policies, queries
from terreau.converse.comments.enums import Reason
from terreau.converse.comments.forms import AppealForm, JudgingForm, ReportForm
from terreau.converse.comments.models import Comment, Hiding, Report
from terreau.converse.comments.views.finding import back, bound, found, outcome
from terreau.lib.errors import Refused
from terreau.trust.people.views.patience import patiently


def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Anybody, with or without an account."""
    comment, subject = found(request, pk)
    if policies.is_gone(comment):
        raise Http404
    form = ReportForm(bound(request))

    def tell(reason: str, text: str) -> Report:
        patiently(request, "report")
        by = request.user if request.user.is_authenticated else None
        return actions.report_comment(comment=comment, reason=reason, text=text, by=by)

    made, status = outcome(form, tell)
    if made:
        said = _("Merci. Une personne le relira ; s’il est masqué, la raison sera publique.")
        return back(request, subject, comment, said)
    context = {"comment": comment, "subject": subject, "form": form}
    return render(request, "comments/report.html", context, status=status)


def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """Its author reads why it was hidden, and answers once."""
    comment, subject = found(request, pk)
    hiding = get_object_or_404(Hiding.objects.select_related("comment__removal"), comment=comment)
    policies.check_own(request.user, comment)
    form = AppealForm(bound(request))

    def answer(text: str) -> bool:
        actions.appeal_hiding(hiding=hiding, text=text, by=request.user)
        return True

    made, status = outcome(form, answer)
    if made:
        return back(request, subject, comment, _("Votre réponse est transmise à un autre modérateur."))
    context = {"comment": comment, "subject": subject, "hiding": hiding, "form": form}
    context["open"] = policies.can_appeal(request.user, hiding)
    return render(request, "comments/appeal.html", context, status=status)


def queue(request: HttpRequest) -> HttpResponse:
    """What waits for moderators; a POST keeps or hides what was ticked."""
    policies.check_can_moderate(request.user)
    form, status = JudgingForm(bound(request)), 200
    if form.is_valid():
        try:
            return _judged(request, list(form.cleaned_data["comments"]), form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
    if form.is_bound:
        status = 409
    page, rows = queries.queue(request.user, request.GET.get("page", "1"))
    context = {"form": form, "page": page, "rows": rows, "appeals": queries.appeals(request.user)}
    context["ticked"] = request.POST.getlist("comments")
    return render(request, "comments/queue.html", context, status=status)


def _judged(request: HttpRequest, ticked: list[Comment], said: dict[str, str]) -> HttpResponse:
    if said["keep"]:
        n = actions.keep_comments(comments=ticked, by=request.user)
        done = ngettext("%(n)d avis gardé.", "%(n)d avis gardés.", n)
    else:
        n = actions.hide_comments(comments=ticked, reason=said["reason"], note=said["note"], by=request.user)
        done = ngettext(
            "%(n)d avis masqué. La raison est publique, et son auteur peut répondre.",
            "%(n)d avis masqués. La raison est publique, et leurs auteurs peuvent répondre.",
            n,
        )
    messages.success(request, done % {"n": n} if n else _("Quelqu’un d’autre vient de les relire : rien n’a changé."))
    return redirect("comments:queue")


@require_POST
def appeal_decision(request: HttpRequest, pk: int) -> HttpResponse:
    hiding = get_object_or_404(Hiding.objects.select_related("comment"), pk=pk)
    shown = "shown" in request.POST
    actions.decide_appeal(hiding=hiding, shown=shown, by=request.user)
    messages.success(request, _("L’avis est montré de nouveau.") if shown else _("L’avis reste masqué."))
    return redirect("comments:queue")


def charter(request: HttpRequest) -> HttpResponse:
    """What is asked of everybody, and what was hidden lately."""
    return render(request, "comments/charter.html", {"reasons": Reason.choices, "lately": queries.lately()})
