"""The public journal as files: a table for a spreadsheet, the chain for whoever verifies it."""

import csv
import json
from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from terreau.trust.audit import queries
from terreau.trust.audit.models import Event
from terreau.trust.audit.sentences import role_words, sentence


class Echo:
    """A file that gives back what is written to it."""

    def write(self, value: str) -> str:
        return value


def table(events: QuerySet[Event]) -> Iterator[str]:
    """One line per event; numbers and names of fields only, so nothing a spreadsheet could run."""
    writer = csv.writer(Echo())
    yield "\ufeff"
    yield writer.writerow([_("N°"), _("Quand"), _("Événement"), _("Quoi"), _("Sur"), _("Numéro"), _("En tant que")])
    for event in events.iterator(chunk_size=2000):
        words = sentence(event.name), event.object_type, event.object_id, role_words(event.role)
        yield writer.writerow([event.pk, event.at.isoformat(), event.name, *words])


def chain() -> Iterator[str]:
    """One JSON object per line, oldest first; private events are told by their digest only."""
    for line in queries.chain():
        yield json.dumps(line.__dict__, ensure_ascii=False) + "\n"
