"""The chains of events: append, read back, verify."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from typing import Any, Final, Protocol
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.canonical import FIRST_HASH, event_hash, iso_instant
from amparo.ledger.inserts import insert_row
from amparo.ledger.json import JsonObject
from amparo.ledger.kept_rows import take_kept
from amparo.ledger.keys import seal, seal_alone, unseal, unseal_alone
from amparo.ledger.models import Event
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t

_PLACE_DIGITS = 9
_CHAINS_AT_ONCE = 500
ROWS_PADDING: Final = 2048
"""Of how many bytes the size of an event is a multiple that keeps rows: some are of what its readers may not know."""
_NODE_CHAIN_LOCK = 0x616D7061  # any number, the same for every writer of the node's own chain


_NOTHING_SAID: Final[JsonObject] = {"parts": {}, "judged": [], "rules": ""}
"""What an event seals that states nothing and of which the law was not asked."""


class Chain(Protocol):
    """The owner of a chain of events.

    It stores the end of the chain and its wrapped key.
    """

    id: UUID
    last_seq: int
    last_hash: str
    sealing_key: Any


def hashed_members(event: Event) -> JsonObject:
    """Return the members of an event that its hash covers, and the hash."""
    return {
        "case": str(event.chain) if event.chain else None,
        "seq": event.seq,
        "act": event.act,
        "coded": event.coded,
        "sealed": urlsafe_b64encode(bytes(event.sealed)).decode(),
        "actor": event.actor,
        "agency": event.agency,
        "occurred_at": iso_instant(event.occurred_at),
        "recorded_at": iso_instant(event.recorded_at),
        "prev_hash": event.prev_hash,
        "hash": event.hash,
    }


def append(
    chain: Chain | None,
    *,
    act: str,
    coded: Mapping[str, object],
    sealed: JsonObject,
    by: Actor,
    occurred_at: datetime,
    compartments: frozenset[str] = frozenset(),
    padded_to: int = 1,
    recorded_at: datetime | None = None,
) -> Event:
    """Add an event to the end of a chain.

    `chain` None is the node's own chain. The row of the chain must be locked; its `last_seq` and `last_hash` are
    changed, and the caller saves them. The node's own chain has no key to destroy: what is sealed there has a key of
    its own, wrapped beside it in the event. `compartments` are sealed too: the hash covers what is sealed, not the
    column. `padded_to`: the sealed size is a multiple of this many bytes, where its length would tell of its content.
    Rows of the chain that were changed (`kept_rows`) are sealed with it. `recorded_at`: now unless its statement says.
    """
    seq, prev_hash = _next_place(chain)
    rows = take_kept(chain.id) if chain else {}
    sealed = _NOTHING_SAID | sealed | rows | {"compartments": sorted(compartments)}
    padded_to = max(padded_to, ROWS_PADDING) if rows else padded_to
    event = Event(
        chain=chain.id if chain else None,
        seq=seq,
        act=act,
        coded=dict(coded),
        sealed=_seal(chain, sealed, seq, padded_to) if chain else seal_alone(sealed, "None", _place(None, seq)),
        actor=str(by.id),
        agency=str(by.agency) if by.agency else None,
        occurred_at=occurred_at,
        recorded_at=recorded_at or clock.now(),
        prev_hash=prev_hash,
        compartments=sorted(compartments),
    )
    event.hash = event_hash(hashed_members(event))
    insert_row(event)
    if chain:
        chain.last_seq, chain.last_hash = seq, event.hash
    return event


def _next_place(chain: Chain | None) -> tuple[int, str]:
    if chain is not None:
        return chain.last_seq + 1, chain.last_hash
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_NODE_CHAIN_LOCK])
    seq, last_hash = end_of_node_chain()
    return seq + 1, last_hash


def _seal(chain: Chain, value: object, seq: int, padded_to: int) -> bytes:
    if chain.sealing_key is None:
        raise ValueError(f"the key of chain {chain.id} was destroyed: nothing can be added")
    return seal(value, bytes(chain.sealing_key), str(chain.id), _place(chain.id, seq), padded_to=padded_to)


def _place(chain_id: UUID | None, seq: int) -> str:
    return f"{chain_id or 'node'}:{seq}"


def events_of_chain(chain: UUID | None) -> QuerySet[Event]:
    """Return the events of a chain that the reader may see, unordered.

    `chain` None is the node's own.
    """
    return Event.objects.filter(chain=chain)


def end_of_node_chain() -> tuple[int, str]:
    """Return the stored last place and hash of the node's own chain. One query.

    Place 0 where somebody deleted it.
    """
    with connection.cursor() as cursor:
        cursor.execute("select seq, hash from app_end_of_node_chain()")
        seq, last_hash = cursor.fetchone() or (0, "")
    return seq, last_hash


def unseal_event(event: Event, wrapped_key: bytes | None) -> Any:
    """Return what is sealed in an event; None when its key was destroyed."""
    sealed = bytes(event.sealed)
    if event.chain is None:
        return unseal_alone(sealed, "None", _place(None, event.seq))
    if wrapped_key is None:
        return None
    return unseal(sealed, bytes(wrapped_key), str(event.chain), _place(event.chain, event.seq))


def node_events_page(
    act: str, coded: Mapping[str, object], *, cursor: str = "", limit: int = 50
) -> tuple[list[Event], str | None]:
    """Return a page of the node's own events of an act, and its next cursor.

    Newest first, of these codes. One query, of what the database shows this reader. Raises `BadInput` for a cursor that
    is no place of a chain.
    """
    found = Event.objects.filter(chain=None, act=act, coded__contains=dict(coded)).order_by("-seq")
    if cursor:
        found = found.filter(seq__lt=place_in_chain(cursor))
    rows = list(found[: limit + 1])
    return rows[:limit], str(rows[limit - 1].seq) if len(rows) > limit else None


def coded_of_node(act: str) -> list[JsonObject]:
    """Return the coded part of all the node's own events of an act, in order.

    One query. For the worker and the owner.
    """
    return list(Event.objects.filter(chain=None, act=act).order_by("seq").values_list("coded", flat=True))


def place_in_chain(cursor: str) -> int:
    """Return the place at which a page of a chain begins. Raises `BadInput`."""
    if not cursor.isascii() or not cursor.isdecimal() or len(cursor) > _PLACE_DIGITS:
        words = t("Use el cursor de la respuesta anterior.", "Use the cursor of the answer before.")
        raise BadInput(FieldError("cursor", words))
    return int(cursor)


def coded_parts(*acts: str, outcome: str, by: Actor, since: datetime, until: datetime) -> list[JsonObject]:
    """Return the coded part of the events of some acts, recorded in a time span.

    Only of events that `by` may read. One query. `since` is included, `until` is not. Row level security leaves only
    the chains that `by` may see.
    """
    recorded = Event.objects.filter(act__in=acts, coded__outcome=outcome, recorded_at__gte=since, recorded_at__lt=until)
    readable = recorded.filter(compartments__contained_by=sorted(by.compartments))
    return list(readable.values_list("coded", flat=True))


@dataclass(frozen=True, slots=True)
class ChainBreak:
    """The first broken place of a chain."""

    chain: UUID | None
    seq: int
    why: str


def chains_of_events() -> set[UUID | None]:
    """Return every chain that an event is on. One query."""
    return set(Event.objects.order_by().values_list("chain", flat=True).distinct())


def read_chains(chains: Collection[UUID | None]) -> dict[UUID | None, list[Event]]:
    """Return the events of several chains, each in order. One query."""
    wanted = Q(chain__in=[chain for chain in chains if chain])
    found: dict[UUID | None, list[Event]] = {}
    for event in Event.objects.filter(wanted | Q(chain=None) if None in chains else wanted).order_by("chain", "seq"):
        found.setdefault(event.chain, []).append(event)
    return found


def iterate_chains() -> Iterator[tuple[UUID | None, list[Event]]]:
    """Iterate over the chains of the node, each with its events in order."""
    for chains in batched(sorted(chains_of_events(), key=str), _CHAINS_AT_ONCE):
        yield from read_chains(chains).items()


def find_break(events: list[Event], *, ends_with: str | None = None, last_seq: int = 0) -> ChainBreak | None:
    """Return the first broken place of one whole chain, or None.

    `ends_with`, `last_seq`: its last hash and place as stored apart from the events.
    """
    previous = FIRST_HASH
    for place, event in enumerate(events, 1):
        if event.seq != place:
            return ChainBreak(event.chain, place, f"event {place} is missing")
        if event.prev_hash != previous:
            return ChainBreak(event.chain, place, "it does not follow from the event before")
        if event.hash != event_hash(hashed_members(event)):
            return ChainBreak(event.chain, place, "its content is not what was hashed")
        previous = event.hash
    if ends_with is not None and events and previous != ends_with:
        return _missing_end(events, last_seq)
    return None


def _missing_end(events: list[Event], last_seq: int) -> ChainBreak:
    if 0 < last_seq < len(events):
        return ChainBreak(events[-1].chain, last_seq + 1, "it follows what is stored as the end of its chain")
    after, until = len(events) + 1, max(last_seq, len(events) + 1)
    missing = f"event {after} is" if after == until else f"events {after} to {until} are"
    return ChainBreak(events[-1].chain, after, f"{missing} missing at the end")
