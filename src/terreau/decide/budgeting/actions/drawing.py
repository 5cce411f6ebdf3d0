"""A draw of lots: for the tie that stopped a count and no other, written by one person, confirmed by a second."""

import re
from typing import Any

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.decide.budgeting.actions.changing import Overtaken
from terreau.decide.budgeting.models import Draw, Edition
from terreau.decide.budgeting.queries.draws import standing_tie
from terreau.lib.errors import Refused
from terreau.trust.audit.actions import record


@transaction.atomic
def record_draw(*, edition: Edition, order: str, protocol: str, by: Any) -> Draw:
    """The order drawn in public among the tied projects, and what people saw; written again, it is a correction."""
    tie = standing_tie(edition)
    if tie is None:
        raise Refused(_("Rien n’est à tirer : le dernier compte ne s’est pas arrêté sur une égalité."))
    keys = re.findall(r"[^\s,;]+", order)
    missing, strange = sorted(set(tie.tied) - set(keys)), sorted(set(keys) - set(tie.tied))
    if missing or strange or len(keys) != len(set(keys)):
        raise Refused(
            _(
"L’ordre tiré nomme une fois chaque projet à égalité, et eux seuls. Manquent : %(missing)s. De trop : "
"%(strange)s."
)
            % {"missing": ", ".join(missing) or "—", "strange": ", ".join(strange) or "—"}
        )  # fmt: skip
    if not protocol.strip():
        raise Refused(_("Écrivez le procès-verbal : où, quand, devant qui, comment le tirage s’est fait."))
    draw = Draw.objects.select_for_update().filter(count=tie).first()
    if draw is None:
        draw = Draw.objects.create(edition=edition, count=tie, order=keys, protocol=protocol.strip(), drawn_by=by)
        record("budgeting.lot_drawn", by=by, on=edition, detail={"count": tie.pk, "order": keys})
        return draw
    if draw.confirmed_at:
        raise Refused(_("Ce tirage est confirmé : il ne se corrige plus. Comptez de nouveau."))
    before = draw.order
    draw.order, draw.protocol, draw.drawn_at, draw.drawn_by = keys, protocol.strip(), timezone.now(), by
    draw.save()
    record("budgeting.lot_corrected", by=by, on=edition, detail={"count": tie.pk, "before": before, "order": keys})
    return draw


@transaction.atomic
def confirm_draw(*, draw: Draw, seen: str, by: Any) -> Draw:
    """Somebody else saw the same draw, whose `digest` is `seen`: from now on it serves, and stays."""
    draw = Draw.objects.select_for_update().get(pk=draw.pk)
    if draw.confirmed_at:
        return draw
    if draw.drawn_by_id == getattr(by, "pk", None) and not draw.edition.few_hands:
        raise Refused(_("Une autre personne confirme le tirage : qui l’a écrit ne peut pas le confirmer."))
    if seen != draw.digest:
        raise Overtaken(
            _(
                "Ce tirage a été récrit entre-temps : rien n’est confirmé. Relisez-le, puis confirmez ce que vous avez vu."
            )
        )
    draw.confirmed_at, draw.confirmed_by = timezone.now(), by
    try:
        with transaction.atomic():
            draw.save(update_fields=["confirmed_at", "confirmed_by"])
    except DatabaseError:
        raise Refused(_("Ce tirage ne vaut plus : un autre compte a été fait depuis. Comptez de nouveau.")) from None
    record("budgeting.lot_confirmed", by=by, on=draw.edition, detail={"count": draw.count_id, "order": draw.order})
    return draw
