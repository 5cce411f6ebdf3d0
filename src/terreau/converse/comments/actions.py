"""The only writers of comments."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.converse.comments import policies
from terreau.converse.comments.enums import Outcome, Reason, Stance
from terreau.converse.comments.models import Comment, Helpful, Hiding, Removal, Report, Thread, Wording
from terreau.converse.comments.rules import LONGEST, LONGEST_APPEAL, LONGEST_NOTE, TWICE
from terreau.converse.comments.subjects import Subject
from terreau.lib.errors import NotAllowed, Refused
from terreau.lib.markdown import to_text
from terreau.lib.signs import clean_text
from terreau.trust.audit.actions import record


def _words(text: str) -> str:
    said = clean_text(text)
    if not to_text(said):
        raise Refused(_("Écrivez quelque chose."))
    if len(said) > LONGEST:
        raise Refused(
            _("Votre avis compte %(n)d signes de trop. Il est encore là : raccourcissez-le.")
            % {"n": len(said) - LONGEST}
        )
    return said


def _bounded(text: str, longest: int) -> str:
    said = clean_text(text)
    if len(said) > longest:
        raise Refused(_("%(n)d signes au plus : il y en a %(m)d de trop.") % {"n": longest, "m": len(said) - longest})
    return said


def _held(comments: Iterable[Comment]) -> list[Comment]:
    """As they are now, nobody else judging them meanwhile."""
    rows = Comment.objects.filter(pk__in=[one.pk for one in comments]).order_by("pk")
    list(rows.select_for_update().values_list("pk"))
    return list(rows.select_related("hiding", "removal"))  # read after the wait for the lock, not before


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
    held.text, held.edited_at = said, Now()
    held.save(update_fields=["text", "edited_at"])
    record("comments.comment_edited", by=by, on=held)


@transaction.atomic
def remove_comment(*, comment: Comment, by: Any) -> None:
    """Its author takes it back: the words are erased, a line says so, the replies stay."""
    held = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    policies.check_can_remove(by, held)
    _made, new = Removal.objects.get_or_create(comment=held)
    if new:
        held.text = "—"
        held.save(update_fields=["text"])
        held.wordings.all().delete()
        record("comments.comment_removed", by=by, on=held)


@transaction.atomic
def mark_helpful(*, comment: Comment, wanted: bool, by: Any) -> None:
    """Once a person, and not one's own; asked twice, it holds once. `wanted` is false to take the mark back."""
    if not (getattr(by, "is_authenticated", False) and by.is_active):
        raise NotAllowed(_("Connectez-vous : une adresse électronique suffit."))
    held = _held([comment])[0]
    if policies.is_own(by, held) or policies.is_gone(held):
        raise Refused(_("On marque utile l’avis de quelqu’un d’autre."))
    if Helpful.objects.filter(comment=held, person=by).exists() == wanted:
        return
    if wanted:
        Helpful.objects.create(comment=held, person=by)
    else:
        Helpful.objects.filter(comment=held, person=by).delete()
    Comment.objects.filter(pk=held.pk).update(helpful=F("helpful") + (1 if wanted else -1))
    record("comments.help_told" if wanted else "comments.help_taken_back", by=None, role="member", on=held)


@transaction.atomic
def report_comment(*, comment: Comment, reason: str, text: str, by: Any) -> Report:
    """Anybody says what is wrong; one waiting report a person, and a visitor's second click is the first."""
    held, said = _held([comment])[0], _bounded(text, LONGEST_NOTE)
    if policies.is_gone(held):
        raise Refused(_("Cet avis n’est déjà plus affiché."))
    twins = Report.objects.filter(comment=held, made_by=by, answered_at__isnull=True)
    if by is None:
        twins = twins.filter(reason=reason, text=said, made_at__gte=timezone.now() - TWICE)
    if twin := twins.first():
        return twin
    made = Report.objects.create(comment=held, reason=Reason(reason), text=said, made_by=by)
    role = "visitor" if by is None else None
    record("comments.comment_reported", by=by, role=role, on=comment, public=False, detail={"reason": reason})
    return made


@transaction.atomic
def keep_comments(*, comments: Sequence[Comment], by: Any) -> int:
    """They respect the charter: their reports are answered. How many comments were waiting for it."""
    held = _held(comments)
    policies.check_can_judge(by, held)
    waiting = Report.objects.filter(comment__in=held, answered_at__isnull=True)
    kept = sorted(set(waiting.values_list("comment", flat=True)))
    if kept:
        waiting.update(outcome=Outcome.KEPT, answered_at=timezone.now(), answered_by=by)
        record("comments.comments_kept", by=by, detail={"comments": kept})
    return len(kept)


@transaction.atomic
def hide_comments(*, comments: Sequence[Comment], reason: str, note: str, by: Any) -> int:
    """For one point of the charter, said in public; their authors may appeal. How many were hidden by this."""
    held, said = _held(comments), _bounded(note, LONGEST_NOTE)
    policies.check_can_judge(by, held)
    if reason not in Reason.values:
        raise Refused(_("Dites quel point de la charte n’est pas respecté."))
    if any(hasattr(one, "hiding") and one.hiding.shown for one in held):
        raise Refused(_("Après appel, un de ces avis doit rester affiché : gardez-le, puis masquez les autres."))
    new = [one for one in held if not policies.is_gone(one)]
    Hiding.objects.bulk_create([Hiding(comment=one, reason=reason, note=said, hidden_by=by) for one in new])
    Report.objects.filter(comment__in=held, answered_at__isnull=True).update(
        outcome=Outcome.HIDDEN, answered_at=timezone.now(), answered_by=by
    )
    if new:
        record("comments.comments_hidden", by=by, detail={"comments": [one.pk for one in new], "reason": reason})
    return len(new)


@transaction.atomic
def appeal_hiding(*, hiding: Hiding, text: str, by: Any) -> None:
    """Its author says, once, why it should be shown."""
    held = Hiding.objects.select_for_update(of=("self",)).select_related("comment").get(pk=hiding.pk)
    if not policies.can_appeal(by, held):
        raise NotAllowed(_("L’auteur d’un avis masqué répond, une fois."))
    if not text.strip():
        raise Refused(_("Dites pourquoi il faudrait le montrer."))
    held.appeal = _bounded(text, LONGEST_APPEAL)
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
    held.save(update_fields=["shown", "decided_at", "decided_by"])
    record("comments.appeal_decided", by=by, on=held.comment, detail={"shown": shown})
