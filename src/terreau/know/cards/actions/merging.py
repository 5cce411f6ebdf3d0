"""Two cards for one thing become one; two things that look alike are remembered as two."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from terreau.know.cards import species as kinds
from terreau.know.cards.actions.writing import assign, locked, save
from terreau.know.cards.enums import CardStatus, Change
from terreau.know.cards.models import Card, Distinction, Picture, Revision, Stewardship
from terreau.know.cards.queries.filing import filing
from terreau.know.cards.rules import Values, ordered
from terreau.lib.errors import Refused
from terreau.trust.audit.actions import record


@transaction.atomic
def merge_cards(*, kept: Card, gone: Card, take: Collection[str] = (), by: Any, note: str = "") -> Card:
    """Join `gone` into `kept`; the fields in `take` come from `gone` with their source and licence.

    The name that disappears stays as another name, so that search still finds it. Undone by `undo_revision`.
    """
    first, second = sorted((kept, gone), key=lambda card: card.pk)  # one lock order: no deadlock
    cards = {card.pk: card for card in (locked(first), locked(second))}
    kept, gone = cards[kept.pk], cards[gone.pk]
    _check_mergeable(kept, gone)
    current, other = kinds.values_of(kept), kinds.values_of(gone)
    wanted: Values = {name: other[name] for name in take if other[name] != current[name]}
    names = [*kept.other_names, gone.name, kept.name, *gone.other_names]
    title = wanted.get("name", kept.name)
    wanted["other_names"] = list(dict.fromkeys(name for name in names if name != title))
    before: Values = {name: current[name] for name in wanted}
    before["sources"] = {name: kept.sources.get(name) for name in wanted}
    assign(kept, wanted, filing())
    kept.sources = {**kept.sources, **{name: gone.sources[name] for name in take if name in gone.sources}}
    save(kept, wanted)
    gone.status, gone.merged_into = CardStatus.MERGED, kept
    save(gone)
    moved = _move(gone, kept)
    after = {**wanted, "merged": gone.pk, "moved": moved}
    Revision.objects.create(card=kept, by=by, change=Change.MERGED, before=before, after=after, note=note)
    record("cards.cards_merged", by=by, on=kept, detail={"gone": gone.pk, "fields": sorted(take)})
    return kept


def _check_mergeable(kept: Card, gone: Card) -> None:
    if kept.pk == gone.pk:
        raise Refused(_("Une fiche ne se réunit pas à elle-même."))
    if CardStatus.MERGED in (kept.status, gone.status):
        raise Refused(_("L’une de ces fiches a déjà été réunie à une autre. Rechargez la page."))
    if kept.species != gone.species:
        raise Refused(_("Un acteur et un lieu restent deux fiches : reliez-les plutôt (propriétaire, gestionnaire)."))


def _move(gone: Card, kept: Card) -> dict[str, list[int]]:
    """Pictures and stewards follow; what moved is kept so that it can come back."""
    pictures = list(gone.pictures.values_list("pk", flat=True))
    present = set(kept.stewardships.filter(ended_at__isnull=True).values_list("person", flat=True))
    stewards = [s.pk for s in gone.stewardships.filter(ended_at__isnull=True) if s.person_id not in present]
    Picture.objects.filter(pk__in=pictures).update(card=kept)
    Stewardship.objects.filter(pk__in=stewards).update(card=kept)
    return {"pictures": pictures, "stewards": stewards}


@transaction.atomic
def distinguish(*, first: Card, second: Card, by: Any) -> Distinction:
    """Remember that someone looked and found two different things; doing it twice changes nothing."""
    low, high = ordered(first.pk, second.pk)
    distinction, created = Distinction.objects.get_or_create(first_id=low, second_id=high, defaults={"by": by})
    if created:
        record("cards.cards_distinguished", by=by, on=first, detail={"other": second.pk})
    return distinction
