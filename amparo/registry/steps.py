"""Writes that several acts share, inside their transaction."""

from datetime import datetime
from uuid import UUID

from amparo.core.access import judge_whole_case, require_sight
from amparo.core.actor import Actor
from amparo.core.models import Case
from amparo.core.perform import note
from amparo.registry.models import Kinship


def link_cases(case: Case, other_id: UUID, kind: str, *, by: Actor, at: datetime) -> None:
    """Link two cases of one family, or of one child, on both files. Raises `NotVisible` for one that is not seen."""
    require_sight(by, other_id)
    if Kinship.objects.filter(case=case, other=other_id, kind=kind).exists():
        return
    judge_whole_case(other_id)
    other = Case.objects.select_for_update(of=("self",)).get(id=other_id)
    Kinship.objects.create(case=other, other=case, kind=kind, since=at)
    note(other, act="record_link", body={"kind": kind, "case": str(case.id)}, by=by, at=at)
    judge_whole_case(case.id)
    Kinship.objects.create(case=case, other=other, kind=kind, since=at)
