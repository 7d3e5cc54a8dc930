"""Writes that acts moving a child share, inside their transaction."""

from datetime import datetime

from amparo.accounts.models import Agency
from amparo.accounts.steps import end_involvement
from amparo.core.file import CaseFile
from amparo.core.models import Case
from amparo.core.perform import Happened, subscribe
from amparo.directory.steps import free_place
from amparo.protection.placements import ENDS_PLACEMENT, placement_of

_CUSTODY_OF = {"migration": "migration", "police": "police", "health": "health"}


def leave_custody(case: Case, file: CaseFile, to: str, *, at: datetime) -> None:
    """Once custody leaves the agency that registered the child, it reads its own entries alone."""
    opened = file.last("register")
    if opened is None or opened.agency is None:
        return
    kind = Agency.objects.values_list("org_kind", flat=True).get(id=opened.agency)
    if kind in _CUSTODY_OF and _CUSTODY_OF[kind] != to:
        end_involvement(case, "registered", at=at, keep_own=True)


def leave_placement(case: Case, file: CaseFile, *, at: datetime) -> None:
    """Give back the place where the child lived; who cared for them there keeps their own entries."""
    placement = placement_of(file)
    if placement is not None and placement.get("provider"):
        free_place(placement["provider"])
    end_involvement(case, "care", at=at, keep_own=True)


@subscribe
def end_placement(happened: Happened) -> None:
    """Acts that end a placement, whichever app does them, free its place."""
    if happened.act.code in ENDS_PLACEMENT:
        leave_placement(happened.case, happened.context.file, at=happened.context.at)


@subscribe
def end_custody(happened: Happened) -> None:
    """Acts of return and reunification take custody from whoever had the child, as a transfer does."""
    if happened.act.code in {"receive_return", "reunify"}:
        leave_custody(happened.case, happened.context.file, happened.entry["custody"], at=happened.context.at)
