"""What money and ballots depend on is held by the database, so that raw SQL obeys it too."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION budgeting_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION budgeting_is_open(edition bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM budgeting_opening o WHERE o.edition_id = edition)
$$;

-- an edition whose vote has opened keeps its rules, its prices and its dates
CREATE FUNCTION budgeting_edition_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT budgeting_is_open(OLD.id) THEN
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' OR
        (to_jsonb(OLD) - '{name,question,summary,electorate,pepper}'::text[]) IS DISTINCT FROM
        (to_jsonb(NEW) - '{name,question,summary,electorate,pepper}'::text[])
        OR (NEW.pepper <> OLD.pepper AND NEW.pepper <> ''::bytea)
    THEN
        RAISE EXCEPTION 'the rules of edition % are frozen since its vote opened', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budgeting_edition_frozen BEFORE UPDATE OR DELETE ON budgeting_edition
    FOR EACH ROW EXECUTE FUNCTION budgeting_edition_frozen();

CREATE FUNCTION budgeting_project_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE edition bigint := coalesce(NEW.edition_id, OLD.edition_id);
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.edition_id, NEW.number, NEW.key, NEW.title, NEW.cost, NEW.envelope) =
        (OLD.edition_id, OLD.number, OLD.key, OLD.title, OLD.cost, OLD.envelope) THEN RETURN NEW; END IF;
    IF budgeting_is_open(edition) OR (TG_OP = 'UPDATE' AND budgeting_is_open(OLD.edition_id)) THEN
        RAISE EXCEPTION 'the projects of edition % are frozen since its vote opened', edition
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budgeting_project_frozen BEFORE INSERT OR UPDATE OR DELETE ON budgeting_project
    FOR EACH ROW EXECUTE FUNCTION budgeting_project_frozen();

CREATE FUNCTION budgeting_phase_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (TG_OP <> 'INSERT' AND OLD.kind = 'vote' AND budgeting_is_open(OLD.edition_id)) OR
        (TG_OP <> 'DELETE' AND NEW.kind = 'vote' AND budgeting_is_open(NEW.edition_id)) THEN
        RAISE EXCEPTION 'the dates of the vote of edition % are frozen since it opened', coalesce(NEW.edition_id, OLD.edition_id)
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budgeting_phase_frozen BEFORE INSERT OR UPDATE OR DELETE ON budgeting_phase
    FOR EACH ROW EXECUTE FUNCTION budgeting_phase_frozen();

CREATE TRIGGER budgeting_opening_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON budgeting_opening
    FOR EACH STATEMENT EXECUTE FUNCTION budgeting_append_only();
CREATE TRIGGER budgeting_draw_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON budgeting_draw
    FOR EACH STATEMENT EXECUTE FUNCTION budgeting_append_only();
CREATE TRIGGER budgeting_recount_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON budgeting_recount
    FOR EACH STATEMENT EXECUTE FUNCTION budgeting_append_only();
CREATE TRIGGER budgeting_publication_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON budgeting_publication
    FOR EACH STATEMENT EXECUTE FUNCTION budgeting_append_only();

-- the box: who voted, and what was chosen
CREATE TRIGGER budgeting_attendance_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON budgeting_attendance
    FOR EACH STATEMENT EXECUTE FUNCTION budgeting_append_only();
CREATE TRIGGER budgeting_replacement_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON budgeting_replacement
    FOR EACH STATEMENT EXECUTE FUNCTION budgeting_append_only();
CREATE TRIGGER budgeting_ballot_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON budgeting_ballot
    FOR EACH STATEMENT EXECUTE FUNCTION budgeting_append_only();
CREATE TRIGGER budgeting_slip_append_only BEFORE UPDATE OR DELETE ON budgeting_slip
    FOR EACH STATEMENT EXECUTE FUNCTION budgeting_append_only();

CREATE FUNCTION budgeting_mixing() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('budgeting.mixing', true), '') = 'on'
$$;

CREATE FUNCTION budgeting_slip_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT budgeting_mixing() THEN
        RAISE EXCEPTION 'slips leave only for the box' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER budgeting_slip_emptied BEFORE TRUNCATE ON budgeting_slip
    FOR EACH STATEMENT EXECUTE FUNCTION budgeting_slip_emptied();

-- a slip goes with an attendance or a replacement written just before, in the same transaction
CREATE FUNCTION budgeting_admit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('budgeting.admitted', NEW.edition_id::text, true);
    RETURN NULL;
END $$;

-- whoever takes a sheet of paper is on the list at once; the sheet comes back later
CREATE FUNCTION budgeting_admit_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.channel <> 'paper' THEN
        PERFORM set_config('budgeting.admitted', NEW.edition_id::text, true);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER budgeting_attendance_admits AFTER INSERT ON budgeting_attendance
    FOR EACH ROW EXECUTE FUNCTION budgeting_admit_person();
CREATE TRIGGER budgeting_replacement_admits AFTER INSERT ON budgeting_replacement
    FOR EACH ROW EXECUTE FUNCTION budgeting_admit();

-- a sheet of paper falls in the box when two of its readings agree, and only where a person on the list took one
CREATE FUNCTION budgeting_sheet_dropped() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE edition bigint := (SELECT v.edition_id FROM budgeting_envelope v WHERE v.id = NEW.envelope_id); handed int; back int;
BEGIN
    IF OLD.dropped_at IS NOT NULL OR NEW.dropped_at IS NULL
        OR (NEW.envelope_id, NEW.place) <> (OLD.envelope_id, OLD.place) THEN
        RAISE EXCEPTION 'a sheet changes once, when it falls in the box' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM budgeting_reading a JOIN budgeting_reading b ON a.sheet_id = b.sheet_id AND a.id < b.id
        WHERE a.sheet_id = NEW.id AND a.numbers = b.numbers AND a.values = b.values AND (a.void = '') = (b.void = '')
        AND (a.void <> '') = NEW.void) THEN
        RAISE EXCEPTION 'two people have not read the same on this sheet' USING ERRCODE = 'check_violation';
    END IF;
    PERFORM pg_advisory_xact_lock(7254002, edition::int);
    SELECT count(*) INTO handed FROM budgeting_attendance a WHERE a.edition_id = edition AND a.channel = 'paper';
    SELECT count(*) INTO back FROM budgeting_sheet s JOIN budgeting_envelope v ON v.id = s.envelope_id
        WHERE v.edition_id = edition AND s.dropped_at IS NOT NULL;
    IF back >= handed THEN
        RAISE EXCEPTION 'more sheets than people who took one in edition %', edition USING ERRCODE = 'check_violation';
    END IF;
    IF NOT NEW.void THEN
        PERFORM set_config('budgeting.admitted', edition::text || ' paper', true);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budgeting_sheet_dropped BEFORE UPDATE ON budgeting_sheet
    FOR EACH ROW EXECUTE FUNCTION budgeting_sheet_dropped();
CREATE TRIGGER budgeting_sheet_kept BEFORE DELETE OR TRUNCATE ON budgeting_sheet
    FOR EACH STATEMENT EXECUTE FUNCTION budgeting_append_only();
CREATE TRIGGER budgeting_reading_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON budgeting_reading
    FOR EACH STATEMENT EXECUTE FUNCTION budgeting_append_only();

CREATE FUNCTION budgeting_check_choices(e budgeting_edition, numbers int[], given int[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE n int := cardinality(numbers); cost numeric; known int;
BEGIN
    SELECT count(*), sum(p.cost) INTO known, cost FROM budgeting_project p
        WHERE p.edition_id = e.id AND p.number = ANY (numbers);
    IF n <> cardinality(given) OR n < e.min_choices OR n > coalesce(e.max_choices, n) OR known <> n
        OR (e.ballot_kind IN ('approval', 'basket') AND EXISTS (SELECT 1 FROM unnest(given) v WHERE v <> 1))
        OR (e.ballot_kind = 'basket' AND cost > e.budget)
        OR (e.ballot_kind = 'points' AND ((SELECT sum(v) FROM unnest(given) v) > e.points OR 0 = ANY (given)))
        OR (e.ballot_kind = 'ranking' AND (SELECT array_agg(v ORDER BY v) FROM unnest(given) v)
            IS DISTINCT FROM (SELECT array_agg(k) FROM generate_series(1, n) k))
    THEN
        RAISE EXCEPTION 'this ballot does not follow the rules of edition %', e.id USING ERRCODE = 'check_violation';
    END IF;
END $$;

CREATE FUNCTION budgeting_slip_checked() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE e budgeting_edition; admitted text := coalesce(current_setting('budgeting.admitted', true), '');
BEGIN
    IF budgeting_mixing() THEN RETURN NEW; END IF;
    SELECT * INTO e FROM budgeting_edition WHERE id = NEW.edition_id;
    -- paper is read after the close; the person took it while the vote was open
    IF NOT budgeting_is_open(e.id) OR EXISTS (SELECT 1 FROM budgeting_publication p WHERE p.edition_id = e.id)
        OR admitted <> e.id::text || ' paper' AND NOT EXISTS (SELECT 1 FROM budgeting_phase p WHERE p.edition_id = e.id
        AND p.kind = 'vote' AND p.opens_at <= clock_timestamp() AND clock_timestamp() < p.closes_at) THEN
        RAISE EXCEPTION 'the vote of edition % is not open', e.id USING ERRCODE = 'check_violation';
    END IF;
    IF admitted NOT IN (e.id::text, e.id::text || ' paper') THEN
        RAISE EXCEPTION 'a ballot without a voter' USING ERRCODE = 'check_violation';
    END IF;
    PERFORM set_config('budgeting.admitted', '', true);
    PERFORM budgeting_check_choices(e, NEW.numbers, NEW.values);
    RETURN NEW;
END $$;
CREATE TRIGGER budgeting_slip_checked BEFORE INSERT ON budgeting_slip
    FOR EACH ROW EXECUTE FUNCTION budgeting_slip_checked();

CREATE FUNCTION budgeting_ballot_checked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT budgeting_mixing() AND NOT EXISTS
        (SELECT 1 FROM budgeting_edition e WHERE e.id = NEW.edition_id AND e.source IS NOT NULL) THEN
        RAISE EXCEPTION 'ballots enter the box by mixing only' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budgeting_ballot_checked BEFORE INSERT ON budgeting_ballot
    FOR EACH ROW EXECUTE FUNCTION budgeting_ballot_checked();

-- counting and publishing
CREATE FUNCTION budgeting_count_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.ended_at IS NOT NULL THEN
        RAISE EXCEPTION 'a count that ended stays as it is' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budgeting_count_ended BEFORE UPDATE OR DELETE ON budgeting_count
    FOR EACH ROW EXECUTE FUNCTION budgeting_count_ended();

CREATE FUNCTION budgeting_publication_checked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM budgeting_count c WHERE c.id = NEW.count_id AND c.edition_id = NEW.edition_id
        AND c.state = 'agreed' AND c.ended_at IS NOT NULL) THEN
        RAISE EXCEPTION 'only a count on which both counters agree is published' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budgeting_publication_checked BEFORE INSERT ON budgeting_publication
    FOR EACH ROW EXECUTE FUNCTION budgeting_publication_checked();

-- nobody alone can do two things that would let them bend a result
CREATE FUNCTION budgeting_one_task() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM budgeting_assignment a WHERE a.edition_id = NEW.edition_id AND a.person_id = NEW.person_id
            AND a.task <> NEW.task AND a.id IS DISTINCT FROM NEW.id)
        AND NOT (SELECT few_hands FROM budgeting_edition e WHERE e.id = NEW.edition_id) THEN
        RAISE EXCEPTION 'one person, one task in edition %', NEW.edition_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budgeting_one_task BEFORE INSERT OR UPDATE ON budgeting_assignment
    FOR EACH ROW EXECUTE FUNCTION budgeting_one_task();
"""

REVERSE = """
DROP FUNCTION budgeting_one_task() CASCADE;
DROP FUNCTION budgeting_publication_checked() CASCADE;
DROP FUNCTION budgeting_count_ended() CASCADE;
DROP FUNCTION budgeting_ballot_checked() CASCADE;
DROP FUNCTION budgeting_slip_checked() CASCADE;
DROP FUNCTION budgeting_check_choices(budgeting_edition, int[], int[]);
DROP FUNCTION budgeting_sheet_dropped() CASCADE;
DROP FUNCTION budgeting_admit_person() CASCADE;
DROP FUNCTION budgeting_admit() CASCADE;
DROP FUNCTION budgeting_slip_emptied() CASCADE;
DROP FUNCTION budgeting_mixing();
DROP FUNCTION budgeting_phase_frozen() CASCADE;
DROP FUNCTION budgeting_project_frozen() CASCADE;
DROP FUNCTION budgeting_edition_frozen() CASCADE;
DROP FUNCTION budgeting_is_open(bigint);
DROP FUNCTION budgeting_append_only() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("budgeting", "0001_editions")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]
