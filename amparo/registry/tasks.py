"""Kinds of tasks that the registry creates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from amparo.cases.links import act_href
from amparo.cases.task_kinds import TaskKind, declare_tasks
from amparo.ledger.text import t
from amparo.registry.candidates import DUPLICATE_TASK

if TYPE_CHECKING:
    from amparo.cases.models import Task


def other_case_number(task: Task) -> str:
    """Return the number of the other case or report that a task is about."""
    return str(task.detail.get("number", ""))


def _duplicates_href(task: Task) -> str:
    return reverse("duplicates", args=[task.case_id])


def _assign_href(task: Task) -> str:
    """Return where an officer is chosen; nothing for who does not see the case."""
    return act_href(task.case.id, "record_assignment") if task.case else ""


declare_tasks(
    TaskKind(
        "review_identity",
        t("Otra institución cambió la identidad: revísela", "Another institution changed the identity: review it"),
    ),
    TaskKind(
        "new_case",
        t("Expediente nuevo: asigne a alguien", "New case: assign somebody"),
        href=_assign_href,
        only_by_act=True,
    ),
    TaskKind(
        DUPLICATE_TASK,
        t("Posible duplicado: compare", "Possible duplicate: compare"),
        other_case_number,
        "{words} ({about})",
        _duplicates_href,
        only_by_act=True,
    ),
)
