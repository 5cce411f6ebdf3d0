"""The comments of a thing, on its page: {% comments "proposals.proposal" proposal.pk %}."""

from typing import Any

from django import template

from terreau.converse.comments import queries
from terreau.converse.comments.forms import CommentForm

register = template.Library()


@register.inclusion_tag("comments/parts/comments.html", takes_context=True)
def comments(context: template.Context, kind: str, key: object) -> dict[str, Any]:
    """The first page of what is said; the rest has an address of its own."""
    request = context["request"]
    sort, page = request.GET.get("sort", "help"), request.GET.get("page", "1")
    said = queries.talk(kind, str(key), request.user, sort=sort, page=page)
    return {
        "talk": said,
        "form": CommentForm(),
        "request": request,
        "user": request.user,
        "csrf_token": context.get("csrf_token"),
    }
