"""The act by which people assess whether a reported child is a child on this node."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from amparo.cases.act import ActContext, ActInput, Effects, NewTask, Record, act
from amparo.cases.compartments import PROTECTION, WHEREABOUTS
from amparo.cases.file import CaseFile
from amparo.cases.perform import add_statement_to_other_case
from amparo.ledger.codes import In
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.registry.candidates import REPORT_TASK, mark_decided
from amparo.tracing.matches.statements import NOTE_MATCH, confirming_people, match_status
from amparo.tracing.selectors.matches import compared_reports, require_comparable_report
from amparo.tracing.task_codes import ASSESS_FAMILY, CONFIDENTIAL, CONFIRM_MATCH
from amparo.ui.fields import LongText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case


@act
class RecordReportMatch(Record["RecordReportMatch.Input"]):
    """State whether the child of a report is this child.

    Two people must find so; whoever finds otherwise undoes it.
    """

    code = "record_report_match"
    title = t("Comparación con un reporte de búsqueda", "Comparison with a report of a missing child")
    compartment = PROTECTION
    reopens = frozenset({"family"})
    closes_tasks = frozenset({REPORT_TASK, CONFIRM_MATCH})

    class Input(ActInput):
        """Which report, what the comparison showed, and why."""

        report: UUID = field(t("El reporte", "The report"), default=..., choose="report_match")
        verdict: Annotated[str, In("match_verdict")] = field(
            t("¿Es la misma niña, niño o adolescente?", "Is it the same child?"), default=...,
            hint=t("Una segunda persona debe confirmarlo. Siempre puede deshacerse, con motivo.",
                   "A second person must confirm it. It can always be undone, with a reason."),
        )  # fmt: skip
        why: LongText = field(t("En qué se basa", "What this rests on"), default=...)

    def cases_to_lock(self, case_id: UUID | None, given: Input) -> list[UUID]:
        """Return the report, if it may be compared with this child."""
        return [given.report] if case_id and compared_reports([(case_id, given.report)]) else []

    def check(self, file: CaseFile, given: Input) -> None:
        """Require a report that may be compared with this child."""
        require_comparable_report(file.case_id, given.report, path="report")

    def closed_task_detail(self, given: Input) -> JsonObject:
        """Return the detail of the tasks about this report alone."""
        return {"report": str(given.report)}

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """State the new status on both files, and create or close the tasks about it.

        On the report only those read it who may know where children are (compartment `whereabouts`).
        """
        before, after = match_status(ctx.file, given.report), self._next_status(ctx, given)
        mark_decided(case.id, given.report)
        _state_on_report(ctx.locked[given.report], case, after, ctx)
        detail = {"report": str(given.report)}
        if after == "proposed":
            return Effects(tasks=(_match_task(CONFIRM_MATCH, detail, role="protection_supervisor"),))
        if after == "confirmed" and before != "confirmed":
            return Effects(tasks=(_match_task(ASSESS_FAMILY, detail),))
        return Effects(closed_tasks=((ASSESS_FAMILY, detail),))

    def _next_status(self, ctx: ActContext, given: Input) -> str:
        if given.verdict != "same":
            return str(given.verdict)
        others = confirming_people(ctx.file, given.report)
        if others == {ctx.by.id}:
            words = t("Usted ya lo propuso: debe confirmarlo otra persona.",
                      "You have proposed it already: another person must confirm it.")  # fmt: skip
            raise BadInput(FieldError("verdict", words))
        return "confirmed" if others else "proposed"


def _match_task(code: str, detail: JsonObject, role: str = "") -> NewTask:
    return NewTask(code, role=role, detail=detail, compartments=CONFIDENTIAL)


def _state_on_report(report: Case, child: Case, standing_now: str, ctx: ActContext) -> None:
    body = {"child": str(child.id), "standing": standing_now}
    add_statement_to_other_case(report, act=NOTE_MATCH, body=body, by=ctx.by, at=ctx.at, compartment=WHEREABOUTS)
