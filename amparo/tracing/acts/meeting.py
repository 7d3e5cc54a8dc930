"""Contact as it goes on: supervised meetings that the child may stop, and messages that somebody reads first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from pydantic import AwareDatetime

from amparo.cases.act import ActContext, ActInput, Effects, NewTask, Record, act
from amparo.cases.checks import MISSING, WRITE_WHY, require_answers
from amparo.cases.compartments import GENERAL, PROTECTION, Compartment
from amparo.cases.fact_providers import FactQuery, compute_fact
from amparo.cases.file import CaseFile
from amparo.cases.perform import MAX_POSTDATING
from amparo.ledger import clock
from amparo.ledger.codes import In, YesNoUnknown
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.registry.acts.files import FileInput, Filing
from amparo.tracing.contact import (
    PAUSED,
    Message,
    barrier,
    is_paused,
    message_of,
    open_plans,
    sessions,
    stops_contact,
)
from amparo.ui.fields import LongText, ShortText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case

_PLAN = t("El contacto", "The contact")
_HOW_IT_WENT = t("Cómo fue", "How it went")
_MESSAGE = t("El mensaje", "The message")
_READ = t("Antes de pasarlo", "Before it is passed on")
_DELIVERY = t("La entrega", "Delivery")
_FOR_PROTECTION = frozenset({GENERAL, PROTECTION})
_AFTER = ("child_stopped", "felt_after", "go_on")


@act
class RecordContactSession(Record["RecordContactSession.Input"]):
    """Plan a supervised contact with the family, or write how it went. The child may stop it without a reason."""

    code = "record_contact_session"
    title = t("Contacto supervisado", "Supervised contact")
    compartment = PROTECTION

    class Input(ActInput):
        """With whom, how, under whose eyes, and how the child was."""

        state: Annotated[str, In("contact_session_state")] = field(
            t("Qué anota", "What you record"), default=..., group=_PLAN
        )
        entry: UUID | None = field(
            t("Si estaba planeado: cuál", "If it was planned: which"),
            choose="planned_contact",
            group=_PLAN,
        )
        with_whom: ShortText = field(t("Con quién", "With whom"), default=..., group=_PLAN)
        how: Annotated[str, In("followup_mode")] | None = field(t("Cómo", "How"), group=_PLAN)
        planned_for: AwareDatetime | None = field(t("Para cuándo se planea", "When it is planned for"), group=_PLAN)
        supervised_by: ShortText | None = field(
            t("Quién acompaña y supervisa", "Who accompanies and supervises"), group=_PLAN,
            hint=t("El primero siempre, y mientras el parentesco no esté verificado.",
                   "Always the first time, and until kinship is verified."),
        )  # fmt: skip
        wants_to_say: LongText | None = field(
            t("Qué quiere decir la niña, niño o adolescente, y qué no", "What the child wants to say, and what not"),
            group=_PLAN,
        )
        minutes: int | None = field(t("Cuántos minutos", "How many minutes"), ge=1, le=1440, group=_HOW_IT_WENT)
        child_stopped: bool | None = field(
            t("¿La niña, niño o adolescente lo detuvo?", "Did the child stop it?"), group=_HOW_IT_WENT,
            hint=t("No tiene que decir por qué.", "They need not say why."),
        )  # fmt: skip
        felt_after: Annotated[str, In("wellbeing")] | None = field(
            t("Cómo se sintió después", "How the child felt afterwards"), group=_HOW_IT_WENT
        )
        told_after: LongText | None = field(
            t("Qué dijo después, con sus palabras", "What the child said afterwards, in their own words"),
            group=_HOW_IT_WENT,
        )
        go_on: YesNoUnknown | None = field(t("¿Se sigue?", "Go on?"), group=_HOW_IT_WENT)
        note: LongText | None = field(
            t("Notas, o por qué no se hizo", "Notes, or why it was not held"), group=_HOW_IT_WENT
        )

    def check(self, file: CaseFile, given: Input) -> None:
        """Only while the law would allow contact; under somebody's eyes the first time; held means: it is told how."""
        if given.entry and str(given.entry) not in {str(plan.id) for plan in open_plans(file)}:
            words = t("Elija un contacto planeado del que no se haya anotado cómo fue.",
                      "Choose a planned contact of which nobody wrote yet how it went.")  # fmt: skip
            raise BadInput(FieldError("entry", words))
        if given.state == "planned":
            require_answers(given, "planned_for", "how")
        if given.state == "not_held":
            return require_answers(given, "note", words=WRITE_WHY)
        when = given.occurred_at or clock.now()
        if words := barrier(file, when):
            raise BadInput(FieldError("state", words))
        if _must_be_supervised(file.until(when), when):
            require_answers(given, "supervised_by")
        if given.state == "held":
            require_answers(given, "how", "minutes")
            if missing := [name for name in _AFTER if getattr(given, name) is None]:
                raise BadInput(*(FieldError(name, MISSING) for name in missing))

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """What was planned is awaited, and no longer once it is told; a stop is for the officer to think about."""
        if given.state == "planned":
            task = NewTask("contact_session", due_at=given.planned_for, compartments=_FOR_PROTECTION)
            return Effects(tasks=(task,), closed_tasks=_awaited(given.entry))
        stopped = (
            (NewTask("contact_stopped", compartments=_FOR_PROTECTION),) if stops_contact(given.model_dump()) else ()
        )
        return Effects(tasks=stopped, closed_tasks=_awaited(given.entry))


