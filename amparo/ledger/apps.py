"""Contexts as Django apps.

Each imports its rooms at start-up, which fills the registries.
"""

from importlib import import_module
from importlib.util import find_spec
from pkgutil import walk_packages
from typing import ClassVar

from django.apps import AppConfig


class Context(AppConfig):
    """A context; those of `rooms` that it has are imported in this order at start-up."""

    rooms: ClassVar = (
        "roles",
        "rls",
        "rights",
        "acts",
        "facts",
        "dates",
        "params",
        "choices",
        "subscribers",
        "readings",
        "event_kinds",
        "frame",
        "filing",
        "tabs",
        "tasks",
        "panels",
        "forms",
        "papers",
        "lists",
        "resources",
        "guide_tables",
        "chains",
        "row_checks",
        "erasure",
        "menu_entries",
        "home_sections",
        "health_checks",
    )

    def __init_subclass__(cls) -> None:
        """Make each subclass the default app configuration of its package."""
        super().__init_subclass__()
        cls.default = True

    def ready(self) -> None:
        """Import every module of every room."""
        for room in self.rooms:
            load_room(f"{self.name}.{room}")


def load_room(name: str) -> None:
    """Import a module and, if it is a package, all its modules.

    Do nothing if there is none.
    """
    if find_spec(name) is None:
        return
    package = import_module(name)
    for found in walk_packages(getattr(package, "__path__", ()), f"{name}."):
        import_module(found.name)


class LedgerConfig(Context):
    """The ledger."""

    name = "amparo.ledger"
