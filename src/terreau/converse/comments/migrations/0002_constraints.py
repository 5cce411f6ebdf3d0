"""Words bounded, sides and points of the charter known, who with when, one waiting report a person."""

import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0001_comments"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="comment",
            name="comments_comment_says_something",
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(("text__regex", "\\S")), name="comments_comment_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.LessThanOrEqual(
                    django.db.models.functions.text.Length("text"), 1500
                ),
                name="comments_comment_not_too_long",
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(("stance__in", ["for", "against", ""])), name="comments_stance_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("edited_at__isnull", True), ("edited_at__gte", models.F("made_at")), _connector="OR"
                ),
                name="comments_edited_once_made",
            ),
        ),
        migrations.AddConstraint(
            model_name="hiding",
            constraint=models.CheckConstraint(
                condition=models.Q(("decided_by__isnull", True), ("decided_at__isnull", False), _connector="OR"),
                name="comments_decided_by_with_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="hiding",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__in", ["insult", "hate", "private", "false", "advert", "elsewhere"])),
                name="comments_hiding_for_a_point",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("answered_by__isnull", True), ("answered_at__isnull", False), _connector="OR"),
                name="comments_answered_by_with_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reason__in", ["insult", "hate", "private", "false", "advert", "elsewhere"]),
                    ("outcome__in", ["", "kept", "hidden"]),
                ),
                name="comments_report_in_known_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answered_at__isnull", True)),
                fields=("comment", "made_by"),
                name="comments_one_waiting_report_a_person",
            ),
        ),
    ]