def _must_be_supervised(then: CaseFile, at: Any) -> bool:
    is_first = not any(one.is_held for one in sessions(then))
    return is_first or compute_fact("relationship_verified", then, FactQuery(at)) != "yes"


def _awaited(plan: UUID | None) -> tuple[tuple[str, dict[str, Any]], ...]:
    return (("contact_session", {"entry": str(plan)}),) if plan else ()


@act
class RecordFamilyMessage(Filing["RecordFamilyMessage.Input"]):
    """Write down a message between child and family, and decide whether it is passed on or held."""

    code = "record_family_message"
    title = t("Mensaje con la familia", "Message with the family")
    compartment = PROTECTION

    class Input(FileInput):
        """The message, who read it first, what was decided, and how it arrived."""

        entry: UUID | None = field(
            t("Si ya está anotado: cuál", "If it is on record already: which"), choose="open_message",
            hint=t("Para decidir otra vez o anotar la entrega. El mensaje mismo no cambia.",
                   "To decide again, or to record delivery. The message itself does not change."), group=_MESSAGE,
        )  # fmt: skip
        direction: Annotated[str, In("family_message_direction")] | None = field(
            t("De quién a quién", "From whom to whom"), group=_MESSAGE
        )
        with_whom: ShortText | None = field(t("Qué familiar", "Which relative"), group=_MESSAGE)
        text: LongText | None = field(t("Qué dice", "What it says"), group=_MESSAGE)
        file: UUID | None = field(
            t("O la carta, dibujo o foto", "Or the letter, drawing or photograph"), choose="file", group=_MESSAGE
        )
        read_by: ShortText | None = field(t("Quién lo leyó antes", "Who read it first"), group=_READ)
        tells_not_where: bool | None = field(
            t("¿Comprobó que no dice dónde está la niña, niño o adolescente?", "Did you check that it does not say where the child is?"), group=_READ,
            hint=t("Ni lugar, ni escuela, ni lo que se ve por la ventana.", "No place, no school, nothing seen from a window."),
        )  # fmt: skip
        decision: Annotated[str, In("family_message_decision")] | None = field(
            t("Qué se decide", "What is decided"), group=_READ
        )
        hold_reason: LongText | None = field(t("Si se retiene: por qué", "If it is held: why"), group=_READ)
        delivered_at: AwareDatetime | None = field(t("Cuándo llegó", "When it arrived"), group=_DELIVERY)
        delivered_how: ShortText | None = field(t("Cómo se entregó", "How it was delivered"), group=_DELIVERY)

    def kind_of(self, given: Input) -> str:
        """A letter or drawing of the child's, or something of the family."""
        return "drawing" if given.direction == "from_child" else "family_document"

    def place(self, given: Input) -> Compartment:
        """With the message."""
        return PROTECTION

    def check(self, file: CaseFile, given: Input) -> None:
        """A message is whole, is read before it is passed on, and passes only while contact may be."""
        earlier = message_of(file, given.entry) if given.entry else None
        _is_whole(given, earlier)
        if given.file:
            super().check(file, given)
        if given.decision == "hold":
            require_answers(given, "hold_reason", words=WRITE_WHY)
        if given.decision == "pass_on":
            _was_read(given)
        _was_delivered(given, earlier)
        if _may_wait(given, earlier):
            return
        at = (None if given.decision else given.delivered_at) or clock.now()
        if words := barrier(file, at) or (str(PAUSED) if is_paused(file.until(at)) else ""):
            raise BadInput(FieldError("decision" if given.decision else "delivered_at", words))

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """What is held waits for another decision, what is passed on for its delivery."""
        if given.file:
            super().apply(case, given, ctx)
        earlier = message_of(ctx.file, given.entry) if given.entry else None
        about = {"message": str(earlier.first.id if earlier else ctx.entry_id)}
        over = (("held_message", about), ("deliver_message", about)) if earlier else ()
        if given.delivered_at:
            return Effects(closed_tasks=over)
        code = "held_message" if given.decision == "hold" else "deliver_message"
        return Effects(tasks=(NewTask(code, detail=about, compartments=_FOR_PROTECTION),), closed_tasks=over)


