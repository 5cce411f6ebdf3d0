"""Kept by the database: the search vector by trigger, the Mercator point as a generated column."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION cards_card_search() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE labels text;
BEGIN
    SELECT string_agg(name || ' ' || array_to_string(synonyms, ' '), ' ') INTO labels
        FROM public.cards_category WHERE id = ANY (NEW.path);
    NEW.search := setweight(public.cards_vector(NEW.name || ' ' || array_to_string(NEW.other_names, ' ')), 'A')
        || setweight(public.cards_vector(NEW.summary || ' ' || coalesce(labels, '')), 'B')
        || setweight(public.cards_vector(NEW.description || ' ' || NEW.street || ' ' || NEW.city), 'C');
    RETURN NEW;
END $$;

CREATE TRIGGER cards_card_search
    BEFORE INSERT OR UPDATE OF name, other_names, summary, description, street, city, path ON cards_card
    FOR EACH ROW EXECUTE FUNCTION cards_card_search();

-- Web Mercator metres: GiST on the native point needs no PostGIS
ALTER TABLE cards_card ADD COLUMN point point GENERATED ALWAYS AS (
    CASE WHEN lat NOT BETWEEN -85 AND 85 OR lon IS NULL THEN NULL ELSE point(
        lon * 111319.49079327358, ln(tan(pi() / 4 + radians(lat) / 2)) * 6378137) END) STORED;
CREATE INDEX cards_card_point ON cards_card USING gist (point);
CREATE INDEX cards_card_name_trigrams ON cards_card USING gin (name_key gin_trgm_ops);
"""

REVERSE = """
DROP INDEX cards_card_name_trigrams;
ALTER TABLE cards_card DROP COLUMN point;
DROP TRIGGER cards_card_search ON cards_card;
DROP FUNCTION cards_card_search();
"""


class Migration(migrations.Migration):
    dependencies = [("cards", "0002_cards")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]
