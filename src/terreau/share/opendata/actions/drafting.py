"""What lines want of cards: read for a whole chunk at once, so that merging a thousand lines is no thousand queries."""

from collections.abc import Mapping, Sequence
from typing import Any

from terreau.know.cards import species as kinds
from terreau.know.cards.actions import CardDraft
from terreau.know.cards.models import Card
from terreau.share.opendata.enums import Verdict
from terreau.share.opendata.models import Import, Line, Origin
from terreau.share.opendata.rules import to_complete, to_write


def cards_of(batch: Import, lines: Sequence[Line]) -> dict[int, int]:
    """The card that each line updates or joins, by number; a twin's card is known once the twin is written."""
    found = {line.number: line.card_id for line in lines if line.card_id and line.verdict != Verdict.CREATE}
    twins = [line for line in lines if line.twin and not line.card_id and line.verdict == Verdict.MERGE]
    written = dict(
        batch.lines.filter(number__in={line.twin for line in twins}, card__isnull=False).values_list(
            "number", "card_id"
        )
    )
    found |= {line.number: written[line.twin] for line in twins if line.twin in written}
    return found


def drafts_of(batch: Import, lines: Sequence[Line], cards: Mapping[int, int]) -> list[tuple[Line, CardDraft]]:
    """Each line with what it writes: everything for a new card, the three-way rule or the blanks for a known one."""
    current = _current(batch.species, {cards[line.number] for line in lines if line.number in cards})
    keys = [line.key for line in lines if line.verdict == Verdict.UPDATE]
    last = dict(Origin.objects.filter(source=batch.source, key__in=keys).values_list("key", "values"))
    return [(line, _draft(batch, line, cards.get(line.number), current, last)) for line in lines]


def _current(species: str, ids: set[int]) -> dict[int, dict[str, Any]]:
    extras = kinds.of(species).read(list(ids))
    return {pk: {**card.fields, **extras.get(pk, {})} for pk, card in Card.objects.in_bulk(ids).items()}


def _draft(
    batch: Import, line: Line, card: int | None, current: Mapping[int, Any], last: Mapping[str, Any]
) -> CardDraft:
    if card is None:
        return CardDraft(values=line.values, species=batch.species)
    if line.verdict == Verdict.UPDATE:
        values, _kept = to_write(last.get(line.key, {}), line.values, current[card])
    else:
        values = to_complete(line.values, current[card])
    return CardDraft(values=values, species=batch.species, card_id=card)
