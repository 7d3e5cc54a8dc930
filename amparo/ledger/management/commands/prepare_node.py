"""Prepare the database and the assets of a node, as the owner.

All that a new version needs.
"""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """`prepare_node`: migrate, install security, load data, collect assets.

    Idempotent.
    """

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it all in one process: starting costs more than most of these steps."""
        call_command("migrate", verbosity=0)
        call_command("install_security")
        call_command("load_reference_data")
        call_command("collectstatic", interactive=False, verbosity=0)
