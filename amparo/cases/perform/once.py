"""An act that a form sent twice on a poor line does once."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from amparo.cases.act import ActInput
from amparo.cases.perform.pipeline import perform
from amparo.ledger.actor import Actor
from amparo.ui.idempotency import write_once


def perform_once(code: str, case_id: UUID, given: ActInput, *, key: str, by: Actor) -> bool:
    """Do an act unless this key did it already; return whether it was done now.

    Raises `InProgress` while the first still runs, and what `perform` raises.
    """
    body = {"act": code, "case": str(case_id), "body": given.model_dump(mode="json", exclude_none=True)}

    def write(keep: Callable[[], None]) -> None:
        perform(code, case_id, given, by=by, finish=lambda outcome: keep())

    return write_once(key, body, write, by=by)
