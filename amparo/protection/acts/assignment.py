"""Which officer answers for the case."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from amparo.accounts.steps import assign_officer
from amparo.core.access import policy
from amparo.core.acts import ActInput, Effects, LongText, Record, act, ask
from amparo.core.choices import SOURCES
from amparo.core.models import Case, Deadline, Task
from amparo.core.perform import Context
from amparo.core.problems import BadInput, FieldError
from amparo.core.text import t


@act
class RecordAssignment(Record):
    """Name the officer of the responsible agency who answers for the case; deadlines and tasks follow."""

    code = "record_assignment"
    ends = frozenset({"new_case", "reopened_case"})
    title = t("Asignar a una persona responsable", "Assign a responsible officer")

    class Input(ActInput):
        """Who, and why it changes."""

        officer: UUID = ask(t("Persona responsable", "Responsible officer"), default=..., choose="officer")
        reason: LongText | None = ask(t("Motivo", "Reason"))

    def apply(self, case: Case, given: Any, ctx: Context) -> Effects:
        """Raises `BadInput` unless the officer belongs to the agency that answers for the case."""
        agency, _ = policy().responsible(case.id)
        if ctx.by.agency != agency or given.officer not in {one.id for one in SOURCES["officer"](ctx.by, case.id)}:
            words = t(
                "Elija a una persona de la institución responsable.", "Choose somebody of the responsible agency."
            )
            raise BadInput(FieldError("officer", words))
        assign_officer(case, given.officer)
        for table, still_open in ((Deadline, {"closed_at": None}), (Task, {"done_at": None})):
            table._default_manager.filter(case=case, agency=agency, **still_open).update(person=given.officer)
        return Effects()
