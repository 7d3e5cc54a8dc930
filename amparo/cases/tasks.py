"""Tasks that the frame itself leaves: of the law, of deadlines, added by hand."""

from __future__ import annotations

from django.urls import reverse

from amparo.cases.breaches import TASK as BREACH
from amparo.cases.components import deadline_label
from amparo.cases.deadlines import ESCALATED
from amparo.cases.emergency import TASK as REVIEW_EMERGENCY_LOOK
from amparo.cases.models import Task
from amparo.cases.task_kinds import WORDS_AND_ABOUT, TaskKind, declare_tasks
from amparo.cases.task_steps import LAW_WARNING, MANUAL
from amparo.cases.visibility import explain_finding
from amparo.law import Finding
from amparo.ledger.codes import label
from amparo.ledger.text import t


def _format_deadline(task: Task) -> str:
    return str(deadline_label(task.detail["deadline"]))


def _format_remedy(task: Task) -> str:
    return str(explain_finding(Finding(task.detail["rule"], task.detail["code"], "warn"))["remedy"])


def _format_breach(task: Task) -> str:
    return str(label("breach_kind", task.detail["kind"]))


def _look_href(task: Task) -> str:
    return reverse("emergency_look", args=[task.detail["look"]])


declare_tasks(
    TaskKind(MANUAL, t("Tarea", "Task")),
    TaskKind(LAW_WARNING, t("Advertencia de la norma", "Warning of the norm"), about=_format_remedy),
    TaskKind(
        ESCALATED, t("Plazo vencido", "Overdue deadline"), _format_deadline, WORDS_AND_ABOUT, is_shown_elsewhere=True
    ),
    TaskKind(
        BREACH,
        t("Violación anotada: actúe", "Breach recorded: act"),
        _format_breach,
        WORDS_AND_ABOUT,
        only_by_act=True,
        is_alarm=True,
    ),
    TaskKind(
        REVIEW_EMERGENCY_LOOK,
        t("Revisar una consulta de emergencia", "Review an emergency look"),
        href=_look_href,
        only_by_act=True,
    ),
)
