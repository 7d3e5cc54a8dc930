from django.db import migrations

from amparo.ledger.search import drop_apostrophes


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial")]
    operations = [drop_apostrophes("registry_card")]
