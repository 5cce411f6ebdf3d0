"""The public journal as files: a table for a spreadsheet, the chain for whoever verifies it."""

import json
from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from terreau.lib import spreadsheets
from terreau.trust.audit import queries
from terreau.trust.audit.models import Event
from terreau.trust.audit.sentences import role_words, sentence


def table(events: QuerySet[Event]) -> Iterator[str]:
    """One line per event; numbers and names of fields only."""
    header = [_("N°"), _("Quand"), _("Événement"), _("Quoi"), _("Sur"), _("Numéro"), _("En tant que")]
    return spreadsheets.lines(header, map(_row, events.iterator(chunk_size=2000)))


def _row(event: Event) -> list[object]:
    words = sentence(event.name), event.object_type, event.object_id, role_words(event.role)
    return [event.pk, event.at.isoformat(), event.name, *words]


def chain() -> Iterator[str]:
    """One JSON object per line, oldest first; private events are told by their digest only."""
    for line in queries.chain():
        yield json.dumps(line.__dict__, ensure_ascii=False) + "\n"
