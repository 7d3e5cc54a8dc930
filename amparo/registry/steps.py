"""Writes that several acts share, inside their transaction."""

from datetime import datetime
from typing import Any
from uuid import UUID

from amparo.core.access import judge_whole_case, require_involvement
from amparo.core.actor import Actor
from amparo.core.effects import end_tasks
from amparo.core.models import Case
from amparo.core.perform import note
from amparo.registry.candidates import DUPLICATE_TASK, settle
from amparo.registry.models import Kinship


def link_cases(case: Case, other_id: UUID, kind: str, *, by: Actor, at: datetime) -> None:
    """Link two cases of one family, or of one child, on both files. Raises `NotVisible` for one that is not seen."""
    require_involvement(by, other_id)
    if Kinship.objects.filter(case=case, other=other_id, kind=kind, ended_at=None).exists():
        return
    other = _note_on(other_id, {"kind": kind, "case": str(case.id)}, case, by=by, at=at)
    Kinship.objects.create(case=other, other=case, kind=kind, since=at)
    judge_whole_case(case.id)
    settle(case.id, other_id)
    Kinship.objects.create(case=case, other=other, kind=kind, since=at)


def tell_distinct(case: Case, other_id: UUID, *, why: str = "", by: Actor, at: datetime) -> None:
    """Say on the other file too that the two children are not one, and end the link if they were taken for one.

    Both histories stay as they are, with the link and its end. Raises `NotVisible` for a case that is not seen.
    """
    require_involvement(by, other_id)
    kind = "parted" if are_linked(case.id, other_id) else "distinct"
    said = {"kind": kind, "case": str(case.id)} | ({"why": why} if why else {})
    _note_on(other_id, said, case, by=by, at=at)
    _end_link(other_id, case.id, at)
    judge_whole_case(case.id)
    settle(case.id, other_id)
    _end_link(case.id, other_id, at)


def are_linked(case_id: UUID, other_id: UUID) -> bool:
    """Whether the two are found to be of one child, as the file of the first says. One query."""
    return Kinship.objects.filter(case=case_id, other=other_id, kind="same", ended_at=None).exists()


def _end_link(case_id: UUID, other_id: UUID, at: datetime) -> None:
    Kinship.objects.filter(case=case_id, other=other_id, kind="same", ended_at=None).update(ended_at=at)


def _note_on(other_id: UUID, said: dict[str, Any], case: Case, *, by: Actor, at: datetime) -> Case:
    """The other case, locked, with the note on it; its whole file stays open until the caller opens another."""
    judge_whole_case(other_id)
    other = Case.objects.select_for_update(of=("self",)).get(id=other_id)
    note(other, act="record_link", body=said, by=by, at=at)
    settle(other_id, case.id)
    if said["kind"] in ("same", "distinct", "parted"):
        end_tasks(other, [(DUPLICATE_TASK, {"number": case.number})], by=by, at=at)
    return other
