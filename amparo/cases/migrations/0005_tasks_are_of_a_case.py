"""Every task is of a case: its chain keeps it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_version_is_what_is_seen")]

    operations = [
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(condition=models.Q(case__isnull=False), name="task_is_of_a_case"),
        ),
    ]
