"""Writes that several acts share, inside their transaction."""

from datetime import datetime
from uuid import UUID

from amparo.core.access import judge_whole_case, require_involvement
from amparo.core.actor import Actor
from amparo.core.models import Case
from amparo.core.perform import note
from amparo.registry.models import Kinship


def link_cases(case: Case, other_id: UUID, kind: str, *, by: Actor, at: datetime) -> None:
    """Link two cases of one family, or of one child, on both files. Raises `NotVisible` for one that is not seen."""
    require_involvement(by, other_id)
    if Kinship.objects.filter(case=case, other=other_id, kind=kind).exists():
        return
    other = _note_on(other_id, kind, case, by=by, at=at)
    Kinship.objects.create(case=other, other=case, kind=kind, since=at)
    judge_whole_case(case.id)
    Kinship.objects.create(case=case, other=other, kind=kind, since=at)


def tell_distinct(case: Case, other_id: UUID, *, by: Actor, at: datetime) -> None:
    """Say on the other file too that the two children are not one. Raises `NotVisible` for one that is not seen."""
    require_involvement(by, other_id)
    _note_on(other_id, "distinct", case, by=by, at=at)
    judge_whole_case(case.id)


def _note_on(other_id: UUID, kind: str, case: Case, *, by: Actor, at: datetime) -> Case:
    """The other case, locked, with the note on it; its whole file stays open until the caller opens another."""
    judge_whole_case(other_id)
    other = Case.objects.select_for_update(of=("self",)).get(id=other_id)
    note(other, act="record_link", body={"kind": kind, "case": str(case.id)}, by=by, at=at)
    return other