def _is_whole(given: Any, earlier: Message | None) -> None:
    """A new message says everything; what is on record is only decided on and delivered."""
    if given.entry is None:
        require_answers(given, "direction", "with_whom", "decision")
        if not (given.text or given.file):
            raise BadInput(
                FieldError("text", t("Escriba el mensaje o elija el archivo.", "Write the message or choose the file."))
            )
        return
    if earlier is None:
        raise BadInput(FieldError("entry", t("Ese mensaje no consta aquí.", "That message is not on file here.")))
    changed = [name for name in ("direction", "with_whom", "text", "file") if getattr(given, name)]
    if changed:
        words = t("El mensaje ya está anotado y no cambia.", "The message is on record and does not change.")
        raise BadInput(*(FieldError(name, words) for name in changed))
    if earlier.state == "delivered":
        raise BadInput(FieldError("entry", t("Ese mensaje ya se entregó.", "That message was delivered already.")))
    if not (given.decision or given.delivered_at):
        require_answers(given, "decision")


def _was_read(given: Any) -> None:
    require_answers(given, "read_by")
    if not given.tells_not_where:
        words = t("Sólo pasa si alguien lo leyó y no dice dónde está. Si lo dice, reténgalo.",
                  "It passes only if somebody read it and it does not say where the child is. If it does, hold it.")  # fmt: skip
        raise BadInput(FieldError("tells_not_where", words))


def _was_delivered(given: Any, earlier: Message | None) -> None:
    """Only what was decided to pass is delivered, somehow, and not in the future."""
    if not given.delivered_at:
        return
    decision = given.decision or (earlier.said("decision") if earlier else None)
    if decision != "pass_on":
        words = t("Está retenido: decida antes que se pasa.", "It is held: decide first to pass it on.")
        raise BadInput(FieldError("delivered_at", words))
    if given.delivered_at > clock.now() + MAX_POSTDATING:
        raise BadInput(FieldError("delivered_at", t("No puede estar en el futuro.", "It cannot be in the future.")))
    require_answers(given, "delivered_how")


def _may_wait(given: Any, earlier: Message | None) -> bool:
    """What the family sends may always be kept for later, and what is on record may always be held."""
    if given.decision != "hold":
        return False
    return earlier is not None or given.direction == "from_family"
