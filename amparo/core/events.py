"""The chain of events: append, read back, verify."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from amparo.core import clock
from amparo.core.actor import Actor
from amparo.core.canonical import FIRST_HASH, event_hash, instant
from amparo.core.compartments import GENERAL, Compartment
from amparo.core.keys import new_wrapped_key, seal, unseal
from amparo.core.models import Case, Event

_JUDGED_FILLS = 2048
_NODE_CHAIN_LOCK = 0x616D7061  # any number, the same for every writer of the node's own chain


def hashed_members(event: Event) -> dict[str, Any]:
    """The members of an event that its hash covers, and the hash (`interfaces.md`)."""
    return {
        "case": str(event.case) if event.case else None,
        "seq": event.seq,
        "act": event.act,
        "coded": event.coded,
        "sealed": urlsafe_b64encode(bytes(event.sealed)).decode(),
        "actor": event.actor,
        "agency": event.agency,
        "occurred_at": instant(event.occurred_at),
        "recorded_at": instant(event.recorded_at),
        "prev_hash": event.prev_hash,
        "hash": event.hash,
    }


def _place(case_id: UUID | None, seq: int) -> str:
    return f"{case_id or 'node'}:{seq}"


def append(
    case: Case | None,
    *,
    act: str,
    coded: Mapping[str, Any],
    sealed: object,
    by: Actor,
    occurred_at: datetime,
    compartments: frozenset[Compartment] = frozenset({GENERAL}),
) -> Event:
    """Add an event to the end of a case's chain, or of the node's own when `case` is None.

    The case must be locked (`select_for_update`); its `last_seq` and `last_hash` are changed and saved. The node's own
    chain has no key to destroy: what is sealed there is sealed with a key of its own, wrapped beside it in the event.
    """
    seq, prev_hash, key = _end_of(case)
    case_id = case.id if case else None
    event = Event(
        case=case_id,
        seq=seq,
        act=act,
        coded=dict(coded),
        sealed=seal(sealed, key, str(case_id), _place(case_id, seq), fills=_fills(sealed))
        if case
        else _seal_alone(sealed, seq),
        actor=str(by.id),
        agency=str(by.agency) if by.agency else None,
        occurred_at=occurred_at,
        recorded_at=clock.now(),
        prev_hash=prev_hash,
        compartments=sorted(compartments or {GENERAL}),
    )
    event.hash = event_hash(hashed_members(event))
    event.save(force_insert=True)
    if case:
        case.last_seq, case.last_hash = seq, event.hash
    return event


def _fills(sealed: object) -> int:
    """What the law was asked holds every fact: no reader of the chain may guess from its length which."""
    return _JUDGED_FILLS if isinstance(sealed, Mapping) and sealed.get("judged") else 1


def _end_of(case: Case | None) -> tuple[int, str, bytes]:
    if case is not None:
        if case.sealing_key is None:
            raise ValueError(f"the key of case {case.id} was destroyed: nothing can be added")
        return case.last_seq + 1, case.last_hash, bytes(case.sealing_key)
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_NODE_CHAIN_LOCK])
        cursor.execute("select seq, hash from app_end_of_node_chain()")
        seq, last_hash = cursor.fetchone()
    return seq + 1, last_hash, b""


def _seal_alone(value: object, seq: int) -> bytes:
    key = new_wrapped_key("None")
    return len(key).to_bytes(2) + key + seal(value, key, "None", _place(None, seq))


def opened(event: Event, wrapped_key: bytes | None) -> Any:
    """What is sealed in an event; None when its key was destroyed."""
    sealed = bytes(event.sealed)
    if event.case is None:
        size = int.from_bytes(sealed[:2])
        return unseal(sealed[2 + size :], sealed[2 : 2 + size], "None", _place(None, event.seq))
    if wrapped_key is None:
        return None
    return unseal(sealed, bytes(wrapped_key), str(event.case), _place(event.case, event.seq))


@dataclass(frozen=True, slots=True)
class Broken:
    """The first place where a chain does not hold."""

    case: UUID | None
    seq: int
    why: str


def chains() -> Iterator[tuple[UUID | None, list[Event]]]:
    """Every chain of the node, events in order; the node's own chain last."""
    current: UUID | None = None
    events: list[Event] = []
    for event in Event.objects.order_by("case", "seq").iterator(chunk_size=2000):
        if events and event.case != current:
            yield current, events
            events = []
        current = event.case
        events.append(event)
    if events:
        yield current, events


def first_break(events: list[Event], *, ends_with: str | None = None, last_seq: int = 0) -> Broken | None:
    """The first broken place of one whole chain, or None. `ends_with`, `last_seq`: how it ends as kept elsewhere."""
    previous = FIRST_HASH
    for place, event in enumerate(events, 1):
        if event.seq != place:
            return Broken(event.case, place, f"event {place} is missing")
        if event.prev_hash != previous:
            return Broken(event.case, place, "it does not follow from the event before")
        if event.hash != event_hash(hashed_members(event)):
            return Broken(event.case, place, "its content is not what was hashed")
        previous = event.hash
    if ends_with is not None and events and previous != ends_with:
        after, until = len(events) + 1, max(last_seq, len(events) + 1)
        gone = f"event {after} is" if after == until else f"events {after} to {until} are"
        return Broken(events[-1].case, after, f"{gone} missing at the end")
    return None
