"""Writing, editing, reporting and moderating comments; one comes back to where one was."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from terreau.converse.comments import actions, policies, queries, subjects
from terreau.converse.comments.enums import Reason
from terreau.converse.comments.forms import CommentForm, ReportForm
from terreau.converse.comments.models import Comment, Hiding
from terreau.converse.comments.subjects import Subject
from terreau.lib.errors import Refused
from terreau.lib.numbers import whole
from terreau.trust.people import actions as people
from terreau.trust.people.limits import limits_on
from terreau.trust.people.views.patience import address_of


def _patiently(request: HttpRequest, act: str) -> None:
    people.take_turn(limits_on(act, address_of(request), request.user.pk or ""))


def _back(subject: Subject, comment: Comment | None = None) -> HttpResponse:
    """To the page of what is commented, at the comment: an address of ours, never one that was sent."""
    return redirect(f"{subject.url}#{f'comment-{comment.pk}' if comment else 'comments'}")


def _found(request: HttpRequest, pk: int) -> tuple[Comment, Subject]:
    found = queries.comment_at(pk, request.user)
    if found is None:
        raise Http404
    return found


def talk(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """All that is said of one thing; a POST says something, and keeps the words where it is refused."""
    subject = subjects.subject(kind, key, request.user)
    if subject is None or not subject.visible:
        raise Http404
    form = CommentForm(request.POST or None)
    if form.is_valid():
        policies.check_can_comment(request.user, subject)
        _patiently(request, "comment")
        try:
            made = actions.comment(subject=subject, kind=kind, key=key, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("text", refusal.sentence)
        else:
            messages.success(request, _("Votre avis est affiché. Vous pouvez le corriger pendant un quart d’heure."))
            return _back(subject, made)
    said = queries.talk(
        kind, key, request.user, sort=request.GET.get("sort", "help"), page=request.GET.get("page", "1")
    )
    template = "comments/parts/talk.html" if request.htmx else "comments/talk.html"
    return render(request, template, {"talk": said, "form": form}, status=422 if request.POST else 200)


@require_POST
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    parent, subject = _found(request, pk)
    policies.check_can_comment(request.user, subject)
    _patiently(request, "comment")
    where, text = {"kind": parent.thread.kind, "key": parent.thread.key}, request.POST.get("text", "")
    try:
        made = actions.comment(subject=subject, text=text, by=request.user, parent=parent, **where)
    except Refused as refusal:
        said = queries.talk(**where, person=request.user)
        form = CommentForm({"text": text, "stance": ""})
        form.add_error("text", refusal.sentence)
        return render(request, "comments/talk.html", {"talk": said, "form": form}, status=422)
    messages.success(request, _("Votre réponse est affichée."))
    return _back(subject, made)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    comment, subject = _found(request, pk)
    policies.check_can_edit(request.user, comment)
    form = CommentForm(request.POST or None, initial={"text": comment.text})
    del form.fields["stance"]
    if form.is_valid():
        actions.edit_comment(comment=comment, text=form.cleaned_data["text"], by=request.user)
        messages.success(request, _("Votre avis est corrigé. Les mots d’avant restent lisibles."))
        return _back(subject, comment)
    context = {"comment": comment, "subject": subject, "form": form}
    return render(request, "comments/edit.html", context, status=422 if request.POST else 200)


def wordings(request: HttpRequest, pk: int) -> HttpResponse:
    """What an edited comment said before."""
    comment, subject = _found(request, pk)
    if policies.is_gone(comment):
        raise Http404
    return render(
        request, "comments/wordings.html", {"comment": comment, "subject": subject, "rows": comment.wordings.all()}
    )


@require_POST
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    comment, subject = _found(request, pk)
    actions.remove_comment(comment=comment, by=request.user)
    messages.success(request, _("Votre avis est retiré, ses mots sont effacés."))
    return _back(subject)


@require_POST
def helpful(request: HttpRequest, pk: int) -> HttpResponse:
    comment, subject = _found(request, pk)
    _patiently(request, "helpful")
    actions.mark_helpful(comment=comment, by=request.user)
    return _back(subject, comment)


def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Anybody, with or without an account."""
    comment, subject = _found(request, pk)
    if policies.is_gone(comment):
        raise Http404
    form = ReportForm(request.POST or None)
    if form.is_valid():
        _patiently(request, "report")
        by = request.user if request.user.is_authenticated else None
        actions.report_comment(comment=comment, by=by, **form.cleaned_data)
        messages.success(request, _("Merci. Une personne le relira ; la décision et sa raison seront publiques."))
        return _back(subject, comment)
    context = {"comment": comment, "subject": subject, "form": form}
    return render(request, "comments/report.html", context, status=422 if request.POST else 200)


@require_POST
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    comment, subject = _found(request, pk)
    hiding = get_object_or_404(Hiding.objects.select_related("comment"), comment=comment)
    actions.appeal_hiding(hiding=hiding, text=request.POST.get("text", ""), by=request.user)
    messages.success(request, _("Votre réponse est transmise à un autre modérateur."))
    return _back(subject, comment)


def queue(request: HttpRequest) -> HttpResponse:
    """What waits for moderators; a POST keeps or hides what was ticked."""
    policies.check_can_moderate(request.user)
    if request.method == "POST":
        picked = [whole(pk) for pk in request.POST.getlist("comment")[:200]]
        return _moderated(request, list(Comment.objects.filter(pk__in=picked)))
    context = {"queue": queries.queue(), "appeals": queries.appeals(), "reasons": Reason.choices}
    return render(request, "comments/queue.html", context)


def _moderated(request: HttpRequest, picked: list[Comment]) -> HttpResponse:
    if not picked:
        raise Refused(_("Cochez au moins un avis."))
    if "keep" in request.POST:
        actions.keep_comments(comments=picked, by=request.user)
        messages.success(request, _("Ces avis restent affichés."))
    else:
        actions.hide_comments(
            comments=picked, reason=request.POST.get("reason", ""), note=request.POST.get("note", ""), by=request.user
        )
        messages.success(request, _("Masqués. La raison est publique, et leurs auteurs peuvent répondre."))
    return redirect("comments:queue")


@require_POST
def appeal_decision(request: HttpRequest, pk: int) -> HttpResponse:
    hiding = get_object_or_404(Hiding.objects.select_related("comment"), pk=pk)
    actions.decide_appeal(hiding=hiding, shown="shown" in request.POST, by=request.user)
    messages.success(request, _("C’est décidé."))
    return redirect("comments:queue")


def charter(request: HttpRequest) -> HttpResponse:
    """What is asked of everybody, and what was hidden lately."""
    return render(request, "comments/charter.html", {"reasons": Reason.choices, "lately": queries.lately()})
