import amparo.ledger.clock
import amparo.ledger.ids
import django.contrib.postgres.fields
from django.db import migrations, models

# As long as any token may live, and with all that it could do before.
OLDER_TOKENS = "update accounts_token set expires_at = created_at + interval '366 days' where expires_at is null"

# A number would tell how many tokens there are. Nothing refers to a token.
RANDOM_ID = """
    alter table accounts_token drop column id;
    alter table accounts_token add column id uuid primary key default gen_random_uuid();
    alter table accounts_token alter column id drop default;
"""


def every_scope():
    """Return what a token could do before there were scopes."""
    return ["read", "sensitive", "write"]


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_apostrophes")]

    operations = [
        migrations.SeparateDatabaseAndState(
            [migrations.RunSQL(RANDOM_ID, migrations.RunSQL.noop)],
            [
                migrations.AlterField(
                    "token",
                    "id",
                    models.UUIDField(
                        default=amparo.ledger.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                )
            ],
        ),
        migrations.AddField("token", "name", models.CharField(blank=True, default="", help_text="what it is for", max_length=80), preserve_default=False),
        migrations.AddField("token", "revoked_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "token",
            "scopes",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20), default=every_scope
            ),
            preserve_default=False,
        ),
        migrations.RunSQL(OLDER_TOKENS, migrations.RunSQL.noop),
        migrations.AlterField("token", "expires_at", models.DateTimeField()),
        migrations.AddField(
            "person",
            "access_since",
            models.DateTimeField(
                default=amparo.ledger.clock.now, help_text="sessions that began before have ended"
            ),
        ),
    ]
