"""What every node begins with: rows of reference data, loaded when it is made ready and after each new version.

Each context registers a function that adds what is missing and changes nothing that is there.
"""

from __future__ import annotations

from collections.abc import Callable

from amparo.ledger.registry import Registry

type Loader = Callable[[], int]
"""A function that returns how many rows it added."""

LOADERS: Registry[Loader] = Registry("loader of reference data")


def reference_data_loader(name: str) -> Callable[[Loader], Loader]:
    """Register a loader."""

    def register(loader: Loader) -> Loader:
        return LOADERS.add(name, loader)

    return register
