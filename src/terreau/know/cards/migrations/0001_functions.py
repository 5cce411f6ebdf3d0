"""French text made comparable: immutable functions that generated columns and indexes may use."""

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations

FORWARD = """
CREATE FUNCTION terreau_unaccent(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS
    $$ SELECT public.unaccent('public.unaccent'::regdictionary, $1) $$;
CREATE FUNCTION cards_key(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS
    $$ SELECT lower(public.terreau_unaccent($1)) $$;
-- Snowball alone misses accents typed or not; the plain unaccented words beside it forgive both.
CREATE FUNCTION cards_vector(text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT to_tsvector('pg_catalog.french', coalesce($1, ''))
        || to_tsvector('pg_catalog.simple', public.cards_key(coalesce($1, ''))) $$;
"""

REVERSE = "DROP FUNCTION cards_vector(text), cards_key(text), terreau_unaccent(text);"


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [UnaccentExtension(), TrigramExtension(), migrations.RunSQL(FORWARD, REVERSE)]
