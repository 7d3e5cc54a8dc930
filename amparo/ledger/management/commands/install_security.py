"""Write row-level security, grants and the chain's trigger.

Run as the owner, after `migrate`.
"""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection, transaction

from amparo.ledger.rls import install


class Command(BaseCommand):
    """`install_security`: for the login roles of web and worker.

    They are named `<database>_web` and `<database>_worker`.
    """

    def handle(self, *args: Any, **options: Any) -> None:
        """Install everything in one transaction."""
        database = connection.settings_dict["NAME"]
        with transaction.atomic():
            install(f"{database}_web", f"{database}_worker")
