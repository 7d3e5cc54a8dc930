"""Reference data of every node.

It is loaded when a node is prepared, again after each new version. Each context registers functions that add missing
rows and change no existing one.
"""

from __future__ import annotations

from collections.abc import Callable

from amparo.ledger.registry import Registry

type Loader = Callable[[], int]
"""A function that adds missing rows and returns their number."""

LOADERS: Registry[Loader] = Registry("loader of reference data")


reference_data_loader = LOADERS.register
"""Register a loader under a name: `@reference_data_loader("places")`."""
