"""The act on messages between child and family.

A message is recorded, read first, then passed on or held.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from pydantic import AwareDatetime

from amparo.cases.act import ActContext, Effects, NewTask, act
from amparo.cases.checks import WRITE_WHY, require_answers
from amparo.cases.compartments import PROTECTION, Compartment
from amparo.cases.file import CaseFile
from amparo.cases.perform import MAX_POSTDATING
from amparo.ledger import clock
from amparo.ledger.codes import In
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.registry.acts.files import FileInput, Filing
from amparo.tracing.contact import (
    PAUSED,
    FamilyMessage,
    contact_obstacles,
    find_message,
    is_contact_paused,
)
from amparo.tracing.task_codes import CONFIDENTIAL, DELIVER_MESSAGE, HELD_MESSAGE
from amparo.ui.fields import LongText, ShortText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case

_MESSAGE = t("El mensaje", "The message")
_READ = t("Antes de pasarlo", "Before it is passed on")
_DELIVERY = t("La entrega", "Delivery")


@act
class RecordFamilyMessage(Filing["RecordFamilyMessage.Input"]):
    """Record a message between child and family, to be passed on or held."""

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
            t("¿Comprobó que no dice dónde está la niña, niño o adolescente?",
              "Did you check that it does not say where the child is?"), group=_READ,
            hint=t("Ni lugar, ni escuela, ni lo que se ve por la ventana.",
                   "No place, no school, nothing seen from a window."),
        )  # fmt: skip
        decision: Annotated[str, In("family_message_decision")] | None = field(
            t("Qué se decide", "What is decided"), group=_READ
        )
        hold_reason: LongText | None = field(t("Si se retiene: por qué", "If it is held: why"), group=_READ)
        delivered_at: AwareDatetime | None = field(t("Cuándo llegó", "When it arrived"), group=_DELIVERY)
        delivered_how: ShortText | None = field(t("Cómo se entregó", "How it was delivered"), group=_DELIVERY)

    def file_kind(self, given: Input) -> str:
        """Return `drawing` for what comes from the child, else `family_document`."""
        return "drawing" if given.direction == "from_child" else "family_document"

    def file_compartment(self, given: Input) -> Compartment:
        """Return `protection`, as for the message."""
        return PROTECTION

    def check(self, file: CaseFile, given: Input) -> None:
        """Require a complete message, its reading, and permitted contact to pass it on."""
        earlier = find_message(file, given.entry) if given.entry else None
        _require_complete_message(given, earlier)
        if given.file:
            super().check(file, given)
        if given.decision == "hold":
            require_answers(given, "hold_reason", words=WRITE_WHY)
        if given.decision == "pass_on":
            _require_reading(given)
        _require_possible_delivery(given, earlier)
        if _may_be_held(given, earlier):
            return
        at = (None if given.decision else given.delivered_at) or clock.now()
        if words := contact_obstacles(file, at) or (str(PAUSED) if is_contact_paused(file.until(at)) else ""):
            raise BadInput(FieldError("decision" if given.decision else "delivered_at", words))

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Create the task of deciding again on a held message, or of delivering it."""
        if given.file:
            super().apply(case, given, ctx)
        earlier = find_message(ctx.file, given.entry) if given.entry else None
        about = {"message": str(earlier.first.id if earlier else ctx.entry_id)}
        over = ((HELD_MESSAGE, about), (DELIVER_MESSAGE, about)) if earlier else ()
        if given.delivered_at:
            return Effects(closed_tasks=over)
        code = HELD_MESSAGE if given.decision == "hold" else DELIVER_MESSAGE
        return Effects(tasks=(NewTask(code, detail=about, compartments=CONFIDENTIAL),), closed_tasks=over)


def _require_complete_message(given: RecordFamilyMessage.Input, earlier: FamilyMessage | None) -> None:
    """Require all answers of a new message, a decision or delivery of a recorded one."""
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


def _require_reading(given: RecordFamilyMessage.Input) -> None:
    require_answers(given, "read_by")
    if not given.tells_not_where:
        words = t(
            "Sólo pasa si alguien lo leyó y no dice dónde está. Si lo dice, reténgalo.",
            "It passes only if somebody read it and it does not say where the child is. If it does, hold it.",
        )
        raise BadInput(FieldError("tells_not_where", words))


def _require_possible_delivery(given: RecordFamilyMessage.Input, earlier: FamilyMessage | None) -> None:
    """Require a decision to pass the message on, and a delivery not in the future."""
    if not given.delivered_at:
        return
    decision = given.decision or (earlier.latest_answer("decision") if earlier else None)
    if decision != "pass_on":
        words = t("Está retenido: decida antes que se pasa.", "It is held: decide first to pass it on.")
        raise BadInput(FieldError("delivered_at", words))
    if given.delivered_at > clock.now() + MAX_POSTDATING:
        raise BadInput(FieldError("delivered_at", t("No puede estar en el futuro.", "It cannot be in the future.")))
    require_answers(given, "delivered_how")


def _may_be_held(given: RecordFamilyMessage.Input, earlier: FamilyMessage | None) -> bool:
    """Return whether the message may be held while contact is not permitted.

    What the family sends may always be kept for later, and what is on record may always be held.
    """
    if given.decision != "hold":
        return False
    return earlier is not None or given.direction == "from_family"
