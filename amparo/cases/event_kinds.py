"""Events in words: those of acts, and those that something else left on a chain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from amparo.cases.act import ACTS
from amparo.cases.answers import answer_rows
from amparo.cases.approvals import GIVEN
from amparo.cases.emergency import GROUND, REVIEWED
from amparo.cases.models import Task
from amparo.cases.task_kinds import task_label
from amparo.cases.task_steps import TASK_ADDED, TASK_FINISHED
from amparo.cases.transaction import KEPT
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.registry import Registry
from amparo.ledger.text import t


def _no_rows(body: JsonObject) -> list[JsonObject]:
    return []


@dataclass(frozen=True, slots=True)
class EventKind:
    """An event that no act of its own case left.

    Its title, and what it says in rows of `key` and `value`. `says_itself`: the timeline of a child shows them too.
    """

    code: str
    title: str
    rows: Callable[[JsonObject], list[JsonObject]] = _no_rows
    says_itself: bool = False


EVENT_KINDS: Registry[EventKind] = Registry("kind of event")


def declare_event(kind: EventKind) -> None:
    """Add a kind of event."""
    EVENT_KINDS.add(kind.code, kind)


def event_title(code: str) -> str:
    """Return what an event is called."""
    if code in ACTS:
        return ACTS[code].title
    return EVENT_KINDS[code].title if code in EVENT_KINDS else code


def says_itself(code: str) -> bool:
    """Return whether every timeline shows what an event says, not its title alone."""
    return code in EVENT_KINDS and EVENT_KINDS[code].says_itself


def event_rows(
    code: str, parts: JsonObject, by: Actor, case_id: UUID, *, without: frozenset[str] = frozenset()
) -> list[JsonObject]:
    """Return the opened parts of an event, in rows of `key` and `value`."""
    body = {name: value for part in parts.values() for name, value in part.items()}
    if code in ACTS:
        return answer_rows(ACTS[code], body, by, case_id, without=without)
    return EVENT_KINDS[code].rows(body) if code in EVENT_KINDS else []


declare_event(EventKind(GROUND, t("Consulta de emergencia", "Emergency look")))
declare_event(EventKind(REVIEWED, t("Revisión de una consulta de emergencia", "Review of an emergency look")))
declare_event(
    EventKind(KEPT, t("El nodo puso al día plazos y tareas", "The node brought deadlines and tasks up to date"))
)
declare_event(EventKind(GIVEN, t("Firma de un acto", "Signature of an act")))


def _task_rows(body: JsonObject) -> list[JsonObject]:
    """Return which task it was; nothing to those who may not know."""
    if "code" not in body:
        return []
    task = Task(code=body["code"], detail=body["detail"])
    return [{"name": "task", "key": t("Tarea", "Task"), "value": task_label(task)}]


declare_event(EventKind(TASK_ADDED, t("Tarea agregada", "Task added"), _task_rows))
declare_event(EventKind(TASK_FINISHED, t("Tarea hecha", "Task done"), _task_rows, says_itself=True))
