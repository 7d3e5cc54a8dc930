"""Seal the secrets of second factors that were set up in clear."""

from django.db import migrations

from amparo.accounts.second_factors import Adapter, change_secrets


def change_rows(apps, change):
    for row in apps.get_model("mfa", "Authenticator").objects.all():
        row.data = change_secrets(row.data, change)
        row.save(update_fields=["data"])


def seal(apps, schema_editor):
    change_rows(apps, Adapter().encrypt)


def unseal(apps, schema_editor):
    change_rows(apps, Adapter().decrypt)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_reset_codes"), ("mfa", "0003_authenticator_type_uniq")]
    operations = [migrations.RunPython(seal, unseal)]
