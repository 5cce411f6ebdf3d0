"""Everybody has the time to contest, somebody else answers, and a published result moves only past an annulment."""

from django.db import migrations

PUBLISHED = "p.edition_id = c.edition_id)"
HOLDING = (
    "p.edition_id = c.edition_id AND NOT EXISTS (SELECT 1 FROM budgeting_annulment a WHERE a.count_id = p.count_id))"
)


def redrawn(before: str, after: str) -> str:
    """The check of draws as it stands, with one condition of it changed."""
    return f"""
DO $do$ BEGIN
    EXECUTE replace(pg_get_functiondef('budgeting_draw_checked'::regproc), '{before}', '{after}');
END $do$;
"""


FORWARD = """
CREATE FUNCTION budgeting_window(edition bigint) RETURNS interval LANGUAGE sql STABLE AS $$
    SELECT CASE template WHEN 'school' THEN interval '1 day' ELSE interval '168 hours' END
        FROM budgeting_edition WHERE id = edition
$$;

-- announced only with the time to contest; a vote that took place elsewhere has none
CREATE FUNCTION budgeting_edition_announced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.shown_at IS NOT NULL AND OLD.shown_at IS NULL AND NEW.source IS NULL AND NOT EXISTS (
        SELECT 1 FROM budgeting_phase p WHERE p.edition_id = NEW.id AND p.kind = 'object'
            AND p.closes_at - p.opens_at >= budgeting_window(NEW.id)) THEN
        RAISE EXCEPTION 'edition % leaves no time to contest its result', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budgeting_edition_announced BEFORE UPDATE OF shown_at ON budgeting_edition
    FOR EACH ROW EXECUTE FUNCTION budgeting_edition_announced();

-- once the result is published, the time to contest may only grow
CREATE FUNCTION budgeting_window_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.kind = 'object' AND EXISTS (SELECT 1 FROM budgeting_publication p WHERE p.edition_id = OLD.edition_id)
        AND (TG_OP = 'DELETE' OR NEW.kind <> OLD.kind OR NEW.edition_id <> OLD.edition_id
            OR NEW.opens_at > OLD.opens_at OR NEW.closes_at < OLD.closes_at) THEN
        RAISE EXCEPTION 'the time to contest the result of edition % does not shrink', OLD.edition_id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budgeting_window_kept BEFORE UPDATE OR DELETE ON budgeting_phase
    FOR EACH ROW EXECUTE FUNCTION budgeting_window_kept();

CREATE FUNCTION budgeting_publication_contestable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM budgeting_edition e WHERE e.id = NEW.edition_id AND e.source IS NOT NULL)
        AND NOT EXISTS (SELECT 1 FROM budgeting_phase p WHERE p.edition_id = NEW.edition_id AND p.kind = 'object'
            AND p.opens_at <= NEW.published_at AND p.closes_at >= NEW.published_at + budgeting_window(NEW.edition_id)) THEN
        RAISE EXCEPTION 'the result of edition % could not be contested long enough', NEW.edition_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budgeting_publication_contestable BEFORE INSERT OR UPDATE ON budgeting_publication
    FOR EACH ROW EXECUTE FUNCTION budgeting_publication_contestable();

-- a publication leaves its count only once that one is annulled, for one that was asked afterwards
DROP TRIGGER budgeting_publication_append_only ON budgeting_publication;
CREATE TRIGGER budgeting_publication_kept BEFORE DELETE OR TRUNCATE ON budgeting_publication
    FOR EACH STATEMENT EXECUTE FUNCTION budgeting_append_only();
CREATE FUNCTION budgeting_publication_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.id <> OLD.id OR NEW.edition_id <> OLD.edition_id OR NOT EXISTS (
        SELECT 1 FROM budgeting_annulment a JOIN budgeting_count c ON c.id = NEW.count_id
        WHERE a.count_id = OLD.count_id AND c.asked_at > a.annulled_at) OR EXISTS (
        SELECT 1 FROM budgeting_annulment a WHERE a.count_id = NEW.count_id) THEN
        RAISE EXCEPTION 'a published result stays until it is annulled and counted again'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budgeting_publication_moves BEFORE UPDATE ON budgeting_publication
    FOR EACH ROW EXECUTE FUNCTION budgeting_publication_moves();
DROP TRIGGER budgeting_publication_checked ON budgeting_publication;
CREATE TRIGGER budgeting_publication_checked BEFORE INSERT OR UPDATE ON budgeting_publication
    FOR EACH ROW EXECUTE FUNCTION budgeting_publication_checked();

-- whoever counted or published does not judge what is said against it, unless hands are few
CREATE FUNCTION budgeting_involved(edition bigint, person bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT NOT e.few_hands AND EXISTS (
        SELECT 1 FROM budgeting_publication p JOIN budgeting_count c ON c.id = p.count_id
            WHERE p.edition_id = e.id AND person IN (p.published_by_id, c.asked_by_id)
        UNION ALL
        SELECT 1 FROM budgeting_annulment a JOIN budgeting_count c ON c.id = a.count_id
            WHERE a.edition_id = e.id AND person IN (a.published_by_id, c.asked_by_id))
    FROM budgeting_edition e WHERE e.id = edition
$$;

CREATE FUNCTION budgeting_objection_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'an objection stays' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.id, NEW.edition_id, NEW.name, NEW.text, NEW.at) IS DISTINCT FROM (OLD.id, OLD.edition_id, OLD.name, OLD.text, OLD.at)
        OR (NEW.contact <> OLD.contact AND NEW.contact <> '')
        OR (OLD.answered_at IS NOT NULL AND (NEW.answer, NEW.finding, NEW.answered_at) IS DISTINCT FROM
            (OLD.answer, OLD.finding, OLD.answered_at))
        OR (OLD.answered_at IS NOT NULL AND NEW.answered_by_id IS DISTINCT FROM OLD.answered_by_id
            AND NEW.answered_by_id IS NOT NULL) THEN
        RAISE EXCEPTION 'an objection and its answer stay as they were written' USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.answered_at IS NULL AND NEW.answered_at IS NOT NULL AND NEW.finding = '' THEN
        RAISE EXCEPTION 'an answer closes with a finding' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.answered_at IS NULL AND budgeting_involved(NEW.edition_id, NEW.answered_by_id) THEN
        RAISE EXCEPTION 'who counted or published answers no objection' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budgeting_objection_kept BEFORE UPDATE OR DELETE ON budgeting_objection
    FOR EACH ROW EXECUTE FUNCTION budgeting_objection_kept();

CREATE FUNCTION budgeting_annulment_founded() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE p budgeting_publication;
BEGIN
    SELECT * INTO p FROM budgeting_publication WHERE edition_id = NEW.edition_id AND count_id = NEW.count_id;
    IF p.id IS NULL OR NOT EXISTS (SELECT 1 FROM budgeting_objection o WHERE o.id = NEW.objection_id
        AND o.edition_id = NEW.edition_id AND o.at >= p.published_at AND o.finding = 'annuls' AND o.answered_by_id IS NOT DISTINCT FROM NEW.annulled_by_id) THEN
        RAISE EXCEPTION 'a result is annulled by whoever answered an objection that is founded' USING ERRCODE = 'check_violation';
    END IF;
    NEW.published_at := p.published_at;
    NEW.published_by_id := p.published_by_id;
    RETURN NEW;
END $$;
CREATE TRIGGER budgeting_annulment_founded BEFORE INSERT ON budgeting_annulment
    FOR EACH ROW EXECUTE FUNCTION budgeting_annulment_founded();
CREATE TRIGGER budgeting_annulment_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON budgeting_annulment
    FOR EACH STATEMENT EXECUTE FUNCTION budgeting_append_only();

CREATE FUNCTION budgeting_concealment_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.lifted_at IS NOT NULL OR
        (NEW.recount_id, NEW.objection_id, NEW.reason, NEW.concealed_at, NEW.concealed_by_id) IS DISTINCT FROM
        (OLD.recount_id, OLD.objection_id, OLD.reason, OLD.concealed_at, OLD.concealed_by_id) THEN
        RAISE EXCEPTION 'a concealment is lifted, never rewritten' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budgeting_concealment_kept BEFORE UPDATE OR DELETE ON budgeting_concealment
    FOR EACH ROW EXECUTE FUNCTION budgeting_concealment_kept();
"""

