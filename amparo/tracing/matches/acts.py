"""Saying of a child and a report whether it is the same child."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from amparo.core.access import judge_whole_case
from amparo.core.acts import ActInput, Effects, LongText, NewTask, Record, act, ask
from amparo.core.codes import In
from amparo.core.compartments import GENERAL, PROTECTION, WHEREABOUTS
from amparo.core.file import CaseFile
from amparo.core.models import REPORT, Case
from amparo.core.perform import Context, note
from amparo.core.problems import BadInput, FieldError
from amparo.core.text import t
from amparo.registry.candidates import REPORT_TASK, settle
from amparo.tracing.matches.selectors import report_case
from amparo.tracing.matches.verdicts import NOTED, proposers, standing

CONFIRM = "confirm_report_match"
ASSESS = "assess_searching_family"


@act
class RecordReportMatch(Record):
    """State whether the child of a report is this child. Two people must find so; whoever finds otherwise undoes it."""

    code = "record_report_match"
    title = t("Comparación con un reporte de búsqueda", "Comparison with a report of a missing child")
    compartment = PROTECTION
    moves = frozenset({"family"})
    ends = frozenset({REPORT_TASK, CONFIRM})

    class Input(ActInput):
        """Which report, what the comparison showed, and why."""

        report: UUID = ask(t("El reporte", "The report"), default=..., choose="report_match")
        verdict: Annotated[str, In("match_verdict")] = ask(
            t("¿Es la misma niña, niño o adolescente?", "Is it the same child?"), default=...,
            hint=t("Una segunda persona debe confirmarlo. Siempre puede deshacerse, con motivo.",
                   "A second person must confirm it. It can always be undone, with a reason."),
        )  # fmt: skip
        why: LongText = ask(t("En qué se basa", "What this rests on"), default=...)

    def check(self, file: CaseFile, given: Any) -> None:
        """The report must be one that may be of this child, and nobody confirms their own finding."""
        report_case(file.case_id, given.report, path="report")

    def concerns(self, given: Any) -> dict[str, Any]:
        """The question about this report alone."""
        return {"report": str(given.report)}

    def apply(self, case: Case, given: Any, ctx: Context) -> Effects:
        """Both files say it: the report's where only those read it who may know where children are."""
        before, after = standing(ctx.file, given.report), self._after(ctx, given)
        settle(case.id, given.report)
        _note_on(given.report, case, after, ctx)
        judge_whole_case(case.id)
        detail = {"report": str(given.report)}
        if after == "proposed":
            return Effects(tasks=(_task(CONFIRM, detail, role="protection_supervisor"),))
        if after == "confirmed" and before != "confirmed":
            return Effects(tasks=(_task(ASSESS, detail),))
        return Effects(done=((ASSESS, detail),))

    def _after(self, ctx: Context, given: Any) -> str:
        if given.verdict != "same":
            return str(given.verdict)
        others = proposers(ctx.file, given.report)
        if others == {ctx.by.id}:
            words = t("Usted ya lo propuso: debe confirmarlo otra persona.",
                      "You have proposed it already: another person must confirm it.")  # fmt: skip
            raise BadInput(FieldError("verdict", words))
        return "confirmed" if others else "proposed"


def _task(code: str, detail: dict[str, Any], role: str = "") -> NewTask:
    return NewTask(code, role=role, detail=detail, compartments=frozenset({GENERAL, PROTECTION}))


def _note_on(report_id: UUID, child: Case, standing_now: str, ctx: Context) -> None:
    judge_whole_case(report_id)
    report = Case.objects.select_for_update(of=("self",)).get(id=report_id, kind=REPORT)
    body = {"child": str(child.id), "standing": standing_now}
    note(report, act=NOTED, body=body, by=ctx.by, at=ctx.at, compartment=WHEREABOUTS)
