"""The act by which a person states whether two cases are of one child."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from amparo.cases.act import ActContext, ActInput, Effects, Record, act
from amparo.cases.file import CaseFile
from amparo.cases.selectors import case_number, visible_child_ids
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.registry.checks import require_visible_cases
from amparo.registry.steps import are_linked, link_cases, state_distinct
from amparo.ui.fields import LongText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case

WHY_PART = t("Están unidos como la misma persona: escriba por qué se separan.",
             "They are linked as the same person: write why they are parted.")  # fmt: skip


@act
class RecordDuplicate(Record["RecordDuplicate.Input"]):
    """State whether another case is of the same child.

    The same are linked on both files; neither file is merged.
    """

    code = "record_duplicate"
    closes_tasks = frozenset({"possible_duplicate"})
    title = t("Comparación con otro expediente", "Comparison with another case")

    class Input(ActInput):
        """Which case, and what the comparison showed."""

        other: UUID = field(t("El otro expediente", "The other case"), default=..., choose="case")
        same: bool = field(
            t("¿Es la misma niña, niño o adolescente?", "Is it the same child?"), default=...,
            hint=t("Si es la misma persona, los dos expedientes quedan unidos.",
                   "If it is the same person, both cases are linked."),
        )  # fmt: skip
        why: LongText | None = field(t("En qué se basa", "What this rests on"))

    def cases_to_lock(self, case_id: UUID | None, given: Input) -> set[UUID]:
        """Return the other case."""
        return visible_child_ids([given.other])

    def check(self, file: CaseFile, given: Input) -> None:
        """Require another, visible case, and a reason for separating linked ones."""
        require_visible_cases({"other": [given.other]}, own=file.case_id)
        if not given.same and not given.why and are_linked(file.case_id, given.other):
            raise BadInput(FieldError("why", WHY_PART))

    def closed_task_detail(self, given: Input) -> JsonObject:
        """Return the detail of the task about this other case alone."""
        return {"number": case_number(given.other)}

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Link or separate the two cases on both files."""
        if given.same:
            link_cases(case, given.other, "same", ctx)
        else:
            state_distinct(case, given.other, ctx, why=given.why or "")
        return Effects()
