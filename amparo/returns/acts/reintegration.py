"""The reintegration plan: agreed with the child before they return, and carried out where they live."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from amparo.cases.act import ActContext, ActInput, Effects, Record, act
from amparo.cases.compartments import PROTECTION
from amparo.cases.file import CaseFile
from amparo.cases.row_tasks import RowTasks
from amparo.ledger.codes import In
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.registry.acts.parts import WHOLE_LIST
from amparo.ui.fields import LongText, Part, ShortText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case

_PLAN = t("El plan", "The plan")
_GOALS = t("Metas", "Goals")
_RESULTS = t("Resultados", "Results")
_AGREED = frozenset({"agreed_with_child", "active"})
_OPINION = t("Escriba qué opina la niña, niño o adolescente.", "Write what the child thinks of it.")
_ONE_GOAL = t("Escriba al menos una meta.", "Write one goal at least.")
_ACHIEVED = t("Diga qué se logró en cada eje.", "Say what was achieved on each axis.")
_TASKS = RowTasks("reintegration_goal", about="axis", words="goal", only_dated=True)


class Goal(Part):
    """One goal on one axis: what is done for it, who answers, until when, what came of it."""

    axis: Annotated[str, In("reintegration_axis")] = field(t("Eje", "Axis"), default=...)
    activity: Annotated[str, In("reintegration_activity")] | None = field(t("Actividad", "Activity"))
    goal: LongText = field(t("Meta", "Goal"), default=...)
    responsible: ShortText | None = field(t("Quién responde", "Who answers for it"))
    due_on: date | None = field(t("Para cuándo", "By when"))
    state: Annotated[str, In("measure_state")] | None = field(t("Cómo va", "How it stands"))
    result: LongText | None = field(t("Resultado", "Result"))


class AxisResult(Part):
    """What came of one axis."""

    axis: Annotated[str, In("reintegration_axis")] = field(t("Eje", "Axis"), default=...)
    result: Annotated[str, In("goal_result")] = field(t("Qué se logró", "What was achieved"), default=...)
    comment: LongText | None = field(t("En qué se nota", "How it shows"))


@act
class RecordReintegrationPlan(Record["RecordReintegrationPlan.Input"]):
    """Write the reintegration plan, over time. A list said again replaces the earlier one."""

    code = "record_reintegration_plan"
    title = t("Plan de reintegración", "Reintegration plan")
    sets = frozenset({"reintegration_plan"})

    class Input(ActInput):
        """How far it came, its goals, and what the child thinks of it."""

        state: Annotated[str, In("reintegration_plan", but=frozenset({"none"}))] = field(
            t("Cómo está el plan", "How the plan stands"), default=..., group=_PLAN
        )
        liaison: ShortText | None = field(t("Enlace en origen", "Liaison in origin"), group=_PLAN)
        child_opinion: LongText | None = field(
            t("Qué opina, con sus propias palabras", "The child's opinion, in their own words"), compartment=PROTECTION,
            group=_PLAN,
        )  # fmt: skip
        goals: list[Goal] | None = field(
            t("Metas", "Goals"), max_length=40, hint=WHOLE_LIST, compartment=PROTECTION, group=_GOALS
        )
        results: list[AxisResult] | None = field(
            t("Resultado por eje", "Result by axis"), max_length=6, compartment=PROTECTION, group=_RESULTS
        )

    def check(self, file: CaseFile, given: Input) -> None:
        """Agreed with a child means that the child said what they think; completed says what came of it."""
        needed = {"child_opinion": _OPINION, "goals": _ONE_GOAL} if given.state in _AGREED else {}
        if given.state == "completed":
            needed = needed | {"results": _ACHIEVED}
        missing = [FieldError(name, words) for name, words in needed.items() if not _said(file, given, name)]
        if missing:
            raise BadInput(*missing)

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """A task for each goal that is new, or has a new day, and is still to be reached."""
        earlier = ctx.file.latest("goals", self.code, default=[])
        return _TASKS.effects(given.goals, earlier, at=ctx.at)


def _said(file: CaseFile, given: Any, name: str) -> Any:
    return getattr(given, name) or file.latest(name, "record_reintegration_plan")
