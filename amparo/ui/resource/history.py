"""The changes of a row, read from the node's own chain of events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amparo.ledger.events import node_events_page, unseal_event
from amparo.ledger.json import JsonObject
from amparo.ledger.row_changes import ACT


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a row: the answers after it (`stated`) and before it."""

    seq: int
    actor: UUID
    at: datetime
    is_new: bool
    stated: JsonObject
    before: JsonObject

    @property
    def changed(self) -> JsonObject:
        """Return the answers that differ from those before, None for one that was removed."""
        names = [*self.stated, *(name for name in self.before if name not in self.stated)]
        return {name: self.stated.get(name) for name in names if self.stated.get(name) != self.before.get(name)}


def history_of(resource: str, row_id: UUID, *, cursor: str = "", limit: int = 25) -> tuple[list[Change], str | None]:
    """Return a page of the changes of a row, newest first, and the cursor of the next.

    One query. The database shows them to those who change the resource. Raises `BadInput` for a cursor that no page
    gave.
    """
    wanted = {"resource": resource, "row": str(row_id)}
    events, _ = node_events_page(ACT, wanted, cursor=cursor, limit=limit + 1)
    stated = [unseal_event(event, None)["parts"]["general"] for event in events]
    earlier = [*stated[1:], {}][: len(stated)]
    changes = [
        Change(
            event.seq,
            UUID(event.actor),
            event.recorded_at,
            event.coded["change"] == "added",
            after,
            before,
        )
        for event, after, before in zip(events, stated, earlier, strict=True)
    ]
    if len(events) <= limit:
        return changes, None
    return changes[:limit], str(changes[limit - 1].seq)
