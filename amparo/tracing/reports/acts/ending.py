"""Withdrawing, closing and reopening a report."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from amparo.core.acts import ActInput, Effects, LongText, NewTask, act, ask
from amparo.core.checks import WRITE_WHY, require
from amparo.core.codes import In
from amparo.core.compartments import PROTECTION
from amparo.core.effects import end_every_task
from amparo.core.file import CaseFile
from amparo.core.models import REPORT, Case
from amparo.core.perform import Context
from amparo.core.problems import BadInput, FieldError
from amparo.core.text import t
from amparo.tracing.reports.acts.base import ReportRecord
from amparo.tracing.reports.known import urgency_of
from amparo.tracing.reports.protocol import FAMILY_TOLD_WITHIN, TELL_FAMILY, opening_tasks
from amparo.tracing.reports.steps import withdraw_bulletins

_DANGEROUS = frozenset({"searcher_danger", "searcher_not_family", "child_objects"})


def _ended(case: Case, ctx: Context) -> tuple[NewTask, ...]:
    """Nothing runs any more, and whoever has a bulletin learns that it is withdrawn."""
    end_every_task(case, by=ctx.by, at=ctx.at)
    return withdraw_bulletins(case, "report_ended", by=ctx.by, at=ctx.at)


@act
class WithdrawReport(ReportRecord):
    """Withdraw a report: the searcher no longer wants it, or should not have what they ask for."""

    code = "withdraw_report"
    title = t("Retirar el reporte", "Withdraw the report")

    class Input(ActInput):
        """By whom, and why."""

        withdrawn_by: Annotated[str, In("withdrawal_by")] = ask(t("Quién lo retira", "Who withdraws it"), default=...)
        reason: Annotated[str, In("withdrawal_reason")] = ask(
            t("Por qué", "Why"), default=..., compartment=PROTECTION,
            why=t("Quien busca puede ser de quien huye la niña, niño o adolescente. No se le dice el motivo.",
                  "The searcher may be whom the child flees from. They are not told the reason."),
        )  # fmt: skip
        text: LongText | None = ask(t("En qué se apoya", "What it rests on"), compartment=PROTECTION)

    def coded(self, given: Any) -> dict[str, Any]:
        """Who withdrew it; why is sealed, for it may say that somebody is a danger."""
        return {"withdrawn_by": given.withdrawn_by}

    def check_input(self, file: CaseFile, given: Any) -> None:
        """A danger is explained."""
        if given.reason in _DANGEROUS | {"other"}:
            require(given, "text", words=WRITE_WHY)

    def apply(self, case: Case, given: Any, ctx: Context) -> Effects:
        """Nothing runs any more."""
        return Effects(tasks=_ended(case, ctx))


@act
class CloseReport(ReportRecord):
    """Close a report: how the search ended. The searcher is told that it ended, not where the child is."""

    code = "close_report"
    title = t("Cerrar el reporte", "Close the report")

    class Input(ActInput):
        """How it ended."""

        outcome: Annotated[str, In("report_outcome")] = ask(t("Cómo terminó", "How it ended"), default=...)
        other_report: UUID | None = ask(t("En qué reporte sigue", "In which report it goes on"), choose="report")
        text: LongText = ask(
            t("Qué se sabe y cómo se comprobó", "What is known, and how it was established"), default=...,
            compartment=PROTECTION, hint=t("Nunca escriba dónde está.", "Never write where the child is."),
        )  # fmt: skip

    def check_input(self, file: CaseFile, given: Any) -> None:
        """The other report is named where there is one, and is another that one sees."""
        if given.outcome == "other_report":
            require(given, "other_report", words=t("Elija el otro reporte.", "Choose the other report."))
        if given.other_report and not _is_another(given.other_report, file):
            raise BadInput(
                FieldError(
                    "other_report", t("Elija un reporte que usted pueda ver.", "Choose a report that you may see.")
                )
            )

    def apply(self, case: Case, given: Any, ctx: Context) -> Effects:
        """Nothing runs any more, but that the family is told."""
        tell = NewTask(TELL_FAMILY, due_at=FAMILY_TOLD_WITHIN.after(ctx.at))
        return Effects(tasks=(*_ended(case, ctx), tell))


def _is_another(report: UUID, file: CaseFile) -> bool:
    return report != file.case_id and Case.objects.filter(id=report, kind=REPORT).exists()


@act
class ReopenReport(ReportRecord):
    """Open a closed or withdrawn report again: its clocks begin anew."""

    code = "reopen_report"
    title = t("Abrir otra vez el reporte", "Open the report again")
    only_while = frozenset({"closed", "withdrawn"})
    ends = frozenset({TELL_FAMILY})

    class Input(ActInput):
        """Why."""

        reason: Annotated[str, In("report_reopening")] = ask(t("Por qué", "Why"), default=...)
        text: LongText = ask(t("Qué cambió", "What changed"), default=...)

    def check(self, file: CaseFile, given: Any) -> None:
        """Only what is not open is opened again."""
        try:
            super().check(file, given)
        except BadInput as error:
            raise BadInput(FieldError("", t("El reporte está abierto.", "The report is open."))) from error

    def apply(self, case: Case, given: Any, ctx: Context) -> Effects:
        """Begin the clocks of the alert again."""
        return Effects(tasks=opening_tasks(urgency=urgency_of(ctx.file), at=ctx.at))
