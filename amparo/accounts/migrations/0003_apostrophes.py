from django.db import migrations

from amparo.ledger.search import drop_apostrophes


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_usernames")]
    operations = [drop_apostrophes("accounts_agency", "accounts_person")]
