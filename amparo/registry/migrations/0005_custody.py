from django.db import migrations, models


class Migration(migrations.Migration):
    """Who has custody of a child, so that lists filter by it.

    `rebuild_derived_rows` fills it for earlier cases.
    """

    dependencies = [("registry", "0004_sounds")]

    operations = [
        migrations.AddField(
            model_name="card",
            name="custody",
            field=models.CharField(default="none", help_text="code of the list `custody`", max_length=20),
        ),
    ]
