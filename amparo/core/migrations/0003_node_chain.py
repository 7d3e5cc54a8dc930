"""The node's own chain gets a kept end, as each case has one for its chain, filled from the events that are there."""

from django.db import migrations, models

FIRST_HASH = "0" * 64


def fill(apps, schema_editor):
    Event, NodeChain = apps.get_model("core", "Event"), apps.get_model("core", "NodeChain")
    last = Event.objects.filter(case=None).order_by("-seq").values_list("seq", "hash").first() or (0, FIRST_HASH)
    NodeChain.objects.create(id=1, last_seq=last[0], last_hash=last[1])


class Migration(migrations.Migration):

    dependencies = [
        ("core", "0002_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="NodeChain",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("last_seq", models.PositiveIntegerField(default=0)),
                ("last_hash", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="node_has_one_chain")],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
