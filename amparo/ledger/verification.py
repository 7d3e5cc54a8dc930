"""Verification of all chains: no event changed, removed or cut off."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from amparo.ledger.chains import chain_ends
from amparo.ledger.events import find_break, iterate_chains
from amparo.ledger.models import Event


@dataclass(frozen=True, slots=True)
class Verification:
    """The result: chains, events, and the first fault in words, else blank."""

    chains: int
    events: int
    fault: str = ""


def verify_chains() -> Verification:
    """Recompute every chain and return the result.

    As owner, on one snapshot of the database.
    """
    ends = chain_ends()
    chains = events = 0
    for chain, found in iterate_chains():
        if fault := _find_fault(chain, found, ends.pop(chain, None)):
            return Verification(chains, events, fault)
        chains, events = chains + 1, events + len(found)
    lost = [chain for chain, (last_seq, _) in ends.items() if chain or last_seq]
    return Verification(chains, events, f"{lost[0] or 'node'}: the whole chain is missing" if lost else "")


def _find_fault(chain: UUID | None, found: list[Event], end: tuple[int, str] | None) -> str:
    if end is None:
        return f"{chain or 'node'}: nothing says where its chain ends"
    last_seq, last_hash = end
    broken = find_break(found, ends_with=last_hash, last_seq=last_seq)
    return f"{broken.chain or 'node'}, event {broken.seq}: {broken.why}" if broken else ""
