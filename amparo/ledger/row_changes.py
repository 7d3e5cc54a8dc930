"""The event of a change of a row of a register, on the node's own chain."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from amparo.ledger import clock, events
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject

ACT: Final = "change_resource"
"""The code of the event of a change."""


def append_row_change(register: str, row_id: UUID, stated: JsonObject, *, by: Actor, is_new: bool) -> None:
    """Append what a row of a register says from now on.

    So it can be proved who wrote it.
    """
    events.append(
        None,
        act=ACT,
        coded={"outcome": "done", "resource": register, "row": str(row_id), "change": "added" if is_new else "changed"},
        sealed={"parts": {"general": stated}},
        by=by,
        occurred_at=clock.now(),
    )
