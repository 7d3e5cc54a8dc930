"""Verification of the node.

No event was changed, removed or cut off, and there is no row that its events do not tell of.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import batched
from uuid import UUID

from cryptography.exceptions import InvalidTag

from amparo.ledger.chains import chain_ends, sealing_keys
from amparo.ledger.events import find_break, iterate_chains, unseal_event
from amparo.ledger.models import Event
from amparo.ledger.row_checks import Chain, OpenedEvent, find_row_differences

ERASED = "erase"
"""The act of the event that says that the key of a chain was destroyed by order."""
_CHAINS_AT_ONCE = 500
_MOST_FAULTS = 1000

type ChainOfEvents = tuple[Chain, list[Event]]


@dataclass(slots=True)
class Verification:
    """The result: how many chains and events there are, and every fault in words."""

    chains: int = 0
    events: int = 0
    faults: list[str] = field(default_factory=list)


def verify_chains(only: UUID | None = None, *, with_rows: bool = True) -> Verification:
    """Recompute every chain, or one, compare the rows with it, and return the result.

    As owner, on one snapshot of the database. Ends after a thousand faults. Without `with_rows` the chains alone are
    recomputed.
    """
    found, ends, keys = Verification(), chain_ends(), sealing_keys()
    if only:
        ends = {chain: end for chain, end in ends.items() if chain == only}
    for several in batched(iterate_chains(only), _CHAINS_AT_ONCE):
        found.chains += len(several)
        found.events += sum(len(events) for _, events in several)
        for chain, events in several:
            found.faults += _find_faults(chain, events, ends.pop(chain, None))
        found.faults += _find_faults_of_keys(several, keys)
        found.faults += _find_faults_of_rows(several, keys) if with_rows else []
        if len(found.faults) >= _MOST_FAULTS:
            return found
    lost = [chain for chain, (last_seq, _) in ends.items() if chain or last_seq]
    found.faults += [f"{chain or 'node'}: the whole chain is missing" for chain in lost]
    return found


def _find_faults(chain: Chain, events: list[Event], end: tuple[int, str] | None) -> list[str]:
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