REVERSE = """
DROP FUNCTION budgeting_concealment_kept() CASCADE;
DROP TRIGGER budgeting_annulment_append_only ON budgeting_annulment;
DROP FUNCTION budgeting_annulment_founded() CASCADE;
DROP FUNCTION budgeting_objection_kept() CASCADE;
DROP FUNCTION budgeting_involved(bigint, bigint);
DROP TRIGGER budgeting_publication_checked ON budgeting_publication;
CREATE TRIGGER budgeting_publication_checked BEFORE INSERT ON budgeting_publication
    FOR EACH ROW EXECUTE FUNCTION budgeting_publication_checked();
DROP FUNCTION budgeting_publication_moves() CASCADE;
DROP TRIGGER budgeting_publication_kept ON budgeting_publication;
CREATE TRIGGER budgeting_publication_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON budgeting_publication
    FOR EACH STATEMENT EXECUTE FUNCTION budgeting_append_only();
DROP FUNCTION budgeting_publication_contestable() CASCADE;
DROP FUNCTION budgeting_window_kept() CASCADE;
DROP FUNCTION budgeting_edition_announced() CASCADE;
DROP FUNCTION budgeting_window(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("budgeting", "0013_claims")]
    operations = [
        migrations.RunSQL(FORWARD, REVERSE),
        migrations.RunSQL(redrawn(PUBLISHED, HOLDING), redrawn(HOLDING, PUBLISHED)),  # a tie of the new count is drawn
    ]
