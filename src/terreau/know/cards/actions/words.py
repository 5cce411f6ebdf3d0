"""Learning the words of cards, after the fact: a statement of its own, so that no change waits for it."""

from django.db import connection

from terreau.trust.audit.models import Event

NEARBY = 50  # cards that others change at the same moment
LEARN = """
INSERT INTO cards_word (text)
SELECT DISTINCT left(word, 60) FROM (
    SELECT unnest(tsvector_to_array(to_tsvector('simple', cards_key(
        name || ' ' || array_to_string(other_names, ' ') || ' ' || summary || ' ' || street)))) AS word
    FROM (SELECT * FROM cards_card WHERE updated_at >= %s::timestamptz - interval '1 hour'
          ORDER BY updated_at DESC LIMIT %s) AS changed
    UNION SELECT unnest(tsvector_to_array(to_tsvector('simple', cards_key(
        name || ' ' || array_to_string(synonyms, ' '))))) FROM cards_category
) AS words WHERE length(word) >= 4 AND word !~ '[0-9]'
ON CONFLICT DO NOTHING
"""


def learn_words(event: Event) -> None:
    """Called after events on cards; changed cards are the last ones, as many as the event says.

    An import tells one event per few hundred cards: reading the whole import again each time would be quadratic.
    """
    changed = event.detail.get("created", 0) + event.detail.get("updated", 0)
    with connection.cursor() as cursor:
        cursor.execute(LEARN, [event.at, changed + NEARBY])
