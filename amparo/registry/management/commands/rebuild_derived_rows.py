"""Rebuild what is derived from files: match records, answers on cards.

Run as the owner, after a backup was restored or a version added a column to the card.
"""

from typing import Any

from django.core.management.base import BaseCommand

from amparo.registry.match_records import rebuild_match_records
from amparo.registry.name_search import rebuild_sounds
from amparo.registry.projection import rebuild_card_answers


class Command(BaseCommand):
    """`rebuild_derived_rows`: may be repeated."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild the rows, and print how many there are."""
        self.stdout.write(f"{rebuild_match_records()} records to compare, {rebuild_card_answers()} cards")
        rebuild_sounds()
