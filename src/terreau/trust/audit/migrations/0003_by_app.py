"""The last event of an app, found in one reading of an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_chain")]
    operations = [
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                models.Func(models.F("name"), models.Value("."), models.Value(1), function="split_part"),
                models.OrderBy(models.F("id"), descending=True),
                name="audit_event_app",
            ),
        ),
    ]
