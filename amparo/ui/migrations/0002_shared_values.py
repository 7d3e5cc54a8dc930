from django.db import migrations, models


class Migration(migrations.Migration):
    """A table of counters, unlogged, so that counting waits for no disk."""

    dependencies = [("ui", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="SharedValue",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("value", models.JSONField()),
                ("expires_at", models.DateTimeField()),
            ],
        ),
        migrations.RunSQL("alter table ui_sharedvalue set unlogged", "alter table ui_sharedvalue set logged"),
    ]
