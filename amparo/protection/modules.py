"""Imports every module of a package, so that adding an act, a fact or a parameter is adding a file."""

import importlib
import pkgutil
from types import ModuleType


def import_all(package: ModuleType) -> None:
    """Import the modules of a package, in the order of their names."""
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")
