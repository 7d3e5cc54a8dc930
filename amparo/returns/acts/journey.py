"""The journey home: the child leaves, somebody writes down on the way how it goes, the child arrives."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated

from pydantic import AwareDatetime

from amparo.cases.act import ActContext, ActInput, Action, Effects, NewTask, Record, act
from amparo.cases.checks import require
from amparo.cases.compartments import GENERAL, PROTECTION, WHEREABOUTS
from amparo.cases.file import CaseFile
from amparo.ledger.codes import In
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.registry.acts.parts import SiblingsPlan, ask_siblings_plan, ask_siblings_reason
from amparo.returns.journey import ARRIVED, TOLD, departure
from amparo.returns.plan import current
from amparo.returns.steps import arrival_is_known
from amparo.ui.drawn import Strokes
from amparo.ui.fields import LongText, ShortText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case

CONFIRM_WITHIN = timedelta(hours=2)
_JOURNEY = t("El viaje", "The journey")
_HANDOVER = t("La entrega", "The hand-over")
_ON_LEAVING = frozenset({"child_informed", "safe_transport", "arrival_working_day"})


@act
class ExecuteReturn(Action["ExecuteReturn.Input"]):
    """Hand the child over for the journey that the approved plan describes. Protection gives back the place of care."""

    code = "execute_return"
    title = t("Ejecutar el retorno", "Carry out the return")

    class Input(ActInput):
        """What is true on the day of the journey."""

        confirmations: list[Annotated[str, In("confirmation", only=_ON_LEAVING)]] | None = field(
            t("Confirme", "Confirm"), max_length=3, group=_JOURNEY
        )
        note: LongText | None = field(t("Observaciones", "Remarks"), group=_JOURNEY)
        siblings_plan: SiblingsPlan | None = ask_siblings_plan()
        siblings_reason: LongText | None = ask_siblings_reason()

    def check(self, file: CaseFile, given: Input) -> None:
        """Who is on the way does not leave again."""
        if departure(file):
            words = t("Ya salió: anote las etapas del viaje o la recepción.",
                      "The child has left: enter the stages of the journey, or the reception.")  # fmt: skip
            raise BadInput(FieldError("confirmations", words))

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Somebody must see that the child arrives."""
        plan = current(ctx.file)
        planned = plan.arrives_at if plan else None
        return Effects(tasks=(_confirm_arrival(planned),))


def _confirm_arrival(expected: datetime | None) -> NewTask:
    return NewTask("confirm_arrival", due_at=expected + CONFIRM_WITHIN if expected else None)


@act
class RecordTravelStage(Record["RecordTravelStage.Input"]):
    """On the day of the journey: that the child left, is on the way, was handed over, arrived, or is not there."""

    code = "record_travel_stage"
    title = t("Etapa del viaje", "Stage of the journey")
    sets = frozenset({"open_safety_alerts"})

    class Input(ActInput):
        """What happened, where, with whom."""

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
            t("Con qué credencial o documento", "With which credential or document"), compartment=PROTECTION,
            group=_HANDOVER,
        )  # fmt: skip
        giver_signature: Strokes | None = field(
            t("Firma de quien entrega", "Signature of who hands over"), compartment=PROTECTION, group=_HANDOVER
        )
        receiver_signature: Strokes | None = field(
            t("Firma de quien recibe", "Signature of who receives"), compartment=PROTECTION, group=_HANDOVER
        )

    def check(self, file: CaseFile, given: Input) -> None:
        """Stages belong to a journey; only that the child is not there can be written before it."""
        if given.stage != "child_absent" and departure(file) is None:
            words = t("Aún no consta la salida: ejecute primero el retorno.",
                      "The departure is not on file: carry out the return first.")  # fmt: skip
            raise BadInput(FieldError("stage", words))
        if given.stage == "handed_over":
            require(given, "receiver", words=t("Diga quién recibe.", "Say who receives."))
        if given.stage in {"incident", "turned_back"}:
            require(given, "note", words=t("Escriba qué pasó.", "Write what happened."))

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """An arrival answers whoever waits; a delay moves the hour; a child who is not there is an alarm."""
        if given.stage in TOLD or given.expected_at:
            arrival_is_known(case, by=ctx.by, at=ctx.at)
        if given.stage == "child_absent":
            return Effects(tasks=(_search(ctx.at),), more_stated={GENERAL: {"alarm": "absconded"}})
        if given.expected_at and given.stage not in ARRIVED:
            return Effects(tasks=(_confirm_arrival(given.expected_at),))
        return Effects()


def _search(at: datetime) -> NewTask:
    return NewTask("missing_child_protocol", due_at=at, role="protection_supervisor")
