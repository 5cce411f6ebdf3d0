"""A batch of letters works once a second person counted it; printed = used + withdrawn + unused, held by the database."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

FORWARD = """
CREATE FUNCTION budgeting_release_checked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM budgeting_batch b JOIN budgeting_edition e ON e.id = b.edition_id
        WHERE b.id = NEW.batch_id AND b.revoked_at IS NULL AND (e.few_hands OR b.made_by_id IS DISTINCT FROM NEW.released_by_id))
        OR EXISTS (SELECT 1 FROM budgeting_letter l WHERE l.batch_id = NEW.batch_id AND l.voter <> '')
        OR NEW.counted <> (SELECT count(*) FROM budgeting_letter l WHERE l.batch_id = NEW.batch_id) THEN
        RAISE EXCEPTION 'a batch is released by a second person who counted as many letters' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budgeting_release_checked BEFORE INSERT ON budgeting_release
    FOR EACH ROW EXECUTE FUNCTION budgeting_release_checked();
CREATE TRIGGER budgeting_release_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON budgeting_release
    FOR EACH STATEMENT EXECUTE FUNCTION budgeting_append_only();

-- a code votes only if it was not withdrawn, and if its letters were counted; a pass names the person it was given to
CREATE FUNCTION budgeting_code_works() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM budgeting_letter l JOIN budgeting_batch b ON b.id = l.batch_id WHERE l.digest = NEW.proof
        AND (l.revoked_at IS NOT NULL OR b.revoked_at IS NOT NULL
        OR (l.voter = '' AND NOT EXISTS (SELECT 1 FROM budgeting_release r WHERE r.batch_id = b.id)))) THEN
        RAISE EXCEPTION 'this code was withdrawn, or its letters were not counted' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budgeting_code_works BEFORE INSERT ON budgeting_attendance
    FOR EACH ROW EXECUTE FUNCTION budgeting_code_works();

-- letters stay; none joins a batch that was counted; what was withdrawn stays so
CREATE FUNCTION budgeting_letter_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF EXISTS (SELECT 1 FROM budgeting_release r WHERE r.batch_id = NEW.batch_id) THEN
            RAISE EXCEPTION 'these letters were counted: none is added' USING ERRCODE = 'restrict_violation';
        END IF;
    ELSIF (to_jsonb(OLD) - 'revoked_at') <> (to_jsonb(NEW) - 'revoked_at') OR OLD.revoked_at IS NOT NULL THEN
        RAISE EXCEPTION 'a letter changes once, when it is withdrawn' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budgeting_letter_kept BEFORE INSERT OR UPDATE ON budgeting_letter
    FOR EACH ROW EXECUTE FUNCTION budgeting_letter_kept();
CREATE TRIGGER budgeting_letter_stays BEFORE DELETE OR TRUNCATE ON budgeting_letter
    FOR EACH STATEMENT EXECUTE FUNCTION budgeting_append_only();

-- who made or withdrew a batch may be forgotten, never changed
CREATE FUNCTION budgeting_batch_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (to_jsonb(OLD) - '{made_by_id,revoked_at,revoked_by_id}'::text[])
            <> (to_jsonb(NEW) - '{made_by_id,revoked_at,revoked_by_id}'::text[])
        OR (OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS DISTINCT FROM OLD.revoked_at)
        OR (NEW.made_by_id IS NOT NULL AND NEW.made_by_id IS DISTINCT FROM OLD.made_by_id) THEN
        RAISE EXCEPTION 'a batch changes once, when it is withdrawn' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budgeting_batch_kept BEFORE UPDATE ON budgeting_batch
    FOR EACH ROW EXECUTE FUNCTION budgeting_batch_kept();
CREATE TRIGGER budgeting_batch_stays BEFORE DELETE OR TRUNCATE ON budgeting_batch
    FOR EACH STATEMENT EXECUTE FUNCTION budgeting_append_only();
"""

REVERSE = """
DROP TRIGGER budgeting_batch_stays ON budgeting_batch;
DROP FUNCTION budgeting_batch_kept() CASCADE;
DROP TRIGGER budgeting_letter_stays ON budgeting_letter;
DROP FUNCTION budgeting_letter_kept() CASCADE;
DROP FUNCTION budgeting_code_works() CASCADE;
DROP TRIGGER budgeting_release_append_only ON budgeting_release;
DROP FUNCTION budgeting_release_checked() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("budgeting", "0008_third_eyes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Release",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("counted", models.PositiveIntegerField()),
                ("released_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "batch",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="release", to="budgeting.batch"
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.RunSQL(FORWARD, REVERSE),
    ]
