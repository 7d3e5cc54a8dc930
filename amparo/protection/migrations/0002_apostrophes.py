from django.db import migrations

from amparo.ledger.search import drop_apostrophes


class Migration(migrations.Migration):
    dependencies = [("protection", "0001_initial")]
    operations = [drop_apostrophes("protection_provider", "protection_rollentry")]
