"""Withdrawing, closing and reopening a report."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from amparo.cases.act import ActContext, ActInput, Effects, NewTask, act
from amparo.cases.checks import WRITE_WHY, require_answers
from amparo.cases.compartments import PROTECTION
from amparo.cases.file import CaseFile
from amparo.cases.kinds import REPORT
from amparo.cases.models import Case
from amparo.cases.task_steps import close_every_task
from amparo.ledger.codes import In
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.tracing.acts.reports.base import ReportRecord
from amparo.tracing.reports.known import urgency_of
from amparo.tracing.reports.protocol import FAMILY_TOLD_WITHIN, TELL_FAMILY, opening_tasks
from amparo.tracing.steps.reports import withdraw_bulletins
from amparo.ui.fields import LongText, field

_DANGEROUS = frozenset({"searcher_danger", "searcher_not_family", "child_objects"})


def _ended(case: Case, ctx: ActContext) -> tuple[NewTask, ...]:
    """Nothing runs any more, and whoever has a bulletin learns that it is withdrawn."""
    close_every_task(case, by=ctx.by, at=ctx.at)
    return withdraw_bulletins(case, "report_ended", by=ctx.by, at=ctx.at)


@act
class WithdrawReport(ReportRecord["WithdrawReport.Input"]):
    """Withdraw a report: the searcher no longer wants it, or should not have what they ask for."""

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

    def coded_values(self, given: Input) -> dict[str, Any]:
        """Who withdrew it; why is sealed, for it may say that somebody is a danger."""
        return {"withdrawn_by": given.withdrawn_by}

    def check_input(self, file: CaseFile, given: Input) -> None:
        """A danger is explained."""
        if given.reason in _DANGEROUS | {"other"}:
            require_answers(given, "text", words=WRITE_WHY)

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Nothing runs any more."""
        return Effects(tasks=_ended(case, ctx))


@act
class CloseReport(ReportRecord["CloseReport.Input"]):
    """Close a report: how the search ended. The searcher is told that it ended, not where the child is."""

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
        """The other report is named where there is one, and is another that one sees."""
        if given.outcome == "other_report":
            require_answers(given, "other_report", words=t("Elija el otro reporte.", "Choose the other report."))
        if given.other_report and not _is_another(given.other_report, file):
            raise BadInput(
                FieldError(
                    "other_report", t("Elija un reporte que usted pueda ver.", "Choose a report that you may see.")
                )
            )

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Nothing runs any more, but that the family is told."""
        tell = NewTask(TELL_FAMILY, due_at=FAMILY_TOLD_WITHIN.after(ctx.at))
        return Effects(tasks=(*_ended(case, ctx), tell))


def _is_another(report: UUID, file: CaseFile) -> bool:
    return report != file.case_id and Case.objects.filter(id=report, kind=REPORT).exists()


@act
class ReopenReport(ReportRecord["ReopenReport.Input"]):
    """Open a closed or withdrawn report again: its clocks begin anew."""

    code = "reopen_report"
    title = t("Abrir otra vez el reporte", "Open the report again")
    only_while = frozenset({"closed", "withdrawn"})
    closes_tasks = frozenset({TELL_FAMILY})

    class Input(ActInput):
        """Why."""

        reason: Annotated[str, In("report_reopening")] = field(t("Por qué", "Why"), default=...)
        text: LongText = field(t("Qué cambió", "What changed"), default=...)

    def check(self, file: CaseFile, given: Input) -> None:
        """Only what is not open is opened again."""
        try:
            super().check(file, given)
        except BadInput as error:
            raise BadInput(FieldError("", t("El reporte está abierto.", "The report is open."))) from error

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Begin the clocks of the alert again."""
        return Effects(tasks=opening_tasks(urgency=urgency_of(ctx.file), at=ctx.at))
