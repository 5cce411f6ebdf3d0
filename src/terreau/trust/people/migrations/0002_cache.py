"""The cache table (rate limits, short-lived counts): unlogged, since losing it loses nothing."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "0001_people")]
    operations = [
        migrations.RunSQL(
            "CREATE UNLOGGED TABLE cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL,"
            " expires timestamptz NOT NULL); CREATE INDEX cache_expires ON cache (expires);",
            "DROP TABLE cache;",
        )
    ]
