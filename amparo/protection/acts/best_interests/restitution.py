"""The restitution plan: each right that was denied, and who gives it back, until when."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from amparo.core.acts import ActInput, Effects, LongText, Part, Record, ShortText, act, ask
from amparo.core.codes import In
from amparo.core.compartments import PROTECTION
from amparo.core.models import Case
from amparo.core.perform import Context
from amparo.core.row_tasks import RowTasks
from amparo.core.text import t
from amparo.registry.acts.parts import WHOLE_LIST

_TASKS = RowTasks("restitution_measure", about="right", words="measure")


class Measure(Part):
    """One right, what is done for it, by whom, until when, and what came of it."""

    right: Annotated[str, In("child_right")] = ask(t("Derecho", "Right"), default=...)
    measure: LongText = ask(t("Medida", "Measure"), default=...)
    responsible: ShortText = ask(t("Quién responde", "Who answers for it"), default=...)
    due_on: date | None = ask(t("Para cuándo", "By when"))
    state: Annotated[str, In("measure_state")] | None = ask(t("Cómo va", "How it stands"))
    result: LongText | None = ask(t("Resultado", "Result"))
    review_on: date | None = ask(t("Se revisa el", "To be reviewed on"))


@act
class RecordRestitutionPlan(Record):
    """Write the restitution plan, or bring it up to date. The whole plan each time; the earlier ones stay on file."""

    code = "record_restitution_plan"
    title = t("Plan de restitución de derechos", "Restitution plan")
    compartment = PROTECTION

    class Input(ActInput):
        """All the measures."""

        measures: list[Measure] = ask(
            t("Medidas", "Measures"), default=..., min_length=1, max_length=40, hint=WHOLE_LIST
        )
        review_on: date | None = ask(t("El plan se revisa el", "The plan is reviewed on"))

    def apply(self, case: Case, given: Any, ctx: Context) -> Effects:
        """A task for each measure that is new, or has a new day, and is still to be done."""
        earlier = ctx.file.latest("measures", self.code, default=[])
        return _TASKS.effects(given.measures, earlier, at=ctx.at)
