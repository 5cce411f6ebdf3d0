"""What each page of comments begins and ends with."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from terreau.converse.comments import queries
from terreau.converse.comments.models import Comment
from terreau.converse.comments.subjects import Subject
from terreau.lib.errors import Refused, TooOften


def found(request: HttpRequest, pk: int) -> tuple[Comment, Subject]:
    seen = queries.comment_at(pk, request.user)
    if seen is None:
        raise Http404
    return seen


def back(request: HttpRequest, subject: Subject, comment: Comment, said: str = "") -> HttpResponse:
    """To the comment, on the page of what is commented: an address of ours, never one that was sent."""
    if said:
        messages.success(request, said)
    return redirect(queries.address_of(comment, subject, request.GET.get("sort", "")))


def bound(request: HttpRequest) -> Any:
    """What was sent, or nothing yet."""
    return request.POST if request.method == "POST" else None


def outcome(form: BaseForm, act: Callable[..., Any]) -> tuple[Any, int]:
    """(what the act made, status): what is refused is said on the form, where the words still are."""
    if not form.is_valid():
        return None, 422 if form.is_bound else 200
    try:
        return act(**form.cleaned_data), 200
    except TooOften as refusal:
        said = _("Vous écrivez souvent : attendez %(n)d s, puis envoyez de nouveau. Vos mots sont encore là.")
        form.add_error("text", said % {"n": refusal.retry_after})
        return None, refusal.status
    except Refused as refusal:
        form.add_error("text", refusal.sentence)
        return None, refusal.status
