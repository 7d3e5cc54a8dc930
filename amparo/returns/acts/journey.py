"""The journey home: the departure and each stage on the way."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated

from pydantic import AwareDatetime

from amparo.cases.act import ActContext, ActInput, Action, Effects, NewTask, Record, act
from amparo.cases.checks import require_answers
from amparo.cases.compartments import GENERAL, PROTECTION, WHEREABOUTS
from amparo.cases.file import CaseFile
from amparo.ledger.codes import In
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.registry.acts.parts import SiblingsPlan, ask_siblings_plan, ask_siblings_reason
from amparo.returns.journey import ARRIVAL_STAGES, FINAL_STAGES, current_departure
from amparo.returns.plan import latest_plan
from amparo.returns.steps import close_arrival_tasks
from amparo.ui.drawn import Strokes
from amparo.ui.fields import LongText, ShortText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case

CONFIRMATION_TIME = timedelta(hours=2)
_JOURNEY = t("El viaje", "The journey")
_HANDOVER = t("La entrega", "The hand-over")
_DEPARTURE_CONFIRMATIONS = frozenset({"child_informed", "safe_transport", "arrival_working_day"})


@act
class ExecuteReturn(Action["ExecuteReturn.Input"]):
    """Hand the child over for the journey of the approved plan.

    Protection frees the place of care.
    """

    code = "execute_return"
    is_sensitive = True
    title = t("Ejecutar el retorno", "Carry out the return")

    class Input(ActInput):
        """The confirmations of the day of the journey."""

        confirmations: list[Annotated[str, In("confirmation", only=_DEPARTURE_CONFIRMATIONS)]] | None = field(
            t("Confirme", "Confirm"), max_length=3, group=_JOURNEY
        )
        note: LongText | None = field(t("Observaciones", "Remarks"), group=_JOURNEY)
        siblings_plan: SiblingsPlan | None = ask_siblings_plan()
        siblings_reason: LongText | None = ask_siblings_reason()

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that the child has not departed already."""
        if current_departure(file):
            message = t(
                "Ya salió: anote las etapas del viaje o la recepción.",
                "The child has left: enter the stages of the journey, or the reception.",
            )
            raise BadInput(FieldError("confirmations", message))

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Create the task to confirm the arrival."""
        plan = latest_plan(ctx.file)
        return Effects(tasks=(_build_confirmation_task(plan.arrives_at if plan else None),))


def _build_confirmation_task(expected: datetime | None) -> NewTask:
    return NewTask("confirm_arrival", due_at=expected + CONFIRMATION_TIME if expected else None)


@act
class RecordTravelStage(Record["RecordTravelStage.Input"]):
    """State a stage of the journey, up to the arrival, or that the child is missing."""

    code = "record_travel_stage"
    title = t("Etapa del viaje", "Stage of the journey")
    sets = frozenset({"open_safety_alerts"})

    class Input(ActInput):
        """The stage, the place, and the people."""

        stage: Annotated[str, In("travel_stage")] = field(t("Qué pasó", "What happened"), default=..., group=_JOURNEY)
        place: ShortText | None = field(t("Dónde", "Where"), compartment=WHEREABOUTS, group=_JOURNEY)
        with_whom: ShortText | None = field(
            t("Con quién va", "With whom the child is"), compartment=PROTECTION, group=_JOURNEY
        )
        expected_at: AwareDatetime | None = field(
            t("Si hay demora: cuándo llegaría", "If delayed: when the child would arrive"), group=_JOURNEY
        )
        note: LongText | None = field(
            t("Qué más hay que saber", "What else to know"), compartment=PROTECTION, group=_JOURNEY
        )
        receiver: ShortText | None = field(t("Quién recibe", "Who receives"), compartment=PROTECTION, group=_HANDOVER)
        credential: ShortText | None = field(
            t("Con qué credencial o documento", "With which credential or document"),
            compartment=PROTECTION,
            group=_HANDOVER,
        )
        giver_signature: Strokes | None = field(
            t("Firma de quien entrega", "Signature of who hands over"), compartment=PROTECTION, group=_HANDOVER
        )
        receiver_signature: Strokes | None = field(
            t("Firma de quien recibe", "Signature of who receives"), compartment=PROTECTION, group=_HANDOVER
        )

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that the stage has its details, and unless missing the child departed."""
        if given.stage != "child_absent" and current_departure(file) is None:
            message = t(
                "Aún no consta la salida: ejecute primero el retorno.",
                "The departure is not on file: carry out the return first.",
            )
            raise BadInput(FieldError("stage", message))
        if given.stage == "handed_over":
            require_answers(given, "receiver", words=t("Diga quién recibe.", "Say who receives."))
        if given.stage in {"incident", "turned_back"}:
            require_answers(given, "note", words=t("Escriba qué pasó.", "Write what happened."))

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Close or move the arrival task; raise an alarm for a missing child."""
        if given.stage in FINAL_STAGES or given.expected_at:
            close_arrival_tasks(case, by=ctx.by, at=ctx.at)
        if given.stage == "child_absent":
            return Effects(tasks=(_build_search_task(ctx.at),), added_answers={GENERAL: {"alarm": "absconded"}})
        if given.expected_at and given.stage not in ARRIVAL_STAGES:
            return Effects(tasks=(_build_confirmation_task(given.expected_at),))
        return Effects()


def _build_search_task(at: datetime) -> NewTask:
    return NewTask("missing_child_protocol", due_at=at, role="protection_supervisor")
