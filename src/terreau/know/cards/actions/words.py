"""Learning the words of cards, after the fact: a statement of its own, so that no change waits for it."""

from django.db import connection

from terreau.trust.audit.models import Event

LEARN = """
INSERT INTO cards_word (text)
SELECT DISTINCT left(word, 60) FROM (
    SELECT unnest(tsvector_to_array(to_tsvector('simple', cards_key(
        name || ' ' || array_to_string(other_names, ' ') || ' ' || summary || ' ' || street)))) AS word
    FROM cards_card WHERE updated_at >= %s::timestamptz - interval '1 hour'
    UNION SELECT unnest(tsvector_to_array(to_tsvector('simple', cards_key(
        name || ' ' || array_to_string(synonyms, ' '))))) FROM cards_category
) AS words WHERE length(word) >= 4 AND word !~ '[0-9]'
ON CONFLICT DO NOTHING
"""


def learn_words(event: Event) -> None:
    """Called after events on cards; changed cards are those of the last hour."""
    with connection.cursor() as cursor:
        cursor.execute(LEARN, [event.at])
