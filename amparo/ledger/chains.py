"""What keeps chains of events besides the node itself: where each ends, and the keys that seal them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from amparo.ledger.events import end_of_node_chain
from amparo.ledger.registry import Registry


@dataclass(frozen=True, slots=True)
class ChainKeeper:
    """A table whose rows have chains: where each ends (last place and hash), and its wrapped key unless it was destroyed.

    Both are read as the tables' owner.
    """

    name: str
    ends: Callable[[], dict[UUID, tuple[int, str]]]
    sealing_keys: Callable[[], dict[UUID, bytes | None]]


CHAIN_KEEPERS: Registry[ChainKeeper] = Registry("keeper of chains")


def chain_ends() -> dict[UUID | None, tuple[int, str]]:
    """Return where every chain ends, as it is kept apart from the events; of the node's own chain under None."""
    ends: dict[UUID | None, tuple[int, str]] = {None: end_of_node_chain()}
    for keeper in CHAIN_KEEPERS.values():
        for chain, end in keeper.ends().items():
            ends[chain] = end
    return ends


def sealing_keys() -> dict[UUID, bytes | None]:
    """Return the wrapped key of every chain, None for one that was destroyed."""
    return {chain: key for keeper in CHAIN_KEEPERS.values() for chain, key in keeper.sealing_keys().items()}
