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

-- a study begins undecided, is decided, then checked by another; decided it is kept until it is sent back, checked for good
CREATE FUNCTION proposals_study_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    people text[] := '{started_by_id,decided_by_id,checked_by_id}';
    lock text[] := '{version,started_by_id}';
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a study is kept' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.decided_at IS NOT NULL OR NEW.checked_at IS NOT NULL THEN
            RAISE EXCEPTION 'a study begins undecided' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.proposal_id <> OLD.proposal_id OR NEW.started_at <> OLD.started_at THEN
        RAISE EXCEPTION 'a study is of one proposal' USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.checked_at IS NOT NULL THEN  -- somebody who leaves is forgotten, never replaced
        IF to_jsonb(OLD) - people IS DISTINCT FROM to_jsonb(NEW) - people
            OR NEW.started_by_id IS DISTINCT FROM OLD.started_by_id AND NEW.started_by_id IS NOT NULL
            OR NEW.decided_by_id IS DISTINCT FROM OLD.decided_by_id AND NEW.decided_by_id IS NOT NULL
            OR NEW.checked_by_id IS DISTINCT FROM OLD.checked_by_id AND NEW.checked_by_id IS NOT NULL THEN
            RAISE EXCEPTION 'a checked study is never changed' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.decided_at IS NOT NULL AND OLD.decided_at IS NULL AND NEW.decided_by_id IS NULL THEN
        RAISE EXCEPTION 'a study is decided by somebody' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.checked_at IS NOT NULL AND (NEW.checked_by_id IS NULL OR NEW.decided_by_id IS NULL) THEN
        RAISE EXCEPTION 'a study is decided by somebody and checked by another' USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.decided_at IS NOT NULL AND NEW.decided_at IS NOT NULL AND (
        to_jsonb(OLD) - lock - '{decided_by_id,checked_at,checked_by_id}'::text[] IS DISTINCT FROM
        to_jsonb(NEW) - lock - '{decided_by_id,checked_at,checked_by_id}'::text[]
        OR NEW.decided_by_id IS DISTINCT FROM OLD.decided_by_id AND NEW.decided_by_id IS NOT NULL) THEN
        RAISE EXCEPTION 'a decided study is sent back before it changes' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER proposals_study_kept BEFORE INSERT OR UPDATE OR DELETE ON proposals_study
    FOR EACH ROW EXECUTE FUNCTION proposals_study_kept();

-- what was read when it was decided is what is checked: the grid and the price go with the decision
CREATE FUNCTION proposals_line_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE one bigint; touched bigint[] := CASE TG_OP
    WHEN 'INSERT' THEN ARRAY[NEW.study_id] WHEN 'DELETE' THEN ARRAY[OLD.study_id]
    ELSE ARRAY[OLD.study_id, NEW.study_id] END;
BEGIN
    FOREACH one IN ARRAY touched LOOP
        PERFORM 1 FROM proposals_study s WHERE s.id = one FOR SHARE;
        IF EXISTS (SELECT 1 FROM proposals_study s WHERE s.id = one AND s.decided_at IS NOT NULL) THEN
            RAISE EXCEPTION 'a decided study is sent back before it changes' USING ERRCODE = 'restrict_violation';
        END IF;
    END LOOP;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER proposals_finding_kept BEFORE INSERT OR UPDATE OR DELETE ON proposals_finding
    FOR EACH ROW EXECUTE FUNCTION proposals_line_kept();
CREATE TRIGGER proposals_costline_kept BEFORE INSERT OR UPDATE OR DELETE ON proposals_costline
    FOR EACH ROW EXECUTE FUNCTION proposals_line_kept();

CREATE FUNCTION proposals_return_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.returned_by_id IS NULL
        AND to_jsonb(OLD) - 'returned_by_id' IS NOT DISTINCT FROM to_jsonb(NEW) - 'returned_by_id' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'why a study was sent back is kept' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER proposals_return_kept BEFORE UPDATE OR DELETE ON proposals_return
    FOR EACH ROW EXECUTE FUNCTION proposals_return_kept();

