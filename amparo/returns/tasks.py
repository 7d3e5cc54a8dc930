"""Kinds of task of return, reunification and what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from amparo.cases.task_kinds import WORDS_AND_ABOUT, TaskKind, declare_tasks
from amparo.ledger.text import t

if TYPE_CHECKING:
    from amparo.cases.models import Task


def _build_journey_href(task: Task) -> str:
    return reverse("journey", args=[task.case_id])


def _build_after_href(task: Task) -> str:
    return reverse("case_tab", args=[task.case_id, "after"])


declare_tasks(
    TaskKind(
        "confirm_arrival", t("Confirmar que llegó", "Confirm the arrival"), href=_build_journey_href, only_by_act=True
    ),
    TaskKind(
        "child_not_arrived",
        t("No consta su llegada: búsquele", "No arrival on file: look for the child"),
        href=_build_journey_href,
        only_by_act=True,
        is_alarm=True,
    ),
    TaskKind(
        "missing_child_protocol",
        t("No está: active el protocolo de búsqueda", "Missing: start the search protocol"),
        href=_build_journey_href,
        is_alarm=True,
    ),
    TaskKind(
        "reintegration_goal",
        t("Meta del plan de reintegración", "Goal of the reintegration plan"),
        pattern=WORDS_AND_ABOUT,
        href=_build_after_href,
    ),
    TaskKind(
        "transition_goal",
        t("Meta del plan de transición", "Goal of the plan for adult life"),
        pattern=WORDS_AND_ABOUT,
        href=_build_after_href,
    ),
    TaskKind(
        "note_return_wish",
        t("Anotar si la niña, niño o adolescente quiere volver", "Enter whether the child wants to return"),
    ),
    TaskKind(
        "review_return_wish",
        t(
            "No quiere volver: detener el retorno y volver a determinar",
            "Does not want to return: stop the return and determine again",
        ),
    ),
    TaskKind("reopened_case", t("Expediente reabierto: retómelo", "Case reopened: take it up")),
)
