"""The end of a case on this node.

Its evidence, closing, reopening, transfer to adult services.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from amparo.cases.act import ActContext, ActInput, Action, Effects, NewTask, Record, act
from amparo.cases.breaches import with_breach
from amparo.cases.compartments import PROTECTION
from amparo.cases.fact_providers import FactQuery, compute_fact
from amparo.cases.file import CaseFile
from amparo.cases.task_steps import close_every_task
from amparo.ledger import clock
from amparo.ledger.codes import In
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.returns.mechanism import find_breach_of_transfer
from amparo.ui.fields import LongText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case


@act
class RecordClosureEvidence(Record["RecordClosureEvidence.Input"]):
    """State what supports closing the case, for one reason.

    A transfer to another country without a determination is a breach.
    """

    code = "record_closure_evidence"
    proves = frozenset({"closure_evidence"})
    may_show_breach = True
    title = t("Sustento del cierre", "Evidence for closing")
    sets = frozenset({"open_safety_alerts"})

    class Input(ActInput):
        """The reason for closing, and its evidence."""

        closure_reason: Annotated[str, In("closure_reason")] = field(
            t("Motivo del cierre", "Reason for closing"), default=...
        )
        kind: Annotated[str, In("closure_evidence_kind")] = field(t("Qué lo sustenta", "What supports it"), default=...)
        evidence: LongText = field(
            t("Qué consta, y dónde", "What is shown, and where"), default=..., compartment=PROTECTION
        )

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Show the breach, if the child was transferred abroad without a determination."""
        is_transfer = given.closure_reason == "transferred_country"
        breach = find_breach_of_transfer(ctx.file, ctx.occurred_at) if is_transfer else None
        return with_breach(Effects(), breach, at=ctx.at)


@act
class CloseCase(Action["CloseCase.Input"]):
    """Close the case with a reason, evidence and a second signature.

    It can be reopened.
    """

    code = "close_case"
    comes_after = frozenset({"record_closure_evidence"})
    title = t("Cerrar el expediente", "Close the case")
    sets = frozenset({"case_status"})

    class Input(ActInput):
        """The reason, its grounds, and that the child knows how to come back."""

        closure_reason: Annotated[str, In("closure_reason")] | None = field(
            t("Motivo del cierre", "Reason for closing")
        )
        reasons: LongText | None = field(t("En qué se apoya", "What it rests on"), compartment=PROTECTION)
        confirmations: list[Annotated[str, In("confirmation", only=frozenset({"child_informed"}))]] | None = field(
            t("Confirme", "Confirm"), max_length=1
        )

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Close every task of the case."""
        close_every_task(case, by=ctx.by, at=ctx.at)
        return Effects()


@act
class RecordReopening(Record["RecordReopening.Input"]):
    """Reopen a closed case, with its reason; nothing on file is lost."""

    code = "record_reopening"
    title = t("Reabrir el expediente", "Reopen the case")
    sets = frozenset({"case_status"})

    class Input(ActInput):
        """The reason, and what happened."""

        reason: Annotated[str, In("reopening_reason")] = field(t("Motivo", "Reason"), default=...)
        text: LongText = field(t("Qué pasó", "What happened"), default=..., compartment=PROTECTION)

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that the case is closed."""
        if compute_fact("case_status", file, FactQuery(clock.now())) != "closed":
            raise BadInput(FieldError("reason", t("El expediente está abierto.", "The case is open.")))

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Create a task for whoever is responsible for the case."""
        return Effects(tasks=(NewTask("reopened_case", due_at=ctx.at, detail={"reason": given.reason}),))


@act
class TransferToAdultServices(Action["TransferToAdultServices.Input"]):
    """Transfer a person of age, by their consent, to services for adults."""

    code = "transfer_to_adult_services"
    title = t("Pasar a servicios de personas adultas", "Transfer to adult services")
    sets = frozenset({"transition_plan"})

    class Input(ActInput):
        """The service, and who is responsible; nobody is transferred into detention."""

        institution: UUID | None = field(t("Qué servicio", "Which service"), choose="institution")
        to_custody: Annotated[str, In("to_custody")] | None = field(
            t("Quién responde desde ahora, si alguien", "Who answers from now on, if anybody")
        )
        note: LongText | None = field(t("Qué sigue y con quién", "What follows, and with whom"), compartment=PROTECTION)
