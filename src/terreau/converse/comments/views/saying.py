"""Writing, replying, correcting, taking back, finding helpful."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from terreau.converse.comments import actions, policies, queries, subjects
from terreau.converse.comments.forms import CommentForm, WordsForm
from terreau.converse.comments.models import Comment
from terreau.converse.comments.views.finding import back, bound, found, outcome
from terreau.trust.people.views.patience import patiently


def talk(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """All that is said of one thing; a POST says something, and keeps the words where it is refused."""
    subject = subjects.subject(kind, key, request.user)
    if subject is None or not subject.visible:
        raise Http404
    form = CommentForm(bound(request))
    if form.is_bound:
        policies.check_can_comment(request.user, subject)

    def say(**said: Any) -> Comment:
        patiently(request, "comment")
        return actions.comment(subject=subject, kind=kind, key=key, by=request.user, **said)

    made, status = outcome(form, say)
    if made:
        return back(
            request, subject, made, _("Votre avis est affiché. Vous pouvez le corriger pendant un quart d’heure.")
        )
    sort, page = request.GET.get("sort", ""), request.GET.get("page", "1")
    context = {"talk": queries.talk(kind, key, request.user, sort=sort, page=page), "form": form}
    template = "comments/parts/talk.html" if request.htmx else "comments/talk.html"
    return render(request, template, context, status=status)


def place(request: HttpRequest, pk: int) -> HttpResponse:
    """The lasting address of a comment leads to where it is read."""
    comment, subject = found(request, pk)
    return redirect(queries.address_of(comment, subject))


def reply(request: HttpRequest, pk: int) -> HttpResponse:
    parent, subject = found(request, pk)
    policies.check_can_comment(request.user, subject)
    where = {"kind": parent.thread.kind, "key": parent.thread.key}
    form = WordsForm(bound(request))

    def say(text: str) -> Comment:
        patiently(request, "comment")
        return actions.comment(subject=subject, text=text, by=request.user, parent=parent, **where)

    made, status = outcome(form, say)
    if made:
        return back(request, subject, made, _("Votre réponse est affichée."))
    context = {"comment": parent, "gone": policies.is_gone(parent), "subject": subject, "form": form}
    return render(request, "comments/reply.html", context, status=status)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    comment, subject = found(request, pk)
    form = WordsForm(bound(request), initial={"text": comment.text})
    policies.check_own(request.user, comment)
    if not form.is_bound:
        policies.check_can_edit(request.user, comment)  # whoever was still typing reads it beside their words

    def correct(text: str) -> Comment:
        patiently(request, "comment")
        actions.edit_comment(comment=comment, text=text, by=request.user)
        return comment

    made, status = outcome(form, correct)
    if made:
        return back(request, subject, made, _("Votre avis est corrigé. Les mots d’avant restent lisibles."))
    context = {"comment": comment, "subject": subject, "form": form}
    return render(request, "comments/edit.html", context, status=status)


def wordings(request: HttpRequest, pk: int) -> HttpResponse:
    """What an edited comment said before."""
    comment, subject = found(request, pk)
    if policies.is_gone(comment):
        raise Http404
    context = {"comment": comment, "subject": subject, "rows": comment.wordings.all()}
    return render(request, "comments/wordings.html", context)


def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once, since the words are erased."""
    comment, subject = found(request, pk)
    policies.check_can_remove(request.user, comment)
    if request.method == "POST":
        actions.remove_comment(comment=comment, by=request.user)
        return back(request, subject, comment, _("Votre avis est retiré, ses mots sont effacés."))
    return render(request, "comments/removal.html", {"comment": comment, "subject": subject})


@require_POST
def helpful(request: HttpRequest, pk: int) -> HttpResponse:
    comment, subject = found(request, pk)
    patiently(request, f"helpful {pk}")
    actions.mark_helpful(comment=comment, wanted=request.POST.get("helpful") != "0", by=request.user)
    return back(request, subject, comment)
