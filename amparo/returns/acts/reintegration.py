"""The reintegration plan.

Agreed with the child before the return, carried out where the child lives.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

from amparo.cases.act import ActContext, ActInput, Effects, Record, act
from amparo.cases.compartments import PROTECTION
from amparo.cases.file import CaseFile
from amparo.cases.row_tasks import RowTasks
from amparo.ledger.codes import In
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.registry.acts.parts import WHOLE_LIST_HINT
from amparo.ui.fields import LongText, Part, ShortText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case

_PLAN = t("El plan", "The plan")
_GOALS = t("Metas", "Goals")
_RESULTS = t("Resultados", "Results")
_AGREED_STATES = frozenset({"agreed_with_child", "active"})
_OPINION_MISSING = t("Escriba qué opina la niña, niño o adolescente.", "Write what the child thinks of it.")
_GOAL_MISSING = t("Escriba al menos una meta.", "Write one goal at least.")
_RESULT_MISSING = t("Diga qué se logró en cada eje.", "Say what was achieved on each axis.")
_TASKS = RowTasks("reintegration_goal", about="axis", words="goal", only_dated=True)


class Goal(Part):
    """One goal on one axis: what is done for it, by whom, until when, and its result."""

    axis: Annotated[str, In("reintegration_axis")] = field(t("Eje", "Axis"), default=...)
    activity: Annotated[str, In("reintegration_activity")] | None = field(t("Actividad", "Activity"))
    goal: LongText = field(t("Meta", "Goal"), default=...)
    responsible: ShortText | None = field(t("Quién responde", "Who answers for it"))
    due_on: date | None = field(t("Para cuándo", "By when"))
    state: Annotated[str, In("measure_state")] | None = field(t("Cómo va", "How it stands"))
    result: LongText | None = field(t("Resultado", "Result"))


class AxisResult(Part):
    """The result of one axis."""

    axis: Annotated[str, In("reintegration_axis")] = field(t("Eje", "Axis"), default=...)
    result: Annotated[str, In("goal_result")] = field(t("Qué se logró", "What was achieved"), default=...)
    comment: LongText | None = field(t("En qué se nota", "How it shows"))


@act
class RecordReintegrationPlan(Record["RecordReintegrationPlan.Input"]):
    """Write the reintegration plan, over time; a list replaces the earlier one."""

    code = "record_reintegration_plan"
    title = t("Plan de reintegración", "Reintegration plan")
    sets = frozenset({"reintegration_plan"})

    class Input(ActInput):
        """The state of the plan, its goals, and the child's opinion."""

        state: Annotated[str, In("reintegration_plan", but=frozenset({"none"}))] = field(
            t("Cómo está el plan", "How the plan stands"), default=..., group=_PLAN
        )
        liaison: ShortText | None = field(t("Enlace en origen", "Liaison in origin"), group=_PLAN)
        child_opinion: LongText | None = field(
            t("Qué opina, con sus propias palabras", "The child's opinion, in their own words"),
            compartment=PROTECTION,
            group=_PLAN,
        )
        goals: list[Goal] | None = field(
            t("Metas", "Goals"), max_length=40, hint=WHOLE_LIST_HINT, compartment=PROTECTION, group=_GOALS
        )
        results: list[AxisResult] | None = field(
            t("Resultado por eje", "Result by axis"), max_length=6, compartment=PROTECTION, group=_RESULTS
        )

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that an agreed plan has its opinion and goals, a complete one results."""
        needed = {"child_opinion": _OPINION_MISSING, "goals": _GOAL_MISSING} if given.state in _AGREED_STATES else {}
        if given.state == "completed":
            needed = needed | {"results": _RESULT_MISSING}
        missing = [FieldError(name, message) for name, message in needed.items() if not _has_answer(file, given, name)]
        if missing:
            raise BadInput(*missing)

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Create a task for each open goal that is new or has a new due date."""
        earlier = ctx.file.latest("goals", self.code, default=[])
        return _TASKS.effects(given.goals, earlier, at=ctx.at)


def _has_answer(file: CaseFile, given: RecordReintegrationPlan.Input, name: str) -> bool:
    return bool(getattr(given, name) or file.latest(name, "record_reintegration_plan"))
