"""A draw of lots belongs to the count that it was made for, and serves once a second person has confirmed it."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

LINK = """
ALTER TABLE budgeting_draw DISABLE TRIGGER budgeting_draw_append_only;
UPDATE budgeting_draw d SET count_id = (SELECT max(c.id) FROM budgeting_count c WHERE c.edition_id = d.edition_id
    AND c.state = 'tied'), confirmed_at = d.drawn_at;
DELETE FROM budgeting_draw WHERE count_id IS NULL; -- written without a tie, it never served
ALTER TABLE budgeting_draw ENABLE TRIGGER budgeting_draw_append_only;
"""
UNLINK = """
-- an edition had one draw: the last one stays
ALTER TABLE budgeting_draw DISABLE TRIGGER budgeting_draw_append_only;
DELETE FROM budgeting_draw d USING budgeting_draw later
    WHERE later.edition_id = d.edition_id AND later.count_id > d.count_id;
ALTER TABLE budgeting_draw ENABLE TRIGGER budgeting_draw_append_only;
"""
GUARD = """
DROP TRIGGER budgeting_draw_append_only ON budgeting_draw;
CREATE TRIGGER budgeting_draw_kept BEFORE DELETE OR TRUNCATE ON budgeting_draw
    FOR EACH STATEMENT EXECUTE FUNCTION budgeting_append_only();

-- only for a count that stands on a tie, only among its tied projects, and until a second person has confirmed it
CREATE FUNCTION budgeting_draw_checked() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE people text[] := '{drawn_by_id,confirmed_by_id}'; tied text[];
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.confirmed_at IS NOT NULL THEN
        IF to_jsonb(OLD) - people IS DISTINCT FROM to_jsonb(NEW) - people
            OR coalesce(NEW.drawn_by_id <> OLD.drawn_by_id, NEW.drawn_by_id IS NOT NULL)
            OR coalesce(NEW.confirmed_by_id <> OLD.confirmed_by_id, NEW.confirmed_by_id IS NOT NULL) THEN
            RAISE EXCEPTION 'a confirmed draw stays as it is' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND (NEW.edition_id, NEW.count_id) <> (OLD.edition_id, OLD.count_id) THEN
        RAISE EXCEPTION 'a draw stays with its count' USING ERRCODE = 'restrict_violation';
    END IF;
    SELECT array_agg(t::text ORDER BY t::text) INTO tied FROM budgeting_count c, unnest(c.tied) t
        WHERE c.id = NEW.count_id AND c.edition_id = NEW.edition_id AND c.state = 'tied' AND c.ended_at IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM budgeting_count later WHERE later.edition_id = c.edition_id AND later.id > c.id)
        AND NOT EXISTS (SELECT 1 FROM budgeting_publication p WHERE p.edition_id = c.edition_id);
    IF tied IS NULL OR tied IS DISTINCT FROM (SELECT array_agg(t::text ORDER BY t::text) FROM unnest(NEW."order") t) THEN
        RAISE EXCEPTION 'a draw orders the projects on which the last count stands tied' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.confirmed_at IS NOT NULL THEN
        IF TG_OP = 'INSERT' OR (NEW."order", NEW.protocol) <> (OLD."order", OLD.protocol)
            OR NEW.drawn_by_id IS DISTINCT FROM OLD.drawn_by_id THEN
            RAISE EXCEPTION 'a draw is written first, then confirmed' USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.confirmed_by_id IS NOT DISTINCT FROM NEW.drawn_by_id
            AND NOT (SELECT few_hands FROM budgeting_edition e WHERE e.id = NEW.edition_id) THEN
            RAISE EXCEPTION 'a second person confirms a draw' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budgeting_draw_checked BEFORE INSERT OR UPDATE ON budgeting_draw
    FOR EACH ROW EXECUTE FUNCTION budgeting_draw_checked();
"""
BACK = """
DROP FUNCTION budgeting_draw_checked() CASCADE;
DROP TRIGGER budgeting_draw_kept ON budgeting_draw;
CREATE TRIGGER budgeting_draw_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON budgeting_draw
    FOR EACH STATEMENT EXECUTE FUNCTION budgeting_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("budgeting", "0009_letters_counted"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField(
            model_name="count",
            name="tied",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=80), default=list, size=None
            ),
        ),
        migrations.AlterField(
            model_name="draw",
            name="edition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="draws", to="budgeting.edition"
            ),
        ),
        migrations.AddField(
            model_name="draw",
            name="count",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="draw", to="budgeting.count"
            ),
        ),
        migrations.AddField(model_name="draw", name="confirmed_at", field=models.DateTimeField(null=True)),
        migrations.AddField(
            model_name="draw",
            name="confirmed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunSQL(LINK, UNLINK),
        migrations.AlterField(
            model_name="draw",
            name="count",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="draw", to="budgeting.count"
            ),
        ),
        migrations.AddConstraint(
            model_name="draw",
            constraint=models.CheckConstraint(
                condition=models.Q(("confirmed_by__isnull", True), ("confirmed_at__isnull", False), _connector="OR"),
                name="budgeting_draw_confirmed_at_a_time",
            ),
        ),
        migrations.RunSQL(GUARD, BACK),
    ]
