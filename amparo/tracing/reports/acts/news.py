"""What was learnt since a report was opened, and looking again at how the search goes."""

from __future__ import annotations

from typing import Annotated, Any

from amparo.core.acts import ActInput, Effects, LongText, NewTask, ShortText, act, ask
from amparo.core.codes import In
from amparo.core.file import CaseFile
from amparo.core.models import Case
from amparo.core.perform import Context
from amparo.core.text import t
from amparo.tracing.reports.acts.base import ReportRecord
from amparo.tracing.reports.acts.parts import Consents, Remembered, possible
from amparo.tracing.reports.known import opened_at, urgency_of
from amparo.tracing.reports.protocol import ALERT, REVIEW, alert_task, review_task
from amparo.tracing.reports.steps import withdraw_bulletins

_NEWS = t("Qué se supo", "What was learnt")


class _Learnt(ActInput):
    learnt: LongText = ask(t("Qué se supo", "What was learnt"), default=..., group=_NEWS)
    told_by: ShortText | None = ask(t("Quién lo dijo", "Who said so"), group=_NEWS)
    searcher_note: LongText | None = ask(
        t("Qué se supo de quien busca", "What was learnt of the searcher"), group=_NEWS,
        hint=t("Si puede ser un peligro, retire el reporte.", "If they may be a danger, withdraw the report."),
    )  # fmt: skip
    consents_withdrawn: Consents | None = ask(
        t("Retira su consentimiento para", "Withdraws consent for"), max_length=4, group=_NEWS
    )


@act
class RecordReportNews(ReportRecord):
    """State what was learnt since. What is said here of the child wins over what was said before, which stays on file."""

    code = "record_report_news"
    title = t("Novedades de la búsqueda", "News of the search")

    class Input(Remembered, _Learnt):
        """The news, and only those answers about the child that change."""

    def check_input(self, file: CaseFile, given: Any) -> None:
        """What is said must be possible."""
        possible(given)

    def apply(self, case: Case, given: Any, ctx: Context) -> Effects:
        """A search that becomes urgent begins its clocks; without consent to bulletins those in force are withdrawn."""
        tasks: tuple[NewTask, ...] = ()
        if {"bulletin", "search"} & set(given.consents_withdrawn or ()):
            tasks = withdraw_bulletins(case, "consent_withdrawn", by=ctx.by, at=ctx.at)
        elif "photograph" in (given.consents_withdrawn or ()):
            tasks = withdraw_bulletins(case, "consent_withdrawn", by=ctx.by, at=ctx.at, with_photograph=True)
        if given.urgency != "high" or urgency_of(ctx.file) == "high":
            return Effects(tasks=tasks)
        again = (alert_task(urgency="high", at=ctx.at), review_task(urgency="high", since=_since(ctx), at=ctx.at))
        return Effects(tasks=tasks + again, done=((ALERT, {}), (REVIEW, {})))


@act
class RecordReportReview(ReportRecord):
    """State that the search was looked at again: what was tried, what comes next. The next review is set."""

    code = "record_report_review"
    title = t("Revisar la búsqueda", "Review the search")
    ends = frozenset({REVIEW})

    class Input(ActInput):
        """What was tried and what comes next."""

        tried: LongText = ask(
            t("Qué se intentó desde la última vez", "What was tried since the last time"), default=...
        )
        next_steps: LongText = ask(t("Qué sigue y quién lo hace", "What comes next, and who does it"), default=...)
        asked_of: list[Annotated[str, In("org_kind")]] | None = ask(
            t("A quiénes se preguntó", "Who was asked"), max_length=11
        )

    def apply(self, case: Case, given: Any, ctx: Context) -> Effects:
        """Set the next review."""
        return Effects(tasks=(review_task(urgency=urgency_of(ctx.file), since=_since(ctx), at=ctx.at),))


def _since(ctx: Context) -> Any:
    return opened_at(ctx.file) or ctx.at
