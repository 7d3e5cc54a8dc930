"""Which officer answers for the case."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from amparo.cases.access import responsible_for
from amparo.cases.act import ActContext, ActInput, Effects, Record, act
from amparo.cases.involvement import assign_officer
from amparo.cases.models import Deadline, Task
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.ui.choices import SOURCES
from amparo.ui.fields import LongText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case


@act
class RecordAssignment(Record["RecordAssignment.Input"]):
    """Name the officer of the responsible agency who answers for the case; deadlines and tasks follow."""

    code = "record_assignment"
    closes_tasks = frozenset({"new_case", "reopened_case"})
    title = t("Asignar a una persona responsable", "Assign a responsible officer")

    class Input(ActInput):
        """Who, and why it changes."""

        officer: UUID = field(t("Persona responsable", "Responsible officer"), default=..., choose="officer")
        reason: LongText | None = field(t("Motivo", "Reason"))

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Raises `BadInput` unless the officer belongs to the agency that answers for the case."""
        agency, _ = responsible_for(case.id)
        if ctx.by.agency != agency or given.officer not in {one.id for one in SOURCES["officer"](ctx.by, case.id)}:
            words = t(
                "Elija a una persona de la institución responsable.", "Choose somebody of the responsible agency."
            )
            raise BadInput(FieldError("officer", words))
        assign_officer(case, given.officer)
        for table, still_open in ((Deadline, {"closed_at": None}), (Task, {"done_at": None})):
            table._default_manager.filter(case=case, agency=agency, **still_open).update(person=given.officer)
        return Effects()
