"""Tasks for the rows of a plan: what is done, who answers for it, until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from amparo.cases.act import Effects, NewTask
from amparo.cases.compartments import GENERAL, PROTECTION, Compartment
from amparo.ledger.days import end_of_day
from amparo.ledger.json import JsonObject
from amparo.ui.fields import Part

type Row = JsonObject

TO_BE_DONE = frozenset({None, "pending", "under_way"})
"""States of the list `measure_state` in which something is still to be done."""


@dataclass(frozen=True, slots=True)
class RowTasks:
    """How one plan names its rows.

    The code of their tasks, what a row is about (a code), and what is done (words). `only_dated`: a row without a day
    is a goal to keep in sight, and no task.
    """

    code: str
    about: str
    words: str
    only_dated: bool = False

    def effects(self, rows: Sequence[Part] | None, earlier: Sequence[Row], *, at: datetime) -> Effects:
        """Return the effects of a plan's rows: tasks to create and tasks to close.

        A task is created for each row that is new, or has a new day, and is still to be done. Tasks of rows that are
        done, dropped or moved are closed. Nothing happens when the rows were not stated this time.
        """
        if rows is None:
            return Effects()
        to_do = [row for row in (given.model_dump(mode="json") for given in rows) if row["state"] in TO_BE_DONE]
        known, kept = {self._identity(row) for row in earlier}, {self._identity(row) for row in to_do}
        new = [row for row in to_do if self._identity(row) not in known and (_find_day(row) or not self.only_dated)]
        over = [row for row in earlier if self._identity(row) not in kept]
        done = tuple((self.code, {self.about: row[self.about], "text": row[self.words]}) for row in over)
        return Effects(tuple(self.task(row, at=at) for row in new), closed_tasks=done)

    def task(self, row: Row, *, at: datetime, kept_in: Compartment = PROTECTION) -> NewTask:
        """Return the task of one row, due at the end of its day.

        It is visible only to those who may know what it is about.
        """
        due_on = _find_day(row)
        return NewTask(
            self.code,
            due_at=end_of_day(date.fromisoformat(due_on), at) if due_on else None,
            detail={self.about: row[self.about], "text": row[self.words], "responsible": row.get("responsible") or ""},
            compartments=frozenset({GENERAL, kept_in}),
        )

    def _identity(self, row: Row) -> tuple[object, ...]:
        return row[self.about], row[self.words], row.get("due_on")


def _find_day(row: Row) -> str | None:
    return row.get("due_on") or row.get("review_on")
