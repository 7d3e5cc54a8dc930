"""The contexts of each kind of node.

Those of every node hold no data of any child.
"""

from typing import Final

EVERY_NODE: Final = ("ledger", "accounts", "ui", "directory")
"""Contexts of every node, the lowest first."""
NATIONAL: Final = (*EVERY_NODE, "cases", "registry", "protection", "consular", "tracing", "returns", "desk")
REGIONAL: Final = EVERY_NODE
CONTEXTS_OF: Final = {"national": NATIONAL, "regional": REGIONAL}
