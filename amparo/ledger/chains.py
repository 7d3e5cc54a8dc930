"""The chains of events that contexts keep: their ends and their encryption keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from amparo.ledger.events import end_of_node_chain
from amparo.ledger.registry import Registry


@dataclass(frozen=True, slots=True)
class ChainKeeper:
    """A table whose rows have chains of events.

    `ends`: the last place and hash of each chain. `sealing_keys`: its wrapped key, None if destroyed.

    Both are read as the tables' owner.
    """

    name: str
    ends: Callable[[], dict[UUID, tuple[int, str]]]
    sealing_keys: Callable[[], dict[UUID, bytes | None]]


CHAIN_KEEPERS: Registry[ChainKeeper] = Registry("keeper of chains")


def declare_chain_keeper(keeper: ChainKeeper) -> None:
    """Add a table whose rows have chains of events."""
    CHAIN_KEEPERS.add(keeper.name, keeper)


def chain_ends() -> dict[UUID | None, tuple[int, str]]:
    """Return the last place and hash of every chain as stored apart from the events.

    The node's own chain is under None.
    """
    ends: dict[UUID | None, tuple[int, str]] = {None: end_of_node_chain()}
    for keeper in CHAIN_KEEPERS.values():
        for chain, end in keeper.ends().items():
            ends[chain] = end
    return ends


def sealing_keys() -> dict[UUID, bytes | None]:
    """Return the wrapped key of every chain, None for one that was destroyed."""
    return {chain: key for keeper in CHAIN_KEEPERS.values() for chain, key in keeper.sealing_keys().items()}
