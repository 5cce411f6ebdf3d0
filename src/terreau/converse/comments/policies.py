"""Who may comment, edit, hide."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.converse.comments.models import Comment, Hiding
from terreau.converse.comments.rules import can_still_edit
from terreau.converse.comments.subjects import Subject
from terreau.lib.errors import NotAllowed
from terreau.trust.people.enums import Role
from terreau.trust.people.policies import has_role, lacks_proof, proof_wanted


def why_not_comment(person: Any, subject: Subject) -> str:
    if subject.why_not:
        return subject.why_not
    signed = bool(getattr(person, "is_authenticated", False)) and person.is_active
    return "" if signed else _("Connectez-vous pour donner votre avis : une adresse électronique suffit.")


def check_can_comment(person: Any, subject: Subject) -> None:
    if said := why_not_comment(person, subject):
        raise NotAllowed(said)


def is_own(person: Any, comment: Comment) -> bool:
    return comment.made_by_id is not None and comment.made_by_id == getattr(person, "pk", None)


def check_own(person: Any, comment: Comment) -> None:
    if not is_own(person, comment):
        raise NotAllowed(_("Seule la personne qui a écrit cet avis peut faire cela."))


def check_can_remove(person: Any, comment: Comment) -> None:
    if not is_own(person, comment):
        raise NotAllowed(_("On ne retire que son propre avis."))


def is_gone(comment: Comment) -> bool:
    """Taken back, or hidden: its words are read by nobody."""
    hiding = getattr(comment, "hiding", None)
    return hasattr(comment, "removal") or (hiding is not None and not hiding.shown)


def can_edit(person: Any, comment: Comment) -> bool:
    """Not once a moderator judged it: what was judged stays as it was."""
    judged = is_gone(comment) or hasattr(comment, "hiding")
    return is_own(person, comment) and not judged and can_still_edit(comment.made_at, timezone.now())


def check_can_edit(person: Any, comment: Comment) -> None:
    if not can_edit(person, comment):
        raise NotAllowed(_("On corrige son propre avis, dans le quart d’heure. Vous pouvez en écrire un autre."))


def can_moderate(person: Any) -> bool:
    return has_role(person, Role.MODERATOR, Role.ADMINISTRATOR)


def check_can_moderate(person: Any) -> None:
    if not can_moderate(person):
        raise NotAllowed(proof_wanted() if lacks_proof(person) else _("Masquer un avis revient aux modérateurs."))


def check_can_judge(person: Any, comments: Iterable[Comment]) -> None:
    check_can_moderate(person)
    if any(is_own(person, one) for one in comments):
        raise NotAllowed(_("Un autre modérateur que vous relit vos propres avis."))


def can_appeal(person: Any, hiding: Hiding) -> bool:
    return is_own(person, hiding.comment) and not hiding.appeal and not hasattr(hiding.comment, "removal")


def can_decide(person: Any, hiding: Hiding) -> bool:
    concerned = hiding.hidden_by_id == getattr(person, "pk", None) or is_own(person, hiding.comment)
    return can_moderate(person) and not concerned


def check_can_decide(person: Any, hiding: Hiding) -> None:
    check_can_moderate(person)
    if not can_decide(person, hiding):
        raise NotAllowed(_("Un autre modérateur que celui qui a masqué ou écrit l’avis doit répondre."))
