"""The restitution plan.

Each right that was denied, who restores it, and until when.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

from amparo.cases.act import ActContext, ActInput, Effects, Record, act
from amparo.cases.compartments import PROTECTION
from amparo.cases.row_tasks import RowTasks
from amparo.ledger.codes import In
from amparo.ledger.text import t
from amparo.registry.acts.parts import WHOLE_LIST_HINT
from amparo.ui.fields import LongText, Part, ShortText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case

_TASKS = RowTasks("restitution_measure", about="right", words="measure")


class Measure(Part):
    """One right, the measure for it, by whom, until when, and its result."""

    right: Annotated[str, In("child_right")] = field(t("Derecho", "Right"), default=...)
    measure: LongText = field(t("Medida", "Measure"), default=...)
    responsible: ShortText = field(t("Quién responde", "Who answers for it"), default=...)
    due_on: date | None = field(t("Para cuándo", "By when"))
    state: Annotated[str, In("measure_state")] | None = field(t("Cómo va", "How it stands"))
    result: LongText | None = field(t("Resultado", "Result"))
    review_on: date | None = field(t("Se revisa el", "To be reviewed on"))


@act
class RecordRestitutionPlan(Record["RecordRestitutionPlan.Input"]):
    """Write or update the restitution plan, whole each time."""

    code = "record_restitution_plan"
    title = t("Plan de restitución de derechos", "Restitution plan")
    compartment = PROTECTION

    class Input(ActInput):
        """All the measures."""

        measures: list[Measure] = field(
            t("Medidas", "Measures"), default=..., min_length=1, max_length=40, hint=WHOLE_LIST_HINT
        )
        review_on: date | None = field(t("El plan se revisa el", "The plan is reviewed on"))

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Create a task for each open measure that is new or has a new due date."""
        earlier = ctx.file.latest("measures", self.code, default=[])
        return _TASKS.effects(given.measures, earlier, at=ctx.at)
