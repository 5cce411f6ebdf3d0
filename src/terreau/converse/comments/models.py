"""Comments, what was said before they were edited, who found them helpful, who reported or hid them and why."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length, Now
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from terreau.converse.comments.enums import Outcome, Reason, Stance
from terreau.converse.comments.rules import LONGEST
from terreau.trust.people.models import Person


class Thread(models.Model):
    """All that is said of one thing: `kind` names what it is, such as `proposals.proposal`, `key` which one."""

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=40)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "key"], name="comments_thread_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Comment(models.Model):
    """A remark, or a reply to one (`parent`); a reply takes no side. `helpful` is kept by those who count it."""

    PERSONAL_FIELDS: ClassVar = {"made_by": "who says it; shown by the name of the account"}

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="comments")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replies")
    stance = models.CharField(max_length=8, choices=Stance.choices, blank=True)
    text = models.TextField(_("Votre avis"), max_length=LONGEST)
    helpful = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(db_default=Now())
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    edited_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["made_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(text__regex=r"\S"), name="comments_comment_says_something"),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("text"), LONGEST), name="comments_comment_not_too_long"
            ),
            models.CheckConstraint(condition=Q(stance__in=Stance.values), name="comments_stance_known"),
            models.CheckConstraint(
                condition=Q(edited_at__isnull=True) | Q(edited_at__gte=F("made_at")), name="comments_edited_once_made"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | Q(stance=""), name="comments_reply_takes_no_side"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["thread", "parent", "-helpful", "-made_at"], name="comments_by_help"),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Wording(models.Model):
    """The words as they stood before their author edited them."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="wordings")
    text = models.TextField()
    until = models.DateTimeField(db_default=Now())

    class Meta:
        ordering: ClassVar = ["until"]

    def __str__(self) -> str:
        return self.text[:60]


class Removal(models.Model):
    """Its author takes it back: the words go, the replies stay."""

    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, related_name="removal")
    removed_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"removal of {self.comment_id}"


class Helpful(models.Model):
    """Somebody found it helpful."""

    PERSONAL_FIELDS: ClassVar = {"person": "who found it helpful; only the number is public"}

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="marks")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["comment", "person"], name="comments_helpful_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.comment_id}"


class Report(models.Model):
    """Anybody says that a comment breaks the charter; moderators answer all reports of a comment at once."""

    PERSONAL_FIELDS: ClassVar = {"made_by": "who reports; seen by moderators", "answered_by": "the moderator; public"}

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reports")
    reason = models.CharField(_("Ce qui ne va pas"), max_length=10, choices=Reason.choices)
    text = models.CharField(_("Précisez, si vous voulez"), max_length=300, blank=True)
    made_at = models.DateTimeField(db_default=Now())
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["made_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome="", answered_at__isnull=True) | (~Q(outcome="") & Q(answered_at__isnull=False)),
                name="comments_report_answered_whole",
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | Q(answered_at__isnull=False),
                name="comments_answered_by_with_at",
            ),
            models.CheckConstraint(
                condition=Q(reason__in=Reason.values) & Q(outcome__in=["", *Outcome.values]),
                name="comments_report_in_known_words",
            ),
            models.UniqueConstraint(
                fields=["comment", "made_by"],
                condition=Q(answered_at__isnull=True),
                name="comments_one_waiting_report_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.reason}"


class Hiding(models.Model):
    """Hidden by a moderator for a point of the charter. Its author may appeal once; another moderator decides."""

    PERSONAL_FIELDS: ClassVar = {"hidden_by": "the moderator; public", "decided_by": "the moderator; public"}

    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, related_name="hiding")
    reason = models.CharField(max_length=10, choices=Reason.choices)
    note = models.CharField(_("À dire à son auteur"), max_length=300, blank=True)
    hidden_at = models.DateTimeField(db_default=Now())
    hidden_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    appeal = models.CharField(_("Pourquoi il faudrait le montrer"), max_length=600, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    shown = models.BooleanField(default=False)  # the appeal was accepted

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, shown=False) | (Q(decided_at__isnull=False) & ~Q(appeal="")),
                name="comments_hiding_decided_on_appeal",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | Q(hidden_by__isnull=True) | ~Q(decided_by=F("hidden_by")),
                name="comments_appeal_decided_by_another",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | Q(decided_at__isnull=False), name="comments_decided_by_with_at"
            ),
            models.CheckConstraint(condition=Q(reason__in=Reason.values), name="comments_hiding_for_a_point"),
        ]

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.reason}"
