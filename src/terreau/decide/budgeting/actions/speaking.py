"""What anybody may say of a result: I counted again, I object; what is answered, and what then becomes of the result."""

from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.decide.budgeting import policies
from terreau.decide.budgeting.enums import Finding, PhaseKind
from terreau.decide.budgeting.models import Annulment, Concealment, Edition, Objection, Publication, Recount
from terreau.decide.budgeting.rules import is_on
from terreau.lib.errors import NotAllowed, Refused
from terreau.lib.signs import clean_line, clean_text
from terreau.trust.audit.actions import record


@transaction.atomic
def report_recount(
    *, edition: Edition, name: str, means: str, same: bool, remark: str, by: Any, kit_sha256: str = ""
) -> Recount:
    """Somebody counted again, and says what came out; `kit_sha256` where a program says which kit it counted."""
    published = Publication.objects.filter(edition=edition).select_related("count").first()
    if published is None:
        raise Refused(_("Le résultat n’est pas encore publié."))
    if Annulment.objects.filter(count=published.count_id).exists():
        raise Refused(_("Ce résultat est annulé : recomptez le prochain, une fois publié."))
    if kit_sha256 and kit_sha256 != sha256(bytes(published.count.kit or b"")).hexdigest():
        raise Refused(
            _("La valise recomptée n’est pas celle de cette édition : téléchargez-la de nouveau, puis recomptez.")
        )
    told = Recount.objects.create(
        edition=edition,
        name=clean_line(name),
        means=clean_line(means),
        same=same,
        remark=clean_text(remark),
        kit_sha256=kit_sha256,
    )
    record("budgeting.recount_told", by=by, on=edition, detail={"same": same, "kit": bool(kit_sha256)})
    return told


@transaction.atomic
def object_to_result(*, edition: Edition, name: str, contact: str, text: str, by: Any) -> Objection:
    """Contest the result while objections are open."""
    published = Publication.objects.select_for_update().filter(edition=edition).first()
    if published is None or not is_on(edition.phases.all(), PhaseKind.OBJECT, timezone.now()):
        raise Refused(_("Le temps des contestations n’est pas ouvert."))
    if Annulment.objects.filter(count=published.count_id).exists():
        raise Refused(_("Ce résultat est déjà annulé : attendez le nouveau compte, vous pourrez le contester."))
    made = Objection.objects.create(
        edition=edition, name=clean_line(name), contact=clean_line(contact), text=clean_text(text), at=timezone.now()
    )
    record("budgeting.objection_made", by=by, on=edition, detail={"objection": made.pk})
    return made


@transaction.atomic
def answer_objection(*, objection: Objection, text: str, finding: str, by: Any) -> None:
    """The answer stands below the objection, for everybody, and says what it comes to; one finding annuls the result."""
    if not text.strip():
        raise Refused(_("Écrivez la réponse."))
    if finding not in Finding.values:
        raise Refused(_("Dites ce qu’il en est : non fondée, fondée sans effet, ou résultat annulé."))
    edition = objection.edition
    published = Publication.objects.select_for_update().get(edition=edition)
    if by is not None:
        policies.check_not_involved(by, edition)
    answered = Objection.objects.filter(pk=objection.pk, answered_at__isnull=True)
    if not answered.update(answer=text.strip(), finding=finding, answered_at=timezone.now(), answered_by=by):
        raise Refused(_("Cette contestation a déjà sa réponse."))
    detail = {"objection": objection.pk, "finding": finding}
    record("budgeting.objection_answered", by=by, on=edition, detail=detail)
    of_this_result = objection.at >= published.published_at  # one made against an annulled result annuls no other
    if finding == Finding.ANNULS and of_this_result and not Annulment.objects.filter(count=published.count_id).exists():
        _annul(published, objection, by)


def _annul(published: Publication, objection: Objection, by: Any) -> None:
    Annulment.objects.create(
        edition_id=published.edition_id, count_id=published.count_id, objection=objection,
        published_at=published.published_at, published_by_id=published.published_by_id, annulled_by=by,
        annulled_at=timezone.now(),
    )  # fmt: skip
    record("budgeting.result_annulled", by=by, on=objection.edition, detail={"count": published.count_id})


@transaction.atomic
def conceal_words(*, said: Recount | Objection, reason: str, by: Any) -> None:
    """Hide a name and its words: the reason is public, and the recount or objection still counts."""
    policies.check_can_conceal(by)
    if not reason.strip():
        raise Refused(_("Dites quel point de la charte n’est pas respecté : tout le monde le lira."))
    try:
        with transaction.atomic():
            Concealment.objects.create(reason=reason.strip(), concealed_by=by, **_target(said))
    except IntegrityError:
        raise Refused(_("Ces mots sont déjà masqués.")) from None
    record("budgeting.words_concealed", by=by, on=said.edition, detail=_key(said))


@transaction.atomic
def reveal_words(*, said: Recount | Objection, by: Any) -> None:
    """Shown again, by another moderator than the one who hid them."""
    policies.check_can_conceal(by)
    held = Concealment.objects.select_for_update().filter(lifted_at__isnull=True, **_target(said)).first()
    if held is None:
        return
    if held.concealed_by_id == by.pk:
        raise NotAllowed(_("Un autre modérateur que celui qui a masqué doit relire."))
    held.lifted_at, held.lifted_by = timezone.now(), by
    held.save()
    record("budgeting.words_revealed", by=by, on=said.edition, detail=_key(said))


def _target(said: Recount | Objection) -> dict[str, Any]:
    return {"recount": said} if isinstance(said, Recount) else {"objection": said}


def _key(said: Recount | Objection) -> dict[str, int]:
    return {name: one.pk for name, one in _target(said).items()}