-- an appeal keeps its words; it is answered once, by somebody who neither decided, nor checked, nor made it
CREATE FUNCTION proposals_appeal_checked() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE s proposals_study; answered text[] := '{outcome,answer,answered_at,answered_by_id}';
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'an appeal is kept' USING ERRCODE = 'restrict_violation';
    END IF;
    SELECT * INTO s FROM proposals_study WHERE id = NEW.study_id;
    IF s.checked_at IS NULL OR s.retained IS DISTINCT FROM false THEN
        RAISE EXCEPTION 'only a published refusal is contested' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.answered_at IS NOT NULL AND (TG_OP = 'INSERT' OR OLD.answered_at IS NULL) AND (NEW.answered_by_id IS NULL
        OR NEW.answered_by_id IN (s.decided_by_id, s.checked_by_id, NEW.made_by_id)) THEN
        RAISE EXCEPTION 'whoever refused does not answer the appeal' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN RETURN NEW; END IF;
    IF to_jsonb(OLD) - answered - 'made_by_id' IS DISTINCT FROM to_jsonb(NEW) - answered - 'made_by_id'
        OR NEW.made_by_id IS DISTINCT FROM OLD.made_by_id AND NEW.made_by_id IS NOT NULL THEN
        RAISE EXCEPTION 'an appeal is never changed' USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.answered_at IS NOT NULL AND (
        (OLD.outcome, OLD.answer, OLD.answered_at) IS DISTINCT FROM (NEW.outcome, NEW.answer, NEW.answered_at)
        OR NEW.answered_by_id IS DISTINCT FROM OLD.answered_by_id AND NEW.answered_by_id IS NOT NULL) THEN
        RAISE EXCEPTION 'an answered appeal is never changed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER proposals_appeal_checked BEFORE INSERT OR UPDATE OR DELETE ON proposals_appeal
    FOR EACH ROW EXECUTE FUNCTION proposals_appeal_checked();

-- the price that two people agreed on: that of the last checked study, nothing where it refuses or where there is none
CREATE FUNCTION proposals_checked_price(proposal bigint) RETURNS numeric LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN last.retained THEN
        (SELECT sum(c.amount) FROM proposals_costline c WHERE c.study_id = last.id AND c.kind = 'once') END
    FROM (SELECT * FROM proposals_study s WHERE s.proposal_id = proposal AND s.checked_at IS NOT NULL
        ORDER BY s.id DESC LIMIT 1) last
$$;

-- a proposal comes on the ballot, and leaves it, only as two people said, and at their price
CREATE FUNCTION proposals_on_ballot() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE cost numeric := (SELECT p.cost FROM proposals_proposal o JOIN budgeting_project p ON p.id = o.project_id WHERE o.id = NEW.id);
BEGIN
    IF cost IS NOT NULL AND proposals_checked_price(NEW.id) IS DISTINCT FROM cost THEN
        RAISE EXCEPTION 'proposal % has no checked study of this price', NEW.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER proposals_on_ballot AFTER INSERT OR UPDATE OF project_id ON proposals_proposal
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION proposals_on_ballot();

CREATE FUNCTION proposals_off_ballot() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.project_id IS NOT NULL AND NEW.project_id IS DISTINCT FROM OLD.project_id
        AND proposals_checked_price(NEW.id) IS NOT NULL THEN
        RAISE EXCEPTION 'two people retained proposal %: only a new study takes it off the ballot', NEW.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER proposals_off_ballot BEFORE UPDATE OF project_id ON proposals_proposal
    FOR EACH ROW EXECUTE FUNCTION proposals_off_ballot();

CREATE FUNCTION proposals_price_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.cost IS DISTINCT FROM OLD.cost AND EXISTS (SELECT 1 FROM proposals_proposal p
        WHERE p.project_id = NEW.id AND proposals_checked_price(p.id) IS DISTINCT FROM NEW.cost) THEN
        RAISE EXCEPTION 'two people agreed on the price of project %', NEW.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER proposals_price_kept BEFORE UPDATE ON budgeting_project
    FOR EACH ROW EXECUTE FUNCTION proposals_price_kept();
"""

REVERSE = """
DROP FUNCTION proposals_price_kept() CASCADE;
DROP FUNCTION proposals_off_ballot() CASCADE;
DROP FUNCTION proposals_on_ballot() CASCADE;
DROP FUNCTION proposals_checked_price(bigint);
DROP FUNCTION proposals_appeal_checked() CASCADE;
DROP FUNCTION proposals_return_kept() CASCADE;
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
