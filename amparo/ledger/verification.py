"""Verification of the node.

No event was changed, removed or cut off, and there is no row that its events do not tell of.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import batched
from uuid import UUID

from cryptography.exceptions import InvalidTag

from amparo.ledger.chains import chain_ends, sealing_keys
from amparo.ledger.events import chains_of_events, find_break, read_chains, unseal_event
from amparo.ledger.models import Event
from amparo.ledger.row_checks import Chain, OpenedEvent, find_row_differences

ERASED = "erase"
"""The act of the event that says that the key of a chain was destroyed by order."""
_CHAINS_AT_ONCE = 500
_MOST_FAULTS = 1000

type ChainOfEvents = tuple[Chain, list[Event]]
type Head = tuple[int, str]
"""The last place and hash of a chain."""


@dataclass(slots=True)
class Verification:
    """The result: how many chains and events there are, and every fault in words."""

    chains: int = 0
    events: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, other: Verification) -> None:
        """Add what another verification found in other chains."""
        self.chains += other.chains
        self.events += other.events
        self.faults += other.faults


def list_chains() -> list[Chain]:
    """Return every chain that its stored end or an event names.

    The node's own last. As the owner.
    """
    named = {chain for chain in chain_ends() if chain} | {chain for chain in chains_of_events() if chain}
    return [*sorted(named), None]


def list_chains_moved(heads: Mapping[Chain, Head]) -> list[Chain]:
    """Return the chains that do not end where these heads of theirs say. As the owner."""
    ends = chain_ends()
    return [chain for chain in list_chains() if heads.get(chain) != ends.get(chain)]


def verify_chains(chains: Iterable[Chain] | None = None, *, with_rows: bool = True) -> Verification:
    """Recompute every chain, or these, and compare the rows with them.

    As owner, on one snapshot of the database. Ends after a thousand faults. Without `with_rows` the chains alone are
    recomputed.
    """
    found, ends, keys = Verification(), chain_ends(), sealing_keys()
    for ids in batched(list_chains() if chains is None else chains, _CHAINS_AT_ONCE):
        events_by_chain = read_chains(ids)
        several = [(chain, events_by_chain[chain]) for chain in ids if chain in events_by_chain]
        found.chains += len(several)
        found.events += sum(len(events) for _, events in several)
        for chain, events in several:
            found.faults += _find_faults(chain, events, ends.get(chain))
        found.faults += _find_faults_of_keys(several, keys)
        found.faults += _find_faults_of_rows(several, keys) if with_rows else []
        lost = [chain for chain in ids if chain not in events_by_chain and (chain or ends[chain][0])]
        found.faults += [f"{chain or 'node'}: the whole chain is missing" for chain in lost]
        if len(found.faults) >= _MOST_FAULTS:
            break
    return found


def _find_faults(chain: Chain, events: list[Event], end: Head | None) -> list[str]:
    if end is None:
        return [f"{chain or 'node'}: nothing says where its chain ends"]
    last_seq, last_hash = end
    broken = find_break(events, ends_with=last_hash, last_seq=last_seq)
    return [f"{broken.chain or 'node'}, event {broken.seq}: {broken.why}"] if broken else []


def _find_faults_of_keys(several: Sequence[ChainOfEvents], keys: Mapping[UUID, bytes | None]) -> Iterator[str]:
    """Iterate over keys gone without an order, or still there after one."""
    for chain, events in several:
        is_erased = any(event.act == ERASED for event in events)
        if chain and (keys.get(chain) is None) is not is_erased:
            yield f"{chain}: " + (
                "its key is there after it was erased" if is_erased else "its key is gone: nobody erased it"
            )


def _find_faults_of_rows(several: Sequence[ChainOfEvents], keys: Mapping[UUID, bytes | None]) -> Iterator[str]:
    """Iterate over the differences between rows and events.

    Of an erased chain no row may be left.
    """
    opened: dict[Chain, list[OpenedEvent]] = {}
    for chain, events in several:
        key = keys.get(chain) if chain else None
        if chain and key is None:
            opened[chain] = []
            continue
        try:
            opened[chain] = [OpenedEvent(event, unseal_event(event, key)) for event in events]
        except (InvalidTag, ValueError, zlib.error):
            yield f"{chain or 'node'}: what its events seal does not open, and no row can be compared with it"
            continue
        yield from (
            f"{chain or 'node'}, event {event.seq}: its readers are not those that it was written for"
            for event, sealed in opened[chain]
            if event.compartments != sealed["compartments"]
        )
    yield from find_row_differences(opened)
