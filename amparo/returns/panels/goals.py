"""The parts of the panel of what follows that show goals.

The reintegration plan and the plan for adult life.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.cases.file import CaseFile, Entry
from amparo.cases.links import act_href_if_allowed
from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.returns.selectors import Axis, is_late, reintegration_axes, transition_goals
from amparo.ui import present

if TYPE_CHECKING:
    from amparo.cases.models import Case

_REINTEGRATION, _TRANSITION = "record_reintegration_plan", "record_transition_plan"
_NO_REINTEGRATION_PLAN = t(
    "Se acuerda con la niña, niño o adolescente antes de volver, por ejes y con metas.",
    "It is agreed with the child before they return, by axis and with goals.",
)
_NO_TRANSITION_PLAN = t(
    "Desde los 17 años se prepara con ella o él: vivienda, estudio, documentos, con quién contar.",
    "From 17 on it is prepared with them: housing, study, documents, whom to count on.",
)
_GOAL, _DUE_ON, _STATE = t("Meta", "Goal"), t("Para cuándo", "By when"), t("Cómo va", "How it stands")
_REINTEGRATION_COLUMNS = (
    _GOAL, t("Quién responde", "Who answers for it"), _DUE_ON, _STATE, t("Resultado", "Result"),
)  # fmt: skip
_TRANSITION_COLUMNS = (t("Ámbito", "Area"), _GOAL, t("Quién acompaña", "Who accompanies"), _DUE_ON, _STATE)


def build_reintegration_part(case: Case, file: CaseFile, by: Actor) -> JsonObject:
    """Return the state of the reintegration plan, its axes, and the child's opinion."""
    state = file.latest("state", _REINTEGRATION)
    return {
        "state": label("reintegration_plan", state) if state else "",
        "empty": _NO_REINTEGRATION_PLAN,
        "axes": [_build_axis_part(axis) for axis in reintegration_axes(file)],
        "opinion": file.latest("child_opinion", _REINTEGRATION),
        "href": act_href_if_allowed(_REINTEGRATION, case.id, by),
    }


def _build_axis_part(axis: Axis) -> JsonObject:
    result = axis.result or {}
    rows = [_build_goal_row(goal, [*_build_common_cells(goal), goal.get("result", "")]) for goal in axis.goals]
    return {
        "title": label("reintegration_axis", axis.code),
        "result": label("goal_result", result["result"]) if result else "",
        "comment": result.get("comment", ""),
        "goals": _build_table(_REINTEGRATION_COLUMNS, rows) if rows else None,
    }


def build_transition_part(case: Case, file: CaseFile, by: Actor) -> JsonObject:
    """Return the state of the plan for adult life, its goals, documents and consent."""
    state = file.latest("state", _TRANSITION)
    rows = [
        _build_goal_row(goal, [label("transition_area", goal["area"]), *_build_common_cells(goal)])
        for goal in transition_goals(file)
    ]
    return {
        "state": label("transition_plan", state) if state else "",
        "empty": _NO_TRANSITION_PLAN,
        "own_words": file.latest("own_words", _TRANSITION),
        **_build_table(_TRANSITION_COLUMNS, rows),
        "documents": file.latest("documents_given", _TRANSITION),
        "consent": _describe_consent(file.last_with("adult_consent", _TRANSITION)),
        "href": act_href_if_allowed(_TRANSITION, case.id, by),
        "transfer_href": act_href_if_allowed("transfer_to_adult_services", case.id, by),
    }


def _build_table(columns: tuple[str, ...], rows: list[JsonObject]) -> JsonObject:
    return {"columns": [{"label": column} for column in columns], "rows": rows}


def _build_goal_row(goal: JsonObject, cells: list[str]) -> JsonObject:
    return {"cells": cells, "state": "late" if _is_late_today(goal) else ""}


def _build_common_cells(goal: JsonObject) -> list[str]:
    late = f" ({t('atrasada', 'late')})" if _is_late_today(goal) else ""
    due_on = present.format_day(goal.get("due_on")) + late
    return [goal["goal"], goal.get("responsible", ""), due_on, label("measure_state", goal.get("state") or "pending")]


def _is_late_today(goal: JsonObject) -> bool:
    return is_late(goal, present.today().isoformat())


def _describe_consent(entry: Entry | None) -> str:
    if entry is None:
        return ""
    day = present.format_day(entry.get("consent_on"))
    return f"{label('yes_no_unknown', entry['adult_consent'])}{' · ' + day if day else ''}"
