from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0003_ways_in")]

    operations = [
        migrations.AddField(model_name="signintoken", name="claim", field=models.CharField(blank=True, max_length=64))
    ]
