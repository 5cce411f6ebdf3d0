"""Reading comments: a page of a thread in three queries, the queue of the moderators."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from terreau.converse.comments import policies, subjects
from terreau.converse.comments.models import Comment, Helpful, Hiding, Report
from terreau.converse.comments.rules import ON_A_PAGE
from terreau.converse.comments.subjects import Subject
from terreau.ui.duties import Duty

SORTS = ("help", "new")


@dataclass(frozen=True)
class Said:
    """A comment as this person reads it."""

    comment: Comment
    replies: Sequence["Said"]
    own: bool
    editable: bool
    speaks: bool  # by an author of what is commented

    @property
    def gone(self) -> bool:
        return policies.is_gone(self.comment)


@dataclass(frozen=True)
class Talk:
    """One page of what is said of a subject, with the count of each side."""

    kind: str
    key: str
    subject: Subject
    page: Page[Comment]
    said: Sequence[Said]
    counts: dict[str, int]
    sort: str
    why_not: str

    def side(self, stance: str) -> list[Said]:
        return [one for one in self.said if one.comment.stance == stance]

    @property
    def sided(self) -> list[tuple[str, list[Said]]]:
        return [("for", self.side("for")), ("against", self.side("against"))]

    @property
    def neither(self) -> list[Said]:
        return self.side("")

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def _readable(person: Any) -> QuerySet[Comment]:
    rows = Comment.objects.select_related("made_by", "removal", "hiding__hidden_by")
    if not getattr(person, "is_authenticated", False):
        return rows
    return rows.annotate(marked=Exists(Helpful.objects.filter(comment=OuterRef("pk"), person=person)))


def talk(kind: str, key: str, person: Any, *, sort: str = "help", page: str = "1") -> Talk | None:
    """What is said of this thing, if this person may see it."""
    subject = subjects.subject(kind, key, person)
    if subject is None or not subject.visible:
        return None
    tops = _readable(person).filter(thread__kind=kind, thread__key=key, parent=None)
    counted = dict(tops.order_by().values_list("stance").annotate(n=Count("pk")).values_list("stance", "n"))
    order = ("-made_at", "-pk") if sort == "new" else ("-helpful", "-made_at", "-pk")
    some: Page[Comment] = Paginator(tops.order_by(*order), ON_A_PAGE).get_page(page)
    below: dict[int, list[Said]] = {one.pk: [] for one in some}
    for reply in _readable(person).filter(parent__in=list(below)).order_by("made_at", "pk"):
        below[reply.parent_id or 0].append(_said(reply, [], person, subject))
    said = [_said(one, below[one.pk], person, subject) for one in some]
    return Talk(
        kind,
        key,
        subject,
        some,
        said,
        counted,
        sort if sort in SORTS else "help",
        policies.why_not_comment(person, subject),
    )


def _said(comment: Comment, replies: Sequence[Said], person: Any, subject: Subject) -> Said:
    own = policies.is_own(person, comment)
    return Said(
        comment, replies, own, own and policies.can_edit(person, comment), comment.made_by_id in subject.speakers
    )


def comment_at(pk: int, person: Any) -> tuple[Comment, Subject] | None:
    """A comment and what it is about, if this person may see that."""
    found = _readable(person).select_related("thread", "parent").filter(pk=pk).first()
    subject = subjects.subject(found.thread.kind, found.thread.key, person) if found else None
    return (found, subject) if found and subject and subject.visible else None


def queue() -> list[Comment]:
    """Comments that were reported and not answered yet, the most reported first."""
    waiting = Q(reports__answered_at__isnull=True)
    found = Comment.objects.annotate(waiting=Count("reports", filter=waiting)).filter(waiting__gt=0)
    return list(
        found.select_related("thread", "made_by", "hiding", "removal")
        .prefetch_related("reports")
        .order_by("-waiting", "pk")[:100]
    )


def appeals() -> list[Hiding]:
    found = Hiding.objects.exclude(appeal="").filter(decided_at__isnull=True)
    return list(found.select_related("comment__thread", "comment__made_by", "hidden_by")[:100])


def lately() -> list[Hiding]:
    """The last that were hidden, for the public register."""
    return list(Hiding.objects.select_related("hidden_by", "decided_by").order_by("-hidden_at")[:30])


def duties(person: Any) -> Sequence[Duty]:
    if not policies.can_moderate(person):
        return []
    place = reverse("comments:queue")
    found = []
    reported = Report.objects.filter(answered_at__isnull=True).values("comment").distinct().count()
    if reported:
        found.append(Duty(_("Avis signalés"), place, _("Relire"), reported, step="decide", urgent=True))
    waiting = Hiding.objects.exclude(appeal="").filter(decided_at__isnull=True).exclude(hidden_by=person).count()
    if waiting:
        found.append(Duty(_("Avis masqués et contestés"), place, _("Répondre"), waiting, step="decide"))
    return found
