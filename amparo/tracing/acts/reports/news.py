"""Acts that record news of a search and its reviews."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

from amparo.cases.act import ActContext, ActInput, Effects, NewTask, act
from amparo.cases.file import CaseFile
from amparo.ledger.codes import In
from amparo.ledger.text import t
from amparo.tracing.acts.reports.base import ReportRecord
from amparo.tracing.acts.reports.parts import Consents, SoughtChild, require_possible_answers
from amparo.tracing.reports.answers import search_started_at, search_urgency
from amparo.tracing.reports.protocol import alert_task, review_task
from amparo.tracing.steps.bulletins import withdraw_bulletins
from amparo.tracing.task_codes import ALERT, REVIEW
from amparo.ui.fields import LongText, ShortText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case

_NEWS = t("Qué se supo", "What was learnt")


class _News(ActInput):
    learnt: LongText = field(t("Qué se supo", "What was learnt"), default=..., group=_NEWS)
    told_by: ShortText | None = field(t("Quién lo dijo", "Who said so"), group=_NEWS)
    searcher_note: LongText | None = field(
        t("Qué se supo de quien busca", "What was learnt of the searcher"), group=_NEWS,
        hint=t("Si puede ser un peligro, retire el reporte.", "If they may be a danger, withdraw the report."),
    )  # fmt: skip
    consents_withdrawn: Consents | None = field(
        t("Retira su consentimiento para", "Withdraws consent for"), max_length=4, group=_NEWS
    )


@act
class RecordReportNews(ReportRecord["RecordReportNews.Input"]):
    """State what was learnt since.

    What is stated here of the child replaces earlier answers, which stay in the history.
    """

    code = "record_report_news"
    title = t("Novedades de la búsqueda", "News of the search")

    class Input(SoughtChild, _News):
        """The news, and only those answers about the child that change."""

    def check_input(self, file: CaseFile, given: Input) -> None:
        """Require possible answers."""
        require_possible_answers(given)

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Start the tasks of an urgent search; withdraw bulletins without consent."""
        tasks: tuple[NewTask, ...] = ()
        if {"bulletin", "search"} & set(given.consents_withdrawn or ()):
            tasks = withdraw_bulletins(case, "consent_withdrawn", by=ctx.by, at=ctx.at)
        elif "photograph" in (given.consents_withdrawn or ()):
            tasks = withdraw_bulletins(case, "consent_withdrawn", by=ctx.by, at=ctx.at, with_photograph=True)
        if given.urgency != "high" or search_urgency(ctx.file) == "high":
            return Effects(tasks=tasks)
        again = (
            alert_task(urgency="high", at=ctx.at),
            review_task(urgency="high", since=_search_start(ctx), at=ctx.at),
        )
        return Effects(tasks=tasks + again, closed_tasks=((ALERT, {}), (REVIEW, {})))


@act
class RecordReportReview(ReportRecord["RecordReportReview.Input"]):
    """State that the search was reviewed: what was tried, what comes next."""

    code = "record_report_review"
    title = t("Revisar la búsqueda", "Review the search")
    closes_tasks = frozenset({REVIEW})

    class Input(ActInput):
        """What was tried and what comes next."""

        tried: LongText = field(
            t("Qué se intentó desde la última vez", "What was tried since the last time"), default=...
        )
        next_steps: LongText = field(t("Qué sigue y quién lo hace", "What comes next, and who does it"), default=...)
        asked_of: list[Annotated[str, In("org_kind")]] | None = field(
            t("A quiénes se preguntó", "Who was asked"), max_length=11
        )

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Create the task of the next review."""
        return Effects(tasks=(review_task(urgency=search_urgency(ctx.file), since=_search_start(ctx), at=ctx.at),))


def _search_start(ctx: ActContext) -> datetime:
    return search_started_at(ctx.file) or ctx.at
