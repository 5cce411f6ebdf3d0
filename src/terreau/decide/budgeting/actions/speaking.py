"""What anybody may say of a result: I counted again, I object; and what is answered, in public."""

from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.decide.budgeting.enums import PhaseKind
from terreau.decide.budgeting.models import Edition, Objection, Publication, Recount
from terreau.decide.budgeting.rules import is_on
from terreau.lib.errors import Refused
from terreau.trust.audit.actions import record


@transaction.atomic
def report_recount(
    *, edition: Edition, name: str, means: str, same: bool, remark: str, by: Any, kit_sha256: str = ""
) -> Recount:
    """Somebody counted again, and says what came out; `kit_sha256` where a program says which kit it counted."""
    published = Publication.objects.filter(edition=edition).select_related("count").first()
    if published is None:
        raise Refused(_("Le résultat n’est pas encore publié."))
    if kit_sha256 and kit_sha256 != sha256(bytes(published.count.kit or b"")).hexdigest():
        raise Refused(
            _("La valise recomptée n’est pas celle de cette édition : téléchargez-la de nouveau, puis recomptez.")
        )
    told = Recount.objects.create(
        edition=edition, name=name.strip(), means=means.strip(), same=same, remark=remark, kit_sha256=kit_sha256
    )
    record("budgeting.recount_told", by=by, on=edition, detail={"same": same, "kit": bool(kit_sha256)})
    return told


@transaction.atomic
def object_to_result(*, edition: Edition, name: str, contact: str, text: str, by: Any) -> Objection:
    """Contest the result while objections are open."""
    if not is_on(edition.phases.all(), PhaseKind.OBJECT, timezone.now()):
        raise Refused(_("Le temps des contestations n’est pas ouvert."))
    made = Objection.objects.create(edition=edition, name=name.strip(), contact=contact.strip(), text=text.strip())
    record("budgeting.objection_made", by=by, on=edition, detail={"objection": made.pk})
    return made


@transaction.atomic
def answer_objection(*, objection: Objection, text: str, by: Any) -> None:
    """The answer stands below the objection, for everybody."""
    if not text.strip():
        raise Refused(_("Écrivez la réponse."))
    answered = Objection.objects.filter(pk=objection.pk, answered_at__isnull=True)
    if not answered.update(answer=text.strip(), answered_at=timezone.now(), answered_by=by):
        raise Refused(_("Cette contestation a déjà sa réponse."))
    record("budgeting.objection_answered", by=by, on=objection.edition, detail={"objection": objection.pk})
