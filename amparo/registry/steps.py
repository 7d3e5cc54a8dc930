"""Writes that several acts share, inside their transaction."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from amparo.cases.access import require_involvement
from amparo.cases.act import ActContext
from amparo.cases.perform import add_statement_to_other_case
from amparo.cases.task_steps import close_tasks
from amparo.cases.transaction import open_case_for_transaction
from amparo.ledger.json import JsonObject
from amparo.ledger.kept_rows import add_rows, change_rows
from amparo.registry.candidates import DUPLICATE_TASK, mark_decided
from amparo.registry.models import Kinship

if TYPE_CHECKING:
    from amparo.cases.models import Case


def link_cases(case: Case, other_id: UUID, kind: str, ctx: ActContext) -> None:
    """Link two cases of one family, or of one child, on both files.

    Raises `NotVisible` for one that is not seen.
    """
    require_involvement(ctx.by, other_id)
    if Kinship.objects.filter(case=case, other=other_id, kind=kind, ended_at=None).exists():
        return
    other = ctx.locked[other_id]
    with open_case_for_transaction(other_id):
        add_rows(Kinship(case=other, other=case, kind=kind, since=ctx.at))
        _state_on_other(other, {"kind": kind, "case": str(case.id)}, case, ctx)
    mark_decided(case.id, other_id)
    add_rows(Kinship(case=case, other=other, kind=kind, since=ctx.at))


def state_distinct(case: Case, other_id: UUID, ctx: ActContext, *, why: str = "") -> None:
    """State on both files that two children are not one, and end their link.

    Both histories stay as they are, with the link and its end. Raises `NotVisible` for a case that is not seen.
    """
    require_involvement(ctx.by, other_id)
    kind = "parted" if are_linked(case.id, other_id) else "distinct"
    stated = {"kind": kind, "case": str(case.id)} | ({"why": why} if why else {})
    with open_case_for_transaction(other_id):
        _end_link(other_id, case.id, ctx.at)
        _state_on_other(ctx.locked[other_id], stated, case, ctx)
    mark_decided(case.id, other_id)
    _end_link(case.id, other_id, ctx.at)


def are_linked(case_id: UUID, other_id: UUID) -> bool:
    """Return whether two cases are linked as of one child. One query.

    As the file of the first states it.
    """
    return Kinship.objects.filter(case=case_id, other=other_id, kind="same", ended_at=None).exists()


def _end_link(case_id: UUID, other_id: UUID, at: datetime) -> None:
    change_rows(Kinship.objects.filter(case=case_id, other=other_id, kind="same", ended_at=None), ended_at=at)


def _state_on_other(other: Case, stated: JsonObject, case: Case, ctx: ActContext) -> None:
    """Close the tasks about the two, and add the statement to the other, open file."""
    if stated["kind"] in ("same", "distinct", "parted"):
        close_tasks(other.id, [(DUPLICATE_TASK, {"number": case.number})], by=ctx.by, at=ctx.at)
    add_statement_to_other_case(other, act="record_link", body=stated, by=ctx.by, at=ctx.at)
    mark_decided(other.id, case.id)
