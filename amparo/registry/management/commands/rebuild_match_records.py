"""Rebuild the match record of every file.

Run as the owner, after a backup was restored.
"""

from typing import Any

from django.core.management.base import BaseCommand

from amparo.registry.match_records import rebuild_match_records


class Command(BaseCommand):
    """`rebuild_match_records`: may be repeated."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild the records, and print how many there are."""
        self.stdout.write(f"{rebuild_match_records()} records to compare")
