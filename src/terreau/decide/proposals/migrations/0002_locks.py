"""What was answered in public stays as it was, whoever writes to the database; words are found by an index."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION proposals_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;
-- words that were read are kept; only an erased account may leave its name
CREATE FUNCTION proposals_version_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(OLD) - 'made_by_id' IS DISTINCT FROM to_jsonb(NEW) - 'made_by_id' OR NEW.made_by_id IS NOT NULL THEN
        RAISE EXCEPTION 'a version is never changed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER proposals_version_kept BEFORE UPDATE ON proposals_version
    FOR EACH ROW EXECUTE FUNCTION proposals_version_kept();
CREATE TRIGGER proposals_version_append_only BEFORE DELETE OR TRUNCATE ON proposals_version
    FOR EACH STATEMENT EXECUTE FUNCTION proposals_append_only();

CREATE FUNCTION proposals_study_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE people text[] := '{started_by_id,decided_by_id,checked_by_id}';
BEGIN
    IF OLD.checked_at IS NULL AND TG_OP = 'UPDATE' THEN RETURN NEW; END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a study is kept' USING ERRCODE = 'restrict_violation';
    END IF;
    IF to_jsonb(OLD) - people IS DISTINCT FROM to_jsonb(NEW) - people
        OR NEW.started_by_id IS DISTINCT FROM OLD.started_by_id AND NEW.started_by_id IS NOT NULL
        OR NEW.decided_by_id IS DISTINCT FROM OLD.decided_by_id AND NEW.decided_by_id IS NOT NULL
        OR NEW.checked_by_id IS DISTINCT FROM OLD.checked_by_id AND NEW.checked_by_id IS NOT NULL THEN
        RAISE EXCEPTION 'a checked study is never changed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER proposals_study_kept BEFORE UPDATE OR DELETE ON proposals_study
    FOR EACH ROW EXECUTE FUNCTION proposals_study_kept();

CREATE FUNCTION proposals_line_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE study bigint := CASE WHEN TG_OP = 'INSERT' THEN NEW.study_id ELSE OLD.study_id END;
BEGIN
    IF EXISTS (SELECT 1 FROM proposals_study s WHERE s.id = study AND s.checked_at IS NOT NULL) THEN
        RAISE EXCEPTION 'a checked study is never changed' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER proposals_finding_kept BEFORE INSERT OR UPDATE OR DELETE ON proposals_finding
    FOR EACH ROW EXECUTE FUNCTION proposals_line_kept();
CREATE TRIGGER proposals_costline_kept BEFORE INSERT OR UPDATE OR DELETE ON proposals_costline
    FOR EACH ROW EXECUTE FUNCTION proposals_line_kept();

CREATE FUNCTION proposals_appeal_checked() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE s proposals_study;
BEGIN
    SELECT * INTO s FROM proposals_study WHERE id = NEW.study_id;
    IF s.checked_at IS NULL OR s.retained IS DISTINCT FROM false THEN
        RAISE EXCEPTION 'only a published refusal is contested' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.answered_at IS NOT NULL AND
        to_jsonb(OLD) - '{made_by_id,answered_by_id}'::text[] IS DISTINCT FROM to_jsonb(NEW) - '{made_by_id,answered_by_id}'::text[] THEN
        RAISE EXCEPTION 'an answered appeal is never changed' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.answered_by_id IN (s.decided_by_id, s.checked_by_id) THEN
        RAISE EXCEPTION 'whoever refused does not answer the appeal' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER proposals_appeal_checked BEFORE INSERT OR UPDATE ON proposals_appeal
    FOR EACH ROW EXECUTE FUNCTION proposals_appeal_checked();
"""

REVERSE = """
DROP FUNCTION proposals_appeal_checked() CASCADE;
DROP FUNCTION proposals_line_kept() CASCADE;
DROP FUNCTION proposals_study_kept() CASCADE;
DROP FUNCTION proposals_version_kept() CASCADE;
DROP FUNCTION proposals_append_only() CASCADE;
"""


# what is sought: whole words, their French stems, beginnings, with or without accents, as on the map
SEARCH = """
ALTER TABLE proposals_proposal ADD COLUMN search tsvector
    GENERATED ALWAYS AS (cards_vector(title || ' ' || summary || ' ' || text)) STORED;
CREATE INDEX proposals_search ON proposals_proposal USING gin (search) WITH (fastupdate = off);
CREATE INDEX proposals_title_letters ON proposals_proposal USING gin (title gin_trgm_ops);
"""
NO_SEARCH = "DROP INDEX proposals_title_letters; ALTER TABLE proposals_proposal DROP COLUMN search;"


class Migration(migrations.Migration):
    dependencies = [("proposals", "0001_proposals")]
    operations = [migrations.RunSQL(FORWARD, REVERSE), migrations.RunSQL(SEARCH, NO_SEARCH)]
