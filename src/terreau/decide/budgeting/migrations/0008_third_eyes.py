"""Three readings that differ are settled by the third reader, with a reason; and what falls in the box is what was read."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

FORWARD = """
CREATE FUNCTION budgeting_reads_same(a budgeting_reading, b budgeting_reading) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT a.numbers = b.numbers AND a.values = b.values AND (a.void = '') = (b.void = '')
$$;

-- readings come one after the other; a third only where the first two differ, none once the sheet is in the box
CREATE FUNCTION budgeting_reading_in_turn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.turn <> 1 + (SELECT count(*) FROM budgeting_reading r WHERE r.sheet_id = NEW.sheet_id)
        OR EXISTS (SELECT 1 FROM budgeting_sheet s WHERE s.id = NEW.sheet_id AND s.dropped_at IS NOT NULL)
        OR EXISTS (SELECT 1 FROM budgeting_reading a JOIN budgeting_reading b ON a.sheet_id = b.sheet_id AND a.id < b.id
            WHERE a.sheet_id = NEW.sheet_id AND budgeting_reads_same(a, b)) THEN
        RAISE EXCEPTION 'this sheet waits for no reading %', NEW.turn USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budgeting_reading_in_turn BEFORE INSERT ON budgeting_reading
    FOR EACH ROW EXECUTE FUNCTION budgeting_reading_in_turn();

-- only whoever read it third settles a sheet, and only where no two of three readings agree
CREATE FUNCTION budgeting_settlement_checked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM budgeting_reading a
            JOIN budgeting_reading b ON b.sheet_id = a.sheet_id AND b.turn = 2
            JOIN budgeting_reading c ON c.sheet_id = a.sheet_id AND c.turn = 3
            JOIN budgeting_sheet s ON s.id = a.sheet_id
            WHERE a.sheet_id = NEW.sheet_id AND a.turn = 1 AND c.typed_by_id = NEW.settled_by_id AND s.dropped_at IS NULL
            AND NOT (budgeting_reads_same(a, b) OR budgeting_reads_same(a, c) OR budgeting_reads_same(b, c))) THEN
        RAISE EXCEPTION 'only the third of three readers who differ settles a sheet' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budgeting_settlement_checked BEFORE INSERT ON budgeting_settlement
    FOR EACH ROW EXECUTE FUNCTION budgeting_settlement_checked();
CREATE TRIGGER budgeting_settlement_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON budgeting_settlement
    FOR EACH STATEMENT EXECUTE FUNCTION budgeting_append_only();

-- a sheet of paper falls in the box when two of its readings agree or its third reader settled it
CREATE OR REPLACE FUNCTION budgeting_sheet_dropped() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE edition bigint := (SELECT v.edition_id FROM budgeting_envelope v WHERE v.id = NEW.envelope_id); handed int; back int;
    kept budgeting_reading; settled budgeting_settlement;
BEGIN
    IF OLD.dropped_at IS NOT NULL OR NEW.dropped_at IS NULL
        OR (NEW.envelope_id, NEW.place) <> (OLD.envelope_id, OLD.place) THEN
        RAISE EXCEPTION 'a sheet changes once, when it falls in the box' USING ERRCODE = 'restrict_violation';
    END IF;
    SELECT a.* INTO kept FROM budgeting_reading a JOIN budgeting_reading b ON a.sheet_id = b.sheet_id AND a.id < b.id
        WHERE a.sheet_id = NEW.id AND budgeting_reads_same(a, b) LIMIT 1;
    IF kept.id IS NULL THEN
        SELECT * INTO settled FROM budgeting_settlement s WHERE s.sheet_id = NEW.id;
        IF settled.id IS NULL THEN
            RAISE EXCEPTION 'two people have not read the same on this sheet' USING ERRCODE = 'check_violation';
        END IF;
        SELECT * INTO kept FROM budgeting_reading r WHERE r.sheet_id = NEW.id AND r.turn = settled.kept_turn;
    END IF;
    IF NEW.void <> (kept.id IS NULL OR kept.void <> '') THEN
        RAISE EXCEPTION 'this sheet was read otherwise' USING ERRCODE = 'check_violation';
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
        PERFORM set_config('budgeting.as_read', kept.numbers::text || kept.values::text, true);
    END IF;
    RETURN NEW;
END $$;

-- its name comes before `budgeting_slip_checked`, which forgets who was admitted
CREATE FUNCTION budgeting_slip_as_read() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT budgeting_mixing() AND coalesce(current_setting('budgeting.admitted', true), '') LIKE '% paper'
        AND current_setting('budgeting.as_read', true) IS DISTINCT FROM NEW.numbers::text || NEW.values::text THEN
        RAISE EXCEPTION 'what falls in the box is what was read' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budgeting_slip_as_read BEFORE INSERT ON budgeting_slip
    FOR EACH ROW EXECUTE FUNCTION budgeting_slip_as_read();
"""

REVERSE = """
DROP FUNCTION budgeting_slip_as_read() CASCADE;
CREATE OR REPLACE FUNCTION budgeting_sheet_dropped() RETURNS trigger LANGUAGE plpgsql AS $$
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
DROP FUNCTION budgeting_settlement_checked() CASCADE;
DROP TRIGGER budgeting_settlement_append_only ON budgeting_settlement;
DROP FUNCTION budgeting_reading_in_turn() CASCADE;
DROP FUNCTION budgeting_reads_same(budgeting_reading, budgeting_reading);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("budgeting", "0007_rules_and_near_misses"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Settlement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kept_turn", models.PositiveSmallIntegerField(null=True)),
                ("reason", models.CharField(max_length=300, verbose_name="Pourquoi")),
                ("settled_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "settled_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "sheet",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="settlement", to="budgeting.sheet"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kept_turn__isnull", True),
                            models.Q(("kept_turn__gte", 1), ("kept_turn__lte", 3)),
                            _connector="OR",
                        ),
                        name="budgeting_settlement_keeps_one_of_three",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="budgeting_settlement_says_why"
                    ),
                ],
            },
        ),
        migrations.RunSQL(FORWARD, REVERSE),
    ]
