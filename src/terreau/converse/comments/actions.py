"""The only writers of comments."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.converse.comments import policies
from terreau.converse.comments.enums import Outcome, Reason, Stance
from terreau.converse.comments.models import Comment, Helpful, Hiding, Removal, Report, Thread, Wording
from terreau.converse.comments.rules import LONGEST, TWICE
from terreau.converse.comments.subjects import Subject
from terreau.lib.errors import NotAllowed, Refused
from terreau.trust.audit.actions import record


def _words(text: str) -> str:
    said = text.strip()
    if not said:
        raise Refused(_("Écrivez quelque chose."))
    if len(said) > LONGEST:
        raise Refused(
            _("Votre avis compte %(n)d signes de trop. Il est encore là : raccourcissez-le.")
            % {"n": len(said) - LONGEST}
        )
    return said


@transaction.atomic
def comment(
    *, subject: Subject, kind: str, key: str, text: str, by: Any, stance: str = "", parent: Comment | None = None
) -> Comment:
    """Say something, or reply; the same words sent twice are said once. A reply to a reply stands beside it."""
    policies.check_can_comment(by, subject)
    said = _words(text)
    thread, _new = Thread.objects.get_or_create(kind=kind, key=key)
    Thread.objects.select_for_update().get(pk=thread.pk)  # two clicks wait for each other
    if parent is not None:
        parent = Comment.objects.select_related("removal", "hiding").get(pk=parent.parent_id or parent.pk)
        if parent.thread_id != thread.pk or policies.is_gone(parent):
            raise Refused(_("On ne répond pas à un avis retiré ou masqué."))
    twin = Comment.objects.filter(
        thread=thread, parent=parent, text=said, made_by=by, made_at__gte=timezone.now() - TWICE, removal=None
    ).first()
    if twin:
        return twin
    side = Stance(stance) if parent is None else Stance.NEITHER
    made = Comment.objects.create(thread=thread, parent=parent, stance=side, text=said, made_by=by)
    record("comments.comment_made", by=by, on=made, detail={"kind": kind, "key": key})
    return made


@transaction.atomic
def edit_comment(*, comment: Comment, text: str, by: Any) -> None:
    """Within a quarter of an hour; the words before stay readable."""
    held = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    policies.check_can_edit(by, held)
    said = _words(text)
    if said == held.text:
        return
    Wording.objects.create(comment=held, text=held.text)
    held.text, held.edited_at = said, timezone.now()
    held.save(update_fields=["text", "edited_at"])
    record("comments.comment_edited", by=by, on=held)


@transaction.atomic
def remove_comment(*, comment: Comment, by: Any) -> None:
    """Its author takes it back: the words are erased, a line says so, the replies stay."""
    held = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    if not policies.is_own(by, held):
        raise NotAllowed(_("On ne retire que son propre avis."))
    _made, new = Removal.objects.get_or_create(comment=held)
    if new:
        held.text = "—"
        held.save(update_fields=["text"])
        held.wordings.all().delete()
        record("comments.comment_removed", by=by, on=held)


@transaction.atomic
def mark_helpful(*, comment: Comment, by: Any) -> None:
    """Once a person, and not one's own; a second time takes the mark back."""
    held = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    if not getattr(by, "is_authenticated", False):
        raise NotAllowed(_("Connectez-vous : une adresse électronique suffit."))
    if policies.is_own(by, held) or policies.is_gone(held):
        raise Refused(_("On marque utile l’avis de quelqu’un d’autre."))
    gone, _rows = Helpful.objects.filter(comment=held, person=by).delete()
    if not gone:
        Helpful.objects.create(comment=held, person=by)
    Comment.objects.filter(pk=held.pk).update(helpful=F("helpful") + (-1 if gone else 1))
    record("comments.help_taken_back" if gone else "comments.help_told", by=None, role="member", on=held)


@transaction.atomic
def report_comment(*, comment: Comment, reason: str, text: str, by: Any) -> Report:
    """Anybody says what is wrong; one waiting report a person."""
    if by is not None:
        waiting = Report.objects.filter(comment=comment, made_by=by, answered_at__isnull=True).first()
        if waiting:
            return waiting
    made = Report.objects.create(comment=comment, reason=Reason(reason), text=text.strip()[:300], made_by=by)
    record("comments.comment_reported", by=by, on=comment, public=False, detail={"reason": reason})
    return made


@transaction.atomic
def keep_comments(*, comments: Sequence[Comment], by: Any) -> int:
    """They respect the charter: their reports are answered."""
    policies.check_can_moderate(by)
    waiting = Report.objects.filter(comment__in=comments, answered_at__isnull=True)
    n = waiting.update(outcome=Outcome.KEPT, answered_at=timezone.now(), answered_by=by)
    if n:
        record("comments.comments_kept", by=by, detail={"comments": sorted(one.pk for one in comments)})
    return n


@transaction.atomic
def hide_comments(*, comments: Sequence[Comment], reason: str, note: str, by: Any) -> int:
    """For one point of the charter, said in public; their authors may appeal."""
    policies.check_can_moderate(by)
    if reason not in Reason.values:
        raise Refused(_("Dites quel point de la charte n’est pas respecté."))
    if Hiding.objects.filter(comment__in=comments, shown=True).exists():
        raise Refused(
            _("Un second modérateur a décidé de montrer l’un de ces avis : gardez-le, et masquez les autres.")
        )
    hidden = 0
    for one in comments:
        _made, new = Hiding.objects.get_or_create(
            comment=one, defaults={"reason": reason, "note": note.strip()[:300], "hidden_by": by}
        )
        hidden += new
    Report.objects.filter(comment__in=comments, answered_at__isnull=True).update(
        outcome=Outcome.HIDDEN, answered_at=timezone.now(), answered_by=by
    )
    if hidden:
        record(
            "comments.comments_hidden", by=by, detail={"comments": sorted(one.pk for one in comments), "reason": reason}
        )
    return hidden


@transaction.atomic
def appeal_hiding(*, hiding: Hiding, text: str, by: Any) -> None:
    """Its author says, once, why it should be shown."""
    held = Hiding.objects.select_for_update(of=("self",)).select_related("comment").get(pk=hiding.pk)
    if not policies.can_appeal(by, held):
        raise NotAllowed(_("L’auteur d’un avis masqué répond, une fois."))
    if not text.strip():
        raise Refused(_("Dites pourquoi il faudrait le montrer."))
    held.appeal = text.strip()[:600]
    held.save(update_fields=["appeal"])
    record("comments.hiding_appealed", by=by, on=held.comment)


@transaction.atomic
def decide_appeal(*, hiding: Hiding, shown: bool, by: Any) -> None:
    """Another moderator than the one who hid it."""
    held = Hiding.objects.select_for_update(of=("self",)).select_related("comment").get(pk=hiding.pk)
    policies.check_can_decide(by, held)
    if not held.appeal or held.decided_at:
        raise Refused(_("Rien n’attend de réponse ici."))
    held.shown, held.decided_at, held.decided_by = shown, timezone.now(), by
    held.save()
    record("comments.appeal_decided", by=by, on=held.comment, detail={"shown": shown})
