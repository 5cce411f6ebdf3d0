"""Reading comments: a page of a thread in three queries, the queue of the moderators."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from terreau.converse.comments import policies, subjects
from terreau.converse.comments.models import Comment, Helpful, Hiding, Report, Thread
from terreau.converse.comments.rules import ON_A_PAGE, page_of
from terreau.converse.comments.subjects import Subject
from terreau.trust.audit.models import Event
from terreau.ui.duties import Duty

SORTS = ("help", "new")
STANDING = Q(removal=None) & (Q(hiding=None) | Q(hiding__shown=True))  # neither taken back nor hidden
TO_ANSWER = ~Q(appeal="") & Q(decided_at=None, comment__removal=None)


@dataclass(frozen=True)
class Said:
    """A comment as this person reads it."""

    comment: Comment
    replies: Sequence["Said"]
    own: bool
    editable: bool
    speaks: bool  # by an author of what is commented
    official: bool  # by somebody who answers for the town

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
    def kept(self) -> str:
        """What an address carries so that one comes back to the same order."""
        return "?sort=new" if self.sort == "new" else ""

    @property
    def sided(self) -> list[tuple[str, list[Said]]]:
        return [("for", self.side("for")), ("against", self.side("against"))]

    @property
    def neither(self) -> list[Said]:
        return self.side("")

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class Reported:
    """A comment that waits in the queue; without its subject where this moderator may not see it."""

    comment: Comment
    subject: Subject | None
    own: bool


@dataclass(frozen=True)
class Contested:
    hiding: Hiding
    subject: Subject | None
    mine: bool  # this moderator may answer


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
    standing = tops.filter(STANDING).order_by().values_list("stance")
    counted = dict(standing.annotate(n=Count("pk")).values_list("stance", "n"))
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
    speaks, official = comment.made_by_id in subject.speakers, comment.made_by_id in subject.officials
    return Said(comment, replies, own, own and policies.can_edit(person, comment), speaks, official)


def comment_at(pk: int, person: Any) -> tuple[Comment, Subject] | None:
    """A comment and what it is about, if this person may see that."""
    found = _readable(person).select_related("thread", "parent").filter(pk=pk).first()
    subject = subjects.subject(found.thread.kind, found.thread.key, person) if found else None
    return (found, subject) if found and subject and subject.visible else None


def address_of(comment: Comment, subject: Subject, sort: str = "help") -> str:
    """Where it is read on the page of its subject: the page of the list, in this order, and its place there."""
    top = Comment.objects.get(pk=comment.parent_id or comment.pk)
    before = Q(made_at__gt=top.made_at) | Q(made_at=top.made_at, pk__gt=top.pk)
    if sort != "new":
        before = Q(helpful__gt=top.helpful) | Q(helpful=top.helpful) & before
    page = page_of(Comment.objects.filter(before, thread=top.thread_id, parent=None).count())
    asked = {"sort": "new"} if sort == "new" else {}
    asked |= {"page": str(page)} if page > 1 else {}
    return f"{subject.url}{'?' if asked else ''}{urlencode(asked)}#comment-{comment.pk}"


def _waiting() -> QuerySet[Comment]:
    """Reported, not answered yet, and not taken back meanwhile."""
    waiting = Count("reports", filter=Q(reports__answered_at__isnull=True))
    return Comment.objects.filter(removal=None).annotate(waiting=waiting).filter(waiting__gt=0)


def queue(person: Any, page: str = "1") -> tuple[Page[Comment], list[Reported]]:
    """What was reported, the most reported first; subjects are asked once for each thing."""
    reports = Prefetch("reports", Report.objects.filter(answered_at=None).select_related("made_by"))
    found = _waiting().select_related("thread", "made_by", "hiding", "parent").prefetch_related(reports)
    some: Page[Comment] = Paginator(found.order_by("-waiting", "pk"), ON_A_PAGE).get_page(page)
    about = _subjects([one.thread for one in some], person)
    return some, [Reported(one, about[one.thread_id], policies.is_own(person, one)) for one in some]


def appeals(person: Any) -> list[Contested]:
    """The oldest first."""
    found = Hiding.objects.filter(TO_ANSWER).select_related("comment__thread", "comment__made_by", "hidden_by")
    some = list(found.order_by("hidden_at")[:ON_A_PAGE])
    about = _subjects([one.comment.thread for one in some], person)
    return [Contested(one, about[one.comment.thread_id], policies.can_decide(person, one)) for one in some]


def _subjects(threads: Iterable[Thread], person: Any) -> dict[int, Subject | None]:
    """By thread, those that this person may see."""
    found = {one.pk: subjects.subject(one.kind, one.key, person) for one in set(threads)}
    return {pk: one if one and one.visible else None for pk, one in found.items()}


def told_by(event: Event) -> list[Hiding]:
    """The hidings that an event wrote or decided, whose authors are to be told."""
    pks = event.detail["comments"] if event.name == "comments.comments_hidden" else [int(event.object_id)]
    found = Hiding.objects.filter(comment__in=pks, comment__removal=None, comment__made_by__is_active=True)
    return list(found.select_related("comment__made_by", "comment__thread").order_by("comment__made_by", "pk"))


def title_of(comment: Comment, person: Any) -> str:
    """What it is about, if this person may see that."""
    subject = subjects.subject(comment.thread.kind, comment.thread.key, person)
    return subject.title if subject and subject.visible else ""


def lately() -> list[Hiding]:
    """The last that were hidden, for the public register."""
    return list(Hiding.objects.order_by("-hidden_at")[:30])


def duties(person: Any) -> Sequence[Duty]:
    if not policies.can_moderate(person):
        return []
    place = reverse("comments:queue")
    found = []
    if reported := _waiting().exclude(made_by=person).count():
        words = ngettext("%(n)d avis signalé", "%(n)d avis signalés", reported) % {"n": reported}
        found.append(Duty(words, place, _("Relire"), reported, step="decide", urgent=True))
    contested = Hiding.objects.filter(TO_ANSWER).exclude(hidden_by=person).exclude(comment__made_by=person)
    if waiting := contested.count():
        words = ngettext("%(n)d avis masqué et contesté", "%(n)d avis masqués et contestés", waiting) % {"n": waiting}
        found.append(Duty(words, place, _("Répondre"), waiting, step="decide"))
    return found
