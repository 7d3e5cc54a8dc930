"""The assessment of best interests: factor by factor, with evidence, and with what must be done at once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from amparo.cases.act import ActContext, ActInput, Action, Effects, Record, act
from amparo.cases.checks import once_each
from amparo.cases.compartments import GENERAL, PROTECTION, Compartment
from amparo.cases.file import CaseFile
from amparo.cases.row_tasks import RowTasks
from amparo.ledger.codes import In
from amparo.ledger.text import t
from amparo.protection.assessments import compartment_of_factor, kept_by_factor, under_way
from amparo.ui.fields import LongText, Part, ShortText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case

_RATED = t("Factores", "Factors")
_OUTCOME = t("Qué sigue", "What follows")
_TWICE = t("Cada factor una sola vez.", "Each factor only once.")
_TASKS = RowTasks("bia_action", about="factor", words="action")


class RatedFactor(Part):
    """One factor: how much risk, on which evidence, and what is done about it, by whom, until when."""

    factor: Annotated[str, In("bia_factor")] = field(t("Factor", "Factor"), default=...)
    risk_level: Annotated[str, In("risk_level")] = field(t("Nivel de riesgo", "Level of risk"), default=...)
    evidence: LongText = field(
        t("En qué se apoya", "Evidence"), default=...,
        hint=t("Lo que dijo, lo que se observó, informes; con su fecha.", "What was said, observed, reported; with its date."),
    )  # fmt: skip
    action: LongText | None = field(t("Qué se hará", "What will be done"))
    responsible: ShortText | None = field(t("Quién responde", "Who answers for it"))
    due_on: date | None = field(t("Para cuándo", "By when"))


@act
class RecordBia(Record["RecordBia.Input"]):
    """Write the assessment, over days: what is said here adds to it, and a factor said again replaces the earlier one."""

    code = "record_bia"
    title = t("Evaluación del interés superior: escribir", "Best interests assessment: write")
    compartment = PROTECTION
    sets = frozenset({"bia"})

    class Input(ActInput):
        """Only what is known so far; a factor left out stays to be rated."""

        factors: list[RatedFactor] | None = field(
            t("Factores valorados", "Rated factors"), max_length=9, group=_RATED,
            why=t("Los nueve son necesarios para completarla.", "All nine are needed to complete it."),
        )  # fmt: skip
        immediate_plan: LongText | None = field(t("Plan inmediato", "Immediate plan"), group=_OUTCOME)
        recommends_determination: bool | None = field(
            t("¿Recomienda una determinación formal?", "Is a formal determination recommended?"), group=_OUTCOME,
            why=t("La exigen, por ejemplo, quien viaja sin familia, el temor y la trata.",
                  "It is required, for example, for children without family, fear and trafficking."),
        )  # fmt: skip

    def check(self, file: CaseFile, given: Input) -> None:
        """One rating per factor."""
        once_each("factors", [rated.factor for rated in given.factors or []], _TWICE)

    def split_by_compartment(self, given: Input) -> dict[Compartment, dict[str, Any]]:
        """Health and exploitation lie apart from the rest."""
        parts = super().split_by_compartment(given)
        rows = parts.get(PROTECTION, {}).pop("factors", [])
        for where, kept in kept_by_factor("factors", rows).items():
            parts[where] = parts.get(where, {}) | kept
        return {where: part for where, part in parts.items() if part}


@act
class CompleteBia(Action["CompleteBia.Input"]):
    """End the assessment on record. What it plans becomes somebody's tasks."""

    code = "complete_bia"
    title = t("Completar la evaluación del interés superior", "Complete the best interests assessment")
    sets = frozenset({"bia", "bia_completed_at"})

    class Input(ActInput):
        """The assessment itself is on record; here it is only concluded."""

        conclusion: LongText | None = field(t("Conclusión", "Conclusion"), compartment=PROTECTION)

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """One task per planned action, told only to those who may know its factor."""
        found = under_way(ctx.file)
        planned = [rated for rated in found.factors.values() if rated.get("action")] if found else []
        stated = {"recommends_determination": found.recommends_determination if found else None}
        tasks = tuple(_TASKS.task(one, at=ctx.at, kept_in=compartment_of_factor(one["factor"])) for one in planned)
        return Effects(tasks=tasks, more_stated={GENERAL: {name: v for name, v in stated.items() if v is not None}})
