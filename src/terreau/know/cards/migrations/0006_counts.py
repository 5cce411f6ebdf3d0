"""An index that holds all that facets count."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cards", "0005_by_name"),
        ("territory", "0002_addresses_and_styles"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="card",
            index=models.Index(
                condition=models.Q(("status", "published")),
                fields=["path", "species", "district", "confirmed_at"],
                name="cards_card_counts",
            ),
        ),
    ]
