"""Tasks that people add and finish by hand."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from amparo.core import clock
from amparo.core.access import policy, require_involvement
from amparo.core.actor import Actor
from amparo.core.compartments import GENERAL
from amparo.core.models import Case, Task


def add(case: Case, text: str, due_at: datetime | None, *, by: Actor) -> None:
    """A task on a case for its responsible agency, or for one's own where one answers for nothing."""
    require_involvement(by, case.id)
    agency, person = policy().responsible(case.id)
    mine = agency != by.agency
    Task.objects.create(
        case=case,
        code="manual",
        detail={"text": text},
        agency=by.agency if mine else agency,
        person=None if mine else person,
        due_at=due_at,
        created_at=clock.now(),
        created_by=by.id,
        compartments=[GENERAL],
    )


def is_for(by: Actor, task: Task) -> bool:
    """Whether a task is this person's to finish: their own, one that they left, or of their agency and role; a supervisor's
    are those of the whole agency.
    """
    of_the_agency = task.agency is not None and task.agency == by.agency
    return by.id in (task.person, task.created_by) or (of_the_agency and (task.role in ("", by.role) or by.supervisor))


def finish(case: Case, task_id: UUID, *, by: Actor) -> bool:
    """Mark a task of this person as done; False when there is no such open task, or it is somebody else's."""
    require_involvement(by, case.id)
    found = Task.objects.filter(id=task_id, case=case, done_at=None, compartments__contained_by=sorted(by.compartments))
    task = found.first()
    if task is None or not is_for(by, task):
        return False
    return found.update(done_at=clock.now(), done_by=by.id) == 1
