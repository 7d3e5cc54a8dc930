"""What can be chosen from a case's own file in a form."""

from __future__ import annotations

from uuid import UUID

from amparo.cases.act import ACTS
from amparo.cases.file import read_file
from amparo.ledger.actor import Actor
from amparo.ui.choices import Option, choice_source
from amparo.ui.present import format_local_date


@choice_source("entry")
def list_entries(by: Actor, case_id: UUID | None, *acts: str) -> list[Option]:
    """Return the entries of these acts that the reader may read, the latest first.

    `choose="entry:act,act"`.
    """
    found = reversed(list(read_file(case_id, "").all(*acts))) if case_id else ()
    return [Option(e.id, f"{ACTS[e.act].title} · {format_local_date(e.occurred_at, by)}") for e in found]
