"""Contexts as Django apps: each loads its rooms at start-up, and thereby makes itself known to the lower ones."""

from importlib import import_module
from importlib.util import find_spec
from pkgutil import walk_packages
from typing import ClassVar

from django.apps import AppConfig


class Context(AppConfig):
    """A context. `rooms` are loaded in this order when the program starts, those that it has."""

    rooms: ClassVar = (
        "roles",
        "rls",
        "rights",
        "acts",
        "facts",
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
        "chains",
        "erasure",
        "menu_entries",
        "home_sections",
        "health_checks",
    )

    def __init_subclass__(cls) -> None:
        """Say to Django that each subclass is the app of its package."""
        super().__init_subclass__()
        cls.default = True

    def ready(self) -> None:
        """Load every module of every room."""
        for room in self.rooms:
            load_room(f"{self.name}.{room}")


def load_room(name: str) -> None:
    """Import a module and, if it is a package, all that is in it. Does nothing where there is none."""
    if find_spec(name) is None:
        return
    package = import_module(name)
    for found in walk_packages(getattr(package, "__path__", ()), f"{name}."):
        import_module(found.name)


class LedgerConfig(Context):
    """The ledger."""

    name = "amparo.ledger"
