"""Acts that withdraw, close and reopen a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from amparo.cases.act import ActContext, ActInput, Effects, NewTask, act
from amparo.cases.checks import WRITE_WHY, require_answers
from amparo.cases.compartments import PROTECTION
from amparo.cases.file import CaseFile
from amparo.cases.kinds import REPORT
from amparo.cases.selectors import cases_by_id
from amparo.cases.task_steps import close_every_task
from amparo.ledger.codes import In
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.tracing.acts.reports.base import ReportRecord
from amparo.tracing.reports.answers import search_urgency
from amparo.tracing.reports.protocol import INFORM_FAMILY_LIMIT, opening_tasks
from amparo.tracing.steps.bulletins import withdraw_bulletins
from amparo.tracing.task_codes import INFORM_FAMILY
from amparo.ui.fields import LongText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case

_DANGEROUS = frozenset({"searcher_danger", "searcher_not_family", "child_objects"})


def _end_search(case: Case, ctx: ActContext) -> tuple[NewTask, ...]:
    """Close every task, withdraw every bulletin; return the tasks for recipients."""
    close_every_task(case, by=ctx.by, at=ctx.at)
    return withdraw_bulletins(case, "report_ended", by=ctx.by, at=ctx.at)


@act
class WithdrawReport(ReportRecord["WithdrawReport.Input"]):
    """Withdraw a report that the searcher no longer wants or should not have made."""

    code = "withdraw_report"
    title = t("Retirar el reporte", "Withdraw the report")

    class Input(ActInput):
        """By whom, and why."""

        withdrawn_by: Annotated[str, In("withdrawal_by")] = field(t("Quién lo retira", "Who withdraws it"), default=...)
        reason: Annotated[str, In("withdrawal_reason")] = field(
            t("Por qué", "Why"), default=..., compartment=PROTECTION,
            why=t("Quien busca puede ser de quien huye la niña, niño o adolescente. No se le dice el motivo.",
                  "The searcher may be whom the child flees from. They are not told the reason."),
        )  # fmt: skip
        text: LongText | None = field(t("En qué se apoya", "What it rests on"), compartment=PROTECTION)

    def coded_values(self, given: Input) -> JsonObject:
        """Return who withdrew it; the reason is sealed, since it may name a danger."""
        return {"withdrawn_by": given.withdrawn_by}

    def check_input(self, file: CaseFile, given: Input) -> None:
        """Require an explanation where the reason is a danger."""
        if given.reason in _DANGEROUS | {"other"}:
            require_answers(given, "text", words=WRITE_WHY)

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Close every task and withdraw the bulletins."""
        return Effects(tasks=_end_search(case, ctx))


@act
class CloseReport(ReportRecord["CloseReport.Input"]):
    """Close a report: how the search ended.

    The searcher is told that it ended, not where the child is.
    """

    code = "close_report"
    title = t("Cerrar el reporte", "Close the report")

    class Input(ActInput):
        """How it ended."""

        outcome: Annotated[str, In("report_outcome")] = field(t("Cómo terminó", "How it ended"), default=...)
        other_report: UUID | None = field(t("En qué reporte sigue", "In which report it goes on"), choose="report")
        text: LongText = field(
            t("Qué se sabe y cómo se comprobó", "What is known, and how it was established"), default=...,
            compartment=PROTECTION, hint=t("Nunca escriba dónde está.", "Never write where the child is."),
        )  # fmt: skip

    def check_input(self, file: CaseFile, given: Input) -> None:
        """Require the other report where one continues the search."""
        if given.outcome == "other_report":
            require_answers(given, "other_report", words=t("Elija el otro reporte.", "Choose the other report."))
        if given.other_report and not _is_other_visible_report(given.other_report, file):
            raise BadInput(
                FieldError(
                    "other_report", t("Elija un reporte que usted pueda ver.", "Choose a report that you may see.")
                )
            )

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Close every task, withdraw the bulletins, and have the family informed."""
        tell = NewTask(INFORM_FAMILY, due_at=INFORM_FAMILY_LIMIT.after(ctx.at))
        return Effects(tasks=(*_end_search(case, ctx), tell))


def _is_other_visible_report(report: UUID, file: CaseFile) -> bool:
    other = cases_by_id([report]).get(report)
    return other is not None and other.kind == REPORT and other.id != file.case_id


@act
class ReopenReport(ReportRecord["ReopenReport.Input"]):
    """Open a closed or withdrawn report again: its deadlines begin anew."""

    code = "reopen_report"
    title = t("Abrir otra vez el reporte", "Open the report again")
    only_while = frozenset({"closed", "withdrawn"})
    closes_tasks = frozenset({INFORM_FAMILY})

    class Input(ActInput):
        """Why."""

        reason: Annotated[str, In("report_reopening")] = field(t("Por qué", "Why"), default=...)
        text: LongText = field(t("Qué cambió", "What changed"), default=...)

    def check(self, file: CaseFile, given: Input) -> None:
        """Require a report that is not open."""
        try:
            super().check(file, given)
        except BadInput as error:
            raise BadInput(FieldError("", t("El reporte está abierto.", "The report is open."))) from error

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Create the tasks of a new report."""
        return Effects(tasks=opening_tasks(urgency=search_urgency(ctx.file), at=ctx.at))
