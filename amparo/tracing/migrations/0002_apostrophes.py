from django.db import migrations

from amparo.ledger.search import drop_apostrophes


class Migration(migrations.Migration):
    dependencies = [("tracing", "0001_initial")]
    operations = [drop_apostrophes("tracing_reportcard", "tracing_bulletin")]
