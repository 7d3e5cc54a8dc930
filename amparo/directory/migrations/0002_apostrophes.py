from django.db import migrations

from amparo.ledger.search import drop_apostrophes


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]
    operations = [drop_apostrophes("directory_institution", "directory_institutionagreement", "directory_interpreter", "directory_regionalactor")]
