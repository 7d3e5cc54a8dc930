"""The assignment of a case to an officer."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from amparo.cases.access import find_responsible
from amparo.cases.act import ActContext, ActInput, Effects, Record, act
from amparo.cases.involvement import assign_officer
from amparo.cases.task_steps import assign_open_work
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.ui.choices import SOURCES
from amparo.ui.fields import LongText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case


@act
class RecordAssignment(Record["RecordAssignment.Input"]):
    """Name the officer who is responsible for the case; deadlines and tasks follow."""

    code = "record_assignment"
    closes_tasks = frozenset({"new_case", "reopened_case"})
    title = t("Asignar a una persona responsable", "Assign a responsible officer")

    class Input(ActInput):
        """The officer, and why the assignment changes."""

        officer: UUID = field(t("Persona responsable", "Responsible officer"), default=..., choose="officer")
        reason: LongText | None = field(t("Motivo", "Reason"))

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Assign the case, its deadlines and its tasks.

        Raises `BadInput` unless actor and officer belong to the agency that is responsible for the case.
        """
        agency, _ = find_responsible(case.id)
        officers = {option.id for option in SOURCES["officer"](ctx.by, case.id)}
        if ctx.by.agency != agency or given.officer not in officers:
            message = t(
                "Elija a una persona de la institución responsable.", "Choose somebody of the responsible agency."
            )
            raise BadInput(FieldError("officer", message))
        assign_officer(case, given.officer)
        assign_open_work(case, given.officer, agency=agency)
        return Effects()
