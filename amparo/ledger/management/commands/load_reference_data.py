"""Add the reference data that is missing.

Run as the owner, after `install_security`.
"""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from amparo.ledger.reference_data import LOADERS


class Command(BaseCommand):
    """`load_reference_data`."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Load everything in one transaction."""
        with transaction.atomic():
            added = {name: loader() for name, loader in LOADERS.items()}
        for name, rows in added.items():
            if rows:
                self.stdout.write(f"{name}: {rows} added")
