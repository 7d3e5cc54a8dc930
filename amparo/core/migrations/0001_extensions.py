"""What PostgreSQL must bring along: trigrams, for search that forgives."""

from typing import ClassVar

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    """Reversible: the extension is dropped again."""

    initial = True
    dependencies: ClassVar = []
    operations: ClassVar = [TrigramExtension()]
