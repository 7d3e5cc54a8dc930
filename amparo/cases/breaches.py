"""Breaches that an act shows by itself.

What it states says that a norm was not kept. The act is performed all the same: a program that refused it would see no
violation. Its entry states `breach`, a code of the list `breach_kind`, in its general part; it is an alarm like every
other (`cases.alarms`), is counted, and leaves supervisors a task.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from amparo.cases.act import Effects, NewTask
from amparo.cases.compartments import GENERAL
from amparo.cases.file import Entry

TASK: Final = "breach"
RETURNED_OUTSIDE: Final = "returned_outside_mechanism"
LEFT_UNDETERMINED: Final = "left_without_determination"
_RESPONSE_TIME = timedelta(hours=24)


def breach_kind(entry: Entry) -> str | None:
    """Return the code of the breach that an entry states or shows; None without one."""
    kind: str | None = entry.get("kind") if entry.act == "record_breach" else entry.get("breach")
    return kind


def with_breach(effects: Effects, kind: str | None, *, at: datetime) -> Effects:
    """Return the effects of an act with the breach that it shows, due within 24 hours.

    Unchanged where `kind` is None.
    """
    if kind is None:
        return effects
    task = NewTask(TASK, due_at=at + _RESPONSE_TIME, role="protection_supervisor", detail={"kind": kind})
    general = effects.added_answers.get(GENERAL, {}) | {"breach": kind}
    return replace(effects, tasks=(*effects.tasks, task), added_answers=effects.added_answers | {GENERAL: general})
