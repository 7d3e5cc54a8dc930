"""The assessment of best interests.

Factor by factor, with evidence and what must be done.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

from amparo.cases.act import ActContext, ActInput, Action, Effects, Record, act
from amparo.cases.checks import require_distinct
from amparo.cases.compartments import GENERAL, PROTECTION, Compartment
from amparo.cases.file import CaseFile
from amparo.cases.row_tasks import RowTasks
from amparo.ledger.codes import In
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.protection.assessments import assessment_under_way, compartment_of_factor, split_by_factor
from amparo.ui.fields import LongText, Part, ShortText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case

_FACTORS = t("Factores", "Factors")
_OUTCOME = t("Qué sigue", "What follows")
_RATED_TWICE = t("Cada factor una sola vez.", "Each factor only once.")
_TASKS = RowTasks("bia_action", about="factor", words="action")


class RatedFactor(Part):
    """One factor: its risk, the evidence, and the action, by whom, until when."""

    factor: Annotated[str, In("bia_factor")] = field(t("Factor", "Factor"), default=...)
    risk_level: Annotated[str, In("risk_level")] = field(t("Nivel de riesgo", "Level of risk"), default=...)
    evidence: LongText = field(
        t("En qué se apoya", "Evidence"),
        default=...,
        hint=t(
            "Lo que dijo, lo que se observó, informes; con su fecha.",
            "What was said, observed, reported; with its date.",
        ),
    )
    action: LongText | None = field(t("Qué se hará", "What will be done"))
    responsible: ShortText | None = field(t("Quién responde", "Who answers for it"))
    due_on: date | None = field(t("Para cuándo", "By when"))


@act
class RecordBia(Record["RecordBia.Input"]):
    """Write the assessment, over days; a new rating of a factor replaces the earlier."""

    code = "record_bia"
    proves = frozenset({"bia_factors", "bid_recommended", "unplanned_high_risks"})
    meets = frozenset({"bia_expiry", "bia_full", "bia_rapid"})
    title = t("Evaluación del interés superior: escribir", "Best interests assessment: write")
    compartment = PROTECTION
    sets = frozenset({"bia"})

    class Input(ActInput):
        """Only what is known so far; other factors can be rated later."""

        factors: list[RatedFactor] | None = field(
            t("Factores valorados", "Rated factors"),
            max_length=9,
            group=_FACTORS,
            why=t("Los nueve son necesarios para completarla.", "All nine are needed to complete it."),
        )
        immediate_plan: LongText | None = field(t("Plan inmediato", "Immediate plan"), group=_OUTCOME)
        recommends_determination: bool | None = field(
            t("¿Recomienda una determinación formal?", "Is a formal determination recommended?"),
            group=_OUTCOME,
            why=t(
                "La exigen, por ejemplo, quien viaja sin familia, el temor y la trata.",
                "It is required, for example, for children without family, fear and trafficking.",
            ),
        )

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that each factor is rated once."""
        require_distinct("factors", [rating.factor for rating in given.factors or []], _RATED_TWICE)

    def split_by_compartment(self, given: Input) -> dict[Compartment, JsonObject]:
        """Return the answers by compartment: health and trafficking apart from the rest."""
        parts = super().split_by_compartment(given)
        rows = parts.get(PROTECTION, {}).pop("factors", [])
        for compartment, part in split_by_factor("factors", rows).items():
            parts[compartment] = parts.get(compartment, {}) | part
        return {compartment: part for compartment, part in parts.items() if part}


@act
class CompleteBia(Action["CompleteBia.Input"]):
    """Complete the assessment on file; its planned actions become tasks."""

    code = "complete_bia"
    meets = frozenset({"bia_expiry", "bia_full", "bia_rapid"})
    title = t("Completar la evaluación del interés superior", "Complete the best interests assessment")
    sets = frozenset({"bia", "bia_completed_at"})

    class Input(ActInput):
        """The conclusion; the assessment itself is on file."""

        conclusion: LongText | None = field(t("Conclusión", "Conclusion"), compartment=PROTECTION)

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Create a task for each planned action, for those who may know its factor."""
        assessment = assessment_under_way(ctx.file)
        ratings = assessment.factors.values() if assessment else ()
        tasks = tuple(
            _TASKS.task(rating, at=ctx.at, kept_in=compartment_of_factor(rating["factor"]))
            for rating in ratings
            if rating.get("action")
        )
        recommends = assessment.recommends_determination if assessment else None
        stated = {} if recommends is None else {"recommends_determination": recommends}
        return Effects(tasks=tasks, added_answers={GENERAL: stated})
