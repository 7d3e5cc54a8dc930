"""The act on supervised contact, which the child may stop."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from pydantic import AwareDatetime

from amparo.cases.act import ActContext, ActInput, Effects, NewTask, Record, act
from amparo.cases.checks import MISSING, WRITE_WHY, require_answers
from amparo.cases.compartments import PROTECTION
from amparo.cases.fact_providers import FactQuery, compute_fact
from amparo.cases.file import CaseFile
from amparo.ledger import clock
from amparo.ledger.codes import In, YesNoUnknown
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.tracing.contact import (
    contact_obstacles,
    contact_sessions,
    open_planned_sessions,
    stops_contact,
)
from amparo.tracing.task_codes import CONFIDENTIAL, CONTACT_SESSION, CONTACT_STOPPED
from amparo.ui.fields import LongText, ShortText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case

_PLAN = t("El contacto", "The contact")
_HOW_IT_WENT = t("Cómo fue", "How it went")
_AFTER = ("child_stopped", "felt_after", "go_on")


@act
class RecordContactSession(Record["RecordContactSession.Input"]):
    """Plan a supervised contact with the family, or write how it went.

    The child may stop it without a reason.
    """

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
        """Require permitted contact, supervision where needed, and a full outcome.

        The first session is supervised, and every one until kinship is verified.
        """
        if given.entry and str(given.entry) not in {str(plan.id) for plan in open_planned_sessions(file)}:
            words = t("Elija un contacto planeado del que no se haya anotado cómo fue.",
                      "Choose a planned contact of which nobody wrote yet how it went.")  # fmt: skip
            raise BadInput(FieldError("entry", words))
        if given.state == "planned":
            require_answers(given, "planned_for", "how")
        if given.state == "not_held":
            return require_answers(given, "note", words=WRITE_WHY)
        when = given.occurred_at or clock.now()
        if words := contact_obstacles(file, when):
            raise BadInput(FieldError("state", words))
        if _must_be_supervised(file.until(when), when):
            require_answers(given, "supervised_by")
        if given.state == "held":
            require_answers(given, "how", "minutes")
            if missing := [name for name in _AFTER if getattr(given, name) is None]:
                raise BadInput(*(FieldError(name, MISSING) for name in missing))

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Create or close the task of the session; create one when contact was stopped."""
        if given.state == "planned":
            task = NewTask(CONTACT_SESSION, due_at=given.planned_for, compartments=CONFIDENTIAL)
            return Effects(tasks=(task,), closed_tasks=_planned_session_task(given.entry))
        stopped = (NewTask(CONTACT_STOPPED, compartments=CONFIDENTIAL),) if stops_contact(given.model_dump()) else ()
        return Effects(tasks=stopped, closed_tasks=_planned_session_task(given.entry))


def _must_be_supervised(file: CaseFile, at: datetime) -> bool:
    is_first = not any(session.is_held for session in contact_sessions(file))
    return is_first or compute_fact("relationship_verified", file, FactQuery(at)) != "yes"


def _planned_session_task(plan: UUID | None) -> tuple[tuple[str, JsonObject], ...]:
    return ((CONTACT_SESSION, {"entry": str(plan)}),) if plan else ()
