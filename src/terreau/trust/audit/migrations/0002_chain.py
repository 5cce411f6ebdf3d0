"""The chain and its lock live in the database, so that raw SQL obeys them too."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION audit_event_text(e audit_event) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'id', e.id, 'at', to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'name', e.name,
        'by', e.by_id, 'role', e.role, 'type', e.object_type, 'on', e.object_id, 'public', e.public,
        'detail', e.detail, 'salt', encode(e.salt, 'hex'))::text
$$;

CREATE FUNCTION audit_event_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE previous bytea;
BEGIN
    -- one writer at a time until its commit: the chain has no forks and no holes
    PERFORM pg_advisory_xact_lock(7254001);
    SELECT id + 1, hash INTO NEW.id, previous FROM audit_event ORDER BY id DESC LIMIT 1;
    NEW.id := coalesce(NEW.id, 1);
    NEW.at := clock_timestamp();
    NEW.salt := uuid_send(gen_random_uuid());
    NEW.digest := sha256(convert_to(audit_event_text(NEW), 'UTF8'));
    NEW.hash := sha256(coalesce(previous, ''::bytea) || NEW.digest);
    RETURN NEW;
END $$;

CREATE TRIGGER audit_event_chain BEFORE INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION audit_event_chain();

CREATE FUNCTION audit_event_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit_event is append-only: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
    FOR EACH STATEMENT EXECUTE FUNCTION audit_event_append_only();
"""

REVERSE = """
DROP TRIGGER audit_event_append_only ON audit_event;
DROP TRIGGER audit_event_chain ON audit_event;
DROP FUNCTION audit_event_append_only();
DROP FUNCTION audit_event_chain();
DROP FUNCTION audit_event_text(audit_event);
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_event")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]
