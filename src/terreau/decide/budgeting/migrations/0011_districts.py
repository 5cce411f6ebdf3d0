"""Where a voter chooses one district, the database refuses a ballot of two; envelopes may limit their choices."""

from django.db import migrations, models

CHECKED = """
CREATE FUNCTION budgeting_check_envelopes(e budgeting_edition, numbers int[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE districts int; most int;
BEGIN
    SELECT count(*) FILTER (WHERE f.envelope <> e.town_envelope), max(f.chosen) INTO districts, most FROM
        (SELECT p.envelope, count(*) AS chosen FROM budgeting_project p
            WHERE p.edition_id = e.id AND p.number = ANY (numbers) GROUP BY p.envelope) f;
    IF (e.own_district AND districts > 1) OR most > e.max_each THEN
        RAISE EXCEPTION 'this ballot does not follow the envelopes of edition %', e.id USING ERRCODE = 'check_violation';
    END IF;
END $$;

CREATE FUNCTION budgeting_slip_envelopes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE e budgeting_edition;
BEGIN
    IF budgeting_mixing() THEN RETURN NEW; END IF;
    SELECT * INTO e FROM budgeting_edition WHERE id = NEW.edition_id;
    PERFORM budgeting_check_envelopes(e, NEW.numbers);
    RETURN NEW;
END $$;
CREATE TRIGGER budgeting_slip_envelopes BEFORE INSERT ON budgeting_slip
    FOR EACH ROW EXECUTE FUNCTION budgeting_slip_envelopes();
"""
BACK = """
DROP FUNCTION budgeting_slip_envelopes() CASCADE;
DROP FUNCTION budgeting_check_envelopes(budgeting_edition, int[]);
"""


class Migration(migrations.Migration):
    dependencies = [("budgeting", "0010_draws_for_ties")]
    operations = [
        migrations.AddField(
            "edition",
            "own_district",
            models.BooleanField(default=False, verbose_name="Chacun choisit un seul quartier"),
        ),
        migrations.AddField(
            "edition",
            "town_envelope",
            models.CharField(blank=True, max_length=80, verbose_name="L’enveloppe de toute la ville"),
        ),
        migrations.AddField(
            "edition",
            "max_each",
            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Choix au plus dans une enveloppe"),
        ),
        migrations.AddConstraint(
            "edition",
            models.CheckConstraint(
                condition=models.Q(("max_each__isnull", True), ("max_each__gt", 0), _connector="OR"),
                name="budgeting_edition_max_each_is_some",
            ),
        ),
        migrations.RunSQL(CHECKED, BACK),
    ]
