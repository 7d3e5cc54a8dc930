"""Coming of age: the transition plan and the consent of the adult.

The young person writes the plan too, from 17.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

from amparo.cases.act import ActContext, ActInput, Effects, Record, act
from amparo.cases.checks import require_answers
from amparo.cases.compartments import PROTECTION
from amparo.cases.file import CaseFile
from amparo.cases.row_tasks import RowTasks
from amparo.ledger.codes import In, YesNoUnknown
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.registry.acts.parts import WHOLE_LIST_HINT
from amparo.ui.fields import LongText, Part, ShortText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case

_PLAN = t("El plan", "The plan")
_GIVEN = t("Lo que recibe", "What they receive")
_CONSENT = t("Consentimiento como persona adulta", "Consent as an adult")
_TASKS = RowTasks("transition_goal", about="area", words="goal", only_dated=True)


class TransitionGoal(Part):
    """One goal for adult life."""

    area: Annotated[str, In("transition_area")] = field(t("Ámbito", "Area"), default=...)
    goal: LongText = field(t("Meta", "Goal"), default=...)
    responsible: ShortText | None = field(t("Quién acompaña", "Who accompanies"))
    due_on: date | None = field(t("Para cuándo", "By when"))
    state: Annotated[str, In("measure_state")] | None = field(t("Cómo va", "How it stands"))


@act
class RecordTransitionPlan(Record["RecordTransitionPlan.Input"]):
    """Write the plan for adult life, from the age of 17; a list replaces the earlier."""

    code = "record_transition_plan"
    proves = frozenset({"adult_consent"})
    meets = frozenset({"transition_plan"})
    title = t("Plan de transición a la vida adulta", "Plan for adult life")
    sets = frozenset({"transition_plan"})

    class Input(ActInput):
        """The state of the plan, its goals, what was handed over, and the adult's consent."""

        state: Annotated[str, In("transition_plan", but=frozenset({"none"}))] = field(
            t("Cómo está el plan", "How the plan stands"), default=..., group=_PLAN
        )
        own_words: LongText | None = field(
            t("Qué quiere para su vida, con sus propias palabras", "What they want for their life, in their own words"),
            compartment=PROTECTION,
            group=_PLAN,
        )
        goals: list[TransitionGoal] | None = field(
            t("Metas", "Goals"), max_length=30, hint=WHOLE_LIST_HINT, compartment=PROTECTION, group=_PLAN
        )
        services: LongText | None = field(
            t("Servicios con los que seguirá", "Services that will go on"), compartment=PROTECTION, group=_GIVEN
        )
        documents_given: LongText | None = field(
            t("Documentos suyos que se le entregaron", "Their own documents that were handed to them"),
            group=_GIVEN,
            hint=t("Una copia propia de todo lo que necesitará.", "An own copy of all that they will need."),
        )
        adult_consent: YesNoUnknown | None = field(
            t("Ya como persona adulta, ¿acepta el paso?", "Now an adult, do they accept the passage?"), group=_CONSENT
        )
        consent_on: date | None = field(t("Fecha", "Date"), group=_CONSENT)

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that a state has its wishes or documents on file, and a consent its date."""
        if given.state == "agreed" and not (given.own_words or file.latest("own_words", self.code)):
            message = t("Escriba qué quiere para su vida.", "Write what they want for their life.")
            raise BadInput(FieldError("own_words", message))
        if given.state == "handed_over" and not (given.documents_given or file.latest("documents_given", self.code)):
            message = t("Diga qué documentos se le entregaron.", "Say which documents were handed over.")
            raise BadInput(FieldError("documents_given", message))
        if given.adult_consent == "yes":
            require_answers(given, "consent_on")

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Create a task for each open goal with a new due date."""
        earlier = ctx.file.latest("goals", self.code, default=[])
        return _TASKS.effects(given.goals, earlier, at=ctx.at)
