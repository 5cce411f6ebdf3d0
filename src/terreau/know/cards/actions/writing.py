"""Creating, editing and confirming one card; each change is kept in its history with its source."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.know.cards import species as kinds
from terreau.know.cards.enums import CardStatus, Change
from terreau.know.cards.models import Card, Revision, Source
from terreau.know.cards.models.card import EDITABLE
from terreau.know.cards.queries.filing import Filing, filing, free_slugs
from terreau.know.cards.rules import Values, changes, stamp
from terreau.lib.errors import Refused
from terreau.trust.audit.actions import record


def attribute(name: str) -> str:
    return "kind_id" if name == "kind" else name


def assign(card: Card, values: Mapping[str, Any], places: Filing) -> None:
    """Put the card's own values on it and file it again where they say."""
    for name, value in values.items():
        if name in EDITABLE:
            setattr(card, attribute(name), value)
    card.path = places.path(card.fields)
    card.district_id = places.district(card.fields)


def locked(card: Card) -> Card:
    """The card as it is now, held until the end of the transaction."""
    return Card.objects.select_for_update(of=("self",)).get(pk=card.pk)


def save(card: Card, values: Mapping[str, Any] | None = None) -> None:
    """Save the card, and in the rows that complete it those of `values` that are theirs."""
    touch(card)
    card.save()
    complete(card, values or {})


def touch(card: Card) -> None:
    card.version += 1
    card.updated_at = timezone.now()


def complete(card: Card, values: Mapping[str, Any]) -> None:
    complete_all(card.species, {card.pk: values})


def complete_all(species: str, values: Mapping[int, Mapping[str, Any]]) -> None:
    """What the rows that complete these cards are to hold, by card."""
    own = kinds.of(species)
    extras = {
        pk: mine
        for pk, given in values.items()
        if (mine := {name: value for name, value in given.items() if name in own.labels})
    }
    if extras:
        own.write(extras)


@transaction.atomic
def create_card(
    *,
    species: str,
    values: Mapping[str, Any],
    source: Source,
    by: Any,
    status: str = CardStatus.PUBLISHED,
    note: str = "",
    on: date | None = None,
) -> Card:
    """Create an actor's or a place's card; `on` is when its facts were true (today by default)."""
    given = {name: values[name] for name in kinds.editable(species) if name in values}
    on = on or timezone.localdate()
    card = Card(species=species, status=status, created_by=by, confirmed_at=on, slug=free_slugs([given["name"]])[0])
    assign(card, given, filing())
    card.sources = stamp({}, given, source=source.pk, on=on, values=given)
    card.save()
    kinds.of(species).create([card.pk])
    complete(card, given)
    Revision.objects.create(card=card, by=by, change=Change.CREATED, after=given, source=source, note=note)
    record("cards.card_created", by=by, on=card, public=status == CardStatus.PUBLISHED, detail={"species": species})
    return card


@transaction.atomic
def edit_card(
    *,
    card: Card,
    values: Mapping[str, Any],
    source: Source,
    by: Any,
    version: int | None = None,
    note: str = "",
    on: date | None = None,
) -> Card:
    """Write the fields that changed; refuse when someone changed the same fields since `version` was shown."""
    card = locked(card)
    current = kinds.values_of(card)
    wanted = changes(current, {name: values[name] for name in current if name in values})
    if not wanted:
        return card
    if version is not None and version != card.version:
        check_no_clash(card, wanted, version)
    before: Values = {name: current[name] for name in wanted}
    before["sources"] = {name: card.sources.get(name) for name in wanted}
    on = on or timezone.localdate()
    assign(card, wanted, filing())
    card.sources = stamp(card.sources, wanted, source=source.pk, on=on, values=wanted)
    card.confirmed_at = max(on, card.confirmed_at or on)
    save(card, wanted)
    Revision.objects.create(
        card=card, by=by, change=Change.EDITED, before=before, after=wanted, source=source, note=note
    )
    record("cards.card_edited", by=by, on=card, detail={"fields": sorted(wanted)})
    return card


def check_no_clash(card: Card, wanted: Mapping[str, Any], version: int) -> None:
    """Two tabs: what the other one changed since is named, nothing is overwritten unseen."""
    later = Revision.objects.filter(card=card).order_by("-id")[: max(card.version - version, 0)]
    clash = {name for revision in later for name in revision.after} & set(wanted)
    if clash:
        names = named(card, clash)
        raise Refused(
            _(
                "Quelqu’un a modifié cette fiche pendant que vous l’écriviez : %(fields)s. "
                "Rien n’a été enregistré. Relisez la fiche, puis recommencez ces champs."
            )
            % {"fields": names}
        )


def named(card: Card, names: Iterable[str]) -> str:
    """The fields as people read them, for a sentence."""
    return ", ".join(str(kinds.labels_of(card.species).get(name, name)) for name in sorted(names))


@transaction.atomic
def confirm_card(*, card: Card, source: Source, by: Any, fields: Iterable[str] | None = None) -> Card:
    """Someone who knows says that it is still true: all filled fields, or the named ones."""
    card = locked(card)
    names = [name for name in (fields or EDITABLE) if card.fields.get(name) not in (None, "", [], {})]
    before = {"sources": {name: card.sources.get(name) for name in names}, "confirmed_at": str(card.confirmed_at or "")}
    today = timezone.localdate()
    # the fact keeps the source that said it; only the date of its last confirmation moves
    for name in names:
        known = card.sources.get(name, {"source": source.pk})
        card.sources[name] = {**known, "at": today.isoformat(), "confirmed_by": source.pk}
    card.confirmed_at = today
    card.missing_since = None
    save(card)
    Revision.objects.create(card=card, by=by, change=Change.CONFIRMED, before=before, source=source)
    record("cards.card_confirmed", by=by, on=card, detail={"fields": names if fields else "all"})
    return card
