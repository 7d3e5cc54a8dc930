"""Every case has a chain of events.

Where it ends and what seals it stand on the row of the case.
"""

from __future__ import annotations

from uuid import UUID

from amparo.cases.models import Case
from amparo.cases.numbers import read_case_number
from amparo.ledger.chains import ChainKeeper, declare_chain_keeper


def _read_chain_ends() -> dict[UUID, tuple[int, str]]:
    rows = Case.objects.values_list("id", "last_seq", "last_hash")
    return {case: (seq, last_hash) for case, seq, last_hash in rows}


def _read_sealing_keys() -> dict[UUID, bytes | None]:
    return {case: bytes(key) if key else None for case, key in Case.objects.values_list("id", "sealing_key")}


def find_chain(number: str) -> UUID:
    """Return the chain of the case of this number. Raises `LookupError`."""
    found = Case.objects.filter(number=read_case_number(number)).values_list("id", flat=True).first()
    if found is None:
        raise LookupError(f"no case has the number {number}")
    return found


declare_chain_keeper(ChainKeeper("cases", _read_chain_ends, _read_sealing_keys))
