"""Taking back a change: field by field, refused where a later change would be lost."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from terreau.know.cards import species as kinds
from terreau.know.cards.actions.writing import assign, locked, named, save
from terreau.know.cards.enums import CardStatus, Change
from terreau.know.cards.models import Card, Picture, Revision, Stewardship
from terreau.know.cards.queries.filing import Filing, filing
from terreau.know.cards.rules import Values, overwritten
from terreau.lib.errors import Refused
from terreau.trust.audit.actions import record


@transaction.atomic
def undo_revision(*, revision: Revision, by: Any) -> Card:
    """Undo an edit, an import, a merge, an archiving; the undo is itself a revision and can be undone."""
    card = locked(revision.card)
    if Revision.objects.filter(undoes=revision).exists():
        raise Refused(_("Ce changement a déjà été annulé."))
    undone = restore(card, kinds.values_of(card), revision, filing())
    save(card, undone["after"])
    Revision.objects.create(card=card, by=by, change=Change.UNDONE, undoes=revision, **undone)
    record("cards.change_undone", by=by, on=card, detail={"change": revision.change})
    return card


def restore(card: Card, current: Values, revision: Revision, places: Filing) -> dict[str, Values]:
    """Change the card in memory back to before the revision, or refuse and change nothing; what the undo writes."""
    if is_creation(revision) and card.status == CardStatus.MERGED:
        raise Refused(
            _("Cette fiche a été réunie à une autre : séparez-les d’abord, par l’histoire de celle qui reste.")
        )
    restored = {name: value for name, value in revision.before.items() if name in current}
    written = {name: revision.after.get(name) for name in restored}
    if clash := overwritten(current, written):
        names = named(card, clash)
        raise Refused(
            _("Ce champ a changé depuis : %(fields)s. Annulez d’abord le changement le plus récent.")
            % {"fields": names}
        )
    before: Values = {name: current[name] for name in restored}
    before["sources"] = {name: card.sources.get(name) for name in restored}
    assign(card, restored, places)
    _restore_sources(card, revision.before.get("sources", {}))
    return {"before": before, "after": {**restored, **_restore_status(card, revision)}}


def is_creation(revision: Revision) -> bool:
    return revision.change == Change.CREATED or (revision.change == Change.IMPORTED and not revision.after)


def _restore_sources(card: Card, sources: dict[str, Any]) -> None:
    for name, line in sources.items():
        if line is None:
            card.sources.pop(name, None)
        else:
            card.sources[name] = line


def _restore_status(card: Card, revision: Revision) -> Values:
    """What the change did beyond fields: creation, archiving, merging, and the undoing of these."""
    match revision.change:
        case Change.CREATED | Change.IMPORTED if is_creation(revision):
            card.status = CardStatus.ARCHIVED
        case Change.ARCHIVED:
            card.status = CardStatus.PUBLISHED
        case Change.RESTORED:
            card.status = CardStatus.ARCHIVED
        case Change.MISSING:
            card.missing_since = None
        case Change.MERGED:
            _unmerge(card, revision)
        case Change.UNDONE if revision.undoes:
            if revision.undoes.change == Change.MERGED:
                raise Refused(_("Pour réunir de nouveau ces fiches, passez par « Réunir »."))
            if revision.undoes.change in (Change.CREATED, Change.ARCHIVED):
                card.status = CardStatus.PUBLISHED if card.status == CardStatus.ARCHIVED else CardStatus.ARCHIVED
    return {"status": card.status}


def _unmerge(card: Card, revision: Revision) -> None:
    gone = Card.objects.select_for_update(of=("self",)).get(pk=revision.after["merged"])
    if gone.merged_into_id != card.pk:
        raise Refused(_("La fiche réunie a été déplacée depuis : ces deux fiches ne peuvent plus être séparées ici."))
    gone.status, gone.merged_into = CardStatus.PUBLISHED, None
    save(gone)
    moved = revision.after.get("moved", {})
    Picture.objects.filter(pk__in=moved.get("pictures", ()), card=card).update(card=gone)
    Stewardship.objects.filter(pk__in=moved.get("stewards", ()), card=card).update(card=gone)
